# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What changes the fingerprint of a finding, and what does not."""

import json
import os
import shutil

import command
from command import CommandTest

DETACH = "#include <thread>\nvoid f() {\n  std::thread([] {}).detach();\n}\n"


class IdentityTest(CommandTest):
    BODY = ("void g();\nstruct S {\n"
            "  void f() { std::thread([] { g(); }).detach(); }\n};\n"
            "void f() {\n  std::thread([] {}).detach();\n"
            "  std::thread([] {}).detach();\n}\n")

    def fingerprints(self):
        run = self.tether("scan", "--format=json", status=1)
        return [f["fingerprint"] for f in json.loads(run.stdout)["findings"]]

    def test_each_finding_has_its_own(self):
        self.project({"a.cpp": "#include <thread>\n" + self.BODY})
        found = self.fingerprints()
        self.assertEqual(len(found), 3)
        self.assertEqual(len(set(found)), 3)
        for fingerprint in found:
            self.assertRegex(fingerprint, r"^[0-9a-f]{16}$")

    def test_lines_and_layout_do_not_count(self):
        self.project({"a.cpp": "#include <thread>\n" + self.BODY})
        before = self.fingerprints()
        moved = ("// New.\n\n#include <thread>\nint other();\n" +
                 self.BODY.replace("{ ", "{\n\t ").replace("std::thread(", "std::thread( /* : */ "))
        self.write("a.cpp", moved)
        self.assertEqual(self.fingerprints(), before)
        (self.root / "a.cpp").write_bytes(moved.replace("\n", "\r\n").encode())
        self.assertEqual(self.fingerprints(), before)
        self.write("a.cpp", moved.replace("g(); }", "g(); g(); }"))
        self.assertEqual(self.fingerprints(), before)

    def test_another_statement_is_another_finding(self):
        self.project({"a.cpp": DETACH})
        before = self.fingerprints()
        self.write("a.cpp", DETACH.replace("[]", "[=]"))
        self.assertNotEqual(self.fingerprints(), before)

    def test_the_checkout_does_not_count(self):
        self.project({"one/.git/HEAD": "", "one/src/a.cpp": DETACH,
                      "one/src/b.cpp": '#include "../inc/h.h"\n',
                      "one/inc/h.h": "inline " + DETACH[DETACH.index("void"):]},
                     flags="-include thread")
        before = self.fingerprints()
        self.assertEqual(len(before), 2)
        shutil.copytree(self.root / "one", self.root / "x" / "two")
        self.database(["x/two/src/a.cpp", "x/two/src/b.cpp"], "-include thread")
        self.assertEqual(self.fingerprints(), before)
        os.symlink(self.root / "x" / "two", self.root / "link")
        self.database(["link/src/a.cpp", "link/src/b.cpp"], "-include thread")
        self.assertEqual(self.fingerprints(), before)
        os.symlink(self.root / "link" / "src" / "a.cpp", self.root / "c.cpp")
        self.database(["c.cpp", "link/src/b.cpp"], "-include thread")
        self.assertEqual(self.fingerprints(), before)


if __name__ == "__main__":
    command.main()
