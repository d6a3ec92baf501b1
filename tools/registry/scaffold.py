# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What a new check begins as, and what is still left of that."""

import bisect
import re
import textwrap

import registry
from registry import tables

HEADER = """\
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
"""

COMMENT = """\
// What it finds, with a picture of before and after; what goes wrong when such
// a program runs; where the limits are.
"""

ASK = "void {class_name}Check::ask(const Program &) {{}}\n"

CODE = """\
#include "Check.h"
#include "facts/program/Program.h"

namespace tether {{
namespace {{

using namespace facts;

class {class_name}Check : public Check {{
public:
  using Check::Check;
  void ask(const Program &Prog) override;
}};

{ask}
}} // namespace
}} // namespace tether

using tether::{class_name}Check;
TETHER_REGISTER({class_name})
"""

CLEAN = """\
// What is right, and looks like what is found.

int main() {}
"""

SECTIONS = {
    "What": "Which code is found, which of its places the finding points at, and what the notes show.\n"
            "What is looked through: helper functions, references, members.",
    "Why": "What goes wrong when such a program runs.",
    "Example": "A fence marked `flagged`, and one marked `clean` or `fixed` that does the same in the right way.",
    "What it does not flag": "- What looks like it and is right.",
    "How to fix it": "What to write instead.",
    "Options": "`tether.ModelFiles`: [descriptions of libraries](../usage/model-files.md) that Tether does not know.",
    "Suppressing it": "```cpp\n"
                      "statement(); // NOLINT(tether-{name}): why it is right here\n"
                      "```",
    "Limits": "What is missed, what is found although it is right, and why.",
}
# Their text may well stay.
FINISHED = {"Options"}


def class_name(name):
    return "".join(word.capitalize() for word in name.split("-"))


def code(check):
    title = check.summary.removeprefix("Finds ").rstrip(".")
    start = f"//===- {check.name}.cpp - "
    room = len("//===----------------------------------------------------------------------===//")
    room -= len(start) + len(" -===//")
    if len(title) > room:
        title = textwrap.shorten(title, room, placeholder="")
    title = title[:1].upper() + title[1:]
    rule = "-" * (room - len(title) + 1)
    ask = ASK.format(class_name=check.class_name)
    return (f"{start}{title} {rule}===//\n{HEADER}{COMMENT}//\n"
            "//===----------------------------------------------------------------------===//\n\n"
            + CODE.format(class_name=check.class_name, ask=ask))


def page(check):
    sections = "\n\n".join(f"## {title}\n\n{text}" for title, text in SECTIONS.items())
    return tables.head(check) + sections.replace("{name}", check.name) + "\n"


def new_files(check):
    """By their paths below the root."""
    return {f"checks/{check.name}.cpp": code(check),
            f"docs/checks/{check.name}.md": page(check),
            f"test/checks/{check.name}/clean.cpp": CLEAN}


def with_entry(text, check):
    """The registry's text with one more check, in its place."""
    names = [known.name for known in registry.parse(text)]
    starts = [m.start() for m in re.finditer(f"^{re.escape(registry.START)}", text, re.MULTILINE)]
    starts.append(registry.ENTRY.match(text, starts[-1]).end())
    at = starts[bisect.bisect(names, check.name)]
    return text[:at] + check.entry() + text[at:]


def with_change(text, check):
    """The changelog's text with a line in the list of its first section."""
    line = f"- `tether-{check.name}`: {check.summary}" + " Preview." * check.is_preview
    start = re.search(r"^## ", text, re.MULTILINE).start()
    following = re.compile(r"^## ", re.MULTILINE).search(text, start + 3)
    end = following.start() if following else len(text)
    section = text[start:end].rstrip("\n")
    heading = "\n\nNew checks:\n\n"
    before, _, rest = section.partition(heading)
    entries, _, after = rest.partition("\n\n")
    lines = entries.splitlines()
    bisect.insort(lines, line)
    section = before + heading + "\n".join(lines) + (f"\n\n{after}" if after else "")
    return text[:start] + section + ("\n\n" if following else "\n") + text[end:]


def sections(text):
    """The title and text of each section of a page."""
    return re.findall(r"^## ([^\n]*)\n\n(.*?)\n*(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)


def unfinished(root, check):
    """What still says what the scaffold says."""
    name = f"checks/{check.name}.cpp"
    text = (root / name).read_text()
    if COMMENT in text:
        yield f"{name}: the comment is still the scaffold's"
    if ASK.format(class_name=check.class_name) in text:
        yield f"{name}: the check asks nothing yet"
    name = f"docs/checks/{check.name}.md"
    untouched = sections(page(check))
    for section in sections((root / name).read_text()):
        if section in untouched and section[0] not in FINISHED:
            yield f"{name}: '{section[0]}' is still the scaffold's"
    for program in sorted((root / "test/checks" / check.name).glob("*.cpp")):
        if program.read_text() == CLEAN:
            yield f"{program.relative_to(root)} is still the scaffold's"
