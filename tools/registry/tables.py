# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What other files repeat of the registry."""

import re

import registry

# The heading in the site's navigation: the first whose acts a check is about.
GROUPS = (("Channels", {"send", "close"}), ("Locks and waits", {"lock", "wait"}),
          ("Threads and tasks", set(registry.ACTS)))
GROUPS_IN_ORDER = ("Threads and tasks", "Channels", "Locks and waits")

WRITTEN = "tools/check-tables writes"


def group(check):
    return next(name for name, acts in GROUPS if acts & set(check.about))


def readme(checks):
    yield "| check | what it does |"
    yield "|---|---|"
    for check in checks:
        text = check.summary
        if check.fix != "none":
            text += " Has a fix."
        if check.is_preview:
            text += " [Preview](docs/usage/configuration.md#preview)."
        yield f"| [tether-{check.name}](docs/checks/{check.name}.md) | {text} |"


def severities(checks):
    yield "| severity | checks |"
    yield "|---|---|"
    for severity in registry.SEVERITIES:
        names = [c.name for c in checks if c.severity == severity and c.is_on]
        if names:
            yield f"| {severity} | {', '.join(names)} |"


def navigation(checks):
    for name in GROUPS_IN_ORDER:
        members = [check.name for check in checks if group(check) == name]
        if members:
            yield f"      - {name}:"
        for member in members:
            yield f"          - {member}: checks/{member}.md"


# What stands below the line that says who writes it, while lines look like it.
BLOCKS = (
    ("README.md", r"\|", readme),
    ("docs/usage/adoption.md", r"\|", severities),
    ("mkdocs.yml", r" {6}", navigation),
)


def head(check):
    """Of a check's page, up to its first section."""
    preview = ("In [preview](../usage/configuration.md#preview): it is off unless its name "
               "is in the list of checks.\n\n")
    return (f"# tether-{check.name}\n\n{check.summary}\n\n"
            + preview * check.is_preview)


def expected(root, checks):
    """The text that each file should have, by its path below `root`."""
    result = {}
    for name, line, write in BLOCKS:
        text = (root / name).read_text()
        block = re.compile(rf"^(.*\b{WRITTEN} .*\n\n?)(?:{line}.*\n)+", re.MULTILINE)
        new = "".join(f"{row}\n" for row in write(checks))
        result[name], count = block.subn(lambda m: m[1] + new, text)
        if count != 1:
            raise ValueError(f"{name}: '{WRITTEN}' stands above {count} blocks")
    for check in checks:
        name = f"docs/checks/{check.name}.md"
        if (root / name).is_file():
            text = (root / name).read_text()
            first = re.search(r"^## ", text, re.MULTILINE)
            result[name] = head(check) + text[first.start() if first else len(text):]
    return result


def stale(root, checks):
    return {name: text for name, text in expected(root, checks).items()
            if (root / name).read_text() != text}
