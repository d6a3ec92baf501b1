# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""tether doctor: what it finds out, and what it advises."""

import json
import os
import shutil
import subprocess

import command
from command import CommandTest

CLEAN = "#include <thread>\nint g() { return 0; }\n"
CHECK = "tether-unowned-thread"


class DoctorTest(CommandTest):
    def setUp(self):
        super().setUp()
        # Without the surroundings of who runs the test.
        self.bin = self.root / "bin"
        self.bin.mkdir()

    def doctor(self, *arguments, status=0, path=None):
        """Subject -> (state, text, remedy) of each thing that is said."""
        environment = {**os.environ, "PATH": path or os.environ["PATH"]}
        run = subprocess.run([command.TETHER, "doctor", "--format=json", *arguments],
                             cwd=self.root, env=environment,
                             capture_output=True, text=True)
        self.assertEqual(run.returncode, status, run.stdout + run.stderr)
        result = {}
        for d in json.loads(run.stdout)["diagnoses"]:
            self.assertEqual(list(d), ["state", "subject", "text", "remedy"])
            result.setdefault(d["subject"], []).append(
                (d["state"], d["text"], d["remedy"] or ""))
        return result

    def program(self, name, script):
        file = self.bin / name
        file.write_text("#!/bin/sh\n" + script)
        file.chmod(0o755)

    def only(self, said, subject):
        one, = said[subject]
        return one


class ProjectTest(DoctorTest):
    def test_all_is_well(self):
        self.project({f"{n}.cpp": CLEAN for n in "abcdefg"})
        said = self.doctor()
        for subject in ("version", "builtin-headers", "git", "cache", "database",
                        "sources", "compiler", "models", "parse"):
            self.assertEqual([s for s, _, _ in said[subject]], ["ok"], subject)
        self.assertRegex(self.only(said, "version")[1],
                         r"^tether \d+\.\d+\.\d+, built for LLVM 22\.\d+\.\d+$")
        self.assertIn("7 commands", self.only(said, "database")[1])
        self.assertEqual(self.only(said, "parse")[1],
                         "5 of 5 sources that were tried parse, of 7")
        state, text, _ = said["configuration"][0]
        self.assertEqual(state, "ok")
        self.assertIn("no .clang-tidy: tether-", text)
        self.assertIn("2 of 2 sources",
                      self.only(self.doctor("--files=2"), "parse")[1])
        self.assertNotIn("parse", self.doctor("--files=0"))

    def test_text(self):
        self.project({"a.cpp": CLEAN, "b.cpp": "int x = ;\n"})
        run = self.tether("doctor", status=1)
        lines = run.stdout.splitlines()
        self.assertTrue(lines[0].startswith("ok       version: tether "), lines[0])
        self.assertIn("problem  parse: 'b.cpp' did not parse: b.cpp:1:9: expected "
                      "expression; remedy: ", run.stdout)
        self.assertIn("problem  parse: 1 of 2 sources that were tried parses, of 2",
                      lines)
        self.assertNotIn("\033", run.stdout)

    def test_no_database(self):
        said = self.doctor(status=1)
        state, text, _ = self.only(said, "database")
        self.assertEqual(state, "problem")
        self.assertIn("CMAKE_EXPORT_COMPILE_COMMANDS=ON", text)
        self.assertIn("configuration", said)
        self.doctor("-p", "nowhere", status=1)
        self.write("build/compile_commands.json", "[{")
        self.assertIn("damaged", self.only(self.doctor(status=1), "database")[1])

    def test_missing_sources(self):
        self.project({"a.cpp": CLEAN})
        self.database(["a.cpp", "gone.cpp", "build/generated.cpp"])
        said = self.doctor(status=1)
        generated, other = said["sources"]
        self.assertIn("1 generated source that the database names does not exist, "
                      "the first is 'build/generated.cpp'", generated[1])
        self.assertIn("cmake --build", generated[2])
        self.assertIn("'gone.cpp'", other[1])
        self.assertEqual(self.only(said, "parse")[0], "ok")
        self.database(["gone.cpp"])
        self.assertNotIn("parse", self.doctor(status=1))

    def test_flags_that_are_dropped(self):
        self.project({"a.cpp": CLEAN}, flags="-fconserve-stack")
        state, text, _ = self.only(self.doctor(), "flags")
        self.assertEqual(state, "ok")
        self.assertIn("-fconserve-stack", text)

    def test_missing_headers(self):
        self.project({"a.cpp": '#include "gen/x.pb.h"\n',
                      "b.cpp": "#include <no_such_standard_header>\n"})
        said = self.doctor(status=1)
        ours, standard, total = said["parse"]
        self.assertIn("'gen/x.pb.h' file not found", ours[1])
        self.assertIn("--extra-arg=-I", ours[2])
        self.assertIn("--query-driver", standard[2])
        self.assertIn("0 of 2", total[1])

    def test_one_that_kills_the_analysis(self):
        self.project({"a.cpp": CLEAN, "b.cpp": "#pragma clang __debug crash\n"})
        first, total = self.doctor(status=1)["parse"]
        self.assertIn("'b.cpp' crashed the analysis", first[1])
        self.assertIn("1 of 2", total[1])

    def test_compilers(self):
        self.write("a.cpp", CLEAN)
        def compiled_by(name):
            self.write("build/compile_commands.json", json.dumps(
                [{"directory": str(self.root), "file": "a.cpp",
                  "arguments": [name, "-c", "a.cpp"]}]))
        compiled_by("no-such-g++")
        state, text, _ = self.only(self.doctor(), "compiler")
        self.assertEqual(state, "warning")
        self.assertIn("'no-such-g++' is not here", text)
        cross = str(self.bin / "aarch64-linux-gnu-g++")
        compiled_by(cross)
        self.assertIn("is not here", self.only(self.doctor("--files=0"), "compiler")[1])
        self.program("aarch64-linux-gnu-g++", "exit 1\n")
        state, text, remedy = self.only(self.doctor("--files=0"), "compiler")
        self.assertEqual(state, "warning")
        self.assertIn("compiles for aarch64-linux-gnu", text)
        self.assertEqual(remedy, f"give --query-driver={cross}")

    def test_configuration(self):
        self.project({"a.cpp": CLEAN})
        self.write(".clang-tidy", "Checks: 'bugprone-*'\n")
        first, second = self.doctor()["configuration"]
        self.assertIn("'.clang-tidy': tether-", first[1])
        self.assertIn("the plugin would run none", second[1])
        self.write(".clang-tidy", f"Checks: '{CHECK}'\n")
        self.assertEqual(self.only(self.doctor(), "configuration")[1],
                         f"'.clang-tidy': {CHECK}")
        self.write(".clang-tidy", "Checks: '-tether-*'\n")
        self.assertIn("no check of tether is on",
                      self.doctor(status=1)["configuration"][0][1])
        self.write(".clang-tidy", "Checks: 'tether-nonsense'\n")
        said = self.doctor(status=1)
        self.assertIn("unknown check", self.only(said, "configuration")[1])
        self.assertNotIn("commands", said)

    def test_models(self):
        self.project({"a.cpp": CLEAN})
        self.write("tether-model.yaml", "library: m\n")
        self.assertIn("1 model file", self.only(self.doctor(), "models")[1])
        self.write("tether-model.yaml", "library: m\nno_such_key: 1\n")
        state, text, _ = self.doctor(status=1)["models"][0]
        self.assertEqual(state, "problem")
        self.assertIn("tether-model.yaml:2:", text)

    def test_flags_instead_of_a_database(self):
        self.write("a.cpp", "#ifndef X\n#error\n#endif\n")
        self.doctor("a.cpp", "--", "-DX")
        self.doctor("a.cpp", "--", status=1)

    def test_wrong_usage(self):
        self.tether("doctor", "--bogus", status=2)
        self.tether("doctor", "--format=sarif", status=2)
        self.tether("doctor", "--files=many", status=2)


