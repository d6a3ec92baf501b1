# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Severities, checks by path, and what shows the configuration."""

import json
import os

import jsonschema

import command
from command import CommandTest

DETACH = "#include <thread>\nvoid f() {\n  std::thread([] {}).detach();\n}\n"
INLINE = "#pragma once\n" + DETACH.replace("void", "inline void")
UNJOINED = "#include <thread>\nvoid g() {\n  std::thread t([] {});\n}\n"
CHECK = "tether-unowned-thread"
OTHER = "tether-unjoined-thread"


class ConfigurationTest(CommandTest):
    def scan(self, *arguments, status, **more):
        return self.tether("scan", *arguments, status=status, **more)

    def configure(self, *options, name=".clang-tidy", head=""):
        self.write(name, head + "CheckOptions:\n" +
                   "".join(f"  {option}\n" for option in options))

    def findings(self, *arguments, status=1, **more):
        run = self.scan("--format=json", *arguments, status=status, **more)
        return json.loads(run.stdout)["findings"]

    def places(self, *arguments, **more):
        return [f"{f['file']}:{f['line']}" for f in self.findings(*arguments, **more)]

    def severities(self, *arguments, **more):
        return [f["severity"] for f in self.findings(*arguments, **more)]


class SeverityTest(ConfigurationTest):
    def test_by_check(self):
        self.project({"a.cpp": DETACH, "b.cpp": UNJOINED})
        self.assertEqual(self.severities(), ["warning", "error"])
        self.configure(f"{CHECK}.Severity: error", f"{OTHER}.Severity: note")
        self.assertEqual(self.severities(), ["error", "note"])

    def test_other_forms_of_reports(self):
        self.project({"a.cpp": DETACH, "b.cpp": UNJOINED})
        self.configure(f"{CHECK}.Severity: error", f"{OTHER}.Severity: note")
        text = self.scan(status=1).stdout
        self.assertRegex(text, rf"a\.cpp:3:\d+: error: .* \[{CHECK}\]\n")
        self.assertRegex(text, rf"b\.cpp:3:\d+: remark: .* \[{OTHER}\]\n")
        run, = json.loads(self.scan("--format=sarif", status=1).stdout)["runs"]
        self.assertEqual([r["level"] for r in run["results"]], ["error", "note"])
        github = self.scan("--format=github", status=1).stdout
        self.assertEqual([line.split(" ")[0] for line in github.splitlines()],
                         ["::error", "::notice"])
        gitlab = json.loads(self.scan("--format=gitlab", status=1).stdout)
        self.assertEqual([f["severity"] for f in gitlab], ["major", "info"])

    def test_warnings_as_errors_win(self):
        self.project({"a.cpp": DETACH})
        self.configure(f"{CHECK}.Severity: note",
                       head="WarningsAsErrors: 'tether-*'\n")
        self.assertEqual(self.severities(), ["error"])
        self.assertIn(f"[{CHECK},-warnings-as-errors]", self.scan(status=1).stdout)

    def test_results_are_kept_when_it_changes(self):
        self.project({"a.cpp": DETACH})
        self.scan(status=1)
        self.configure(f"{CHECK}.Severity: error")
        self.write("a.cpp", DETACH)
        self.assertEqual(self.severities(), ["error"])
        stats = self.tether("cache", "stats", status=0).stdout
        self.assertIn(" 2 results", stats)  # one is what it includes

    def test_nested_files_and_headers(self):
        self.project({"h.h": INLINE, "x/a.cpp": '#include "../h.h"\n',
                      "y/b.cpp": '#include "../h.h"\n'})
        self.configure(f"{CHECK}.Severity: note")
        self.configure(f"{CHECK}.Severity: error", name="y/.clang-tidy",
                       head="InheritParentConfig: true\n")
        self.assertEqual(self.severities("x"), ["note"])
        self.assertEqual(self.severities("y"), ["error"])
        self.assertEqual(self.severities(), ["error"])

    def test_mistakes(self):
        self.project({"a.cpp": DETACH})
        where = str(self.root / ".clang-tidy")
        self.configure(f"{CHECK}.Severity: fatal")
        run = self.scan(status=2)
        self.assertIn(f"{where}': {CHECK}.Severity is 'fatal'; use error, "
                      "warning or note", run.stderr)
        self.configure("tether-*.Severity: note")
        self.assertIn(f"{where}': tether-*.Severity does not name one check",
                      self.scan(status=2).stderr)
        self.configure("tether-unowned-tread.Severity: note")
        run = self.scan(status=2)
        self.assertIn(where, run.stderr)
        self.assertIn(f"did you mean '{CHECK}'?", run.stderr)

    def test_through_merge(self):
        self.project({"a.cpp": DETACH, "b.cpp": UNJOINED})
        self.configure(f"{CHECK}.Severity: error")
        for n in "12":
            self.scan(f"--shard={n}/2", f"--result={n}", "--exit-zero", status=0)
        run = self.tether("merge", "--format=json", "1", "2", status=1)
        self.assertEqual([f["severity"] for f in json.loads(run.stdout)["findings"]],
                         ["error", "error"])
        # Half of them configured otherwise.
        self.configure(f"{CHECK}.Severity: note")
        self.scan("--shard=2/2", "--result=2", "--exit-zero", status=0)
        self.assertIn("configurations",
                      self.tether("merge", "1", "2", status=2).stderr)


