# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""No two folders include each other, and each foreign thing has one home.

`test_folders.py --print` prints which folder includes which, and how often.
"""

import collections
import os
import pathlib
import re
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(
    os.environ.get("TETHER_SOURCE_DIR", pathlib.Path(__file__).parents[2])
)
PARTS = ("checks", "driver")

# Files whose paths begin like the first must not include what begins like the
# second: ARCHITECTURE.md, as far as includes show it.
RULES = [
    (r"checks/", r"driver/", "the checks know no front end"),
    (
        r"checks/",
        r"(cstdio|filesystem|fstream|iostream)$|llvm/Support/(FileSystem|Process|Program|Signals)\.h",
        "the checks do no I/O, they run inside clangd",
    ),
    (
        r"checks/facts/(?!collect/)",
        r"clang/(AST|ASTMatchers|Sema|Parse|Lex|Frontend|Tooling)/|clang/Analysis/CFG",
        "only collect/ looks at an AST",
    ),
    (r"driver/support/", r"checks/|driver/(?!support/)", "support knows nothing of findings"),
    (r"driver/result/", r"driver/(?!(result|support)/)", "results are plain data"),
    (r"driver/(?!cli/|main)", r"driver/cli/|CLI/", "only cli knows the command line"),
    (
        # clangd publishes JSON, which its entry changes.
        r"(?!driver/(report|compdb|clangd)/)",
        r"nlohmann/|llvm/Support/JSON\.h|clang/Basic/Sarif\.h",
        "only report knows JSON and SARIF",
    ),
    (
        r"(?!driver/compdb/)",
        r"clang/Tooling/\w*CompilationDatabase|driver/compdb/(JsonDatabase|ParsedCommand|ShellCommand)",
        "only compdb knows what compile databases look like",
    ),
    (
        r"(?!driver/(clangd|plugin)/|checks/Module\.)",
        r"clang-tidy/ClangTidy(ForceLinker|Module|ModuleRegistry)\.h",
        "only the entries of plugin and clangd know how a host finds checks",
    ),
    (r"(?!driver/run/)", r"sqlite3\.h", "only the cache of run knows SQLite"),
    (r"(?!driver/draw/)", r"graphviz/", "only draw knows Graphviz"),
]

# What one file includes: in which line, what is written, and which file of the
# project that is; None if it is another's.
Include = collections.namedtuple("Include", "file line written target")


def includes(root):
    found = []
    for part in PARTS:
        for file in sorted((root / part).rglob("*")):
            if file.suffix not in (".h", ".cpp", ".def"):
                continue
            for number, line in enumerate(file.read_text().splitlines(), 1):
                match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
                if not match:
                    continue
                written = match.group(1)
                candidates = (file.parent / written, root / written)
                target = next((c.resolve() for c in candidates if c.is_file()), None)
                found.append(
                    Include(
                        file.relative_to(root).as_posix(),
                        number,
                        written,
                        target and target.relative_to(root.resolve()).as_posix(),
                    )
                )
    return found


def folder(file):
    return os.path.dirname(file)


def arrows(found):
    """(folder, other folder) -> the includes that lead from one to the other."""
    result = collections.defaultdict(list)
    for include in found:
        if include.target and folder(include.file) != folder(include.target):
            result[folder(include.file), folder(include.target)].append(include)
    return result


def way(graph, start, end):
    """The shortest path of arrows between two folders, or None."""
    before = {start: None}
    queue = collections.deque([start])
    while queue:
        here = queue.popleft()
        if here == end:
            path = [here]
            while before[path[0]] is not None:
                path.insert(0, before[path[0]])
            return path
        for one, other in sorted(graph):
            if one == here and other not in before:
                before[other] = here
                queue.append(other)
    return None


def circles(graph):
    """Each shortest circle once, as a list of folders."""
    result = {}
    for one, other in sorted(graph):
        path = way(graph, other, one)
        if path:
            result.setdefault(frozenset(path), [one] + path[:-1])
    return list(result.values())


def described(graph, circle):
    lines = [" -> ".join(circle + circle[:1])]
    for arrow in zip(circle, circle[1:] + circle[:1]):
        lines += [f"  {i.file}:{i.line}: includes {i.target}" for i in graph[arrow]]
    return "\n".join(lines)


def reached(by_file, file):
    """(line, what, through which files) a file includes, itself or by others."""
    queue = collections.deque(
        (i.line, i.target or i.written, []) for i in by_file.get(file, [])
    )
    seen = set()
    while queue:
        line, what, through = queue.popleft()
        if what in seen:
            continue
        seen.add(what)
        yield line, what, through
        queue.extend(
            (line, i.target or i.written, through + [what])
            for i in by_file.get(what, [])
        )


def violations(found):
    by_file = collections.defaultdict(list)
    for include in found:
        by_file[include.file].append(include)
    result = []
    for file in sorted(by_file):
        rules = [rule for rule in RULES if re.match(rule[0], file)]
        for line, what, through in reached(by_file, file):
            for where, forbidden, why in rules:
                # A file between that must not either is named itself.
                if re.match(forbidden, what) and not any(
                    re.match(where, name) for name in through
                ):
                    by = "".join(f" through {name}" for name in through)
                    result.append(f"{file}:{line}: includes {what}{by}; {why}")
    return result


def drawn():
    """The table of the driver's folders in ARCHITECTURE.md: folder -> others."""
    text = (SOURCE / "ARCHITECTURE.md").read_text()
    section = re.search(r"^### `driver`$(.*?)^### ", text, re.MULTILINE | re.DOTALL)
    rows = re.findall(r"^\| `([^`]+)` \| .* \| ?(.*?) ?\|$", section[1], re.MULTILINE)
    return {name: set(re.findall(r"`([^`]+)`", others)) for name, others in rows}


