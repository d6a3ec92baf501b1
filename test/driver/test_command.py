# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The tether command from outside: what it prints and how it ends."""

import json
import os
import subprocess

import command
from command import CommandTest

DETACH = "#include <thread>\nvoid f() {\n  std::thread([] {}).detach();\n}\n"
# Has a word without which nothing is parsed.
CLEAN = "#include <thread>\nvoid g() { std::thread([] {}).join(); }\n"
CHECK = "tether-unowned-thread"


class ScanTest(CommandTest):
    def scan(self, *arguments, status, cwd=None):
        return self.tether("scan", *arguments, status=status, cwd=cwd)

    def places(self, *arguments, status, cwd=None):
        """The findings as file:line."""
        run = self.scan("--format=json", *arguments, status=status, cwd=cwd)
        return [f"{f['file']}:{f['line']}"
                for f in json.loads(run.stdout)["findings"]]


class StatusTest(ScanTest):
    def test_clean(self):
        self.project({"a.cpp": CLEAN})
        run = self.scan("-p", "build", status=0)
        self.assertEqual(run.stdout, "")
        self.assertEqual(run.stderr, "0 findings; 1 file analysed\n")

    def test_quiet(self):
        self.project({"a.cpp": CLEAN})
        run = self.scan("--quiet", status=0)
        self.assertEqual(run.stdout + run.stderr, "")

    def test_findings(self):
        self.project({"src/a.cpp": DETACH, "src/b.cpp": CLEAN})
        run = self.scan("-p", "build", status=1)
        self.assertRegex(run.stdout, rf"^src/a\.cpp:3:\d+: warning: .* \[{CHECK}\]\n"
                                     r" +3 \|   std::thread\(\[\] \{\}\)\.detach\(\);\n")
        self.assertEqual(run.stderr,
                         "1 finding in 1 file; 2 files analysed\n")

    def test_a_broken_file_does_not_hide_the_others(self):
        self.project({"a.cpp": DETACH, "b.cpp": "int x = ;\nstd::thread y = ;\n"})
        run = self.scan(status=3)
        self.assertIn(f"[{CHECK}]", run.stdout)
        self.assertIn("error: 'b.cpp' did not parse: b.cpp:1:9: "
                      "expected expression (and 2 more errors)\n", run.stderr)
        self.assertIn("1 finding in 1 file; 1 file analysed, 1 did not parse\n",
                      run.stderr)

    def test_an_error_in_a_header_is_placed_there(self):
        self.project({"a.cpp": '#include "a.h"\n', "a.h": "\nint x = ;\nstd::thread t;\n"})
        run = self.scan(status=3)
        self.assertIn("'a.cpp' did not parse: a.h:2:9: ", run.stderr)

    def test_a_missing_header(self):
        self.project({"a.cpp": '#include "none.h"\n'})
        run = self.scan(status=3)
        self.assertIn("'none.h' file not found", run.stderr)

    def test_gone_files(self):
        self.project({"a.cpp": DETACH})
        self.database(["a.cpp", "gone.cpp"])
        run = self.scan(status=3)
        self.assertIn(f"[{CHECK}]", run.stdout)
        self.assertIn("error: 'gone.cpp' is missing", run.stderr)

    def test_all_files_gone(self):
        self.database(["gone.cpp"])
        run = self.scan(status=2)
        self.assertIn("none of the sources", run.stderr)
        self.assertIn("gone.cpp", run.stderr)

    def test_no_database(self):
        run = self.scan(status=2)
        self.assertIn("CMAKE_EXPORT_COMPILE_COMMANDS=ON", run.stderr)
        run = self.scan("-p", "nowhere", status=2)
        self.assertIn("'nowhere' does not exist", run.stderr)

    def test_empty_database(self):
        self.database([])
        self.assertIn("lists no C or C++ source", self.scan(status=2).stderr)
        self.write("build/compile_commands.json", "")
        self.assertIn("is empty", self.scan(status=2).stderr)

    def test_damaged_database(self):
        self.write("build/compile_commands.json", '[\n{"directory": "/"')
        run = self.scan(status=2)
        self.assertRegex(run.stderr, r"compile_commands\.json:2:\d+: ")
        self.assertEqual(run.stderr.count("\n"), 1)

    def test_path_outside_the_database(self):
        self.project({"a.cpp": CLEAN, "b.h": ""})
        self.write("c.cpp", "")
        self.assertIn("includes it", self.scan("b.h", status=2).stderr)
        self.assertIn("'c.cpp'", self.scan("a.cpp", "c.cpp", status=2).stderr)
        self.assertIn("'none.cpp' does not exist",
                      self.scan("-p", "build", "none.cpp", status=2).stderr)

    def test_unknown_check(self):
        self.project({"a.cpp": CLEAN})
        run = self.scan("--checks=tether-unowned-tread", status=2)
        self.assertIn(f"did you mean '{CHECK}'?", run.stderr)
        self.write(".clang-tidy", "Checks: 'tether-unowned-tread'")
        run = self.scan(status=2)
        self.assertIn(f"did you mean '{CHECK}'?", run.stderr)
        self.assertIn(str(self.root / ".clang-tidy"), run.stderr)

    def test_wrong_usage(self):
        self.tether(status=2)
        self.tether("bogus", status=2)
        self.scan("--bogus", status=2)
        self.scan("-j", "0", status=2)
        self.scan("--format=xml", status=2)
        self.scan("--header-filter=(", status=2)

    def test_the_folder_of_a_command_is_gone(self):
        source = self.write("a.cpp", CLEAN)
        self.write("build/compile_commands.json", json.dumps(
            [{"directory": "/no/such/folder", "file": str(source),
              "command": f"c++ -c {source}"}]))
        run = self.scan(status=3)
        self.assertIn("cannot enter the folder '/no/such/folder'", run.stderr)

    def test_output_that_cannot_be_written(self):
        self.project({"a.cpp": DETACH})
        with open("/dev/full", "w") as full:
            run = subprocess.run([command.TETHER, "scan"], cwd=self.root, stdout=full,
                                 stderr=subprocess.PIPE, text=True)
        self.assertEqual(run.returncode, 2, run.stderr)
        self.assertIn("cannot write the output", run.stderr)

    def test_no_check_left(self):
        self.project({"a.cpp": DETACH})
        self.assertIn("no check is enabled",
                      self.scan("--checks=-*", status=2).stderr)