class PerPathTest(ConfigurationTest):
    def setUp(self):
        super().setUp()
        self.project({"src/a.cpp": DETACH, "src/h_test.cpp": DETACH,
                      "test/b.cpp": DETACH, "test/sub/c.cpp": DETACH,
                      "lib/test/d.cpp": UNJOINED})
        self.all = ["lib/test/d.cpp:3", "src/a.cpp:3", "src/h_test.cpp:3",
                    "test/b.cpp:3", "test/sub/c.cpp:3"]

    def without(self, value, *gone):
        self.configure(f"tether.PerPath: '{value}'")
        self.assertEqual(self.places(),
                         [p for p in self.all if p not in gone], value)

    def test_globs(self):
        self.without(f"test/**: -{CHECK}", "test/b.cpp:3", "test/sub/c.cpp:3")
        self.without("test/: -*", "test/b.cpp:3", "test/sub/c.cpp:3")
        self.without("test/*: -*", "test/b.cpp:3")
        self.without("**/test/**: -*", "lib/test/d.cpp:3", "test/b.cpp:3",
                     "test/sub/c.cpp:3")
        self.without("*_test.cpp: -*", "src/h_test.cpp:3")
        self.without(f"**/test/**: -{CHECK}", "test/b.cpp:3", "test/sub/c.cpp:3")
        self.without("./src/a.cpp: -*", "src/a.cpp:3")
        self.without("/src/a.cpp: -*", "src/a.cpp:3")
        self.without("Src/**: -*")
        self.without("")

    def test_several(self):
        self.without(f" test/** : -tether-*, {CHECK} ;; test/sub/** : -* ; ",
                     "test/sub/c.cpp:3")
        self.write(".clang-tidy", "CheckOptions:\n  tether.PerPath: |\n"
                                  "    src/**: -*\n    test/**: -*\n")
        self.assertEqual(self.places(), ["lib/test/d.cpp:3"])

    def test_switched_on_in_a_place_only(self):
        self.configure(f"tether.PerPath: 'src/a.cpp: {CHECK}'",
                       head=f"Checks: '-{CHECK}'\n")
        self.assertEqual(self.places(), ["lib/test/d.cpp:3", "src/a.cpp:3"])

    def test_the_command_line_selects_and_paths_take_away(self):
        self.configure("tether.PerPath: 'test/**: -*'", head=f"Checks: '-{CHECK}'\n")
        self.assertEqual(self.places(f"--checks=-*,{CHECK}"),
                         ["src/a.cpp:3", "src/h_test.cpp:3"])

    def test_headers(self):
        self.project({"inc/h.h": INLINE, "src/a.cpp": '#include "../inc/h.h"\n',
                      "main.cpp": ""})
        self.configure("tether.PerPath: 'src/**: -*'")
        self.assertEqual(self.places(), ["inc/h.h:4"])
        self.configure("tether.PerPath: 'inc/**: -*'")
        self.assertEqual(self.places(status=0), [])

    def test_relative_to_the_file_that_says_so(self):
        self.configure("tether.PerPath: 'sub/**: -*'", name="test/.clang-tidy")
        self.assertEqual(self.places(),
                         [p for p in self.all if p != "test/sub/c.cpp:3"])
        self.configure("tether.PerPath: 'test/sub/**: -*'", name="ci/config")
        self.assertEqual(self.places("--config-file=ci/config"),
                         [p for p in self.all if p != "test/sub/c.cpp:3"])

    def test_through_a_link(self):
        os.symlink(self.root, self.root.parent / (self.root.name + "-link"))
        link = self.root.parent / (self.root.name + "-link")
        self.addCleanup(link.unlink)
        self.configure("tether.PerPath: 'test/**: -*'")
        self.assertEqual(self.places(cwd=link), self.all[:3])

    def test_mistakes(self):
        where = str(self.root / ".clang-tidy")
        for value, text in ((f"test/**: -{CHECK}x", f"did you mean '{CHECK}'?"),
                            ("test/**: -bugprone-*", "unknown check 'bugprone-*'"),
                            ("test/**", "'test/**' is not GLOB: CHECKS"),
                            (": -*", "is not GLOB: CHECKS"),
                            ("test/**:", "is not GLOB: CHECKS")):
            with self.subTest(value):
                self.configure(f"tether.PerPath: '{value}'")
                run = self.scan(status=2)
                self.assertIn(text, run.stderr)
                self.assertIn(where, run.stderr)


