# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Fixes: which are applied, how files are written, and as a patch or for other tools."""

import fcntl
import json
import os
import select
import shutil
import stat
import subprocess
import time

import command
from command import CommandTest

CHECK = "tether-loop-capture"
HEAD = "#include <thread>\n#include <vector>\nvoid use(int);\n"
BODY = ("inline void start{0}(std::vector<std::thread> &pool) {{\n"
        "  for (int i = 0; i < 3; ++i)\n"
        "    pool.emplace_back([&i] {{ use(i); }});{1}\n}}\n")
LOOP = HEAD + BODY.format("", "")
FIXED = LOOP.replace("[&i]", "[i]")
DETACH = "#include <thread>\nvoid f() {\n  std::thread([] {}).detach();\n}\n"


class FixTest(CommandTest):
    def setUp(self):
        super().setUp()
        (self.root / ".git").mkdir()  # The project's folder.

    def scan(self, *arguments, status, cwd=None):
        return self.tether("scan", *arguments, status=status, cwd=cwd)

    def read(self, name):
        return (self.root / name).read_bytes().decode()


class ApplyTest(FixTest):
    def test_not_without_being_asked(self):
        self.project({"a.cpp": LOOP})
        self.scan(status=1)
        self.assertEqual(self.read("a.cpp"), LOOP)

    def test_findings_that_remain_decide(self):
        self.project({"a.cpp": LOOP})
        run = self.scan("--fix", status=0)
        self.assertEqual(run.stdout, "")
        self.assertEqual(run.stderr, "0 findings, 1 fixed; 1 file analysed\n")
        self.assertEqual(self.read("a.cpp"), FIXED)
        self.assertEqual(self.scan("--fix", status=0).stderr,
                         "0 findings; 1 file analysed\n")

    def test_what_has_no_fix_remains(self):
        self.project({"a.cpp": LOOP, "b.cpp": DETACH})
        run = self.scan("--fix", "--format=json", status=1)
        finding, = json.loads(run.stdout)["findings"]
        self.assertEqual((finding["file"], finding["fix_safety"]), ("b.cpp", None))
        self.assertIn("1 finding in 1 file, 1 fixed; 2 files analysed\n", run.stderr)

    def test_once_however_many_files_include_it(self):
        names = [f"{n}.cpp" for n in range(5)]
        self.project({"inc/h.h": "#pragma once\n" + LOOP,
                      **{n: '#include "link/h.h"\n' for n in names[:3]},
                      **{n: '#include "inc/../inc/h.h"\n' for n in names[3:]}})
        os.symlink(self.root / "inc", self.root / "link")
        self.assertIn(" 1 fixed;", self.scan("--fix", status=0).stderr)
        self.assertEqual(self.read("inc/h.h"), "#pragma once\n" + FIXED)

    def test_the_target_of_a_link_is_written(self):
        self.project({"real/h.h": "#pragma once\n" + LOOP, "a.cpp": '#include "h.h"\n'})
        os.symlink("real/h.h", self.root / "h.h")
        self.scan("--fix", status=0)
        self.assertTrue((self.root / "h.h").is_symlink())
        self.assertEqual(self.read("real/h.h"), "#pragma once\n" + FIXED)

    def test_modes_stay_and_nothing_is_left_behind(self):
        self.project({"a.cpp": LOOP})
        (self.root / "a.cpp").chmod(0o751)
        self.scan("--fix", status=0)
        self.assertEqual(stat.S_IMODE((self.root / "a.cpp").stat().st_mode), 0o751)
        self.assertEqual(sorted(p.name for p in self.root.iterdir()), [".git", "a.cpp", "build"])

    def test_every_byte_else_stays(self):
        for text in (LOOP.replace("\n", "\r\n"), LOOP.rstrip("\n"), "\ufeff" + LOOP,
                     LOOP + "// \udcff\udcfe"):
            data = text.encode("utf-8", "surrogateescape")
            self.project({"a.cpp": ""})
            (self.root / "a.cpp").write_bytes(data)
            self.scan("--fix", status=0)
            self.assertEqual((self.root / "a.cpp").read_bytes(),
                             data.replace(b"[&i]", b"[i]"))

    def test_names_with_blanks(self):
        source = self.write("my src/a b.cpp", LOOP)
        self.write("compile_commands.json", json.dumps(
            [{"directory": str(source.parent), "file": "a b.cpp",
              "arguments": ["c++", "-c", "a b.cpp"]}]))
        patch = self.scan("--fix", "--dry-run", status=1).stdout
        self.apply(patch, "my src/a b.cpp")

    def apply(self, patch, name):
        """What git makes of the patch is what --fix does."""
        subprocess.run(["git", "apply", "-"], cwd=self.root, input=patch.encode(), check=True)
        patched = self.read(name)
        subprocess.run(["git", "apply", "--reverse", "-"], cwd=self.root,
                       input=patch.encode(), check=True)
        self.scan("--fix", status=0)
        self.assertEqual(self.read(name), patched)

    def test_from_the_cache(self):
        self.project({"a.cpp": LOOP})
        self.scan(status=1)
        self.scan("--fix", status=0)
        self.assertEqual(self.read("a.cpp"), FIXED)

    def test_no_fix_if_a_file_does_not_parse(self):
        self.project({"a.cpp": LOOP, "b.cpp": "std::thread x;\n"})
        run = self.scan("--fix", "--export-fixes=f.yaml", status=3)
        self.assertIn("no fix is applied or exported, because not all files were analysed",
                      run.stderr)
        self.assertIn(f"[{CHECK}]", run.stdout)
        self.assertEqual(self.read("a.cpp"), LOOP)
        self.assertIn("Replacements:    []", self.read("f.yaml"))

    def test_a_file_that_changes_meanwhile(self):
        self.project({"a.cpp": LOOP, "b.cpp": LOOP})
        os.mkfifo(self.root / "report")
        pipe = os.open(self.root / "report", os.O_RDONLY | os.O_NONBLOCK)
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 4096)  # Less than the report.
        run = subprocess.Popen([command.TETHER, "scan", "--fix", "--output=html=report"],
                               cwd=self.root, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True)
        select.select([pipe], [], [])  # All is decided, and waits for a reader.
        self.write("b.cpp", LOOP + "\n")
        os.set_blocking(pipe, True)
        with open(pipe) as report:
            report.read()
        self.assertIn("b.cpp' has changed since it was analysed; scan again",
                      run.communicate()[1])
        self.assertEqual(run.returncode, 2)
        self.assertEqual((self.read("a.cpp"), self.read("b.cpp")), (LOOP, LOOP + "\n"))

    def test_a_kill_leaves_the_old_or_the_new_file(self):
        old = LOOP + "// " + "x" * 1000 * 1000
        self.project({"a.cpp": old})
        start = time.monotonic()
        self.scan("--fix", "--dry-run", status=1)
        self.scan("--fix", "--dry-run", status=1)
        delay = (time.monotonic() - start) / 2
        for part in range(12):
            self.write("a.cpp", old)
            run = subprocess.Popen([command.TETHER, "scan", "--fix"], cwd=self.root,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay * part / 8)
            run.kill()
            run.wait()
            self.assertIn(self.read("a.cpp"), (old, old.replace("[&i]", "[i]")))


