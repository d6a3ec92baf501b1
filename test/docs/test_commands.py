# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every command in README.md and docs/usage does what the page says.

For each page there is a small project, as it is found in test/docs/shop: a
repository of git, configured, on a branch with one commit more than `main`
(test/docs/change). The page's fences are then taken in their order:

`sh`       is run. A command that looks for findings may end with 1, which is how
           it says that there are some. All others have to succeed.
`console`  has commands after `$ `, and below each what it prints. `...` stands
           for any text in a line, and alone in a line for any lines. The project
           is then shown as /home/me/shop.
`yaml`     of GitHub and GitLab, and `groovy` of Jenkins: the commands of the jobs
           are run as `sh`, once for each entry of a matrix; those that install
           packages are not.

A comment above a fence says what else is done with it: `<!-- file: NAME -->`
writes it into the project, and `<!-- not run: REASON -->` leaves it alone. All
other code has to be of a language that has no commands.
"""

import itertools
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import yaml

from pages import FENCE, ROOT, USAGE

HERE = pathlib.Path(__file__).resolve().parent
BLOCK = re.compile(r"^(?:<!-- (file|not run): (.*?) -->\n\n?)?" + FENCE.pattern,
                   re.DOTALL | re.MULTILINE)
COMMANDS = {"sh", "console", "yaml", "groovy"}
OTHERS = {"cmake", "cpp", "diff", "dockerfile", "elisp", "json", "lua", "python", "text"}
SHOWN = "/home/me/shop"
# Writes down each command that fails where nothing in the script looks at it.
TRAP = """trap 'echo "$? $BASH_COMMAND" >&%d' ERR\n"""


class Block:
    def __init__(self, match):
        self.directive, self.argument, self.language, self.text = match.groups()
        self.line = match.string.count("\n", 0, match.start(3)) + 1


def blocks(page):
    return [Block(match) for match in BLOCK.finditer(page.read_text())]


def github(job):
    """The scripts in a job of GitHub's."""
    matrix = job.get("strategy", {}).get("matrix", {})
    for values in itertools.product(*matrix.values()):
        known = {"github.sha": "main", "github.base_ref": "main"}
        known |= {f"matrix.{name}": str(value) for name, value in zip(matrix, values)}
        for step in job["steps"]:
            if "run" in step and "apt-get" not in step["run"]:
                variables = "".join(f"export {name}='{value}'\n"
                                    for name, value in step.get("env", {}).items())
                yield re.sub(r"\$\{\{ *(\S+) *\}\}", lambda m: known[m[1]],
                             variables + step["run"])


def steps(language, text):
    """The scripts in the jobs of a CI system, in their order."""
    if language == "groovy":
        return re.findall(r"\bsh '(.*)'", text)
    found = []
    content = yaml.safe_load(text)
    if isinstance(content, list):  # A part of a job.
        content = {"": {"steps": content}}
    for job in content.get("jobs", content).values():
        if isinstance(job, dict) and "steps" in job:
            found += github(job)
        elif isinstance(job, dict) and "script" in job:
            script = job["script"]
            found += script if isinstance(script, list) else [script]
    return found


def pattern(expected):
    """A regular expression for output with `...` in it."""
    lines = []
    for line in expected.splitlines():
        if line.strip() == "...":
            lines.append(r"(?:.*\n)*?")
        else:
            lines.append(re.escape(line).replace(r"\.\.\.", ".*") + r"\n")
    return re.compile("".join(lines))


class Project:
    """A copy of the shop with the programs that the pages call."""

    def __init__(self, folder, cache=None):
        self.root = folder / "shop"
        programs = folder / "bin"
        programs.mkdir()
        for name in ("tether", "tether-clangd"):
            (programs / name).symlink_to(BINARIES / "bin" / name)
        self.environment = {
            "HOME": str(folder), "XDG_CACHE_HOME": cache or str(folder),
            "LC_ALL": "C.UTF-8", "CXX": "clang++-22", "CMAKE_GENERATOR": "Ninja",
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_{what}": "shop@example.org"
               for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        }
        shutil.copytree(HERE / "shop", self.root)
        self.succeed("git init -q -b main && git add . && git commit -qm Shop")
        self.succeed("git update-ref refs/remotes/origin/main main")
        shutil.copytree(HERE / "change", self.root, dirs_exist_ok=True)
        self.succeed("git switch -qc change && git add . && git commit -qm Report")
        self.succeed("cmake -S . -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON")
        # As in a checkout of Tether in which it was built.
        (self.root / "build/release").symlink_to(BINARIES)

    def run(self, script):
        """Runs it. Returns what it prints, and the commands that fail."""
        with tempfile.TemporaryFile("w+") as failed:
            done = subprocess.run(
                ["bash", "-c", TRAP % failed.fileno() + script],
                cwd=self.root, env=self.environment, pass_fds=[failed.fileno()],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, timeout=200, text=True)
            failed.seek(0)
            failures = failed.read().splitlines()
            if done.returncode > 1 and not failures:  # A mistake in the syntax.
                failures = [f"{done.returncode} bash"]
            return done.stdout, failures

    def succeed(self, script):
        output, failed = self.run(script)
        wrong = [line for line in failed if not re.match("1 (tether|(run-)?clang-tidy)", line)]
        if wrong:
            raise AssertionError("\n".join(["failed with", *wrong, "and said", output]))

    def print(self, command, expected):
        output = self.run(command)[0].replace(str(self.root), SHOWN)
        if not pattern(expected).fullmatch(output):
            raise AssertionError(f"$ {command}\nprints\n{output}\ninstead of\n{expected}")