class Folders(unittest.TestCase):
    def setUp(self):
        self.found = includes(SOURCE)

    def test_found(self):
        graph = arrows(self.found)
        self.assertIn(("checks", "checks/facts/ask"), graph)
        self.assertIn(("driver/cli", "driver/commands"), graph)

    def test_no_circle(self):
        graph = arrows(self.found)
        bad = [described(graph, circle) for circle in circles(graph)]
        if bad:
            self.fail("folders include each other:\n" + "\n".join(bad))

    def test_rules(self):
        bad = violations(self.found)
        if bad:
            self.fail("these includes cross a border:\n" + "\n".join(bad))


    def test_table(self):
        table = drawn()
        order = list(table)

        def row(folder):
            name = folder.removeprefix("driver/")
            while name and name not in table:
                name = os.path.dirname(name)
            return name

        actual = {name: set() for name in table}
        for one, other in arrows(self.found):
            a, b = row(one), row(other)
            if not one.startswith("driver/") or not other.startswith("driver/"):
                continue
            self.assertTrue(a and b, f"ARCHITECTURE.md has not {one} or {other}")
            if a != b:
                self.assertLess(order.index(a), order.index(b), f"{b} stands below {a}")
                actual[a].add(b)
        for name in table:
            with self.subTest(name):
                self.assertEqual(
                    actual[name] - {"result", "support"},
                    table[name],
                    "what it includes by its sources, and by ARCHITECTURE.md",
                )


class Examples(unittest.TestCase):
    """That the above would be seen."""

    def look(self, files):
        with tempfile.TemporaryDirectory() as name:
            root = pathlib.Path(name)
            for path, text in files.items():
                file = root / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
            return includes(root)

    def test_circle_around_a_corner(self):
        graph = arrows(
            self.look(
                {
                    "driver/a/A.h": '#include "driver/b/B.h"\n',
                    "driver/b/B.h": '\n#include "driver/c/C.h"\n#include "B2.h"\n',
                    "driver/b/B2.h": "",
                    "driver/c/C.h": '#include "../a/A.h"\n',
                }
            )
        )
        self.assertEqual(
            [described(graph, circle) for circle in circles(graph)],
            [
                "driver/a -> driver/b -> driver/c -> driver/a\n"
                "  driver/a/A.h:1: includes driver/b/B.h\n"
                "  driver/b/B.h:2: includes driver/c/C.h\n"
                "  driver/c/C.h:1: includes driver/a/A.h"
            ],
        )

    def test_rules(self):
        bad = violations(
            self.look(
                {
                    "checks/a.cpp": '#include "driver/result/Finding.h"\n',
                    "checks/facts/program/Ends.h": '\n#include "checks/model/Names.h"\n',
                    "checks/model/Names.h": '#include "clang/AST/Decl.h"\n',
                    "driver/draw/Map.cpp": "#include <nlohmann/json.hpp>\n",
                    "driver/result/Finding.h": "",
                }
            )
        )
        self.assertEqual(
            bad,
            [
                "checks/a.cpp:1: includes driver/result/Finding.h; "
                "the checks know no front end",
                "checks/facts/program/Ends.h:2: includes clang/AST/Decl.h through "
                "checks/model/Names.h; only collect/ looks at an AST",
                "driver/draw/Map.cpp:1: includes nlohmann/json.hpp; "
                "only report knows JSON and SARIF",
            ],
        )


def print_graph():
    graph = arrows(includes(SOURCE))
    for (one, other), found in sorted(graph.items()):
        print(f"{len(found):4} {one} -> {other}")
    for part in PARTS:
        inside = {a: i for a, i in graph.items() if all(f.startswith(part) for f in a)}
        folders = {f for arrow in inside for f in arrow}
        back = sum(way(inside, other, one) is not None for one, other in inside)
        print(f"{part}: {len(folders)} folders, {len(inside)} arrows, {back} of them in circles")


if __name__ == "__main__":
    if "--print" in sys.argv:
        print_graph()
    else:
        unittest.main()
