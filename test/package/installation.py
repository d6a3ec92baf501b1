# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the tests of packages share: folders, programs and a project with a finding."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["TETHER_SOURCE_DIR"])
BUILD = pathlib.Path(os.environ["TETHER_BINARY_DIR"])
CMAKE = os.environ["TETHER_CMAKE"]
TIDY = os.environ["TETHER_UPSTREAM_TIDY"]
PLUGIN = "lib/tether-tidy-22.so"

sys.path.append(str(SOURCE / "test" / "frontends"))
sys.path.append(str(SOURCE / "tools"))
import registry  # noqa: E402

CHECK = "tether-loop-capture"
# The first header is one that only the compiler itself has.
BAD = """\
#include <immintrin.h>
#include <thread>
#include <vector>

void use(int);

void start(std::vector<std::thread> &threads) {
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] { use(i); });
}
"""
GOOD = BAD.replace("[&]", "[i]")


def install(prefix):
    subprocess.run([CMAKE, "--install", BUILD, "--prefix", prefix],
                   check=True, stdout=subprocess.DEVNULL)


def files(folder):
    """All that is below a folder but folders, relative to it."""
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*")
                  if file.is_symlink() or not file.is_dir())


def expected_files():
    lines = (SOURCE / "test/package/files.txt").read_text().splitlines()
    names = [check.name for check in registry.read(SOURCE)]
    return [line.replace("<check>", name)
            for line in lines if line and not line.startswith("#")
            for name in (names if "<check>" in line else [""])]


class PackageTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()

    def write(self, name, text):
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def write_project(self, text=BAD):
        """main.cpp and its compile database."""
        self.write("main.cpp", text)
        entry = {"directory": str(self.folder), "file": "main.cpp",
                 "command": "c++ -std=c++20 -c main.cpp"}
        self.write("build/compile_commands.json", json.dumps([entry]))

    def run_program(self, *command, status=0, path=None, cwd=None, **variables):
        """What the program prints, to both; `path` is a folder for PATH."""
        variables.setdefault("XDG_CACHE_HOME", str(self.folder / ".cache"))
        if path:
            variables["PATH"] = f"{path}{os.pathsep}{os.environ['PATH']}"
        run = subprocess.run([str(part) for part in command], text=True,
                             cwd=cwd or self.folder,
                             env={**os.environ, **variables},
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(run.returncode, status, run.stdout)
        return run.stdout

    def assert_works(self, prefix):
        """The command, the plugin and the server of an installation."""
        import lsp

        self.write_project()
        report = json.loads(self.run_program(
            prefix / "bin/tether", "scan", "--format=sarif", "--quiet", status=1))
        run, = report["runs"]
        self.assertEqual([r["ruleId"] for r in run["results"]], [CHECK])
        self.assertTrue(all(rule["help"]["markdown"]
                            for rule in run["tool"]["driver"]["rules"]))

        output = self.run_program(TIDY, f"--load={prefix / PLUGIN}",
                                  "--checks=-*,tether-*", "-p", "build", "main.cpp",
                                  status=1)
        self.assertEqual(output.count(f"[{CHECK},"), 1, output)

        with lsp.Client([prefix / "bin/tether-clangd"]) as client:
            found, = client.show(self.folder / "main.cpp", BAD)
        self.assertEqual(found["code"], CHECK)
        page = prefix / "share/doc/tether/docs/checks/loop-capture.md"
        self.assertEqual(found["codeDescription"]["href"], page.as_uri())
        self.assertTrue(page.is_file())
