# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the tests of the tether command share: projects, and running it."""

import json
import os
import pathlib
import pty
import subprocess
import sys
import tempfile
import unittest

TETHER = None


class CommandTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name).resolve()
        cache = tempfile.TemporaryDirectory()
        self.addCleanup(cache.cleanup)
        os.environ["XDG_CACHE_HOME"] = cache.name

    def write(self, name, text):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def project(self, sources, flags=""):
        """Writes sources (name to text) and a database in build/."""
        for name, text in sources.items():
            self.write(name, text)
        self.database([n for n in sources if n.endswith(".cpp")], flags)

    def database(self, names, flags=""):
        build = self.root / "build"
        build.mkdir(exist_ok=True)
        entries = [{"directory": str(build), "file": f"../{name}",
                    "command": f"g++ {flags} -o x.o -c ../{name}"}
                   for name in names]
        (build / "compile_commands.json").write_text(json.dumps(entries))

    def plugin(self):
        """Of this build, for clang-tidy."""
        if os.environ.get("TETHER_SANITIZE"):
            self.skipTest("clang-tidy does not load a plugin with sanitizers")
        return pathlib.Path(TETHER).parents[1] / "lib" / "tether-tidy-22.so"

    def tether(self, *arguments, status, cwd=None):
        run = subprocess.run([TETHER, *arguments], cwd=cwd or self.root,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             text=True)
        self.assertEqual(run.returncode, status, run.stdout + run.stderr)
        return run

    def on_a_terminal(self, *arguments, resize=lambda terminal: None, **environment):
        """What a terminal shows of both streams, and how the run ends."""
        master, slave = pty.openpty()
        resize(slave)
        variables = {**os.environ, "TERM": "xterm", **environment}
        variables.pop("COLUMNS", None)
        run = subprocess.Popen([TETHER, *arguments], cwd=self.root,
                               stdout=slave, stderr=slave, env=variables)
        os.close(slave)
        shown = b""
        while True:
            try:
                shown += os.read(master, 4096)
            except OSError:  # how a terminal tells its end
                break
        os.close(master)
        return shown.decode().replace("\r\n", "\n"), run.wait()


def main():
    """Runs the tests of the program; its first argument is the command."""
    global TETHER
    TETHER = os.path.abspath(sys.argv.pop(1))
    unittest.main()
