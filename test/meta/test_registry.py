# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the registry, the sources, the tests and the pages say agrees."""

import ast
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["TETHER_SOURCE_DIR"])
BINARIES = pathlib.Path(os.environ["TETHER_BINARY_DIR"])
PLUGIN = BINARIES / "lib" / "tether-tidy-22.so"
TIDY = os.environ["TETHER_UPSTREAM_TIDY"]

sys.path.append(str(SOURCE / "tools"))
import registry  # noqa: E402
from registry import scaffold, tables  # noqa: E402

CHECKS = SOURCE / "checks"
TESTS = SOURCE / "test" / "checks"
PAGES = SOURCE / "docs" / "checks"
# Files of checks/ that are no check.
SHARED = {"Check", "FunctionAround", "HeaderWords", "Module", "Session", "StoryBuilder"}

STRING = r'"(?:[^"\\\n]|\\.)*"'


def sources(root):
    """Files of the project, not those that are built from them."""
    for entry in sorted(root.iterdir()):
        if entry.is_dir() and entry.name not in (".git", "build", "node_modules", "__pycache__"):
            yield from sources(entry)
        elif entry.is_file():
            yield entry


def missing(root, check):
    """What has to be written yet for the check, in words."""
    yield from scaffold.unfinished(root, check)
    programs = [f.read_text() for f in sorted((root / "test/checks" / check.name).glob("*.cpp"))]
    if not any(re.search(r"(//|;) warn(@|:)", program) for program in programs):
        yield f"test/checks/{check.name}: no flagged program"
    if all(re.search(r"(//|;) warn\b", program) for program in programs):
        yield f"test/checks/{check.name}: no clean program"
    name = f"docs/checks/{check.name}.md"
    page = (root / name).read_text()
    for mark in ("flagged", "clean"):
        if f"\n```cpp {mark}\n" not in page:
            yield f"{name}: no {mark} example"
    titles = [title for title, _ in scaffold.sections(page)]
    if [title for title in titles if title in scaffold.SECTIONS] != list(scaffold.SECTIONS):
        yield f"{name}: its sections are not {', '.join(scaffold.SECTIONS)}, in this order"
    if not re.fullmatch(r"Finds [^.]*\.", check.summary):
        yield f"{registry.FILE}: '{check.summary}' is not a sentence that begins with 'Finds'"
    if f"`tether-{check.name}`" not in (root / "CHANGELOG.md").read_text():
        yield f"CHANGELOG.md: no '`tether-{check.name}`'"


def sources_without_comments(*patterns):
    for pattern in patterns:
        for file in sorted(CHECKS.glob(pattern)):
            text = re.sub(r"//.*", "", file.read_text())
            yield file, re.sub(r"^#include.*", "", text, flags=re.MULTILINE)


class Registry(unittest.TestCase):
    def setUp(self):
        self.checks = registry.read(SOURCE)
        self.names = {check.name for check in self.checks}

    def test_sorted_and_unique(self):
        self.assertEqual([check.name for check in self.checks], sorted(self.names))

    def test_names_of_classes(self):
        for check in self.checks:
            self.assertEqual(check.class_name, scaffold.class_name(check.name))

    def test_acts(self):
        text = (CHECKS / "facts/data/Acts.h").read_text()
        acts = re.findall(r"^  (\w+) = 1 << \d", text, re.MULTILINE)
        self.assertEqual([act.lower() for act in acts], list(registry.ACTS))

    def test_sources(self):
        files = {file.stem for file in CHECKS.glob("*.cpp")} - SHARED
        self.assertEqual(files, self.names)

    def test_folders(self):
        folders = {entry.name for entry in TESTS.iterdir() if entry.is_dir()}
        self.assertEqual(folders, self.names)

    def test_pages(self):
        self.assertEqual({page.stem for page in PAGES.glob("*.md")}, self.names)

    def test_what_repeats_it(self):
        for name in tables.stale(SOURCE, self.checks):
            with self.subTest(name):
                self.fail("run tools/check-tables --write")

    def test_no_other_list(self):
        """What names all checks is written by tools/check-tables, or by its readers."""
        known = {registry.FILE, "CHANGELOG.md", "docs/usage/real-world.md",
                 *(name for name, _, _ in tables.BLOCKS)}
        stable = [check.name for check in self.checks if not check.is_preview]
        for file in sources(SOURCE):
            name = str(file.relative_to(SOURCE))
            text = file.read_bytes().decode(errors="replace")
            with self.subTest(name):
                self.assertTrue(name in known or any(
                    not re.search(rf"\b{check}\b", text) for check in stable),
                    "lists the checks by hand")

    def test_complete(self):
        for check in self.checks:
            lacks = list(missing(SOURCE, check))
            with self.subTest(check.name):
                self.assertFalse(lacks, "\n".join(["the check is not complete", *lacks]))


