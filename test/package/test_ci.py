# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The jobs of docs/usage/ci.md: their steps are run, but for the installation."""

import json
import re
import subprocess
import unittest
import xml.etree.ElementTree

import yaml

import installation
from installation import BAD, BUILD, CHECK, GOOD, SOURCE

PAGE = (SOURCE / "docs/usage/ci.md").read_text()

PROJECT = """\
cmake_minimum_required(VERSION 3.13)
project(mine CXX)
set(CMAKE_CXX_STANDARD 20)
add_library(mine OBJECT main.cpp)
"""


def fence(heading, language="yaml"):
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.search(rf"^```{language}\n(.*?)^```$", section, re.S | re.M)[1]


class JobTest(installation.PackageTest):
    def setUp(self):
        super().setUp()
        (self.folder / ".git").mkdir()
        self.write("CMakeLists.txt", PROJECT)

    def run_steps(self, steps, bad):
        self.write("main.cpp", BAD if bad else GOOD)
        *first, last = steps
        for step in first:
            self.run_program("sh", "-ec", step, path=BUILD / "bin")
        return self.run_program("sh", "-ec", last, path=BUILD / "bin",
                                status=1 if bad else 0)

    def assert_installs(self, script):
        """It cannot be run here, but it has to be a script that gets the package."""
        subprocess.run(["sh", "-n"], input=script, text=True, check=True)
        self.assertRegex(script, r"apt-get install -y cmake curl g\+\+ ninja-build\n")
        self.assertRegex(
            script, r'curl \S+ (\S+) "\$TETHER_DEB"\napt-get install -y \1\b')


class GitHubTest(JobTest):
    def setUp(self):
        super().setUp()
        workflow = yaml.safe_load(fence("GitHub Actions"))
        # YAML 1.1 takes the key "on" for a boolean.
        self.assertEqual(set(workflow), {"name", True, "permissions", "jobs"})
        self.assertEqual(workflow["permissions"]["security-events"], "write")
        self.steps = workflow["jobs"]["tether"]["steps"]
        for step in self.steps:
            self.assertEqual(len({"uses", "run"} & set(step)), 1)

    def test_installs(self):
        install, = [step for step in self.steps if step.get("name") == "Install"]
        self.assertIn("TETHER_DEB", install["env"])
        self.assert_installs(install["run"])

    def test_scans(self):
        steps = [step["run"] for step in self.steps
                 if "run" in step and step.get("name") != "Install"]
        self.assertEqual(len(steps), 2)
        upload, = [step for step in self.steps if "upload-sarif" in step.get("uses", "")]
        self.assertEqual(upload["if"], "always()")
        cache, = [step for step in self.steps if "cache" in step.get("uses", "")]
        report = self.folder / upload["with"]["sarif_file"]
        for bad in (True, False):
            output = self.run_steps(steps, bad)
            self.assertEqual(output.count(" file=main.cpp,line=9,"), bad, output)
            results = json.loads(report.read_text())["runs"][0]["results"]
            self.assertEqual([r["ruleId"] for r in results], [CHECK] * bad)
            self.assertTrue((self.folder / cache["with"]["path"]).is_dir())


class GitLabTest(JobTest):
    def setUp(self):
        super().setUp()
        self.job = yaml.safe_load(fence("GitLab"))["tether"]

    def test_installs(self):
        self.assert_installs("\n".join(self.job["before_script"]) + "\n")

    def test_scans(self):
        reports = self.job["artifacts"]["reports"]
        self.assertEqual(self.job["artifacts"]["when"], "always")
        for bad in (True, False):
            self.run_steps(self.job["script"], bad)
            quality = json.loads((self.folder / reports["codequality"]).read_text())
            self.assertEqual([f["check_name"] for f in quality], [CHECK] * bad)
            junit = xml.etree.ElementTree.parse(self.folder / reports["junit"])
            self.assertEqual(len(junit.findall(".//failure")), bad)
            self.assertTrue((self.folder / self.job["cache"]["paths"][0]).is_dir())


class OtherTest(unittest.TestCase):
    def test_pre_commit(self):
        repo, = yaml.safe_load(fence("pre-commit"))["repos"]
        known = {hook["id"] for hook in
                 yaml.safe_load((SOURCE / ".pre-commit-hooks.yaml").read_text())}
        self.assertLessEqual({hook["id"] for hook in repo["hooks"]}, known)
        section = PAGE.split("\n## pre-commit\n")[1].split("\n## ")[0]
        self.assertEqual(set(re.findall(r"^\| `([\w-]+)`", section, re.M)), known)

    def test_bazel(self):
        # Starlark's grammar is a part of Python's.
        compile(fence("Bazel", "python"), "tether.bzl", "exec")


if __name__ == "__main__":
    unittest.main()
