# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tether in the build of a CMake project."""

import os
import pathlib
import re
import shutil
import tempfile
import unittest

import installation
from installation import BAD, BUILD, CHECK, CMAKE, GOOD, PLUGIN, SOURCE, TIDY

PAGE = SOURCE / "docs/usage/cmake.md"

PROJECT = """\
cmake_minimum_required(VERSION 3.13)
project(mine CXX)
set(CMAKE_CXX_STANDARD 20)
add_library(mine OBJECT main.cpp)
"""
PACKAGE = "find_package(Tether 0.1 REQUIRED)\n"
CHECKED = PROJECT + PACKAGE + "tether_check_target(mine)\n"


class CMakeTest(installation.PackageTest):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.prefix = pathlib.Path(folder.name).resolve() / "P x"
        installation.install(cls.prefix)

    def setUp(self):
        super().setUp()
        self.write("main.cpp", BAD)

    def configure(self, project, *arguments, status=0, prefix=None):
        self.write("CMakeLists.txt", project)
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        return self.run_program(
            CMAKE, "-S", ".", "-B", "out", "-G", "Ninja",
            f"-DCMAKE_CXX_COMPILER={os.environ['TETHER_CXX']}",
            f"-DCMAKE_PREFIX_PATH={prefix or self.prefix}", *arguments, status=status)

    def build(self, status=0):
        return self.run_program(CMAKE, "--build", "out", status=status)

    def assert_found(self, output, count=1):
        self.assertEqual(len(re.findall(rf"\[{CHECK}[],]", output)), count, output)

    def test_installed(self):
        self.configure(CHECKED)
        self.assert_found(self.build(status=1))  # Its severity is error.
        self.write(".clang-tidy", f"WarningsAsErrors: '-{CHECK}'\n")
        self.assert_found(self.build())

    def test_build_tree(self):
        self.configure(CHECKED, prefix=BUILD)
        self.assert_found(self.build(status=1))

    def test_only_that_target(self):
        self.write("other.cpp", BAD)
        self.configure(CHECKED + "add_library(other OBJECT other.cpp)\n")
        output = self.build(status=1)
        self.assert_found(output)
        self.assertNotIn("other.cpp:", output)

    def test_chosen_checks(self):
        self.configure(CHECKED.replace("(mine)", "(mine CHECKS tether-unowned-*)"))
        self.assert_found(self.build(), count=0)

    def test_warnings_as_errors(self):
        self.configure(CHECKED.replace("(mine)", "(mine WARNINGS_AS_ERRORS)"))
        self.assert_found(self.build(status=1))
        self.write("main.cpp", GOOD)
        self.build()

    def test_beside_other_checks(self):
        self.write("main.cpp", BAD + "int *p = 0;\n")
        for checks in ("-*,modernize-use-nullptr", None):
            with self.subTest(checks):
                option = f";--checks={checks}" if checks else ""
                if not checks:
                    self.write(".clang-tidy", "Checks: '-*,modernize-use-nullptr'\n")
                self.configure(CHECKED, f"-DCMAKE_CXX_CLANG_TIDY={TIDY}{option}")
                output = self.build(status=1)
                self.assert_found(output)
                self.assertIn("[modernize-use-nullptr]", output)

    def test_other_clang_tidy(self):
        other = os.environ["TETHER_OTHER_TIDY"]
        output = self.configure(CHECKED, f"-DTether_CLANG_TIDY={other}", status=1)
        words = " ".join(output.split())
        self.assertIn(f"'{other}' does not run the checks of Tether", words)
        self.assertIn("this plugin is for clang-tidy 22 and cannot be used with", words)
        self.assertIn("Install clang-tidy-22", words)

    def test_other_clang_tidy_of_the_target(self):
        other = os.environ["TETHER_OTHER_TIDY"]
        output = self.configure(CHECKED, f"-DCMAKE_CXX_CLANG_TIDY={other}", status=1)
        self.assertIn(f"'{other}' does not run the checks", " ".join(output.split()))

    def test_clang_tidy_that_finds_nothing(self):
        silent = self.write("silent", "#!/bin/sh\nexit 0\n")
        silent.chmod(0o755)
        output = self.configure(CHECKED, f"-DTether_CLANG_TIDY={silent}", status=1)
        self.assertIn("does not run the checks of Tether", " ".join(output.split()))

    def test_plugin_that_is_gone(self):
        prefix = self.folder / "prefix"
        installation.install(prefix)
        (prefix / PLUGIN).unlink()
        output = self.configure(CHECKED, prefix=prefix, status=1)
        self.assertIn("does not run the checks of Tether", " ".join(output.split()))
        # Also where it is not required, the function is not there.
        optional = CHECKED.replace(" REQUIRED", "")
        output = self.configure(optional, prefix=prefix, status=1)
        self.assertIn("does not run the checks of Tether", " ".join(output.split()))
        self.assertIn('Unknown CMake command "tether_check_target"', output)

    def test_other_version(self):
        output = self.configure(CHECKED.replace("0.1", "0.9"), status=1)
        self.assertIn("0.1.0", output)

    def test_no_target(self):
        output = self.configure(PROJECT + PACKAGE + "tether_check_target()\n", status=1)
        self.assertIn("tether_check_target needs a target", output)

    def test_variable_of_the_page(self):
        option = re.search(r"'(-DCMAKE_CXX_CLANG_TIDY=.*)'$", PAGE.read_text(), re.M)[1]
        self.assertIn(";--load=/usr/lib/tether-tidy-22.so;", option)
        self.configure(PROJECT, option.replace("/usr", str(self.prefix)))
        self.assert_found(self.build(status=1))

    def test_page(self):
        recipe = re.search(r"```cmake\n(.*?)```", PAGE.read_text(), re.S)[1]
        self.configure(PROJECT + recipe.replace("server", "mine"))
        self.assert_found(self.build(status=1))


if __name__ == "__main__":
    unittest.main()
