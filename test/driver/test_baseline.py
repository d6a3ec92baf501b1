# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Baselines: which findings are known, which are new, which are fixed."""

import json
import os

import command
from command import CommandTest

DETACH = "  std::thread([] {}).detach();\n"
CHECK = "tether-unowned-thread"


def function(name, body=DETACH):
    return f"inline void {name}() {{\n{body}}}\n"


class BaselineTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.project({".git/HEAD": "",
                      "src/a.cpp": '#include "../inc/h.h"\n' + function("a"),
                      "src/b.cpp": '#include "../inc/h.h"\n' + function("b"),
                      "inc/h.h": "#pragma once\n#include <thread>\n" + function("h")})

    def baseline(self, what, *arguments, status=0):
        return self.tether("baseline", what, "known", *arguments, status=status)

    def scan(self, *arguments, status):
        return self.tether("scan", "--baseline=known", *arguments, status=status)

    def lines(self):
        """What the entries say of their findings."""
        header, *entries = (self.root / "known").read_text().splitlines()
        self.assertEqual(header, "tether-baseline 1")
        entries = [e for e in entries if not e.startswith("#")]
        self.assertEqual(entries, sorted(entries))
        return sorted("\t".join(e.split("\t")[1:]) for e in entries)

    ALL = [f"{CHECK}\tinc/h.h\th()", f"{CHECK}\tsrc/a.cpp\ta()", f"{CHECK}\tsrc/b.cpp\tb()"]


class KnownTest(BaselineTest):
    def test_known_findings_do_not_count(self):
        run = self.baseline("create")
        self.assertEqual(run.stderr, "'known': 3 added, 0 dropped, 0 kept\n")
        self.assertEqual(run.stdout, "")
        self.assertEqual(self.lines(), self.ALL)
        run = self.scan(status=0)
        self.assertEqual(run.stdout, "")
        self.assertEqual(run.stderr, "0 findings, 3 known; 2 files analysed\n")
        self.assertEqual(self.scan("--quiet", status=0).stderr, "")
        self.assertEqual(json.loads(self.scan("--format=json", status=0).stdout)["findings"], [])

    def test_new_ones_do(self):
        self.baseline("create")
        self.write("src/a.cpp", '// Moved.\n#include "../inc/h.h"\n' +
                   function("before") + function("a"))
        run = self.scan(status=1)
        self.assertTrue(run.stdout.startswith("src/a.cpp:4:"), run.stdout)
        self.assertEqual(run.stdout.count(f"[{CHECK}]"), 1)
        self.assertEqual(run.stderr, "1 finding in 1 file, 3 known; 2 files analysed\n")

    def test_two_where_one_was(self):
        self.baseline("create")
        self.write("src/a.cpp", '#include "../inc/h.h"\n' + function("a", DETACH * 2))
        run = self.scan(status=1)
        self.assertEqual(run.stdout.count(f"[{CHECK}]"), 1)
        self.assertIn("3 known", run.stderr)
        self.write("src/a.cpp", '#include "../inc/h.h"\n' + function("a"))
        self.baseline("update", status=0)
        self.scan(status=0)

    def test_other_checkouts(self):
        self.baseline("create")
        copy = self.root / "elsewhere" / "checkout"
        copy.mkdir(parents=True)
        for name in (".git", "src", "inc", "known"):
            os.rename(self.root / name, copy / name)
        self.database(["elsewhere/checkout/src/a.cpp", "elsewhere/checkout/src/b.cpp"])
        run = self.tether("scan", f"--baseline={copy}/known", status=0)
        self.assertIn("3 known", run.stderr)

    def test_sarif(self):
        self.baseline("create")
        self.write("src/a.cpp", '#include "../inc/h.h"\n' + function("a", DETACH * 2))

        def states(*arguments):
            report = json.loads(self.scan("--format=sarif", *arguments, status=1).stdout)
            return [(r["baselineState"], len(r["suppressions"]))
                    for r in report["runs"][0]["results"]]

        self.assertEqual(states(), [("new", 0)])
        self.assertEqual(states("--show-known"), [("new", 0)] + [("unchanged", 1)] * 3)


