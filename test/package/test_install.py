# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""cmake --install, to a folder that is moved afterwards."""

import pathlib
import re
import subprocess
import tempfile
import unittest

import installation
from installation import BUILD


class InstallTest(installation.PackageTest):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        first = pathlib.Path(folder.name).resolve() / "first"
        installation.install(first)
        cls.prefix = first.rename(first.with_name("second place"))

    def test_files(self):
        self.assertEqual(installation.files(self.prefix),
                         installation.expected_files())

    def test_works_where_it_was_moved(self):
        self.assert_works(self.prefix)

    def test_names_no_folder_of_the_build(self):
        for name in installation.expected_files():
            data = (self.prefix / name).read_bytes()
            with self.subTest(name):
                for folder in (BUILD, self.prefix.with_name("first")):
                    self.assertNotIn(str(folder).encode(), data)

    def test_links_of_the_pages(self):
        docs = self.prefix / "share/doc/tether/docs"
        checked = 0
        for page in docs.rglob("*.md"):
            text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.S | re.M)
            for link in re.findall(r"\]\(([\w./-]+\.md)", text):
                with self.subTest(page=page.name, link=link):
                    self.assertTrue((page.parent / link).is_file())
                checked += 1
        self.assertGreater(checked, 20)

    def test_manual_pages(self):
        for page in (self.prefix / "share/man/man1").iterdir():
            with self.subTest(page.name):
                run = subprocess.run(
                    ["groff", "-man", "-Tutf8", "-ww", page], text=True,
                    capture_output=True, check=True)
                self.assertEqual(run.stderr, "")

    def test_manual_page_says_what_the_help_says(self):
        tether = self.prefix / "bin/tether"
        text = (self.prefix / "share/man/man1/tether.1").read_text()
        text = text.replace("\\-", "-").replace("\\fB", "").replace("\\fR", "")
        commands = [[]]
        for command in commands:  # grows on the way
            output = self.run_program(tether, *command, "--help")
            subcommands = re.search(r"^Subcommands:\n((?:  .*\n)+)", output, re.M)
            if subcommands:
                names = re.findall(r"^  ([\w-]+)", subcommands[1], re.M)
                commands += [[*command, name] for name in names]
                continue
            name = " ".join(["tether", *command])
            with self.subTest(name):
                section = text.split(f"\n.SS {name}\n")[1].split("\n.SS ")[0]
                options = re.findall(r"^  (-[\w,-]+)", output, re.M)
                self.assertTrue(options)
                for option in options:
                    self.assertIn("\n" + option.replace(",-", ", -"), section)
        self.assertGreater(len(commands), 10)


if __name__ == "__main__":
    unittest.main()
