# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The programs of test/checks give the same findings from all three front ends."""

import functools
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import lsp

sys.path.append(os.path.join(os.environ["TETHER_SOURCE_DIR"], "tools"))
import registry  # noqa: E402

BINARIES = pathlib.Path(os.environ["TETHER_BINARY_DIR"])
CORPUS = pathlib.Path(os.environ["TETHER_SOURCE_DIR"], "test", "checks")
PLUGIN = BINARIES / "lib" / "tether-tidy-22.so"
TIDY = os.environ["TETHER_UPSTREAM_TIDY"]


def head(text, key):
    match = re.search(rf"^// {key}:(.*)$", text, re.MULTILINE)
    return match and match[1].strip()


class AgreementTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.root = pathlib.Path(folder.name).resolve()
        cls.files = []
        database = []
        for source in sorted(CORPUS.glob("*/*.cpp")):
            file = cls.copy(source)
            flags = head(file.read_text(), "flags") or "-std=c++20"
            cls.files.append(file)
            database.append(
                {
                    "directory": str(file.parent),
                    "file": str(file),
                    "arguments": ["clang++", *flags.split(), "-c", str(file)],
                }
            )
        (cls.root / "compile_commands.json").write_text(json.dumps(database))

    @classmethod
    def copy(cls, source):
        """Each program gets a folder of its own for its options."""
        folder = cls.root / source.parent.name / source.stem
        folder.mkdir(parents=True)
        for beside in source.parent.iterdir():
            if beside.is_file() and beside.suffix != ".cpp":
                shutil.copy(beside, folder)
        names = [f"tether-{check.name}" for check in registry.read()]
        config = {"Checks": ",".join(["-*", *names]), "HeaderFilterRegex": ".*"}
        if options := head(source.read_text(), "options"):
            config["CheckOptions"] = dict(
                pair.split("=", 1) for pair in options.split("; ")
            )
        (folder / ".clang-tidy").write_text(json.dumps(config))
        return pathlib.Path(shutil.copy(source, folder))

    @classmethod
    @functools.cache
    def by_plugin(cls):
        done = subprocess.run(
            [TIDY, f"--load={PLUGIN}", "--quiet", "-p", cls.root, *cls.files],
            capture_output=True,
            text=True,
        )
        pattern = (r"^(/.*):(\d+):(\d+): (remark|warning|error): (.*) "
                   r"\[(tether-[a-z-]+)(?:,-warnings-as-errors)?\]$")
        return {
            (file, int(line), int(column), check, message,
             "note" if severity == "remark" else severity)
            for file, line, column, severity, message, check in re.findall(
                pattern, done.stdout, re.MULTILINE
            )
        }

    def by_command(self):
        done = subprocess.run(
            [BINARIES / "bin" / "tether", "scan", "--no-cache", "-p", self.root,
             "--format=json"],
            capture_output=True,
            text=True,
        )
        self.assertIn(done.returncode, (0, 1, 3), done.stderr)
        report = json.loads(done.stdout)
        return {
            (
                os.path.join(report["root"], finding["file"]),
                finding["line"],
                finding["column"],
                finding["check"],
                finding["message"],
                finding["severity"],
            )
            for finding in report["findings"]
        }

    def test_plugin_and_command(self):
        self.assertTrue(self.by_plugin())
        self.assertEqual(sorted(self.by_plugin()), sorted(self.by_command()))

    def test_plugin_and_clangd(self):
        expected = self.by_plugin()
        command = [BINARIES / "bin" / "tether-clangd"]
        command.append(f"--compile-commands-dir={self.root}")
        with lsp.Client(command) as client:
            for file in self.files:
                with self.subTest(file=f"{file.parent.parent.name}/{file.name}"):
                    # clangd drops remarks.
                    here = {
                        f[1:] for f in expected if f[0] == str(file) and f[-1] != "note"
                    }
                    text = file.read_text()
                    self.compare(here, client.show(file, text), text)

    def compare(self, expected, diagnostics, text):
        """clangd gives ranges, which contain the place that clang-tidy names."""
        for diagnostic in diagnostics:
            check = str(diagnostic.get("code"))
            if not check.startswith("tether-"):
                continue
            message = re.sub(r" \(fix available\)$", "", diagnostic["message"])
            severity = {1: "error", 2: "warning"}[diagnostic["severity"]]
            message = message[0].lower() + message[1:]
            start, end = (
                (place["line"] + 1, place["character"] + 1)
                for place in (diagnostic["range"]["start"], diagnostic["range"]["end"])
            )
            same = [
                finding
                for finding in sorted(expected)
                if finding[2:] == (check, message, severity) and start <= finding[:2] <= end
            ]
            self.assertTrue(same, f"only clangd finds {start}: {message} [{check}]")
            expected.remove(same[0])
        # The bodies of functions in headers are not seen by clangd, and so it
        # does not instantiate what only they call.
        if '#include "' not in text and "of a system header calls" not in text:
            self.assertFalse(expected, "not found by clangd")


if __name__ == "__main__":
    unittest.main()