class SelectionTest(ScanTest):
    def test_paths(self):
        self.project({"x/a.cpp": DETACH, "y/b.cpp": DETACH})
        self.assertEqual(self.places("x", status=1), ["x/a.cpp:3"])
        self.assertEqual(self.places("y/b.cpp", status=1), ["y/b.cpp:3"])
        self.assertEqual(self.places(cwd=self.root / "x", status=1),
                         ["x/a.cpp:3", "y/b.cpp:3"])

    def test_paths_are_relative_to_the_working_directory(self):
        self.project({"x/a.cpp": DETACH})
        run = self.scan(status=1, cwd=self.root / "x")
        self.assertTrue(run.stdout.startswith("a.cpp:3:"), run.stdout)
        run = self.scan("-p", str(self.root), status=2)
        run = self.scan("-p", str(self.root / "build"), status=1, cwd="/")
        self.assertIn(f"{self.root}/x/a.cpp:3:".lstrip("/"), run.stdout)

    def test_names_with_blanks(self):
        source = self.write("my src/a b.cpp", DETACH)
        self.write("my src/compile_commands.json", json.dumps(
            [{"directory": str(source.parent), "file": "a b.cpp",
              "arguments": ["c++", "-c", "a b.cpp"]}]))
        self.assertEqual(self.places("my src/a b.cpp", status=1), ["a b.cpp:3"])

    def test_a_file_compiled_twice(self):
        self.write("a.cpp", DETACH + "#ifdef ON\n" +
                   DETACH.replace("f()", "g()") + "#endif\n")
        self.write("build/compile_commands.json", json.dumps(
            [{"directory": str(self.root), "file": "a.cpp",
              "command": f"c++ {flag} -c a.cpp"} for flag in ("-DON", "-DOFF")]))
        self.assertEqual(self.places(status=1), ["a.cpp:3", "a.cpp:8"])
        self.assertIn("1 file analysed", self.scan(status=1).stderr)

    def test_flags_instead_of_a_database(self):
        self.write("a.cpp", "#ifdef ON\n" + DETACH + "#endif\n")
        self.scan("a.cpp", "--", status=0)
        run = self.scan("a.cpp", "--", "-DON", "-std=c++17", status=1)
        self.assertTrue(run.stdout.startswith("a.cpp:4:"), run.stdout)
        self.assertIn("none.cpp' does not exist",
                      self.scan("none.cpp", "--", status=2).stderr)
        self.scan("--", "-DON", status=2)

    def test_flags_of_another_compiler(self):
        self.project({"a.cpp": DETACH},
                     flags="-Werror -Wall -fconserve-stack -mno-such-thing "
                           "-fplugin=none.so -MD -MF a.d")
        self.scan(status=1)
        self.assertEqual(sorted(p.name for p in (self.root / "build").iterdir()),
                         ["compile_commands.json"])

    def test_extra_arguments(self):
        self.project({"a.cpp": "#ifdef ON\n" + DETACH + "#endif\n"})
        self.scan(status=0)
        self.scan("--extra-arg=-DON", status=1)
        self.scan("--extra-arg-before=-DON", status=1)
        self.scan("--extra-arg=-DON", "--extra-arg=-UON", status=0)


