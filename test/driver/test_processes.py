# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""One file that crashes, hangs or eats memory, and an end from outside."""

import os
import signal
import subprocess
import time

import command
from command import CommandTest

DETACH = "#include <thread>\nvoid f() {\n  std::thread([] {}).detach();\n}\n"


class ProcessesTest(CommandTest):
    def scan(self, *arguments):
        """The others are analysed, and the status says that one was not."""
        return self.tether("scan", "--no-prefilter", *arguments, status=3)

    def repetition(self, name):
        return (f"; to repeat it: tether scan --no-cache -p "
                f"{self.root}/build/compile_commands.json {self.root}/{name}\n")

    def test_a_crash_costs_one_file(self):
        self.project({"a.cpp": DETACH, "b.cpp": "#pragma clang __debug crash\n"})
        run = self.scan()
        self.assertIn("a.cpp:3:22: warning: ", run.stdout)
        self.assertRegex(run.stderr, "error: 'b.cpp' crashed the analysis: .+" +
                         self.repetition("b.cpp"))
        self.assertIn("1 file analysed, 1 crashed\n", run.stderr)

    def test_a_crash_leaves_the_reports(self):
        self.project({"a.cpp": DETACH, "b.cpp": "#pragma clang __debug crash\n"})
        self.scan(f"--output=json={self.root}/report.json")
        self.assertIn('"crashed"', (self.root / "report.json").read_text())

    def test_a_fatal_error_is_cited(self):
        self.project({"b.cpp": "#pragma clang __debug llvm_fatal_error\n"})
        self.assertIn("LLVM ERROR: #pragma clang __debug llvm_fatal_error",
                      self.scan().stderr)

    def test_a_hang_costs_one_file(self):
        self.project({"a.cpp": DETACH, "b.cpp": '#include "pipe.h"\n'})
        os.mkfifo(self.root / "pipe.h")
        run = self.scan("--timeout=4")
        self.assertIn("a.cpp:3:22: warning: ", run.stdout)
        self.assertIn("error: 'b.cpp' took too long: more than 4 s; give more time "
                      "with --timeout=SECONDS" +
                      self.repetition("b.cpp"), run.stderr)
        self.assertIn("1 file analysed, 1 took too long\n", run.stderr)

    def test_hunger_costs_one_file(self):
        # Each line doubles the one before.
        lines = ["#define A0 0,"]
        lines += [f"#define A{i} A{i - 1} A{i - 1}" for i in range(1, 40)]
        self.project({"a.cpp": "int f() { return 0; }\n",
                      "b.cpp": "\n".join(lines) + "\nint x[] = {A39};\n"})
        run = self.scan("--memory-limit=200M")
        self.assertIn("error: 'b.cpp' took too much memory: more than 200 MiB; give "
                      "more with --memory-limit=SIZE" +
                      self.repetition("b.cpp"), run.stderr)
        self.assertIn("1 file analysed, 1 took too much memory\n", run.stderr)

    def test_an_interrupt_keeps_what_is_done(self):
        self.project({"a.cpp": DETACH, "b.cpp": '#include "pipe.h"\n'})
        os.mkfifo(self.root / "pipe.h")
        with subprocess.Popen([command.TETHER, "scan", "--no-prefilter", "-j2"], cwd=self.root,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, start_new_session=True) as run:
            # a.cpp is done when its process is gone.
            workers = f"/proc/{run.pid}/task/{run.pid}/children"
            begun = time.monotonic()
            most = 0
            while time.monotonic() - begun < 60:
                with open(workers) as file:
                    now = len(file.read().split())
                most = max(most, now)
                if most == 2 and now == 1:
                    break
                time.sleep(0.02)
            os.killpg(run.pid, signal.SIGINT)  # as a terminal does
            out, err = run.communicate(timeout=60)
        self.assertEqual(run.returncode, 3, out + err)
        self.assertIn("a.cpp:3:22: warning: ", out)
        self.assertIn("error: interrupted; 1 file not analysed", err)
        self.assertIn("1 file analysed, 1 not analysed\n", err)
        with self.assertRaises(ProcessLookupError):
            os.killpg(run.pid, 0)  # nobody is left


command.main()