class ExtendsTest(ConfigurationTest):
    def setUp(self):
        super().setUp()
        self.project({"src/a.cpp": DETACH, "src/b.cpp": UNJOINED})

    def test_what_the_file_says_wins(self):
        self.configure(f"{CHECK}.Severity: note", f"{OTHER}.Severity: note",
                       name="ci/strict.yaml", head=f"Checks: '-*,tether-*,-{CHECK}'\n")
        self.configure("tether.Extends: ci/strict.yaml", f"{OTHER}.Severity: error")
        self.assertEqual(self.severities(), ["error"])
        self.configure("tether.Extends: ci/strict.yaml", head=f"Checks: {CHECK}\n")
        self.assertEqual(self.severities(), ["note", "note"])

    def test_several_and_in_turn(self):
        self.configure(f"{CHECK}.Severity: error", f"{OTHER}.Severity: note",
                       name="ci/a.yaml")
        self.configure("tether.Extends: 'deep/../../ci/a.yaml'",
                       f"{OTHER}.Severity: warning", name="ci/b.yaml")
        os.mkdir(self.root / "ci/deep")
        self.configure("tether.Extends: 'ci/b.yaml; ci/a.yaml'")
        self.assertEqual(self.severities(), ["error", "note"])
        self.configure("tether.Extends: 'ci/a.yaml; ci/b.yaml;'")
        self.assertEqual(self.severities(), ["error", "warning"])

    def test_from_nested_and_named_files(self):
        self.configure(f"{CHECK}.Severity: error", name="ci/strict.yaml")
        self.configure(f"{OTHER}.Severity: note")
        self.configure("tether.Extends: ../ci/strict.yaml", name="src/.clang-tidy",
                       head="InheritParentConfig: true\n")
        self.assertEqual(self.severities(), ["error", "note"])
        self.configure("tether.Extends: strict.yaml", name="ci/tidy")
        self.assertEqual(self.severities("--config-file=ci/tidy"), ["error", "error"])
        self.configure(f"tether.Extends: {self.root}/ci/strict.yaml", name="tidy")
        self.assertEqual(self.severities("--config-file=tidy"), ["error", "error"])

    def test_globs_are_of_whoever_extends(self):
        self.configure("tether.PerPath: 'src/a.cpp: -*'", name="ci/strict.yaml")
        self.configure("tether.Extends: ci/strict.yaml")
        self.assertEqual(self.places(), ["b.cpp:3"])

    def test_is_shown(self):
        self.configure(f"{CHECK}.Severity: note", name="ci/strict.yaml")
        self.configure("tether.Extends: ci/strict.yaml")
        run = self.scan("--show-config=src/a.cpp", "--format=json", status=0)
        shown = json.loads(run.stdout)
        strict = str(self.root / "ci/strict.yaml")
        self.assertEqual(shown["config_files"], [strict, str(self.root / ".clang-tidy")])
        self.assertIn({"name": CHECK, "severity": "note", "severity_origin": strict},
                      shown["checks"])
        self.assertEqual([o["name"] for o in shown["options"]],
                         ["tether.Conventions", "tether.ModelFiles"])

    def test_mistakes(self):
        self.configure("tether.Extends: ci/none.yaml")
        where = f"tether.Extends of '{self.root / '.clang-tidy'}'"
        run = self.scan(status=2)
        self.assertIn(f"{where}: '{self.root / 'ci/none.yaml'}': No such file", run.stderr)
        self.configure("tether.Extends: ..", name="ci/none.yaml")
        self.assertIn("Is a directory", self.scan(status=2).stderr)
        self.configure("tether.Extends: ../.clang-tidy", name="ci/none.yaml")
        self.assertIn("extends itself", self.scan(status=2).stderr)
        self.write("ci/none.yaml", "Checks: '-*,tether-*'\nCheks: x\n")
        self.assertIn(f"{self.root / 'ci/none.yaml'}:2:1: unknown key 'Cheks'",
                      self.scan(status=2).stderr)
        self.write("ci/none.yaml", f"Checks: '-{CHECK}x'\n")
        self.assertIn(f"in '{self.root / 'ci/none.yaml'}'; did you mean '{CHECK}'?",
                      self.scan(status=2).stderr)


