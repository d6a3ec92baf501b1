# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Results of earlier runs: when they are taken, and what may befall them."""

import contextlib
import os
import pathlib
import re
import resource
import shutil
import signal
import sqlite3
import subprocess

import command
from command import CommandTest

HEADER = "#include <thread>\ninline void f() {\n  std::thread([] {}).%s();\n}\n"
BAD = HEADER % "detach"
GOOD = HEADER % "join"
SOURCE = '#include "a.h"\n'


class CacheTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.cache = pathlib.Path(os.environ["XDG_CACHE_HOME"]) / "tether"
        self.project({"src/a.cpp": SOURCE, "inc/a.h": BAD}, flags="-I../early -I../inc")

    def scan(self, *arguments, status=1, cwd=None):
        return self.tether("scan", "--no-prefilter", *arguments, status=status, cwd=cwd)

    def results(self):
        run = self.tether("cache", "stats", status=0)
        return int(re.search(r": (\d+) results, ", run.stdout)[1])

    def file(self):
        return next(self.cache.glob("*.sqlite"))

    def assert_found(self, run, line=3):
        self.assertRegex(run.stdout, rf"inc/a\.h:{line}:22: warning: ")
        self.assertNotIn("cache", run.stderr)


class TakenTest(CacheTest):
    def test_a_replay_is_the_same(self):
        for form in ("text", "json", "sarif"):
            first = self.scan(f"--format={form}", "--no-cache")
            for _ in range(2):
                again = self.scan(f"--format={form}")
                self.assertEqual(again.stdout, first.stdout)
        self.assertEqual(self.results(), 1)

    def test_what_is_taken_is_not_parsed(self):
        self.scan()
        begun = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.scan()
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.assertLess(ended.ru_utime - begun.ru_utime, 0.2)

    def test_a_change_counts(self):
        self.scan()
        self.write("inc/a.h", GOOD)
        self.scan(status=0)
        self.write("inc/a.h", BAD)
        self.assert_found(self.scan())
        self.assertEqual(self.results(), 2)  # both were kept

    def test_a_file_that_is_found_earlier_counts(self):
        self.scan()
        self.write("early/a.h", GOOD)
        self.scan(status=0)

    def test_a_file_that_is_gone_counts(self):
        self.write("early/a.h", GOOD)
        self.scan(status=0)
        (self.root / "early/a.h").unlink()
        self.assert_found(self.scan())

    def test_flags_and_configuration_count(self):
        self.scan()
        self.scan("--checks=-tether-unowned-thread", status=0)
        self.write("inc/a.h", "#ifdef ON\n#else\n" + GOOD.replace("join", "detach") + "#endif\n")
        self.scan()
        self.scan("--extra-arg=-DON", status=0)

    def test_a_model_counts(self):
        self.write("inc/a.h", "template <typename F> void go(F);\n"
                              "inline void f() {\n  for (int i = 0; i < 2; ++i)\n"
                              "    go([&] { return i; });\n}\n")
        self.scan(status=0)
        self.write("tether-model.yaml", "library: mine\nfunctions:\n"
                   "  - {name: go, role: spawn, callable: auto, runs: elsewhere}\n")
        self.assertIn("[tether-loop-capture]", self.scan().stdout)

    def test_failures_are_not_kept(self):
        self.write("src/a.cpp", "int x = ;\n")
        self.scan(status=3)
        self.assertEqual(self.results(), 0)

    def test_another_checkout(self):
        (self.root / ".git").mkdir()
        first = self.scan("--format=json")
        elsewhere = self.root / "elsewhere"
        for name in ("src", "inc", ".git"):
            shutil.copytree(self.root / name, elsewhere / name)
        build = elsewhere / "build"
        build.mkdir()
        database = (self.root / "build/compile_commands.json").read_text()
        (build / "compile_commands.json").write_text(
            database.replace(str(self.root), str(elsewhere)))
        again = self.scan("--format=json", cwd=elsewhere)
        self.assertEqual(again.stdout.replace(str(elsewhere), str(self.root)),
                         first.stdout)
        self.assertEqual(self.results(), 1)

    def test_no_cache(self):
        self.scan("--no-cache")
        self.assertFalse(self.cache.exists())

    def test_clean(self):
        self.scan()
        self.tether("cache", "clean", status=0)
        self.tether("cache", "stats", status=2)
        self.tether("cache", "clean", status=0)


