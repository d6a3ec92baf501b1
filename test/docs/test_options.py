# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The pages and `tether --help` speak of the same options."""

import re
import subprocess
import sys
import unittest

from pages import FENCE, USAGE

OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
# Named where a page speaks of another program.
OTHERS = {"--all-files", "--aside", "--array", "--dump-config", "--enable-check-profile",
          "--install", "--load", "--sysroot", "--verify-config"}


def options(*command):
    """Options of a command and of those below it, by their words."""
    text = subprocess.run([TETHER, *command, "--help"], check=True, text=True,
                          stdout=subprocess.PIPE).stdout
    found = {command: set(OPTION.findall(text))}
    below = re.search(r"^Subcommands:\n((?:  .*\n)+)", text, re.MULTILINE)
    for name in re.findall(r"^  (\S+)", below[1], re.MULTILINE) if below else []:
        found |= options(*command, name)
    return found


class Options(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.options = options()
        cls.all = set().union(*cls.options.values())
        cls.pages = {page: page.read_text() for page in USAGE}

    def test_they_are_seen(self):
        self.assertIn("--baseline", self.options[("scan",)])
        self.assertIn("--force", self.options[("baseline", "create")])

    def test_those_in_pages_exist(self):
        for page, text in self.pages.items():
            for code in re.findall(r"`([^`\n]+)`", FENCE.sub("", text)):
                with self.subTest(page.name, code=code):
                    known = self.all | OTHERS
                    words = re.match(r"tether((?: [a-z]+)*)", code)
                    if words:
                        command = tuple(words[1].split())
                        while command not in self.options:
                            command = command[:-1]
                        known = self.options[command]
                        if not command:
                            self.assertEqual(words[1], "", "no such command")
                    self.assertEqual(set(OPTION.findall(code)) - known, set())

    def test_those_that_exist_are_in_pages(self):
        named = set(OPTION.findall("".join(self.pages.values())))
        self.assertEqual(self.all - named, {"--help", "--version"})

    def test_commands_are_in_pages(self):
        text = "".join(self.pages.values())
        for command in self.options:
            with self.subTest(command):
                self.assertRegex(text, rf"\b{' '.join(['tether', *command])}\b")


if __name__ == "__main__":
    TETHER = sys.argv.pop(1)
    unittest.main()