class HeaderTest(ScanTest):
    def setUp(self):
        super().setUp()
        self.project({"inc/h.h": "#pragma once\n" + DETACH.replace("void", "inline void"),
                      "a.cpp": '#include "inc/h.h"\n',
                      "b.cpp": '#include "./inc/../inc/h.h"\n',
                      "c.cpp": '#include "link.h"\n'})
        os.symlink(self.root / "inc/h.h", self.root / "link.h")

    def test_once_however_it_is_reached(self):
        run = self.scan(status=1)
        self.assertEqual(run.stdout.count(f"[{CHECK}]"), 1)
        self.assertIn("1 finding in 1 file; 3 files analysed", run.stderr)
        self.assertEqual(self.places(status=1), ["inc/h.h:4"])

    def test_filters(self):
        self.scan("--header-filter=other", status=0)
        self.scan("--header-filter=h\\.h$", status=1)
        self.scan("--exclude-header-filter=inc/|link", status=0)
        self.write(".clang-tidy", "HeaderFilterRegex: 'other'\n")
        self.scan(status=0)
        self.scan("--header-filter=.*", status=1)
        # What clang-tidy takes without a word, or did so for years.
        self.write(".clang-tidy", "Checks: '*'\nAnalyzeTemporaryDtors: false\n"
                                  "HeaderFilterRegex: '*src/.*'\n")
        self.assertIn("HeaderFilterRegex: '*src/.*' is not a regular expression",
                      self.scan(status=1).stderr)

    def test_system_headers_are_not_reported(self):
        self.project({"sys/s.h": "inline " + DETACH.split("\n", 1)[1],
                      "a.cpp": "#include <thread>\n#include <s.h>\n"},
                     flags="-isystem ../sys")
        self.scan(status=0)


