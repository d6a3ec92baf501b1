# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Scans of what changed: which sources are analysed, what is reported of them."""

import json
import os
import re
import subprocess

import command
from command import CommandTest

DETACH = "  std::thread([] {}).detach();\n"
NOTHING = "no source is affected by the change\n0 findings; 0 files analysed\n"


def function(name, body=DETACH):
    return f"inline void {name}() {{\n{body}}}\n"


class DiffTest(CommandTest):
    def setUp(self):
        super().setUp()
        os.environ.update({"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
                           "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
                           "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org"})
        includes = '#include "../inc/h.h"\n#include "../inc/b.h"\n'
        self.project({".gitignore": "build\n",
                      "src/a.cpp": includes + function("a"),
                      "src/b.cpp": includes + function("b"),
                      "src/c.cpp": '#include "../inc/c.inc"\n' + function("c", ""),
                      "inc/h.h": "#pragma once\n#include <thread>\n" + function("h"),
                      "inc/b.h": "#pragma once\n" + function("bh"),
                      "inc/c.inc": "\n",
                      "inc/lone.h": "\n",
                      "README.md": "\n"})
        self.git("init", "--quiet")
        self.commit()

    def git(self, *arguments):
        return subprocess.run(["git", *arguments], cwd=self.root, check=True,
                              stdout=subprocess.PIPE, text=True).stdout

    def commit(self):
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=x")

    def append(self, name, text):
        with open(self.root / name, "a") as file:
            file.write(text)

    def scan(self, *arguments, base="HEAD", status=0, patch=None, cwd=None):
        """What is reported, as `file: function`, and standard error."""
        run = subprocess.run([command.TETHER, "scan", f"--diff={base}", "--format=json",
                              *arguments], cwd=cwd or self.root, input=patch,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertEqual(run.returncode, status, run.stdout + run.stderr)
        if status == 2:
            self.assertEqual(run.stdout, "")
            return None, run.stderr
        report = json.loads(run.stdout)
        self.analysed = report["files_analysed"]
        return ([f"{f['file']}: {f['function']}" for f in report["findings"]], run.stderr)


class ReportTest(DiffTest):
    def test_only_what_is_on_changed_lines(self):
        self.append("src/a.cpp", function("more"))
        found, _ = self.scan(status=1)
        self.assertEqual(found, ["src/a.cpp: more()"])
        self.assertEqual(self.analysed, 1)

    def test_since_which_revision(self):
        self.append("src/a.cpp", function("more"))
        self.commit()
        self.assertEqual(self.scan(), ([], NOTHING))
        self.git("tag", "v1", "HEAD^")
        for base in ("HEAD^", "v1", self.git("rev-parse", "v1").strip()):
            with self.subTest(base):
                self.assertEqual(self.scan(base=base, status=1)[0], ["src/a.cpp: more()"])

    def test_context(self):
        self.write("src/a.cpp", (self.root / "src/a.cpp").read_text().replace(
            "void a() {\n", "void a() {\n  int Unused;\n"))
        self.assertEqual(self.scan()[0], [])
        self.assertEqual(self.analysed, 1)
        self.assertEqual(self.scan("--diff-context=lines")[0], [])
        found, _ = self.scan("--diff-context=function", status=1)
        self.assertEqual(found, ["src/a.cpp: a()"])

    def test_context_of_taken_away_lines(self):
        text = (self.root / "src/a.cpp").read_text()
        for more in ("  int Last;\n", "  int First;\n"):
            self.write("src/a.cpp", text.replace("}\n", more + "}\n") if "Last" in more
                       else text.replace("{\n", "{\n" + more))
            self.commit()
            self.write("src/a.cpp", text)
            with self.subTest(more):
                found, _ = self.scan("--diff-context=function", status=1)
                self.assertEqual(found, ["src/a.cpp: a()"])
            self.git("checkout", "--quiet", ".")

    def test_context_of_templates_and_macros(self):
        body = "template <class T>\nvoid t(T) {\n" + DETACH + "}\n" \
            "#define BODY { \\\n std::thread([] {}).detach(); }\nvoid m() BODY\n" \
            "void use() { t(1); }\n"
        self.append("src/a.cpp", body)
        self.commit()
        path = self.root / "src/a.cpp"
        path.write_text(path.read_text().replace("<class T>", "<typename T>"))
        self.assertEqual(self.scan()[0], [])
        found, _ = self.scan("--diff-context=function", status=1)
        self.assertEqual([re.sub(r"<.*>", "", f) for f in found], ["src/a.cpp: t(T)"])

    def test_context_outside_of_functions(self):
        self.append("src/b.cpp", "// Nothing.\n")
        self.assertEqual(self.scan("--diff-context=function")[0], [])
        self.assertEqual(self.analysed, 1)

    def test_baselines_lose_nothing(self):
        self.tether("baseline", "create", "known", status=0)
        self.append("src/a.cpp", function("more"))
        found, said = self.scan("--baseline=known", status=1)
        self.assertEqual(found, ["src/a.cpp: more()"])
        self.assertNotIn("gone;", said)

    def test_failures_are_told(self):
        self.append("src/a.cpp", "int x = ;\n")
        _, said = self.scan(status=3)
        self.assertIn("'src/a.cpp' did not parse", said)

    def test_usage(self):
        self.tether("scan", "--diff-context=function", status=2)
        self.tether("scan", "--diff=HEAD", "--diff-context=file", status=2)


class SelectionTest(DiffTest):
    def runs(self):
        """Without and with what an earlier run knows."""
        yield ["--no-cache"]
        changed = self.git("status", "--porcelain")
        if changed:
            self.git("stash", "--quiet", "--include-untracked")
        self.tether("scan", "--quiet", status=1)
        if changed:
            self.git("stash", "pop", "--quiet")
        yield []

    def expect(self, found, analysed, said=""):
        for arguments in self.runs():
            with self.subTest(arguments):
                result, errors = self.scan(*arguments, status=1 if found else 0)
                self.assertEqual(result, found)
                self.assertEqual(self.analysed, analysed)
                self.assertTrue(errors.startswith(said), errors)

    def test_nothing_changed(self):
        self.expect([], 0, NOTHING)
        self.assertEqual(self.scan("--quiet"), ([], ""))

    def test_what_is_no_code_does_not_matter(self):
        self.append("README.md", "x\n")
        self.expect([], 0, NOTHING)

    def test_one_source_of_a_header(self):
        self.append("inc/h.h", function("more"))
        self.expect(["inc/h.h: more()"], 1)

    def test_the_source_with_the_name_of_the_header(self):
        # If src/a.cpp were analysed, the failure would be reported.
        self.append("src/a.cpp", "int x = ;\n")
        self.commit()
        self.append("inc/b.h", function("more"))
        result, _ = self.scan("--no-cache", status=1)
        self.assertEqual(result, ["inc/b.h: more()"])

    def test_one_source_of_several_headers(self):
        self.append("inc/h.h", function("more"))
        self.append("inc/b.h", function("more2"))
        self.append("inc/c.inc", "\n")
        self.expect(["inc/b.h: more2()", "inc/h.h: more()"], 2)

    def test_a_changed_source_covers_its_headers(self):
        self.append("inc/b.h", function("more"))
        self.append("src/a.cpp", "\n")
        self.expect(["inc/b.h: more()"], 1)

    def test_headers_of_any_name(self):
        self.append("inc/c.inc", "#include <thread>\n" + function("more"))
        self.expect(["inc/c.inc: more()"], 1)

    def test_untracked_files(self):
        self.write("inc/new.h", "#include <thread>\n" + function("n"))
        self.write("inc/between.h", '#include "new.h"\n')
        self.append("inc/c.inc", '#include "between.h"\n')
        self.write("build/ignored.h", "")
        self.expect(["inc/new.h: n()"], 1)

    def test_includes_that_are_gone(self):
        for arguments in self.runs():
            self.write("src/b.cpp", '#include <thread>\n' + function("b"))
            self.append("inc/b.h", function("more"))
            with self.subTest(arguments):
                self.assertEqual(self.scan(*arguments, status=1)[0],
                                 ["inc/b.h: more()"])
                self.assertEqual(self.analysed, 2)
            self.git("checkout", "--quiet", ".")

    def test_what_is_not_covered(self):
        self.append("inc/lone.h", "\n")
        self.write("src/d.cpp", "\n")
        self.expect([], 0, "warning: 'inc/lone.h' is not analysed: no source includes it\n"
                    "warning: 'src/d.cpp' is not analysed: the compile database does not "
                    "have it, and no source includes it\n" + NOTHING)
        self.assertEqual(self.scan("--quiet")[1].count("warning: "), 2)

    def test_gone_and_renamed_files_do_not_matter(self):
        (self.root / "inc/lone.h").unlink()
        (self.root / "src/c.cpp").unlink()
        self.expect([], 0, NOTHING)
        self.git("mv", "src/a.cpp", "src/e.cpp")
        self.database(["src/e.cpp", "src/b.cpp"])
        self.assertEqual(self.scan(), ([], NOTHING))

    def test_sources_that_are_compiled_in_several_ways(self):
        entries = [{"directory": str(self.root), "file": "src/c.cpp",
                    "command": f"g++ {flag} -c src/c.cpp"} for flag in ("", "-DFOO")]
        self.write("build/compile_commands.json", json.dumps(entries))
        self.write("inc/foo.h", "#include <thread>\n" + function("f"))
        self.append("src/c.cpp", '#ifdef FOO\n#include "../inc/foo.h"\n#endif\n')
        self.commit()
        self.append("inc/foo.h", function("more"))
        self.expect(["inc/foo.h: more()"], 1)

    def test_sources_that_the_scanner_cannot_read(self):
        self.append("src/c.cpp", '#include "../inc/none.h"\n')
        self.commit()
        self.append("inc/c.inc", "\n")
        self.append("inc/lone.h", "\n")
        _, said = self.scan("--no-cache", status=3)
        self.assertIn("'inc/lone.h' is not analysed", said)
        self.assertIn("warning: what 1 source includes is not completely known\n", said)
        self.assertIn("'src/c.cpp' did not parse", said)

    def test_paths(self):
        self.append("src/a.cpp", function("more"))
        self.append("src/b.cpp", function("more"))
        self.assertEqual(self.scan("src/b.cpp", status=1)[0], ["src/b.cpp: more()"])


class GitTest(DiffTest):
    def test_what_is_no_revision(self):
        for base in ("none", "--output=x", "-O", "HEAD..HEAD", "HEAD...HEAD", "HEAD:src"):
            with self.subTest(base):
                _, said = self.scan(base=base, status=2)
                self.assertIn(f"error: --diff: '{base}' is no revision of '{self.root}'", said)
        self.assertFalse((self.root / "x").exists())
        # An empty variable is not all that there is.
        said = self.tether("scan", "--diff", "", status=2).stderr
        self.assertIn("error: --diff: '' is no revision", said)

    def test_no_repository(self):
        (self.root / ".git").rename(self.root / "git")
        _, said = self.scan(status=2)
        self.assertIn("is in no working tree of git, give a patch with '--diff -'", said)

    def test_no_git(self):
        self.addCleanup(os.environ.update, {"PATH": os.environ["PATH"]})
        os.environ["PATH"] = str(self.root)
        _, said = self.scan(status=2)
        self.assertIn("--diff: git is not found", said)

    def test_strange_names(self):
        name = 'src/ä "b"\t.cpp'
        self.write(name, "#include <thread>\n" + function("f"))
        self.commit()
        self.append(name, function("more"))
        (self.root / "build/compile_commands.json").write_text(json.dumps(
            [{"directory": str(self.root), "file": name, "arguments": ["g++", "-c", name]}]))
        self.assertEqual(self.scan(status=1)[0], [f"{name}: more()"])

    def test_whatever_the_configuration(self):
        self.append("src/a.cpp", function("more"))
        (self.root / "ran").mkdir()
        program = self.write("program", f"#!/bin/sh\ntouch {self.root}/ran/$$\n")
        program.chmod(0o755)
        self.write(".gitattributes", "*.cpp diff=mine\n")
        for key, value in (("diff.noprefix", "true"), ("diff.mnemonicPrefix", "true"),
                           ("diff.external", str(program)), ("color.ui", "always"),
                           ("diff.mine.textconv", str(program)), ("diff.relative", "true"),
                           ("diff.mine.command", str(program)), ("core.quotePath", "false"),
                           ("diff.interHunkContext", "9")):
            self.git("config", key, value)
        for folder in (".", "inc"):
            found, _ = self.scan("-p", str(self.root / "build"), status=1,
                                 cwd=self.root / folder)
            self.assertEqual(found, ["src/a.cpp: more()"])
        self.assertEqual(list((self.root / "ran").iterdir()), [])

    def test_files_that_git_takes_for_binary(self):
        self.write(".gitattributes", "*.cpp -diff\n")
        self.append("src/a.cpp", "\n")
        self.assertEqual(self.scan(status=1)[0], ["src/a.cpp: a()"])

    def test_links(self):
        (self.root / "link").symlink_to("inc", target_is_directory=True)
        self.write("src/c.cpp", '#include "../link/lone.h"\n')
        self.commit()
        self.append("inc/lone.h", "#include <thread>\n" + function("l"))
        self.assertEqual(self.scan(status=1)[0], ["inc/lone.h: l()"])


class PatchTest(DiffTest):
    def setUp(self):
        super().setUp()
        self.append("src/a.cpp", function("more"))

    def test_patches(self):
        plain = subprocess.run(
            ["diff", "-u", "--label=old/src/a.cpp", "--label=new/src/a.cpp", "-",
             self.root / "src/a.cpp"],
            input=self.git("show", "HEAD:src/a.cpp"), stdout=subprocess.PIPE, text=True).stdout
        patches = [self.git("diff"), self.git("diff", "--no-prefix"),
                   self.git("diff", "--src-prefix=i/", "--dst-prefix=w/"), plain,
                   plain.replace("new/", ""), plain.replace("new/", str(self.root) + "/"),
                   self.git("diff").replace("\n", "\r\n")]
        for patch in patches:
            with self.subTest(patch):
                found, _ = self.scan(base="-", patch=patch, status=1)
                self.assertEqual(found, ["src/a.cpp: more()"])

    def test_relative_to_the_working_directory(self):
        patch = self.git("-C", "src", "diff", "--relative")
        self.assertIn("+++ b/a.cpp\n", patch)
        found, _ = self.scan(base="-", patch=patch, status=1, cwd=self.root / "src")
        self.assertEqual(found, ["src/a.cpp: more()"])

    def test_no_repository_is_needed(self):
        patch = self.git("diff")
        (self.root / ".git").rename(self.root / "git")
        found, _ = self.scan(base="-", patch=patch, status=1)
        self.assertEqual(found, ["a.cpp: more()"])

    def test_nothing(self):
        self.assertEqual(self.scan(base="-", patch=""), ([], NOTHING))

    def test_what_is_no_patch(self):
        _, said = self.scan(base="-", patch="fatal: x\n", status=2)
        self.assertIn("error: --diff: this is no unified diff; give what", said)
        _, said = self.scan(base="-", patch="diff --cc a\n", status=2)
        self.assertIn("line 1 of the patch: this is a combined diff", said)

    def test_files_that_are_not_there(self):
        patch = self.git("diff").replace("src/a.cpp", "src/z.cpp")
        _, said = self.scan(base="-", patch=patch)
        self.assertIn("warning: 'src/z.cpp' does not exist; apply the patch first", said)


if __name__ == "__main__":
    command.main()
