# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the registry, the sources, the tests and the pages say agrees."""

import ast
import os
import pathlib
import re
import subprocess
import unittest

SOURCE = pathlib.Path(os.environ["TETHER_SOURCE_DIR"])
BINARIES = pathlib.Path(os.environ["TETHER_BINARY_DIR"])
PLUGIN = BINARIES / "lib" / "tether-tidy-22.so"
TIDY = os.environ["TETHER_UPSTREAM_TIDY"]

CHECKS = SOURCE / "checks"
TESTS = SOURCE / "test" / "checks"
PAGES = SOURCE / "docs" / "checks"
# Files of checks/ that are no check.
SHARED = {"Check", "FunctionAround", "Module", "Session", "StoryBuilder"}

STRING = r'"(?:[^"\\\n]|\\.)*"'


def registry():
    """Name -> summary, in the order of Checks.def."""
    text = (CHECKS / "Checks.def").read_text()
    entry = re.compile(
        rf'^TETHER_CHECK\(\w+, "([^"]+)", \w+, \w+, \w+,\s*{STRING},\s*((?:{STRING}\s*)+)\)',
        re.MULTILINE,
    )
    return [
        (name, "".join(map(ast.literal_eval, re.findall(STRING, summary))))
        for name, summary in entry.findall(text)
    ]


def sources_without_comments(*patterns):
    for pattern in patterns:
        for file in sorted(CHECKS.glob(pattern)):
            text = re.sub(r"//.*", "", file.read_text())
            yield file, re.sub(r"^#include.*", "", text, flags=re.MULTILINE)


class Registry(unittest.TestCase):
    def setUp(self):
        self.summaries = dict(registry())
        self.names = set(self.summaries)

    def test_read_completely(self):
        lines = (CHECKS / "Checks.def").read_text().splitlines()
        entries = [line for line in lines if line.startswith("TETHER_CHECK(")]
        self.assertEqual(len(entries), len(registry()))

    def test_sorted_and_unique(self):
        names = [name for name, _ in registry()]
        self.assertEqual(names, sorted(set(names)))

    def test_sources(self):
        files = {file.stem for file in CHECKS.glob("*.cpp")} - SHARED
        self.assertEqual(files, self.names)

    def test_folders(self):
        folders = {entry.name for entry in TESTS.iterdir() if entry.is_dir()}
        self.assertEqual(folders, self.names)

    def test_flagged_and_clean_programs(self):
        for name in sorted(self.names):
            with self.subTest(name):
                programs = [f.read_text() for f in (TESTS / name).glob("*.cpp")]
                flagged = [p for p in programs if re.search(r"(//|;) warn(@|:)", p)]
                clean = [p for p in programs if not re.search(r"(//|;) warn\b", p)]
                self.assertTrue(flagged, "no flagged program")
                self.assertTrue(clean, "no clean program")

    def test_pages(self):
        pages = {page.stem for page in PAGES.glob("*.md")}
        self.assertEqual(pages - {"index", "README"}, self.names)

    def test_summaries(self):
        for name, summary in self.summaries.items():
            with self.subTest(name):
                self.assertRegex(summary, r"^Finds [^.]*\.$")
                page = (PAGES / f"{name}.md").read_text()
                self.assertTrue(page.startswith(f"# tether-{name}\n"))
                self.assertIn(summary, page.splitlines())

    def test_fences(self):
        for name in sorted(self.names):
            with self.subTest(name):
                page = (PAGES / f"{name}.md").read_text()
                self.assertIn("\n```cpp flagged\n", page)
                self.assertIn("\n```cpp clean\n", page)

    def test_severities(self):
        """The guide for old code says which findings are the worst."""
        entry = re.compile(r'^TETHER_CHECK\(\w+, "([^"]+)", (\w+)', re.MULTILINE)
        entries = entry.findall((CHECKS / "Checks.def").read_text())
        self.assertEqual(len(entries), len(self.names))
        page = (SOURCE / "docs/usage/adoption.md").read_text()
        for severity in {severity for _, severity in entries}:
            names = [name for name, of in entries if of == severity]
            self.assertIn(f"\n| {severity.lower()} | {', '.join(names)} |\n", page)

    def test_changelog(self):
        changelog = (SOURCE / "CHANGELOG.md").read_text()
        for name in sorted(self.names):
            with self.subTest(name):
                self.assertIn(f"`tether-{name}`", changelog)


class Sources(unittest.TestCase):
    # Names that the language itself gives a meaning (range-based for).
    LANGUAGE = {"begin", "end"}

    def test_no_library_name(self):
        models = "\n".join(f.read_text() for f in CHECKS.glob("model/data/*.yaml"))
        words = set(re.findall(r"[A-Za-z_]\w+", re.sub(r"#.*", "", models)))
        for file, text in sources_without_comments("*.cpp", "facts/*.cpp", "facts/*.h"):
            for literal in re.findall(STRING, text):
                value = ast.literal_eval(literal)
                with self.subTest(file.name, literal=value):
                    self.assertNotRegex(value, r"\w::\w|\bstd::|pthread_")
                    if file.stem not in SHARED and value not in self.LANGUAGE:
                        self.assertFalse(
                            value in words and re.search(rf"==\s*{literal}|{literal}\s*==", text),
                            "compares with a name of a library",
                        )

    def test_no_mutable_global(self):
        table = subprocess.run(
            ["objdump", "-t", "-C", PLUGIN], capture_output=True, text=True, check=True
        ).stdout
        objects = re.findall(
            r"^\S+ .{7} (\.\S+)\t\S+ +(?:\.hidden )?(.*)$", table, re.MULTILINE
        )
        self.assertIn(".text", {section for section, _ in objects})
        # What the headers of clang, the C runtime and the registration of the
        # module bring.
        foreign = re.compile(
            r"(guard variable for )?(clang|llvm)::|__|_|completed\.|DW\.ref|Registration$|\."
        )
        mutable = [
            name
            for section, name in objects
            if re.match(r"\.(data|bss|tdata|tbss)(?!\.rel\.ro)", section)
            and not foreign.match(name)
        ]
        self.assertEqual(mutable, [])


class Options(unittest.TestCase):
    def read(self):
        for file, text in sources_without_comments("*.cpp"):
            shared = file.stem in SHARED
            get = r'(\bOptions)?\.get(?:LocalOrGlobal)?\("(\w+)"'
            for of_check, name in re.findall(get, text):
                if not shared:
                    yield f"tether-{file.stem}.{name}"
                elif of_check:
                    yield f"tether-<check>.{name}"
                else:
                    yield f"tether.{name}"

    def test_read_are_stored(self):
        dump = subprocess.run(
            [TIDY, f"--load={PLUGIN}", "--checks=-*,tether-*", "--dump-config"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        # clang-tidy shows only options that are named after a check.
        read = {
            name.replace("<check>", check)
            for name in self.read()
            if not name.startswith("tether.")
            for check, _ in registry()
        }
        self.assertEqual(read, set(re.findall(r"\btether-[\w-]+\.\w+", dump)))

    def test_documented(self):
        pages = "\n".join(f.read_text() for f in (SOURCE / "docs").rglob("*.md"))
        for name in sorted(self.read()):
            with self.subTest(name):
                self.assertTrue(f"`{name}`" in pages, "no page names it")


class Ourselves(unittest.TestCase):
    def test_clean(self):
        done = subprocess.run(
            [BINARIES / "bin" / "tether", "scan", "--quiet", "--no-cache", "-p",
             BINARIES,
             CHECKS, SOURCE / "driver"],
            capture_output=True,
            text=True,
        )  # fmt: skip
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