class Commands(unittest.TestCase):
    def take(self, project, block):
        if block.directive == "file":
            file = project.root / block.argument
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text)
        elif block.language == "sh":
            project.succeed(block.text)
        elif block.language == "console":
            for entry in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
                command, _, expected = entry.partition("\n")
                project.print(command, expected)
        elif block.language in ("yaml", "groovy"):
            for script in steps(block.language, block.text):
                project.succeed(script)

    def test_they_do_what_they_say(self):
        cache = tempfile.TemporaryDirectory()  # What most pages analyse is the same.
        self.addCleanup(cache.cleanup)
        left = []
        for page in USAGE:
            name = page.relative_to(ROOT)
            todo = [block for block in blocks(page)
                    if block.directive or block.language in COMMANDS]
            if not todo:
                continue
            with tempfile.TemporaryDirectory() as folder:
                project = Project(pathlib.Path(folder).resolve(), cache.name)
                for block in todo:
                    if block.directive == "not run":
                        left.append(f"{name}:{block.line}: {block.argument}")
                        continue
                    with self.subTest(f"{name}:{block.line}"):
                        self.take(project, block)
        print(f"{len(left)} blocks are not run:", *left, sep="\n  ")


class Pages(unittest.TestCase):
    def test_no_command_escapes(self):
        for page in USAGE:
            with self.subTest(page.name):
                text = page.read_text()
                for block in blocks(page):
                    self.assertIn(block.language.split(" ")[0], COMMANDS | OTHERS)
                self.assertEqual(len(blocks(page)), text.count("\n```") / 2)
                self.assertEqual(len(re.findall("<!-- (?:file|not run): ", text)),
                                 sum(bool(b.directive) for b in blocks(page)),
                                 "a comment is not above a fence")
                rest = FENCE.sub("", text)
                self.assertEqual(re.findall(r"\n\n    .*", rest), [], "code without fence")

    def test_text_has_only_forms_of_commands(self):
        """What is shown in a `text` fence cannot be run as it is."""
        for page in USAGE:
            for block in blocks(page):
                if block.language == "text":
                    for line in block.text.splitlines():
                        with self.subTest(f"{page.name}:{block.line}", line=line):
                            self.assertTrue(
                                not re.match("(tether|clang-tidy|git|cmake|make) ", line)
                                or re.search(r"\b[A-Z]{3,}|\.\.\.", line))


class Ourselves(unittest.TestCase):
    """The test does not pass what it should not."""

    def test_output(self):
        self.assertTrue(pattern("a ... c\n...\nend\n").fullmatch("a b c\n1\n2\nend\n"))
        self.assertTrue(pattern("a\n...\nend\n").fullmatch("a\nend\n"))
        for wrong in ("a b d\nend\n", "a b c\n", "a b c\nend\nmore\n", ""):
            self.assertFalse(pattern("a ... c\n...\nend\n").fullmatch(wrong), wrong)

    def test_status(self):
        with tempfile.TemporaryDirectory() as folder:
            project = Project(pathlib.Path(folder).resolve())
            project.succeed("tether scan\ntrue")
            project.succeed("! false; false || true; if false; then :; fi")
            for wrong in ("false\ntrue", "if then", "tether scan nowhere || test $? = 1",
                          "tether scan --wrong\ntrue", "nonsense",
                          "for i in 1 2; do tether scan -p nowhere; done; true",
                          "tether scan nowhere.cpp | cat; false"):
                with self.subTest(wrong):
                    self.assertRaises(AssertionError, project.succeed, wrong)

    def test_steps(self):
        self.assertEqual(steps("groovy", "sh 'a'\njunit 'b'\nsh 'c \"d\"'"), ["a", 'c "d"'])
        self.assertEqual(steps("yaml", "a: {script: b}\nc: {script: [d, e]}"), list("bde"))
        self.assertEqual(steps("yaml", "- run: a\n- uses: b"), ["a"])
        self.assertEqual(steps("yaml", "- run: |\n    apt-get install a\n- run: b"), ["b"])
        self.assertEqual(steps("yaml", "Checks: a\nCheckOptions: {b: c}"), [])
        self.assertEqual(
            steps("yaml", "jobs: {a: {strategy: {matrix: {n: [1, 2]}},"
                          " steps: [{run: 'x ${{ matrix.n }}'}]}}"), ["x 1", "x 2"])


if __name__ == "__main__":
    BINARIES = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
