# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What Tab offers in bash, zsh and fish."""

import re
import unittest

import installation
from installation import BUILD, SOURCE

COMPLETIONS = SOURCE / "packaging/completions"
TETHER = BUILD / "bin/tether"

BASH = """\
source /usr/share/bash-completion/bash_completion
source "$0"
COMP_LINE=$1 COMP_POINT=${#1}
# As readline splits: '=' is a word.
read -r -a COMP_WORDS <<< "${COMP_LINE//=/ = }"
[[ $COMP_LINE == *' ' ]] && COMP_WORDS+=("")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_tether
printf '%s\\n' "${COMPREPLY[@]}"
"""

# The builtin works only while a line is edited.
ZSH = """\
compadd() { print -l -- "${candidates[@]}" }
_files() { print FILES }
words=("${(@s: :)1}") CURRENT=$#words
source $0
"""


class EngineTest(installation.PackageTest):
    def offered(self, *words):
        output = self.run_program(TETHER, "complete", "--", *words)
        return [line.split("\t")[0] for line in output.splitlines()]

    def test_commands(self):
        self.assertEqual(self.offered("sc"), ["scan"])
        self.assertEqual(self.offered("baseline", ""),
                         ["create", "update", "prune", "show"])
        self.assertNotIn("complete", self.offered(""))

    def test_all_that_the_help_lists(self):
        commands = [[]]
        for command in commands:  # grows on the way
            output = self.run_program(TETHER, *command, "--help")
            part = re.search(r"^Subcommands:\n((?:  .*\n)+)", output, re.M)
            names = re.findall(r"^  ([\w-]+)", part[1], re.M) if part else []
            commands += [[*command, name] for name in names]
            options = re.findall(r"^  (-[\w,-]+)", output, re.M)
            expected = {name for names in options for name in names.split(",")}
            with self.subTest(command):
                self.assertTrue(expected)
                self.assertEqual(set(self.offered(*command, "-")), expected)
                self.assertLessEqual(set(names), set(self.offered(*command, "")))
        self.assertGreater(len(commands), 10)

    def test_values(self):
        for words in (["scan", "--format", "s"], ["scan", "-q", "--format", "s"],
                      ["scan", "-j", "4", "--format", "s"]):
            self.assertEqual(self.offered(*words), ["sarif"])
        self.assertEqual(self.offered("scan", "--format=s"), ["--format=sarif"])
        self.assertEqual(self.offered("model", "list", "--format", ""),
                         ["yaml", "json"])

    def test_files_are_left_to_the_shell(self):
        for words in ([], ["scan", ""], ["scan", "--baseline", ""],
                      ["scan", "--baseline=x"], ["scan", "a.cpp", "--", "-"],
                      ["scan", "--nonsense=x"], ["scan", "-p", "-"]):
            self.assertEqual(self.offered(*words), [])

    def test_value_that_is_named_like_a_command(self):
        self.assertEqual(self.offered("scan", "-p", "model", "--diff-c"),
                         ["--diff-context"])


class ShellTest(installation.PackageTest):
    def shell(self, *command):
        output = self.run_program(*command, path=BUILD / "bin", HOME=str(self.folder))
        return output.split("\n")[:-1]

    def bash(self, line):
        return self.shell("bash", "--norc", "-c", BASH, COMPLETIONS / "tether.bash",
                          line)

    def zsh(self, line):
        return self.shell("zsh", "-f", "-c", ZSH, COMPLETIONS / "_tether", line)

    def fish(self, line):
        return self.shell("fish", "--no-config", "-c",
                          'source $argv[1]; complete --do-complete "$argv[2]"',
                          COMPLETIONS / "tether.fish", line)

    def test_command(self):
        self.assertEqual(self.bash("tether basel"), ["baseline"])
        self.assertEqual(self.zsh("tether basel"), ["baseline"])
        self.assertRegex(self.fish("tether basel")[0], "^baseline\tKeep the findings")

    def test_command_of_a_command(self):
        expected = ["create", "update", "prune", "show"]
        self.assertEqual(self.bash("tether baseline "), expected)
        self.assertEqual(self.zsh("tether baseline "), expected)
        fish = [line.split("\t")[0] for line in self.fish("tether baseline ")]
        self.assertEqual(sorted(fish), sorted(expected))

    def test_value(self):
        for line in ("tether scan --format sa", "tether scan --format=sa"):
            with self.subTest(line):
                option = "--format=" if "=" in line else ""
                # bash replaces what follows the '='.
                self.assertEqual(self.bash(line), ["sarif"])
                self.assertEqual(self.zsh(line), [f"{option}sarif"])
                self.assertEqual([word.strip() for word in self.fish(line)],
                                 [f"{option}sarif"])

    def test_file(self):
        (self.folder / "known.txt").touch()
        line = "tether scan --baseline kno"
        self.assertEqual(self.bash(line), [""])  # bash goes on to its files
        self.assertIn("-o default -F _tether",
                      (COMPLETIONS / "tether.bash").read_text())
        self.assertEqual(self.zsh(line), ["FILES"])
        self.assertEqual(self.fish(line), ["known.txt"])


if __name__ == "__main__":
    unittest.main()
