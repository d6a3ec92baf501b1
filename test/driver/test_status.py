# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What findings do to the exit status, and counts of them."""

import json
import re

import command
from command import CommandTest

DETACH = "#include <thread>\nvoid f() {\n  std::thread([] {}).detach();\n}\n"
# tether-unowned-thread is a warning, tether-unjoined-thread an error.
UNJOINED = "#include <thread>\nvoid g() {\n  std::thread t([] {});\n}\n"
CLEAN = "int g() { return 0; }\n"


class StatusTest(CommandTest):
    def scan(self, *arguments, status):
        return self.tether("scan", *arguments, status=status)

    def test_fail_on(self):
        self.project({"a.cpp": DETACH})
        for level, status in (("none", 0), ("note", 1), ("warning", 1), ("error", 0)):
            with self.subTest(level):
                run = self.scan(f"--fail-on={level}", status=status)
                self.assertIn("[tether-unowned-thread]", run.stdout)
                self.assertIn("1 finding in 1 file", run.stderr)
        self.project({"a.cpp": UNJOINED})
        self.scan("--fail-on=error", status=1)

    def test_some_are_put_up_with(self):
        self.project({"a.cpp": DETACH, "b.cpp": DETACH, "c.cpp": UNJOINED})
        self.scan("--max-findings=2", status=1)
        self.assertIn("3 findings", self.scan("--max-findings=3", status=0).stderr)
        self.scan("--fail-on=error", "--max-findings=1", status=0)
        self.scan("--max-findings=-1", status=2)

    def test_one_that_is_severe_enough(self):
        self.project({"a.cpp": DETACH, "b.cpp": UNJOINED})
        self.assertIn("2 findings", self.scan("--fail-on=error", status=1).stderr)

    def test_configured_severities_count(self):
        self.project({"a.cpp": DETACH})
        self.write(".clang-tidy", "WarningsAsErrors: 'tether-*'\n")
        self.scan("--fail-on=error", status=1)
        self.write(".clang-tidy",
                   "CheckOptions: {tether-unowned-thread.Severity: note}\n")
        self.scan("--fail-on=warning", status=0)
        self.scan(status=1)

    def test_exit_zero(self):
        self.project({"a.cpp": UNJOINED})
        for more in ([], ["--fail-on=note"]):
            run = self.scan("--exit-zero", *more, status=0)
            self.assertIn("[tether-unjoined-thread]", run.stdout)

    def test_nothing_hides_what_went_wrong(self):
        self.project({"a.cpp": DETACH, "b.cpp": "int x = ;\n"})
        for option in ("--exit-zero", "--fail-on=none"):
            with self.subTest(option):
                self.scan(option, "b.cpp", status=3)
                self.scan("--no-prefilter", option, status=3)
                self.scan(option, "--checks=-*", status=2)
                self.scan(option, "none.cpp", status=2)
        self.write("tether-model.yaml", "library: x\nno_such_key: 1\n")
        self.scan("--exit-zero", "a.cpp", status=2)

    def test_wrong_usage(self):
        self.project({"a.cpp": CLEAN})
        self.assertIn("--fail-on", self.scan("--fail-on=fatal", status=2).stderr)

    def test_merge(self):
        self.project({"a.cpp": DETACH, "b.cpp": CLEAN})
        self.scan("--shard=1/2", "--result=1", "--exit-zero", status=0)
        self.scan("--shard=2/2", "--result=2", "--exit-zero", status=0)
        self.tether("merge", "1", "2", status=1)
        self.tether("merge", "--exit-zero", "1", "2", status=0)
        self.tether("merge", "--fail-on=error", "1", "2", status=0)
        self.tether("merge", "--exit-zero", "1", status=3)
        statistics = self.tether("merge", "--statistics", "1", "2", status=1)
        self.assertEqual(statistics.stdout, "     1 100.0 %  tether-unowned-thread\n")


class StatisticsTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.project({"a.cpp": DETACH + DETACH.replace("f()", "h()"),
                      "b.cpp": UNJOINED})

    def statistics(self, *arguments, status=1):
        return self.tether("scan", "--statistics", *arguments, status=status)

    def test_text(self):
        run = self.statistics()
        self.assertEqual(run.stdout, "     2  66.7 %  tether-unowned-thread\n"
                                     "     1  33.3 %  tether-unjoined-thread\n")
        self.assertEqual(run.stderr, "3 findings in 2 files; 2 files analysed\n")

    def test_json(self):
        answer = json.loads(self.statistics("--format=json").stdout)
        self.assertEqual(list(answer), ["version", "findings", "checks"])
        self.assertEqual(answer["findings"], 3)
        first, second = answer["checks"]
        self.assertEqual(first["check"], "tether-unowned-thread")
        self.assertEqual((first["count"], second["count"]), (2, 1))
        self.assertAlmostEqual(first["share"], 2 / 3)

    def test_other_reports_are_as_ever(self):
        run = self.statistics("--output=json=report.json")
        self.assertNotIn("a.cpp", run.stdout)
        report = json.loads((self.root / "report.json").read_text())
        self.assertEqual(len(report["findings"]), 3)

    def test_nothing_found(self):
        self.project({"a.cpp": CLEAN, "b.cpp": CLEAN})
        self.assertEqual(self.statistics(status=0).stdout, "")
        answer = json.loads(self.statistics("--format=json", status=0).stdout)
        self.assertEqual((answer["findings"], answer["checks"]), (0, []))

    def test_other_formats(self):
        run = self.statistics("--format=sarif", status=2)
        self.assertIn("text or json, not as sarif", run.stderr)


class ProfileTest(CommandTest):
    ROW = re.compile(r" +(\d+\.\d\d) +(\d+\.\d) +(\d*)  (.*)")

    def profile(self, *arguments):
        run = self.tether("scan", "--profile", "--quiet", *arguments, status=1)
        self.assertIn("[tether-unowned-thread]", run.stdout)
        head, *rows = run.stderr.splitlines()
        self.assertEqual(head.split(), ["CPU", "s", "%", "MiB"])
        return [self.ROW.fullmatch(row).groups() for row in rows]

    def test_what_is_parsed_and_all_together(self):
        self.project({"src/a.cpp": DETACH, "src/b.cpp": "#include <regex>\n" + DETACH,
                      "src/c.cpp": CLEAN})
        (self.root / ".git").mkdir()
        rows = self.profile()
        self.assertEqual([name for *_, name in rows],
                         ["src/b.cpp", "src/a.cpp", "2 parsed sources"])
        seconds = [float(row[0]) for row in rows]
        self.assertAlmostEqual(seconds[0] + seconds[1], seconds[2], delta=0.02)
        self.assertEqual(rows[2][1], "100.0")
        self.assertEqual(rows[2][2], max(rows[:2], key=lambda row: int(row[2]))[2])
        # From the cache, it is what they took then.
        self.assertEqual(self.profile(), rows)

    def test_many(self):
        self.project({f"{n}.cpp": DETACH for n in range(22)})
        names = [name for *_, name in self.profile()]
        self.assertEqual(len(names), 22)
        self.assertEqual(names[-2:], ["2 other sources", "22 parsed sources"])


if __name__ == "__main__":
    command.main()
