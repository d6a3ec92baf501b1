# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The hooks, run by pre-commit."""

import json
import shutil
import unittest

import installation
from installation import BAD, BUILD, CHECK, GOOD, SOURCE

HEADER = BAD.replace("void start", "inline void start")


class HookTest(installation.PackageTest):
    def setUp(self):
        super().setUp()
        self.git("init", "-q", "-b", "main")
        # pre-commit gets hooks from repositories.
        hooks = self.folder / "hooks"
        hooks.mkdir()
        shutil.copy(SOURCE / ".pre-commit-hooks.yaml", hooks)
        self.git("init", "-q", "-b", "main", cwd=hooks)
        self.commit("hooks", cwd=hooks)
        self.revision = self.git("rev-parse", "HEAD", cwd=hooks).strip()
        self.write(".gitignore", "hooks\nbuild\n.cache\n")
        self.write_project(GOOD)

    def git(self, *arguments, cwd=None):
        return self.run_program("git", "-c", "user.name=T", "-c", "user.email=t@t",
                                *arguments, cwd=cwd)

    def commit(self, message, cwd=None):
        self.git("add", "-A", cwd=cwd)
        self.git("commit", "-q", "--no-verify", "-m", message, cwd=cwd)

    def use(self, hook):
        self.write(".pre-commit-config.yaml", json.dumps({"repos": [{
            "repo": str(self.folder / "hooks"), "rev": self.revision,
            "hooks": [{"id": hook}]}]}))
        self.commit("first")

    def hook(self, *arguments, status=0):
        self.git("add", "-A")
        return self.run_program("pre-commit", "run", *arguments, status=status,
                                path=BUILD / "bin",
                                PRE_COMMIT_HOME=str(self.folder / ".cache/hooks"))

    def test_committed_sources(self):
        self.use("tether")
        self.write("main.cpp", BAD)
        output = self.hook(status=1)
        self.assertEqual(output.count(f"[{CHECK}]"), 1, output)
        self.write("main.cpp", GOOD + "\n")
        self.assertIn("Passed", self.hook())

    def test_all_files_at_once(self):
        names = [f"{i}.cpp" for i in range(8)]
        database = []
        for name in names:
            self.write(name, BAD)
            database.append({"directory": str(self.folder), "file": name,
                             "command": f"c++ -c {name}"})
        (self.folder / "main.cpp").unlink()
        self.write("build/compile_commands.json", json.dumps(database))
        self.use("tether")
        output = self.hook("--all-files", status=1)
        self.assertEqual(output.count(f"[{CHECK}]"), 8, output)
        self.assertEqual(output.count("8 files analysed"), 1, output)

    def test_nothing_to_do_without_sources(self):
        self.use("tether")
        self.write("notes.md", "words\n")
        self.assertIn("no files to check", self.hook())

    def test_no_database_fails(self):
        self.use("tether")
        (self.folder / "build/compile_commands.json").unlink()
        self.write("main.cpp", GOOD + "\n")
        output = self.hook(status=1)
        self.assertIn("exit code: 2", output)
        self.assertIn("no compile_commands.json", output)

    def test_changed_lines(self):
        self.write("old.h", HEADER.replace("start", "old"))
        self.write("new.h", HEADER.replace("[&]", "[i]"))
        self.write("main.cpp", '#include "old.h"\n#include "new.h"\n')
        self.use("tether-diff")
        self.write("new.h", HEADER)
        output = self.hook(status=1)
        self.assertIn("new.h:", output)
        self.assertNotIn("old.h:", output)
        self.assertEqual(output.count(f"[{CHECK}]"), 1, output)

    def test_changed_lines_without_a_database(self):
        self.use("tether-diff")
        (self.folder / "build/compile_commands.json").unlink()
        self.write("main.cpp", BAD)
        self.assertIn("no compile_commands.json", self.hook(status=1))


if __name__ == "__main__":
    unittest.main()