class ChoiceTest(FixTest):
    def test_suppressed_findings_are_not_fixed(self):
        text = HEAD + BODY.format("1", " // NOLINT") + BODY.format("2", "")
        self.project({"a.cpp": text})
        self.scan("--fix", status=0)
        self.assertEqual(self.read("a.cpp"),
                         HEAD + BODY.format("1", " // NOLINT") +
                         BODY.format("2", "").replace("[&i]", "[i]"))

    def test_known_findings_are_not_fixed(self):
        self.project({"a.cpp": LOOP})
        self.tether("baseline", "create", "base", status=0)
        self.write("a.cpp", LOOP + BODY.format("2", ""))
        run = self.scan("--fix", "--baseline=base", status=0)
        self.assertIn("0 findings, 1 known, 1 fixed; 1 file analysed\n", run.stderr)
        self.assertEqual(self.read("a.cpp"), LOOP + BODY.format("2", "").replace("[&i]", "[i]"))

    def test_only_what_changed(self):
        os.environ.update({"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"})
        self.project({"a.cpp": LOOP})
        patch = (f"--- a/a.cpp\n+++ b/a.cpp\n@@ -7,0 +8,4 @@\n" +
                 "".join("+" + line + "\n" for line in BODY.format("2", "").splitlines()))
        self.write("a.cpp", LOOP + BODY.format("2", ""))
        run = subprocess.run([command.TETHER, "scan", "--fix", "--diff=-"], cwd=self.root,
                             input=patch, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(self.read("a.cpp"), LOOP + BODY.format("2", "").replace("[&i]", "[i]"))


class DryRunTest(FixTest):
    def test_prints_a_patch_and_writes_nothing(self):
        self.project({"src/a.cpp": LOOP, "src/b.cpp": DETACH})
        run = self.scan("--fix", "--dry-run", "--output=json=out.json", status=1,
                        cwd=self.root / "src")
        self.assertEqual(run.stdout,
                         "diff --git a/src/a.cpp b/src/a.cpp\n"
                         "--- a/src/a.cpp\n+++ b/src/a.cpp\n@@ -3,5 +3,5 @@\n"
                         " void use(int);\n"
                         " inline void start(std::vector<std::thread> &pool) {\n"
                         "   for (int i = 0; i < 3; ++i)\n"
                         "-    pool.emplace_back([&i] { use(i); });\n"
                         "+    pool.emplace_back([i] { use(i); });\n"
                         " }\n")
        self.assertEqual(self.read("src/a.cpp"), LOOP)
        findings = json.loads(self.read("src/out.json"))["findings"]
        self.assertEqual([f["file"] for f in findings], ["src/a.cpp", "src/b.cpp"])

    def test_git_applies_it(self):
        many = HEAD + "".join(BODY.format(n, "\n\n" * (n % 4)) for n in range(9))
        texts = {"a.cpp": many, "b.cpp": many.replace("\n", "\r\n").rstrip(),
                 "c 'é'.h": "#pragma once\n" + LOOP.rstrip("}\n") + "}"}
        self.project(texts)
        self.database(["a.cpp", "b.cpp"])
        database = self.root / "build/compile_commands.json"
        entries = json.loads(database.read_text())
        entries.append({"directory": str(self.root), "file": "d.cpp",
                        "arguments": ["c++", "-c", "-include", "c 'é'.h", "d.cpp"]})
        self.write("d.cpp", "")
        database.write_text(json.dumps(entries))
        run = subprocess.run([command.TETHER, "scan", "--quiet", "--fix", "--dry-run"],
                             cwd=self.root, stdout=subprocess.PIPE)
        subprocess.run(["git", "apply", "-"], cwd=self.root, input=run.stdout, check=True)
        patched = {name: self.read(name) for name in texts}
        self.assertNotIn("[&i]", "".join(patched.values()))
        subprocess.run(["git", "apply", "--reverse", "-"], cwd=self.root,
                       input=run.stdout, check=True)
        self.assertIn("[&i]", self.read("a.cpp"))
        self.scan("--fix", status=0)
        self.assertEqual({name: self.read(name) for name in texts}, patched)

    def test_usage(self):
        self.project({"a.cpp": LOOP})
        self.scan("--dry-run", status=2)
        self.scan("--fix", "--dry-run", "--format=json", status=2)
        self.scan("--fix", "--dry-run", "--output=json=-", status=2)
        self.scan("--unsafe-fixes", status=2)
        self.scan("--fix", "--result=r", status=2)


class ExportTest(FixTest):
    def test_clang_apply_replacements_does_the_same(self):
        tool = shutil.which("clang-apply-replacements-22")
        self.assertIsNotNone(tool)
        text = HEAD + BODY.format("1", "") + BODY.format("2", "")
        self.project({"a.cpp": '#include "h.h"\n' + DETACH, "b.cpp": '#include "h.h"\n',
                      "h.h": "#pragma once\n" + text})
        (self.root / "fixes").mkdir()
        self.scan("--export-fixes=fixes/f.yaml", status=1)
        self.assertEqual(self.read("h.h"), "#pragma once\n" + text)
        self.assertIn("tether-unowned-thread", self.read("fixes/f.yaml"))
        subprocess.run([tool, str(self.root / "fixes")], check=True)
        self.assertEqual(self.read("h.h"),
                         "#pragma once\n" + text.replace("[&i]", "[i]"))
        self.scan(status=1)

    def test_a_file_that_cannot_be_written(self):
        self.project({"a.cpp": LOOP})
        run = self.scan("--export-fixes=none/f.yaml", status=2)
        self.assertIn("cannot write 'none/f.yaml'", run.stderr)
        self.assertNotIn("analysed", run.stderr)


if __name__ == "__main__":
    command.main()