class Sources(unittest.TestCase):
    # Names that the language itself gives a meaning (range-based for).
    LANGUAGE = {"begin", "end"}

    def test_no_library_name(self):
        models = "\n".join(f.read_text() for f in CHECKS.glob("model/data/*.yaml"))
        words = set(re.findall(r"[A-Za-z_]\w+", re.sub(r"#.*", "", models)))
        for file, text in sources_without_comments("*.cpp", "facts/**/*.cpp", "facts/**/*.h"):
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
            for check in (known.name for known in registry.read(SOURCE))
        }
        self.assertEqual(read, set(re.findall(r"\btether-[\w-]+\.\w+", dump)))

    def test_documented(self):
        pages = "\n".join(f.read_text() for f in (SOURCE / "docs").rglob("*.md"))
        for name in sorted(self.read()):
            with self.subTest(name):
                self.assertTrue(f"`{name}`" in pages, "no page names it")


class NewCheck(unittest.TestCase):
    """tools/new-check, in a copy of the sources."""

    NAME = "join-under-lock"
    ARGUMENTS = ("--summary", "Finds joins of whoever holds a lock.", "--about=lock,wait")

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name).resolve() / "copy"
        for file in sources(SOURCE):
            copy = self.root / file.relative_to(SOURCE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)

    def texts(self):
        return {str(file.relative_to(self.root)): file.read_bytes()
                for file in sources(self.root)}

    def run_tool(self, *arguments, status=0, tool="new-check"):
        run = subprocess.run([self.root / "tools" / tool, *arguments], text=True,
                             capture_output=True)
        self.assertEqual(run.returncode, status, run.stderr)
        return run

    def test_files(self):
        before = self.texts()
        run = self.run_tool(self.NAME, *self.ARGUMENTS, "--severity=error")
        after = self.texts()
        changed = sorted(name for name in after if after[name] != before.get(name))
        self.assertEqual(changed, [
            "CHANGELOG.md", "README.md", "checks/Checks.def", f"checks/{self.NAME}.cpp",
            f"docs/checks/{self.NAME}.md", "mkdocs.yml", f"test/checks/{self.NAME}/clean.cpp"])
        self.assertEqual(run.stdout.splitlines(), changed)
        for name in set(changed) & set(before):  # Lines are added and none is changed.
            lines = iter(after[name].splitlines())
            self.assertTrue(all(line in lines for line in before[name].splitlines()), name)
        checks = registry.read(self.root)
        check, = (check for check in checks if check.name == self.NAME)
        self.assertEqual(check, registry.Check(
            "JoinUnderLock", self.NAME, "error", False, "none", True, "0.1",
            ("lock", "wait"), self.ARGUMENTS[1]))
        self.assertEqual(checks, sorted(checks, key=lambda check: check.name))
        self.run_tool(tool="check-tables")

    def test_what_is_missing_is_said(self):
        self.run_tool(self.NAME, *self.ARGUMENTS)
        check, = (check for check in registry.read(self.root) if check.name == self.NAME)
        code, page, programs = (f"checks/{self.NAME}.cpp", f"docs/checks/{self.NAME}.md",
                                f"test/checks/{self.NAME}")
        self.assertEqual(list(missing(self.root, check)), [
            f"{code}: the comment is still the scaffold's",
            f"{code}: the check asks nothing yet",
            *(f"{page}: '{title}' is still the scaffold's"
              for title in scaffold.SECTIONS if title not in scaffold.FINISHED),
            f"{programs}/clean.cpp is still the scaffold's",
            f"{programs}: no flagged program",
            f"{page}: no flagged example",
            f"{page}: no clean example"])

    def test_compiles(self):
        self.run_tool(self.NAME, *self.ARGUMENTS)
        known = str(CHECKS / "loop-capture.cpp")
        database = json.loads((BINARIES / "compile_commands.json").read_text())
        entry, = (entry for entry in database if entry["file"] == known)
        # In the copy, with what is generated of the original.
        command = [part if str(BINARIES) in part else part.replace(str(SOURCE), str(self.root))
                   for part in shlex.split(entry["command"]) if part != "-c"]
        command = [part.replace("loop-capture.cpp", f"{self.NAME}.cpp") for part in command]
        run = subprocess.run([*command, "-fsyntax-only", "-Werror"], text=True,
                             capture_output=True, cwd=entry["directory"])
        self.assertEqual((run.returncode, run.stderr), (0, ""))

    def test_refuses(self):
        before = self.texts()
        for name, message in (
                ("Sleep-Under-Lock", "lower-case words"), ("sleep", "two or more"),
                ("sleep_under_lock", "joined by dashes"), ("sleep-under-", "joined by dashes"),
                ("../up-there", "joined by dashes"), ("no-sleep", "begin without 'no-'"),
                ("tether-sleep-lock", "begin without 'tether-'"),
                ("sleep-check", "end without '-check'"),
                ("loop-capture", "'loop-capture' is in checks/Checks.def already")):
            with self.subTest(name):
                self.assertIn(message, self.run_tool(name, *self.ARGUMENTS, status=2).stderr)
        for arguments, message in (
                (("--summary=It finds.", "--about=lock"), "begins with 'Finds'"),
                (("--summary=Finds a. Finds b.", "--about=lock"), "not one sentence"),
                (("--summary=Finds x.", "--about=lock,mutex"), "there is no act 'mutex'"),
                (("--summary=Finds x.",), "--about"), (("--about=lock",), "--summary")):
            with self.subTest(arguments):
                self.assertIn(message, self.run_tool(self.NAME, *arguments, status=2).stderr)
        self.assertEqual(self.texts(), before)

    def test_refuses_a_second_time(self):
        self.run_tool(self.NAME, *self.ARGUMENTS)
        before = self.texts()
        self.assertIn("already", self.run_tool(self.NAME, *self.ARGUMENTS, status=2).stderr)
        self.assertEqual(self.texts(), before)

    def test_refuses_where_a_file_is_there(self):
        page = self.root / f"docs/checks/{self.NAME}.md"
        page.write_text("mine\n")
        self.assertIn(f"has docs/checks/{self.NAME}.md already",
                      self.run_tool(self.NAME, *self.ARGUMENTS, status=2).stderr)
        self.assertEqual(page.read_text(), "mine\n")

    def test_a_registry_that_has_changed(self):
        """Who promotes a check, or words it anew, is told what to do."""
        def change(old, new):
            text = (self.root / registry.FILE).read_text()
            self.assertIn(old, text)
            (self.root / registry.FILE).write_text(text.replace(old, new))

        def stale():
            run = self.run_tool(tool="check-tables", status=1)
            self.assertIn("run tools/check-tables --write", run.stderr)
            return re.findall(r"^(\S+) is not", run.stderr, re.MULTILINE)

        self.run_tool(self.NAME, *self.ARGUMENTS, "--severity=note")
        page = f"docs/checks/{self.NAME}.md"
        change("Note, Off, None, Preview", "Error, On, Safe, Stable")
        self.assertEqual(stale(), ["README.md", "docs/usage/adoption.md", page])
        self.run_tool("--write", tool="check-tables")
        self.assertIn("lock. Has a fix. |\n", (self.root / "README.md").read_text())
        self.assertNotIn("preview", (self.root / page).read_text())
        change("of whoever holds", "of those who hold")
        self.assertEqual(stale(), ["README.md", page])
        change("TETHER_CHECK(JoinUnderLock, ", "TETHER_CHECK(JoinUnderLock,")
        run = self.run_tool(tool="check-tables", status=1)
        self.assertRegex(run.stderr, r"checks/Checks.def:\d+: this is not an entry")


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