class SpellingTest(ConfigurationTest):
    def test_options_that_do_not_exist(self):
        self.project({"a.cpp": DETACH})
        where = str(self.root / ".clang-tidy")
        for option, hint in (("tether.ModelFile", "did you mean 'tether.ModelFiles'?"),
                             ("tether.Perpath", "did you mean 'tether.PerPath'?"),
                             (f"{CHECK}.Sevrity", f"did you mean '{CHECK}.Severity'?"),
                             ("tether-x.y", "see --show-config")):
            with self.subTest(option):
                self.configure(f"{option}: a")
                run = self.scan(status=2)
                self.assertIn(f"unknown option '{option}' in '{where}'; {hint}", run.stderr)

    def test_those_of_others_are_not_ours(self):
        self.project({"a.cpp": DETACH})
        self.configure("readability-x.NoSuchOption: a", "IgnoreMacros: true")
        self.assertEqual(self.places(), ["a.cpp:3"])


class SchemaTest(ConfigurationTest):
    def setUp(self):
        super().setUp()
        schema = json.loads(self.scan("--config-schema", status=0).stdout)
        jsonschema.Draft202012Validator.check_schema(schema)
        self.validator = jsonschema.Draft202012Validator(schema)

    def test_both_forms(self):
        good = {"tether.Extends": "a", f"{CHECK}.Severity": "note", "x-y.z": "1"}
        for options, is_good in ((good, True), ({"tether.Extend": "a"}, False),
                                 ({f"{CHECK}.Severity": "fatal"}, False)):
            pairs = [{"key": key, "value": value} for key, value in options.items()]
            self.assertEqual(self.validator.is_valid({"CheckOptions": options}), is_good)
            # Of pairs, only the keys.
            self.assertEqual(self.validator.is_valid({"CheckOptions": pairs}),
                             is_good or "fatal" in options.values())
        self.assertTrue(self.validator.is_valid({"Checks": ["-*", "tether-*"]}))


class FilesTest(ConfigurationTest):
    def test_those_that_a_check_is_on_for(self):
        self.project({"src/a.cpp": DETACH, "src/b.cpp": DETACH, "old/c.cpp": DETACH})
        self.write("old/.clang-tidy", "Checks: '-tether-*'\n")
        run = self.scan("--show-files", status=0)
        self.assertEqual(run.stdout, "src/a.cpp\nsrc/b.cpp\n")
        run = self.scan("--show-files", "src/b.cpp", status=0)
        self.assertEqual(run.stdout, "src/b.cpp\n")
        self.assertIn("none.cpp", self.scan("--show-files", "none.cpp", status=2).stderr)