class FixedTest(BaselineTest):
    def setUp(self):
        super().setUp()
        self.baseline("create")

    def test_said_and_pruned(self):
        self.write("src/a.cpp", '#include "../inc/h.h"\n')
        run = self.scan(status=0)
        self.assertEqual(run.stderr,
                         "note: 1 of the findings in 'known' is gone; 'tether baseline "
                         "prune' drops it\n0 findings, 2 known; 2 files analysed (1 by their words alone)\n")
        self.assertEqual(self.scan("--quiet", status=0).stderr, "")
        run = self.baseline("prune")
        self.assertEqual(run.stderr, "'known': 0 added, 1 dropped, 2 kept\n")
        self.assertEqual(self.lines(), [self.ALL[0], self.ALL[2]])

    def test_pruning_adds_nothing(self):
        self.write("src/a.cpp", '#include "../inc/h.h"\n' + function("other"))
        self.baseline("prune")
        self.assertEqual(self.lines(), [self.ALL[0], self.ALL[2]])
        run = self.baseline("update")
        self.assertEqual(run.stderr, "'known': 1 added, 0 dropped, 2 kept\n")
        self.assertEqual(self.lines(), [self.ALL[0], f"{CHECK}\tsrc/a.cpp\tother()", self.ALL[2]])

    def test_files_that_were_not_analysed_are_not_fixed(self):
        self.write("src/a.cpp", "")
        self.write("src/b.cpp", "")
        run = self.scan("src/a.cpp", status=0)
        self.assertIn("1 of the findings in 'known' is gone", run.stderr)  # and not the header's
        self.baseline("prune", "src/a.cpp")
        self.assertEqual(self.lines(), [self.ALL[0], self.ALL[2]])
        self.baseline("update", "src/a.cpp")
        self.assertEqual(self.lines(), [self.ALL[0], self.ALL[2]])
        self.baseline("update")
        self.assertEqual(self.lines(), [])

    def test_checks_that_did_not_run_say_nothing(self):
        self.write("src/a.cpp", "")
        self.write("src/b.cpp", "")
        run = self.scan("--checks=-*,tether-loop-capture", status=0)
        self.assertEqual(run.stderr, "0 findings, 0 known; 2 files analysed (2 by their words alone)\n")

    def test_filtered_headers_are_not_fixed(self):
        self.baseline("prune", "--header-filter=none")
        self.assertEqual(self.lines(), self.ALL)

    def test_files_that_do_not_parse_are_not_fixed(self):
        self.write("src/a.cpp", "std::thread x;\n")
        run = self.scan(status=3)
        self.assertNotIn("gone;", run.stderr)
        run = self.baseline("update", status=3)
        self.assertIn("'src/a.cpp' did not parse", run.stderr)
        self.assertEqual(self.lines(), self.ALL)

    def test_deleted_files_are_fixed(self):
        (self.root / "src" / "a.cpp").unlink()
        self.database(["src/b.cpp"])
        self.baseline("prune")
        self.assertEqual(self.lines(), [self.ALL[0], self.ALL[2]])


class FileTest(BaselineTest):
    def test_create_overwrites_nothing(self):
        self.write("known", "old")
        run = self.baseline("create", status=2)
        self.assertIn("'known' exists; 'tether baseline update' changes it", run.stderr)
        self.assertEqual((self.root / "known").read_text(), "old")
        self.baseline("create", "--force")
        self.assertEqual(self.lines(), self.ALL)

    def test_mistakes_stop_the_scan(self):
        for arguments in (["scan", "--baseline=known"], ["baseline", "update", "known"],
                          ["baseline", "prune", "known"], ["baseline", "show", "known"]):
            with self.subTest(arguments):
                run = self.tether(*arguments, status=2)
                self.assertIn("cannot read the baseline 'known': No such file or directory; "
                              "'tether baseline create' writes", run.stderr)
                self.write("known", "tether-baseline 1\n<<<<<<< HEAD\n")
                run = self.tether(*arguments, status=2)
                self.assertIn("known:2: this is neither a finding nor a comment", run.stderr)
                self.assertEqual(run.stdout, "")
                (self.root / "known").unlink()

    def test_unwritable(self):
        run = self.tether("baseline", "create", "none/known", status=2)
        self.assertIn("cannot write 'none/known'", run.stderr)

    def test_broken_configuration_writes_nothing(self):
        self.baseline("create")
        self.write("src/a.cpp", "")
        self.write("tether-model.yaml", "library: x\nno_such_key: 1\n")
        run = self.baseline("update", status=2)
        self.assertIn("no_such_key", run.stderr)
        self.assertIn("'known' is not written", run.stderr)
        self.assertNotIn("gone;", self.scan(status=2).stderr)
        self.assertEqual(self.lines(), self.ALL)
        self.assertEqual(sorted(p.name for p in self.root.iterdir()),
                         [".git", "build", "inc", "known", "src", "tether-model.yaml"])

    def test_comments_stay(self):
        self.baseline("create")
        header, first, second, third = (self.root / "known").read_text().splitlines()
        text = "\n".join([header, "# ours", first, second, "# why", third, ""])
        self.write("known", text)
        self.baseline("update")
        self.assertEqual((self.root / "known").read_text(), text)

    def test_show(self):
        self.baseline("create")
        fingerprints = {e.split("\t")[2]: e.split("\t")[0] for e in
                        (self.root / "known").read_text().splitlines()[1:]}
        run = self.baseline("show")
        self.assertEqual(run.stdout, "".join(
            f"{file}: in {name}(): {CHECK} ({fingerprints[file]})\n"
            for file, name in (("inc/h.h", "h"), ("src/a.cpp", "a"), ("src/b.cpp", "b"))))

    def test_flags_instead_of_a_database(self):
        self.baseline("create", "src/a.cpp", "--", "-std=c++17")
        self.assertEqual(self.lines(), self.ALL[:2])

    def test_wrong_usage(self):
        self.tether("baseline", status=2)
        self.tether("baseline", "create", status=2)
        self.tether("baseline", "bogus", "known", status=2)
        self.assertIn("Exit status", self.tether("baseline", "create", "--help", status=0).stdout)


if __name__ == "__main__":
    command.main()