class SweepTest(CacheTest):
    def count(self, of, change=""):
        """How many rows there are, after a change."""
        with contextlib.closing(sqlite3.connect(self.file())) as database:
            database.executescript(change)
            return database.execute(f"SELECT count(*) FROM {of}").fetchone()[0]

    def test_old_results_and_their_files_go(self):
        self.scan()
        old, files = self.count("entry"), self.count("file")
        header = (self.root / "inc/a.h").read_text()
        self.write("inc/a.h", "\n" + header)
        self.count("entry", "UPDATE entry SET used = 1")
        # Not today: that was done by the first scan.
        self.scan()
        self.assertGreater(self.count("entry WHERE used = 1"), 0)
        self.assertEqual(self.count("file"), files + 1)
        self.count("entry", "PRAGMA user_version = 0")
        self.assert_found(self.scan(), line=4)
        self.assertEqual(self.count("entry"), old)
        self.assertEqual(self.count("file"), files)
        self.assert_found(self.scan(), line=4)

    def test_a_number_is_of_one_file_for_ever(self):
        self.scan()
        last = self.count("file", "SELECT 1")
        self.count("entry", "DELETE FROM file; PRAGMA user_version = 0")
        self.assert_found(self.scan())
        self.assertEqual(self.count(f"file WHERE id <= {last}"), 0)
        self.assert_found(self.scan())


class TroubleTest(CacheTest):
    def sources(self, count):
        names = [f"src/{i}.cpp" for i in range(count)]
        for name in names:
            self.write(name, SOURCE + f"// {name}\n")
        self.database(names, flags="-I../inc")

    def test_not_a_database(self):
        self.scan()
        self.file().write_bytes(b"hello " * 1000)
        self.assert_found(self.scan())
        self.assertEqual(self.results(), 1)

    def test_damage(self):
        self.scan()
        whole = self.file().read_bytes()
        for at in range(0, len(whole), 1500):
            broken = bytearray(whole)
            broken[at:at + 700] = os.urandom(len(broken[at:at + 700]))
            self.file().write_bytes(broken)
            self.assertRegex(self.scan().stdout, r"inc/a\.h:3:22: warning: ")
            self.assert_found(self.scan())

    def test_cut_off(self):
        self.scan()
        whole = self.file().read_bytes()
        for size in (0, 50, 4096, len(whole) // 2, len(whole) - 1):
            self.file().write_bytes(whole[:size])
            self.assertRegex(self.scan().stdout, r"inc/a\.h:3:22: warning: ")
            self.assert_found(self.scan())

    def test_a_folder_that_cannot_be(self):
        self.write("file", "")
        run = self.scan(f"--cache={self.root}/file/cache")
        self.assertRegex(run.stdout, r"inc/a\.h:3:22: warning: ")
        self.assertRegex(run.stderr, r"warning: no cache: '.*/file/cache' cannot be made")

    def test_a_full_disk(self):
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
        run = subprocess.run([command.TETHER, "scan", "--no-prefilter"], cwd=self.root, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             preexec_fn=limit)
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertRegex(run.stdout, r"inc/a\.h:3:22: warning: ")
        self.assertIn("warning: no cache: ", run.stderr)
        self.assert_found(self.scan())

    def test_killed(self):
        self.sources(8)
        first = self.scan("--no-cache").stdout
        for seconds in (0.5, 1, 2):
            with subprocess.Popen([command.TETHER, "scan", "--no-prefilter"], cwd=self.root,
                                  stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL) as run:
                try:
                    run.wait(seconds)
                except subprocess.TimeoutExpired:
                    run.kill()
        self.assertEqual(self.scan().stdout, first)

    def test_two_at_once(self):
        self.sources(4)
        first = self.scan("--no-cache").stdout
        runs = [subprocess.Popen([command.TETHER, "scan", "--no-prefilter"], cwd=self.root, text=True,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                for _ in range(3)]
        for out, err in [run.communicate() for run in runs]:
            self.assertEqual(out, first)
            self.assertNotIn("cache", err)


command.main()