class InstallationTest(DoctorTest):
    def setUp(self):
        super().setUp()
        self.project({"a.cpp": CLEAN})

    def test_programs_that_are_not_there(self):
        said = self.doctor("--files=0", path=str(self.bin))
        self.assertEqual(self.only(said, "git")[0::2],
                         ("warning", "apt-get install git"))
        self.assertEqual(self.only(said, "clang-tidy")[0::2],
                         ("warning", "apt-get install clang-tidy-22"))

    def test_clang_tidy_of_another_version(self):
        self.program("clang-tidy", "echo Debian LLVM version 14.0.6\n")
        state, text, _ = self.only(
            self.doctor("--files=0", path=str(self.bin)), "clang-tidy")
        self.assertEqual(state, "warning")
        self.assertIn("is of LLVM 14.0.6, not 22", text)

    def installation(self):
        """A prefix with the program and a plugin that is none."""
        prefix = self.root / "my prefix"
        (prefix / "bin").mkdir(parents=True)
        (prefix / "lib").mkdir()
        shutil.copy(command.TETHER, prefix / "bin" / "tether")
        return prefix

    def test_plugin(self):
        prefix = self.installation()
        self.program("clang-tidy-22", "echo LLVM version 22.1.8\n"
                                      "echo cannot load it >&2\n")
        path = f"{self.bin}:/usr/bin:/bin"
        program, command.TETHER = command.TETHER, prefix / "bin" / "tether"
        self.addCleanup(setattr, command, "TETHER", program)
        state, text, _ = self.only(self.doctor("--files=0", path=path), "plugin")
        self.assertEqual(state, "warning")
        self.assertIn("'lib/tether-tidy-22.so' is not beside", text)
        self.assertEqual(self.only(self.doctor("--files=0"), "clangd")[0], "warning")
        (prefix / "lib" / "tether-tidy-22.so").touch()
        state, text, _ = self.only(
            self.doctor("--files=0", path=path, status=1), "plugin")
        self.assertEqual(state, "problem")
        self.assertIn("cannot load it", text)

    def test_plugin_of_this_build(self):
        self.assertTrue(self.plugin().exists())
        said = self.doctor("--files=0")
        self.assertRegex(self.only(said, "clang-tidy")[1], r"LLVM 22\.")
        self.assertRegex(self.only(said, "plugin")[1],
                         r"clang-tidy loads '.*' and lists \d+ checks")

    def test_cache(self):
        self.assertIn("empty", self.only(self.doctor(), "cache")[1])
        self.tether("scan", status=0)
        self.assertIn("1 results", self.only(self.doctor(), "cache")[1])
        self.write("file", "")
        state, _, remedy = self.only(self.doctor("--cache=file/x"), "cache")
        self.assertEqual(state, "warning")
        self.assertIn("--cache=FOLDER", remedy)


if __name__ == "__main__":
    command.main()