class ConfigTest(ScanTest):
    def test_other_modules_in_the_configuration(self):
        self.project({"a.cpp": DETACH + "int *p = 0;\n"})
        self.write(".clang-tidy", "Checks: '-*,bugprone-*,modernize-*'\n"
                                  "WarningsAsErrors: '*'\n")
        run = self.scan(status=1)
        self.assertIn(f"[{CHECK},-warnings-as-errors]", run.stdout)
        self.assertEqual(run.stdout.count(" error: "), 1)

    def test_disabled_by_name(self):
        self.project({"a.cpp": DETACH})
        self.write(".clang-tidy", f"Checks: '-{CHECK}'\n")
        self.scan(status=0)
        self.scan(f"--checks={CHECK}", status=1)

    def test_inheritance(self):
        self.project({"a.cpp": DETACH, "x/b.cpp": DETACH, "y/c.cpp": DETACH})
        self.write(".clang-tidy", f"Checks: '-{CHECK}'\n")
        self.write("x/.clang-tidy", "InheritParentConfig: true\n"
                                    "Checks: 'bugprone-*'\n")
        self.write("y/.clang-tidy", "Checks: 'bugprone-*'\n")
        self.assertEqual(self.places(status=1), ["y/c.cpp:3"])

    def test_config_file(self):
        self.project({"a.cpp": DETACH})
        self.write(".clang-tidy", f"Checks: '-{CHECK}'\n")
        self.write("other", "Checks: ''\n")
        self.scan("--config-file=other", status=1)
        self.assertIn("cannot read 'none'",
                      self.scan("--config-file=none", status=2).stderr)

    def test_broken_configuration(self):
        self.project({"a.cpp": DETACH, "b.cpp": DETACH})
        self.write(".clang-tidy", "Checks: ''\nNoSuchKey: 1\n")
        run = self.scan(status=2)
        self.assertRegex(run.stderr, r"\.clang-tidy:2:\d+: unknown key 'NoSuchKey'")
        self.assertEqual(run.stderr.count("NoSuchKey"), 1)
        self.write("other", "Checks: [\n")
        self.assertIn("other:", self.scan("--config-file=other", status=2).stderr)

    def test_extra_arguments(self):
        self.project({"a.cpp": "#if defined(ON) && !defined(OFF)\n" + DETACH +
                               "#endif\n"}, flags="-DOFF")
        self.scan(status=0)
        self.write(".clang-tidy", "ExtraArgs: ['-DON']\nRemovedArgs: ['-DOFF']\n")
        self.scan(status=1)

    def test_suppressions(self):
        self.project({"a.cpp": DETACH.replace(";\n}", f"; // NOLINT({CHECK}): why\n}}"),
                      "b.cpp": DETACH.replace("  std", "  // NOLINTNEXTLINE\n  std"),
                      "c.cpp": DETACH.replace(";\n}", "; // NOLINT(other-check)\n}")})
        self.assertEqual(self.places(status=1), ["c.cpp:3"])

    def test_model_files(self):
        self.project({"a.cpp": "namespace n { struct T { template <class F> T(F) {}\n"
                      "void detach(); }; }\nvoid f() { n::T([] {}).detach(); }\n"})
        self.write("x/m.yaml", "library: n\nnamespaces: [n]\ntypes:\n- {name: 'n::T', "
                   "kind: thread, constructors: [{role: spawn, callable: 0, "
                   "runs: elsewhere}], ops: {detach: detach}}\n")
        self.scan(status=0)
        self.assertEqual(self.places("--model-file=x/m.yaml", status=1),
                         ["a.cpp:3"])
        self.assertIn("there is no file 'none'",
                      self.scan("--model-file=none", status=2).stderr)

    def test_broken_model(self):
        self.project({"a.cpp": DETACH, "b.cpp": DETACH})
        self.write("tether-model.yaml", "library: x\nno_such_key: 1\n")
        run = self.scan(status=2)
        self.assertEqual(run.stdout.count(f"[{CHECK}]"), 2)
        self.assertEqual(run.stderr.count("no_such_key"), 1)
        self.assertIn("tether-model.yaml:2:", run.stderr)
        self.assertNotIn("did not parse", run.stderr)


