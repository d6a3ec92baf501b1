# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""tether init: what it writes into repositories, and what it leaves alone."""

import os
import subprocess

import yaml

import command
from command import CommandTest

PRE_COMMIT = ("default_stages: [pre-commit]\nrepos:\n"
              "# Formatting.\n"
              "  - repo: https://example.org/x\n    rev: v1\n"
              "    hooks:\n      - id: y  # why\n")
GITLAB = "stages: [build, check]\n\nbuild:\n  stage: build\n  script: [make]\n"


class InitTest(CommandTest):
    def setUp(self):
        super().setUp()
        subprocess.run(["git", "init", "-q", "."], cwd=self.root, check=True)
        self.write("CMakeLists.txt", "")

    def init(self, *arguments, status=0, **more):
        return self.tether("init", *arguments, status=status, **more).stdout

    def read(self, name):
        return (self.root / name).read_text()

    def files(self):
        """All that is there but git's own, with what is in it."""
        return {str(p.relative_to(self.root)): p.read_bytes()
                for p in self.root.rglob("*")
                if p.is_file() and ".git/" not in f"{p}/".replace(".github", "")}

    def again(self):
        """A second run changes nothing and says so."""
        before = self.files()
        self.assertTrue(self.init().endswith("nothing is changed\n"))
        self.assertEqual(self.files(), before)

    def test_bare(self):
        out = self.init()
        self.assertIn(".clang-tidy is written:\n", out)
        self.assertIn("neither GitHub nor GitLab", out)
        self.assertIn(".pre-commit-config.yaml is for you to change", out)
        self.assertEqual(sorted(self.files()), [".clang-tidy", "CMakeLists.txt"])
        self.assertEqual(yaml.safe_load(self.read(".clang-tidy")),
                         {"Checks": "tether-*"})
        self.again()

    def test_the_root_is_found(self):
        (self.root / "src" / "deep").mkdir(parents=True)
        self.init(cwd=self.root / "src" / "deep")
        self.assertTrue((self.root / ".clang-tidy").exists())
        self.assertFalse((self.root / "src" / "deep" / ".clang-tidy").exists())

    def test_dry_run(self):
        self.write(".gitlab-ci.yml", GITLAB)
        before = self.files()
        out = self.init("--dry-run")
        self.assertEqual(self.files(), before)
        self.assertIn(".clang-tidy would be written:\n", out)
        self.assertIn(".gitlab-ci.yml would be extended:\n", out)
        self.assertTrue(out.endswith("nothing is changed\n"))

    def test_what_is_written_works(self):
        self.project({"a.cpp": "int x;\n"})
        self.init()
        self.tether("scan", status=0)

    def test_clang_tidy_is_extended(self):
        for before in ("# mine\nHeaderFilterRegex: 'x'\n",
                       "HeaderFilterRegex: 'x'",
                       "CheckOptions:\n  a.B: c\n",
                       "HeaderFilterRegex: 'x'\r\nWarningsAsErrors: ''\r\n"):
            with self.subTest(before):
                file = self.root / ".clang-tidy"
                file.write_bytes(before.encode())
                self.assertIn(".clang-tidy is extended", self.init())
                after = file.read_bytes().decode()
                self.assertTrue(after.startswith(before))
                self.assertEqual(yaml.safe_load(after),
                                 {**yaml.safe_load(before), "Checks": "tether-*"})
                self.assertEqual(after.count("\r\n") * ("\r" in after),
                                 after.count("\n") * ("\r" in after))
                self.again()

    def test_clang_tidy_is_not_touched(self):
        for before, why in (("Checks: 'bugprone-*'\n", "it has Checks"),
                            ("Checks: >\n  bugprone-*,\n  -llvm-*\n", "it has Checks"),
                            ("{HeaderFilterRegex: 'x'}\n", "not written in lines"),
                            ("HeaderFilterRegex: 'x'\n...\n", "not written in lines"),
                            ("Checks: [\n", "it has a mistake")):
            with self.subTest(before):
                self.write(".clang-tidy", before)
                out = self.init()
                self.assertIn(".clang-tidy is for you to change: ", out)
                self.assertIn(why, out)
                self.assertIn("    tether-*\n" if "Checks" == why[-6:] else
                              "tether-*", out)
                self.assertEqual(self.read(".clang-tidy"), before)
        self.write(".clang-tidy", "Checks: '-tether-hidden-spawn'\n")
        self.assertIn(".clang-tidy is left as it is", self.init())

    def test_pre_commit(self):
        for before in (PRE_COMMIT, PRE_COMMIT.replace("\n  ", "\n"),
                       PRE_COMMIT.rstrip("\n")):
            with self.subTest(before):
                self.write(".pre-commit-config.yaml", before)
                self.init()
                after = self.read(".pre-commit-config.yaml")
                self.assertTrue(after.startswith(before))
                old, new = yaml.safe_load(before), yaml.safe_load(after)
                hook = new["repos"].pop()
                self.assertEqual(new, old)
                self.assertEqual(hook["hooks"][0]["entry"],
                                 "tether scan --quiet --diff=HEAD")
                self.again()

    def test_pre_commit_is_not_touched(self):
        for before in (PRE_COMMIT + "exclude: x\n", "repos: []\n",
                       "repos:\n  - {repo: x}\nfail_fast: true\n", "repos: [\n", "",
                       "- repo: x\n"):
            with self.subTest(before):
                self.write(".pre-commit-config.yaml", before)
                out = self.init()
                self.assertIn(".pre-commit-config.yaml is for you to change", out)
                self.assertIn("    - repo: local\n", out)
                self.assertEqual(self.read(".pre-commit-config.yaml"), before)

    def test_gitlab(self):
        self.write(".gitlab-ci.yml", GITLAB)
        self.init()
        after = yaml.safe_load(self.read(".gitlab-ci.yml"))
        job = after.pop("tether")
        self.assertTrue(self.read(".gitlab-ci.yml").startswith(GITLAB))
        self.assertEqual(job["stage"], "build")
        self.assertEqual(job["script"], [
            "cmake -S . -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON",
            "tether scan -p build --output=gitlab=gl-code-quality-report.json"])
        self.assertEqual(job["artifacts"]["reports"],
                         {"codequality": "gl-code-quality-report.json"})
        self.again()

    def test_gitlab_forms(self):
        for before, stage in (("stages: [build, test]\n", None),
                              ("a: {script: !reference [b, script]}\n", None)):
            with self.subTest(before):
                self.write(".gitlab-ci.yml", before)
                self.assertIn(".gitlab-ci.yml is extended", self.init())
                self.assertNotIn("  stage:", self.read(".gitlab-ci.yml"))
        for before in ("{a: {script: x}}\n", "tether:\n  script: x\n",
                       "a: 1\n---\nb: 2\n", "a: [\n", "a: |\n  text\n..."):
            with self.subTest(before):
                self.write(".gitlab-ci.yml", before)
                self.assertIn(".gitlab-ci.yml is for you to change", self.init())
                self.assertEqual(self.read(".gitlab-ci.yml"), before)

    def test_hosts_by_remote(self):
        def remote(url):
            subprocess.run(["git", "config", "remote.origin.url", url],
                           cwd=self.root, check=True)
        remote("git@gitlab.example.org:a/b.git")
        self.init()
        self.assertIn("tether", yaml.safe_load(self.read(".gitlab-ci.yml")))
        self.again()
        (self.root / ".gitlab-ci.yml").unlink()
        remote("https://github.com/a/b")
        self.init()
        workflow = yaml.safe_load(self.read(".github/workflows/tether.yml"))
        runs = [s["run"] for s in workflow["jobs"]["tether"]["steps"] if "run" in s]
        self.assertEqual(runs[-1], "tether scan -p build --format=github")
        self.again()

    def test_another_workflow(self):
        self.write(".github/workflows/ci.yml", "x: tether scan -p b\n")
        self.assertIn("another workflow runs", self.init())
        self.assertFalse((self.root / ".github/workflows/tether.yml").exists())

    def test_build_systems(self):
        (self.root / "CMakeLists.txt").unlink()
        self.write(".github/x", "")
        self.assertIn("no build system is recognised", self.init())
        for marker, line in (("Makefile", "bear -- make"),
                             ("MODULE.bazel", "bazel run "),
                             ("meson.build", "meson setup build")):
            self.write(marker, "")
            self.assertIn(f"- run: {line}", self.init("--dry-run"))

    def test_baseline(self):
        self.write(".github/x", "")
        self.write("tether-baseline.txt", "tether-baseline 1\n")
        self.init()
        self.assertIn("--baseline=tether-baseline.txt ",
                      self.read(".github/workflows/tether.yml"))

    def test_links_and_what_cannot_be_read(self):
        self.write("config/tidy", "HeaderFilterRegex: 'x'\n")
        (self.root / "config/tidy").chmod(0o660)
        os.symlink("config/tidy", self.root / ".clang-tidy")
        self.init()
        self.assertEqual((self.root / "config/tidy").stat().st_mode & 0o777, 0o660)
        self.assertTrue((self.root / ".clang-tidy").is_symlink())
        self.assertIn("Checks: 'tether-*'", self.read("config/tidy"))
        (self.root / ".pre-commit-config.yaml").mkdir()
        before = self.files()
        run = self.tether("init", status=2)
        self.assertIn(".pre-commit-config.yaml': ", run.stderr)
        self.assertEqual(self.files(), before)

    def test_without_git(self):
        folder = self.root / "plain"
        folder.mkdir()
        subprocess.run(["rm", "-rf", self.root / ".git"], check=True)
        self.init(cwd=folder)
        self.assertTrue((folder / ".clang-tidy").exists())

    def test_wrong_usage(self):
        self.tether("init", "there", status=2)


if __name__ == "__main__":
    command.main()