class ShowTest(ConfigurationTest):
    def show(self, *arguments, status=0, **more):
        run = self.scan("--show-config", *arguments, "--format=json",
                        status=status, **more)
        return json.loads(run.stdout)

    def test_default(self):
        self.project({"a.cpp": DETACH}, flags="-DX -fconserve-stack")
        shown = self.show("a.cpp")
        self.assertEqual(list(shown), [
            "version", "file", "config_files", "checks", "per_path", "options",
            "settings", "models", "baseline", "database", "commands",
            "no_command", "notes"])
        self.assertEqual(shown["file"], str(self.root / "a.cpp"))
        self.assertEqual(shown["config_files"], [])
        self.assertIn({"name": CHECK, "severity": "warning",
                       "severity_origin": "default"}, shown["checks"])
        self.assertIn({"name": "HeaderFilterRegex", "value": ".*",
                       "origin": "default"}, shown["settings"])
        self.assertEqual(shown["database"],
                         str(self.root / "build/compile_commands.json"))
        one, = shown["commands"]
        self.assertIn("-DX", one["arguments"])
        self.assertNotIn("-fconserve-stack", one["arguments"])
        self.assertIn("-fconserve-stack", shown["notes"][0])
        self.assertEqual(one["directory"], str(self.root / "build"))

    def test_origins(self):
        self.project({"x/a.cpp": DETACH, "tether-model.yaml": "library: m\n",
                      "bad.yaml": "library: m\nno_such_key: 1\n"})
        self.configure(f"{CHECK}.Severity: note", "tether.ModelFiles: bad.yaml",
                       "tether.PerPath: 'x/**: -tether-hidden-spawn; y/**: -*'",
                       head="HeaderFilterRegex: 'inc'\n")
        self.write("x/.clang-tidy", "InheritParentConfig: true\n"
                                    f"WarningsAsErrors: '{OTHER}'\n")
        top, near = (str(self.root / n) for n in (".clang-tidy", "x/.clang-tidy"))
        shown = self.show("x/a.cpp", "--exclude-header-filter=gen",
                          "--baseline=base.txt")
        self.assertEqual(shown["config_files"], [top, near])
        checks = {c["name"]: (c["severity"], c["severity_origin"])
                  for c in shown["checks"]}
        self.assertEqual(checks[CHECK], ("note", top))
        self.assertEqual(checks[OTHER], ("error", near))
        self.assertEqual(checks["tether-loop-capture"], ("error", "default"))
        self.assertNotIn("tether-hidden-spawn", checks)
        settings = {s["name"]: (s["value"], s["origin"]) for s in shown["settings"]}
        self.assertEqual(settings["HeaderFilterRegex"], ("inc", top))
        self.assertEqual(settings["ExcludeHeaderFilterRegex"],
                         ("gen", "command line"))
        self.assertIn({"name": "tether.ModelFiles", "value": "bad.yaml",
                       "origin": top}, shown["options"])
        self.assertEqual([p["matches"] for p in shown["per_path"]], [True, False])
        good, bad = shown["models"]
        self.assertEqual(good, {"file": str(self.root / "tether-model.yaml"),
                                "error": None})
        self.assertIn("no_such_key", bad["error"])
        self.assertEqual(shown["baseline"], "base.txt")

    def test_text(self):
        self.write("my src/a.cpp", DETACH)
        self.write("build/compile_commands.json", json.dumps(
            [{"directory": str(self.root), "file": "my src/a.cpp",
              "arguments": ["c++", "-c", "my src/a.cpp"]}]))
        self.configure(f"{CHECK}.Severity: note")
        text = self.scan("--show-config=my src/a.cpp", status=0).stdout
        self.assertIn(f"File: {self.root}/my src/a.cpp\n", text)
        self.assertIn(' "my src/a.cpp"', text)
        self.assertRegex(text, rf"\n  {CHECK} +note +\({self.root}/.clang-tidy\)\n")
        self.assertIn("Baseline: none\n", text)

    def test_headers_have_no_command(self):
        self.project({"a.cpp": DETACH, "h.h": ""})
        shown = self.show("h.h")
        self.assertEqual(shown["commands"], [])
        self.assertIn("includes it", shown["no_command"])
        self.assertIn(CHECK, [c["name"] for c in shown["checks"]])

    def test_flags_instead_of_a_database(self):
        self.write("a.cpp", DETACH)
        run = self.scan("--show-config=a.cpp", "--format=json", "--", "-DFLAG", status=0)
        shown = json.loads(run.stdout)
        self.assertIn("-DFLAG", shown["commands"][0]["arguments"])
        self.assertIsNone(shown["database"])

    def test_mistakes(self):
        self.project({"a.cpp": DETACH})
        run = self.scan("--show-config=none.cpp", status=2)
        self.assertIn("there is no file 'none.cpp'", run.stderr)
        self.scan("--show-config=a.cpp", "--format=sarif", status=2)
        self.write(".clang-tidy", "Checks: [\n")
        self.assertIn(".clang-tidy:", self.scan("--show-config=a.cpp", status=2).stderr)

    def test_list_checks(self):
        self.configure(f"{CHECK}.Severity: error")
        run = self.scan("--list-checks", f"--checks=-*,{CHECK}", status=0)
        self.assertEqual(run.stdout, "Enabled checks:\n"
                                     f"    {CHECK}  error    on by default\n")
        run = self.scan("--list-checks", "--format=json", status=0)
        checks = {c["name"]: c for c in json.loads(run.stdout)["checks"]}
        self.assertEqual(checks[CHECK]["severity"], "error")
        self.assertEqual(checks[OTHER]["severity"], "error")
        self.assertIs(checks[CHECK]["on_by_default"], True)
        self.scan("--list-checks", "--format=sarif", status=2)


if __name__ == "__main__":
    command.main()