class OutputTest(ScanTest):
    def test_order_does_not_depend_on_threads(self):
        def functions(count):
            return "".join(DETACH.replace("f()", f"f{i}()") for i in range(count))

        sources = {f"{folder}/{n}.cpp": '#include "../h.h"\n' + functions(n + 1)
                   for folder in "yx" for n in range(3)}
        sources["x/1.cpp"] += "int x = ;\n"
        self.project({"h.h": "#pragma once\n" +
                             DETACH.replace("void", "inline void"), **sources})
        one, two, eight = (self.scan("--format=json", f"-j{n}", status=3)
                           for n in (1, 2, 8))
        self.assertEqual((one.stdout, one.stderr), (two.stdout, two.stderr))
        self.assertEqual((one.stdout, one.stderr), (eight.stdout, eight.stderr))
        places = [(f["file"], f["line"], f["column"])
                  for f in json.loads(one.stdout)["findings"]]
        self.assertEqual(places, sorted(places))
        self.assertEqual(len(places), 13)

    def test_json(self):
        self.project({"a.cpp": "namespace n {\n" + DETACH.split("\n", 1)[1] + "}\n",
                      "b.cpp": "int x = ;\n"}, flags="-include thread")
        self.database(["a.cpp", "b.cpp", "c.cpp"], flags="-include thread")
        report = json.loads(self.scan("--no-prefilter", "--format=json", status=3).stdout)
        self.assertEqual(list(report), ["version", "tool", "root",
                                        "files_analysed", "findings", "failures"])
        self.assertEqual(report["version"], 1)
        self.assertEqual(list(report["tool"]), ["name", "version", "llvm"])
        self.assertEqual(report["root"], str(self.root))
        self.assertEqual(report["files_analysed"], 1)
        finding, = report["findings"]
        self.assertEqual(list(finding), ["check", "severity", "message", "file",
                                         "line", "column", "function",
                                         "fingerprint", "configuration",
                                         "notes", "story", "fix_safety", "fixes"])
        self.assertEqual(finding["check"], CHECK)
        self.assertIn(finding["severity"], ("note", "warning", "error"))
        self.assertEqual((finding["file"], finding["line"]), ("a.cpp", 3))
        self.assertEqual(finding["function"], "n::f()")
        for note in finding["notes"]:
            self.assertEqual(list(note), ["message", "file", "line", "column"])
        parse, gone = report["failures"]
        self.assertEqual(parse, {"file": "b.cpp", "reason": "did-not-parse",
                                 "message": "expected expression",
                                 "at": {"file": "b.cpp", "line": 1, "column": 9}})
        self.assertEqual((gone["file"], gone["reason"]), ("c.cpp", "missing"))

    def test_steps_of_a_story_in_macros(self):
        """Notes about macros are no steps of the check's."""
        self.project({"a.cpp": "#include <thread>\n"
                               "#define DETACH(T) T.detach()\n"
                               "#define GO std::thread T([] {})\n"
                               "void f() { GO; DETACH(T); }\n"})
        finding, = json.loads(self.scan("--format=json", status=1).stdout)["findings"]
        self.assertEqual([note["message"] for note in finding["notes"]],
                         ["expanded from macro 'DETACH'", "it is started here",
                          "expanded from macro 'GO'"])
        self.assertEqual([(step["part"], step["when"]) for step in finding["story"]["steps"]],
                         [("release", 0), ("unknown", 0), ("start", -1), ("unknown", -1)])
        self.assertEqual([(relation["verb"], relation["step"])
                          for relation in finding["story"]["relations"]],
                         [("detaches", 0), ("waits for", 0), ("starts", 2)])

    def test_json_without_findings(self):
        self.project({"a.cpp": CLEAN})
        run = self.scan("--format=json", status=0)
        self.assertEqual(json.loads(run.stdout)["findings"], [])
        self.assertEqual(run.stderr, "0 findings; 1 file analysed\n")

    def test_colour(self):
        self.project({"a.cpp": DETACH})
        self.assertNotIn("\033", self.scan(status=1).stdout)
        self.assertIn("\033[", self.scan("--use-color", "a.cpp", status=1).stdout)
        self.assertNotIn("\033", self.scan("--use-color=false", status=1).stdout)

    def test_terminal(self):
        self.project({"a.cpp": DETACH, "b.cpp": CLEAN})
        shown, _ = self.on_a_terminal("scan")
        self.assertIn("\r\033[K[2/2] 1 finding\r", shown)
        self.assertIn("\r\033[K\033[", shown)  # erased, then a coloured finding
        self.assertTrue(shown.endswith("2 files analysed\n"), shown)
        shown, _ = self.on_a_terminal("scan", "--quiet", "b.cpp")
        self.assertEqual(shown, "")

    def test_list_checks(self):
        lines = self.scan("--list-checks", status=0).stdout.splitlines()
        self.assertEqual(lines[0], "Enabled checks:")
        self.assertIn(CHECK, [line.split()[0] for line in lines[1:]])
        self.assertEqual(lines[1:], sorted(lines[1:]))
        run = self.scan("--list-checks", f"--checks=-*,{CHECK}", status=0)
        self.assertEqual(run.stdout, "Enabled checks:\n"
                                     f"    {CHECK}  warning  on by default\n")
        self.scan("--list-checks", "--checks=-*", status=2)

    def test_version(self):
        version = self.tether("--version", status=0).stdout
        self.assertRegex(version, r"^tether \d+\.\d+\.\d+ \(LLVM 22\.\d+\.\d+\)\n$")
        self.assertEqual(self.scan("--version", status=0).stdout, version)

    def test_help(self):
        self.assertIn("scan", self.tether("--help", status=0).stdout)
        self.assertIn("Exit status", self.scan("--help", status=0).stdout)


if __name__ == "__main__":
    command.main()
