# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A scan in parts: the merged report is that of one scan of everything.

The commands of docs/usage/many-machines.md are run as they are written there:
GNU parallel and Slurm on this machine alone, without ssh; of GitHub's workflow
only the commands of Tether.
"""

import itertools
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time
import unittest

import command
import slurm
from command import CommandTest

FORMS = ("text", "json", "sarif")
PAGE = pathlib.Path(__file__).parents[2] / "docs/usage/many-machines.md"

HEADER = """\
#include <thread>
inline void shared() {
  std::thread([] {}).detach();
}
template <typename T> void used(T) {
#ifdef SPECIAL
  std::thread([] {}).detach();
#endif
}
"""
SOURCE = """\
#include "../inc/a.h"
void f%d() {
  used(%d);
  std::thread([] {}).detach();
}
"""
# Has a word without which nothing is analysed.
CRASH = "std::thread t;\n#pragma clang __debug crash\n"


class ShardTest(CommandTest):
    def setUp(self):
        super().setUp()
        (self.root / ".git").mkdir()
        sources = {f"src/{i}.cpp": SOURCE % (i, i) for i in range(6)}
        sources["src/5.cpp"] = "#define SPECIAL\n" + sources["src/5.cpp"]
        self.project({"inc/a.h": HEADER, **sources})

    def scan(self, *arguments, status=1, cwd=None):
        return self.tether("scan", *arguments, status=status, cwd=cwd)

    def merge(self, *arguments, status=1, cwd=None):
        return self.tether("merge", *map(str, arguments), status=status, cwd=cwd)

    def shard(self, number, of=4, status=1, arguments=(), cwd=None):
        file = self.root / f"{number}.tether"
        self.scan(f"--shard={number}/{of}", f"--result={file}", *arguments,
                  status=status, cwd=cwd)
        return file

    def shards(self, of=4, status=1):
        return [self.shard(number, of, status) for number in range(1, of + 1)]

    def assert_same(self, files, *arguments, status=1, cwd=None):
        """The merged report is that of a scan, byte for byte."""
        for form in FORMS:
            whole = self.scan(f"--format={form}", *arguments, status=status, cwd=cwd)
            merged = self.merge(*files, f"--format={form}", *arguments,
                                status=status, cwd=cwd)
            self.assertEqual(merged.stdout, whole.stdout)
            # The scan has its notes and its progress first.
            self.assertTrue(whole.stderr.endswith(merged.stderr),
                            (whole.stderr, merged.stderr))
            self.assertTrue(merged.stderr)

    def sources(self, file):
        """The sources whose findings a shard has."""
        run = self.merge(file, "--quiet", status=3)
        return set(re.findall(r"^src/(\d)\.cpp:", run.stdout, re.MULTILINE))


class SameReportTest(ShardTest):
    def test_any_order_and_number_of_deliveries(self):
        files = self.shards()
        again = self.root / "again.tether"
        shutil.copy(files[1], again)
        expected = self.scan("--format=json").stdout
        for order in itertools.permutations(files):
            self.assertEqual(self.merge(*order, "--format=json").stdout, expected)
        self.assert_same([again, *reversed(files), again])

    def test_each_source_is_in_one_shard(self):
        parts = [self.sources(file) for file in self.shards()]
        self.assertEqual(sum(map(len, parts)), 6)
        self.assertEqual(set().union(*parts), set("012345"))
        self.assertTrue(all(parts))

    def test_a_header_is_seen_from_several_shards(self):
        files = self.shards()
        for file in files:
            run = self.merge(file, "--quiet", status=3)
            self.assertIn("inc/a.h:3:22: warning: ", run.stdout)
        merged = self.merge(*files).stdout
        self.assertEqual(merged.count("inc/a.h:3:22: warning: "), 1)
        self.assertEqual(merged.count("inc/a.h:7:22: warning: "), 1)  # of one

    def test_configurations_of_a_file_stay_together(self):
        database = self.root / "build/compile_commands.json"
        text = database.read_text()
        special = text.replace("g++ ", "g++ -DSPECIAL ")
        database.write_text(text[:-1] + ", " + special[1:])
        self.write("src/5.cpp", "int five;\n")
        files = self.shards()
        self.assertIn("(only with -DSPECIAL)", self.merge(*files).stdout)
        self.assert_same(files)

    def test_one_result_of_everything(self):
        file = self.root / "all.tether"
        self.scan(f"--result={file}")
        self.assert_same([file])

    def test_more_shards_than_sources(self):
        files = [self.shard(n, 8, 1 if n <= 6 else 0) for n in range(1, 9)]
        self.assert_same(files)

    def test_failures(self):
        self.write("src/1.cpp", "int x = ;\n" + SOURCE % (1, 1))
        self.write("src/2.cpp", CRASH)
        (self.root / "src/3.cpp").unlink()
        files = self.shards(status=3)
        self.assert_same(files, status=3)
        self.assertIn("3 files analysed, 1 did not parse, 1 missing, 1 crashed",
                      self.merge(*files, status=3).stderr)

    def test_mistakes_in_a_model(self):
        self.write("tether-model.yaml", "library: mine\nfunctions:\n  - {nme: x}\n")
        self.assert_same(self.shards(status=2), status=2)

    def test_baseline_and_other_outputs(self):
        self.tether("baseline", "create", "known", "src/1.cpp", status=0)
        self.write("src/1.cpp", "int one;\n")
        files = self.shards()
        self.assert_same(files, "--baseline=known", "--show-known")
        self.assertIn("1 of the findings in 'known' is gone",
                      self.merge(*files, "--baseline=known").stderr)
        self.scan("--baseline=known", "--output=junit=a.xml")
        self.merge(*files, "--baseline=known", "--output=junit=b.xml")
        self.assertEqual((self.root / "a.xml").read_text(),
                         (self.root / "b.xml").read_text())


class KilledTest(ShardTest):
    def test_a_killed_shard_is_run_again(self):
        files = self.shards()
        files[1].unlink()
        (self.root / "inc/a.h").unlink()
        os.mkfifo(self.root / "inc/a.h")  # hangs whoever reads it
        self.kill_a_scan("--shard=2/4", f"--result={files[1]}")
        (self.root / "inc/a.h").unlink()
        self.write("inc/a.h", HEADER)
        self.assertFalse(files[1].exists())
        self.merge(*files, status=2)
        self.shard(2)
        self.assert_same(files)

    def kill_a_scan(self, *arguments):
        with subprocess.Popen(
                [command.TETHER, "scan", "--no-cache", *arguments],
                cwd=self.root, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, start_new_session=True) as run:
            children = f"/proc/{run.pid}/task/{run.pid}/children"
            begun = time.monotonic()
            while time.monotonic() - begun < 60:
                with open(children) as file:
                    if file.read():
                        break
                time.sleep(0.01)
            self.assertIsNone(run.poll())
            os.killpg(run.pid, signal.SIGKILL)
            self.assertEqual(run.wait(timeout=60), -signal.SIGKILL)

    def test_the_more_complete_delivery_counts(self):
        files = self.shards()
        text = (self.root / "src/0.cpp").read_text()
        number = next(i for i, f in enumerate(files) if "0" in self.sources(f))
        good = self.root / "good.tether"
        files[number].rename(good)
        self.write("src/0.cpp", "std::thread ".ljust(len(text), "x"))  # as long: the same parts
        self.shard(number + 1, status=3)
        self.write("src/0.cpp", text)
        self.assert_same([good, *files])
        self.assert_same([*files, good])


class AbsentTest(ShardTest):
    def test_a_shard_without_a_result(self):
        files = self.shards()
        lost = self.sources(files[1]) | self.sources(files[3])
        run = self.merge(files[0], files[2], status=3)
        self.assertIn(
            f"error: no result of shards 2, 4 of 4, with {len(lost)} sources; run "
            "'tether scan --shard 2/4 --result FILE' and so on, and merge again\n",
            run.stderr)
        self.assertIn(f"{6 - len(lost)} files analysed, {len(lost)} without a result\n",
                      run.stderr)
        self.assertIn('"reason": "no-result"',
                      self.merge(files[0], files[2], "--format=json", status=3).stdout)


class RefusedTest(ShardTest):
    def refused(self, what, *arguments):
        run = self.merge(*arguments, status=2)
        self.assertEqual(run.stdout, "")
        self.assertIn(what, run.stderr)

    def test_damage(self):
        whole = self.shard(1).read_bytes()
        bad = self.root / "bad.tether"
        for at in range(len("tether-result "), len(whole), 97):
            flipped = bytearray(whole)
            flipped[at] ^= 1
            bad.write_bytes(flipped)
            self.merge(bad, status=2)
        bad.write_bytes(flipped)
        self.refused(f"'{bad}' is damaged; copy it again", bad)
        for size in (len(whole) - 1, len(whole) // 2, 80, 20):
            bad.write_bytes(whole[:size])
            self.refused(f"'{bad}' is damaged; copy it again", bad)

    def test_a_foreign_file(self):
        self.refused("is not a result; 'tether scan --result' writes one",
                     "build/compile_commands.json")
        self.refused("cannot read 'none'", "none")

    def test_another_version(self):
        file = self.shard(1)
        file.write_bytes(file.read_bytes().replace(b"(tether ", b"(tether 9", 1))
        self.refused(f"'{file}' is of another tether, version 2 (tether 9", file)

    def test_another_number_of_shards(self):
        first = self.shard(1)
        second = self.shard(2, of=3)
        self.refused("are shards 1/4 and 2/3; merge those of one number", first, second)

    def test_another_configuration(self):
        first = self.shard(1)
        for arguments in (["--checks=-tether-loop-capture"], ["--extra-arg=-DX"]):
            second = self.shard(2, arguments=arguments)
            self.refused("are of different databases", first, second)

    def test_another_database(self):
        first = self.shard(1)
        self.database([f"src/{i}.cpp" for i in range(5)])
        self.refused("are of different databases", first, self.shard(2))

    def test_what_is_no_shard(self):
        for text in ("0/4", "5/4", "4", "a/b", "1/0", "-1/4"):
            self.assertIn("the second of four", self.scan(
                f"--shard={text}", status=2).stderr)

    def test_timings_without_shards(self):
        self.scan("--timings=t", status=2)


class CheckoutTest(ShardTest):
    def copy(self, name):
        elsewhere = self.root.parent / (self.root.name + name)
        self.addCleanup(shutil.rmtree, elsewhere)
        shutil.copytree(self.root, elsewhere)
        database = elsewhere / "build/compile_commands.json"
        database.write_text(database.read_text().replace(str(self.root), str(elsewhere)))
        return elsewhere

    def test_shards_of_several_checkouts(self):
        self.write("src/1.cpp", CRASH)
        other, third = self.copy("-other"), self.copy("3")
        files = [self.shard(1), self.shard(2, cwd=other),
                 self.shard(3, status=3, cwd=third), self.shard(4)]
        for cwd in (self.root, other, third):
            self.assert_same(files, status=3, cwd=cwd)

    def test_root(self):
        files = self.shards()
        expected = self.scan("--format=json").stdout
        self.assertEqual(expected, self.merge(
            *files, f"--root={self.root}", "--format=json", cwd="/").stdout)
        run = self.merge(*files, "--root=none", status=2)
        self.assertIn("--root: there is no folder 'none'", run.stderr)

    def test_without_a_database(self):
        files = self.shards()
        expected = self.scan("--format=sarif", cwd=self.root / "src").stdout
        shutil.rmtree(self.root / "build")
        self.assertEqual(expected, self.merge(*files, "--format=sarif",
                                              cwd=self.root / "src").stdout)

    def test_without_sources(self):
        files = self.shards()
        expected = self.scan().stdout
        shutil.rmtree(self.root / "src")
        shutil.rmtree(self.root / "inc")
        places = re.findall(r"^\S+:\d+:\d+: .*\n", expected, re.MULTILINE)
        self.assertEqual(self.merge(*files).stdout, "".join(places))


class TimingsTest(ShardTest):
    def test_parts_follow_the_timings(self):
        files = self.shards()
        self.merge(*files, "--timings=timings")
        text = (self.root / "timings").read_text()
        lines = text.splitlines()
        self.assertEqual(lines[0], "tether-timings 1")
        self.assertEqual([line.split("\t")[1] for line in lines[1:]],
                         [f"./src/{i}.cpp" for i in range(6)])
        # Five together are as long as the other one; a new one is average.
        self.write("timings", "tether-timings 1\n" + "".join(
            f"{500 if i == 2 else 100}\t./src/{i}.cpp\n" for i in range(6)))
        halves = [self.shard(n, of=2, arguments=["--timings=timings"]) for n in (1, 2)]
        self.assertEqual([self.sources(file) for file in halves],
                         [set("2"), set("01345")])
        self.assert_same(halves)
        other = self.shard(3, of=3)
        self.merge(*halves, other, status=2)

    def test_other_timings_are_another_scan(self):
        self.write("timings", "tether-timings 1\n" + "".join(
            f"{10 ** i}\t./src/{i}.cpp\n" for i in range(6)))
        first = self.shard(1, arguments=["--timings=timings"])
        run = self.merge(first, self.shard(2), status=2)
        self.assertIn("or timings", run.stderr)

    def test_mistakes(self):
        for text in ("", "1\ta.cpp\n", "tether-timings 1\nx\ta.cpp\n", "tether-timings 1\n5\n"):
            self.write("timings", text)
            run = self.scan("--shard=1/2", "--timings=timings", status=2)
            self.assertRegex(run.stderr, "timings:[12]: .*; 'tether merge --timings' writes")


class RecipeTest(ShardTest):
    def recipes(self, heading):
        """The commands below a heading of the page, a text for each place."""
        section = PAGE.read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
        return re.findall(r"^```sh\n(.*?)^```", section, re.DOTALL | re.MULTILINE)

    def run_script(self, script, status=1, environment=os.environ):
        path = os.path.dirname(command.TETHER) + os.pathsep + os.environ["PATH"]
        run = subprocess.run(["sh", "-c", script], cwd=self.root,
                             env={**environment, "PATH": path}, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual(run.returncode, status, run.stdout + run.stderr)
        return run.stdout

    def test_one_after_the_other(self):
        self.assertEqual(self.run_script("".join(self.recipes("In short"))), self.scan().stdout)

    @unittest.skipUnless(shutil.which("parallel"), "GNU parallel is not installed")
    def test_gnu_parallel(self):
        # ":" is this machine, and needs no ssh.
        script = "".join(self.recipes("GNU parallel")).replace("one,two,three", ":")
        self.assertEqual(self.run_script(script), self.scan().stdout)

    @unittest.skipUnless(slurm.IS_INSTALLED, "Slurm is not installed")
    def test_slurm(self):
        batch, submit = self.recipes("Slurm")
        self.write("scan.sbatch", batch)
        with slurm.Cluster(self.root / "cluster") as cluster:
            self.run_script(submit, status=0, environment=cluster.environment)
            cluster.wait()
        self.assertEqual((self.root / "report.txt").read_text(),
                         self.scan().stdout)

    def test_github(self):
        scan, report = re.findall(r"- run: (tether .*)", PAGE.read_text())
        for part in "1234":
            self.run_script(scan.replace("${{ matrix.part }}", part), status=0)
        self.assertEqual(self.run_script(report), self.scan().stdout)
        self.scan("--output=sarif=whole.sarif")
        self.assertEqual((self.root / "tether.sarif").read_text(),
                         (self.root / "whole.sarif").read_text())


command.main()
