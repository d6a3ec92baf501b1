# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The plugin in clang-tidy and in the scripts that come with it."""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

PLUGIN = pathlib.Path(os.environ["TETHER_BINARY_DIR"], "lib", "tether-tidy-22.so")
TIDY = os.environ["TETHER_UPSTREAM_TIDY"]
OTHER_TIDY = os.environ["TETHER_OTHER_TIDY"]
RUN_TIDY = os.environ["TETHER_RUN_TIDY"]
TIDY_DIFF = os.environ["TETHER_TIDY_DIFF"]

CHECK = "tether-loop-capture"
# Its severity is error.
FOUND = f"[{CHECK},-warnings-as-errors]"
BAD = """\
#include <thread>
#include <vector>

void use(int);

void start(std::vector<std::thread> &threads) {
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] { use(i); });
}
"""


class PluginTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()
        self.write("main.cpp", BAD)

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def write_database(self):
        command = ["clang++", "-std=c++20", "-c", "main.cpp"]
        entry = {"directory": str(self.folder), "file": "main.cpp", "arguments": command}
        self.write("compile_commands.json", json.dumps([entry]))

    def run_program(self, *command, text=None):
        done = subprocess.run(
            [str(part) for part in command],
            cwd=self.folder,
            input=text,
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout + done.stderr

    def tidy(self, *arguments, flags=("-std=c++20",)):
        return self.run_program(
            TIDY, f"--load={PLUGIN}", *arguments, "main.cpp", "--", *flags
        )

    def test_lists_its_checks(self):
        status, output = self.run_program(
            TIDY, f"--load={PLUGIN}", "--checks=-*,tether-*", "--list-checks"
        )
        self.assertEqual(status, 0)
        self.assertIn(f"    {CHECK}\n", output)

    def test_finds(self):
        status, output = self.tidy("--checks=-*,tether-*")
        self.assertEqual(status, 1, output)
        self.assertEqual(output.count(FOUND), 1, output)
        self.assertIn("main.cpp:8:", output)
        self.assertIn(": note: ", output)

    def test_warnings_as_errors(self):
        status, _ = self.tidy("--checks=-*,tether-*", "--warnings-as-errors=tether-*")
        self.assertEqual(status, 1)

    def test_severities(self):
        self.write("main.cpp", BAD + "void run() { std::thread([] {}).detach(); }\n")
        status, output = self.tidy("--checks=-*,tether-*")
        self.assertEqual(status, 1)
        self.assertRegex(output, rf"main.cpp:8:\d+: error: .* \[{CHECK},-warnings-as-errors\]")
        self.assertRegex(output, r"main.cpp:10:\d+: warning: .* \[tether-unowned-thread\]")
        self.write(".clang-tidy",
                   f"Checks: '-*,tether-*'\nWarningsAsErrors: '-{CHECK}'\n")
        status, output = self.tidy()
        self.assertEqual(status, 0)
        self.assertRegex(output, rf"main.cpp:8:\d+: warning: .* \[{CHECK}\]")

    def test_suppressions(self):
        line = "use(i); });"
        for comment in ("// NOLINT", f"// NOLINT({CHECK})"):
            with self.subTest(comment):
                self.write("main.cpp", BAD.replace(line, f"{line} {comment}"))
                _, output = self.tidy("--checks=-*,tether-*")
                self.assertNotIn(CHECK, output)

    def test_configuration(self):
        self.write(".clang-tidy", f"Checks: '-*,{CHECK}'\nWarningsAsErrors: '*'\n")
        status, output = self.tidy()
        self.assertEqual(status, 1)
        self.assertIn(f"[{CHECK},-warnings-as-errors]", output)

    def test_verify_config(self):
        self.write(
            ".clang-tidy",
            "Checks: '-*,tether-*'\nCheckOptions: {tether.ModelFiles: a.yaml, "
            f"tether.Conventions: false, tether.PerPath: 'x: -*', tether.Extends: x, {CHECK}.Severity: error}}\n",
        )
        status, output = self.tidy("--verify-config")
        self.assertEqual((status, output), (0, "No config errors detected.\n"))
        self.write(".clang-tidy", "CheckOptions: {tether.ModelFile: a.yaml}\n")
        status, output = self.tidy("--verify-config")
        self.assertEqual(status, 1)
        self.assertIn("tether.ModelFile", output)

    def test_broken_model(self):
        self.write("tether-model.yaml", "library: mine\ncolour: blue\n")
        status, output = self.tidy("--checks=-*,tether-*")
        self.assertEqual(status, 1)
        self.assertIn("tether-model.yaml:2:1: error: unknown key 'colour'", output)
        self.assertEqual(output.count(FOUND), 1, output)

    def test_missing_model(self):
        config = "{CheckOptions: {tether.ModelFiles: nowhere.yaml}}"
        status, output = self.tidy("--checks=-*,tether-*", f"--config={config}")
        self.assertEqual(status, 1)
        self.assertIn("error: nowhere.yaml: cannot read", output)
        self.assertEqual(output.count(FOUND), 1, output)

    def test_fix(self):
        status, output = self.tidy("--checks=-*,tether-*", "--fix")
        self.assertEqual(status, 1, output)
        self.assertNotEqual((self.folder / "main.cpp").read_text(), BAD)
        _, output = self.tidy("--checks=-*,tether-*")
        self.assertNotIn(CHECK, output)

    def test_export_fixes(self):
        self.tidy("--checks=-*,tether-*", "--export-fixes=fixes.yaml")
        exported = (self.folder / "fixes.yaml").read_text()
        self.assertIn(f"DiagnosticName:  {CHECK}", exported)
        self.assertIn("ReplacementText:", exported)

    def test_run_clang_tidy(self):
        self.write_database()
        status, output = self.run_program(
            RUN_TIDY, f"-clang-tidy-binary={TIDY}", f"-load={PLUGIN}",
            "-checks=-*,tether-*", "-p", self.folder, "-j", "1",
        )  # fmt: skip
        self.assertEqual(status, 1, output)
        self.assertEqual(output.count(FOUND), 1, output)

    def test_clang_tidy_diff(self):
        self.write_database()
        diff = "--- a/main.cpp\n+++ b/main.cpp\n@@ -{0},0 +{0},1 @@\n+ changed\n"
        for line, count in ((8, 1), (4, 0)):
            with self.subTest(line=line):
                _, output = self.run_program(
                    TIDY_DIFF, f"-clang-tidy-binary={TIDY}", f"-load={PLUGIN}",
                    "-checks=-*,tether-*", "-path", self.folder, "-p1",
                    text=diff.format(line),
                )  # fmt: skip
                self.assertEqual(output.count(FOUND), count, output)

    def test_commands_of_the_page(self):
        page = pathlib.Path(os.environ["TETHER_SOURCE_DIR"], "docs/usage/clang-tidy.md")
        text = page.read_text().replace("\\\n", "")
        commands = re.findall(r"^(run-clang-tidy.*|git diff .*)", text, re.M)
        self.assertEqual(len(commands), 2)
        self.write("main.cpp", BAD.replace("[&]", "[i]"))
        self.write_database()
        (self.folder / "build").mkdir()
        (self.folder / "compile_commands.json").rename(
            self.folder / "build/compile_commands.json")
        for command in (["init", "-q"], ["add", "main.cpp"],
                        ["-c", "user.name=T", "-c", "user.email=t@t", "commit", "-qm", "first"]):
            self.assertEqual(self.run_program("git", *command), (0, ""))
        self.write("main.cpp", BAD)
        for command in commands:
            with self.subTest(command):
                here = command.replace("build/release/lib/tether-tidy-22.so", str(PLUGIN))
                _, output = self.run_program("sh", "-c", here)
                self.assertEqual(output.count(FOUND), 1, output)

    def test_other_hosts_are_refused(self):
        status, output = self.run_program(
            OTHER_TIDY, f"--load={PLUGIN}", "--checks=-*,tether-*", "main.cpp", "--"
        )
        self.assertEqual(status, 2)
        self.assertRegex(
            output, r"^tether: this plugin is for clang-tidy 22 and cannot be used with"
        )

    def test_needs_no_library_of_the_host(self):
        _, output = self.run_program("readelf", "-d", PLUGIN)
        needed = [line for line in output.splitlines() if "NEEDED" in line]
        self.assertTrue(needed)
        for line in needed:
            self.assertNotRegex(line, "clang|LLVM")


if __name__ == "__main__":
    unittest.main()
