# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""NOLINT comments: what they suppress, lists of them, and what is wrong with them."""

import json
import os
import pathlib
import re
import shutil
import subprocess

import jsonschema

import command
from command import CommandTest

CHECK = "tether-unowned-thread"
LOOP = "tether-loop-capture"
UNUSED = "tether-unused-suppression"
NO_REASON = "tether-suppression-without-reason"
DETACH = "  std::thread([] {}).detach();"


def function(name, comment="", before=""):
    return f"inline void {name}() {{\n{before}{DETACH}{comment}\n}}\n"


HEAD = "#include <thread>\n"


class SuppressionTest(CommandTest):
    def setUp(self):
        super().setUp()
        os.environ.update({"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
                           "GIT_AUTHOR_NAME": "Ann \u00e9", "GIT_AUTHOR_EMAIL": "a@example.org",
                           "GIT_AUTHOR_DATE": "2024-05-06T01:30:00 +0200",
                           "GIT_COMMITTER_NAME": "c", "GIT_COMMITTER_EMAIL": "c@example.org"})

    def scan(self, *arguments, status=0):
        return self.tether("scan", *arguments, status=status)

    def found(self, *arguments, status=1):
        """The findings as `file:line: check: message`."""
        run = self.scan("--format=json", *arguments, status=status)
        return [f"{f['file']}:{f['line']}: {f['check']}: {f['message']}"
                for f in json.loads(run.stdout)["findings"]]

    def lines(self, text):
        """The lines of a.cpp with `text` that have findings of CHECK."""
        self.project({"a.cpp": text})
        report = self.scan("--format=json", "--no-cache", status=1).stdout
        ours = [f["line"] for f in json.loads(report)["findings"]]
        run = subprocess.run(
            ["clang-tidy-22", f"--load={self.plugin()}", f"--checks=-*,{CHECK}", "a.cpp", "--"],
            cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        theirs = [int(line.split(":")[1]) for line in run.stdout.splitlines()
                  if re.search(" (warning|error): ", line)]
        self.assertEqual(ours, theirs)
        return ours

    def list(self, *arguments, status=0):
        run = self.tether("suppressions", "--format=json", *arguments, status=status)
        return json.loads(run.stdout)["suppressions"]


class FormsTest(SuppressionTest):
    """That clang-tidy treats the same text in the same way is part of each test."""

    def test_lines(self):
        text = HEAD + function("a") + function("b", " // NOLINT")
        for i, name in enumerate([CHECK, "tether-*", "*-thread", f" x , {CHECK} "]):
            text += function(f"c{i}", f" // NOLINT({name})")
            text += function(f"d{i}", "", f"  // NOLINTNEXTLINE({name})\n")
        for i, name in enumerate(["", LOOP, f"-{CHECK}", "tether-unowned"]):
            text += function(f"e{i}", f" // NOLINT({name})")
        numbers = [i for i, line in enumerate(text.splitlines(), 1) if "detach" in line]
        self.assertEqual(self.lines(text), [numbers[0], *numbers[-4:]])

    def test_blocks(self):
        self.assertEqual(
            self.lines(HEAD + f"// NOLINTBEGIN({CHECK})\n" + function("a") +
                       "// NOLINTBEGIN\n" + function("b") + "// NOLINTEND\n" + function("c") +
                       f"// NOLINTEND({CHECK})\n" + function("d")), [16])

    def test_blocks_that_do_not_end(self):
        self.project({"a.cpp": HEAD + "// NOLINTBEGIN\n" + function("a")})
        self.assertIn("a.cpp:2:4: unmatched 'NOLINTBEGIN' comment", self.scan(status=2).stderr)

    def test_macros(self):
        text = (HEAD + "#define CUT(t) t.detach() // NOLINT\n#define LOOSE(t) t.detach()\n"
                "#define PASS(t) LOOSE(t)\n"
                "void f() {\n  CUT(std::thread([] {}));\n"
                "  PASS(std::thread([] {})); // NOLINT\n"
                "  PASS(std::thread([] {}));\n  LOOSE(std::thread([] {}));\n}\n")
        self.assertEqual(len(self.lines(text)), 2)

    def test_notes(self):
        def notes(comment):
            """How many the finding has."""
            self.project({"a.cpp": '#include "h.h"\n',
                          "h.h": "#pragma once\n#include <thread>\n#include <vector>\n"
                                 "void use(int);\n"
                                 "inline void start(std::vector<std::thread> &pool) {\n"
                                 f"  for (int i = 0; i < 3; ++i) {comment}\n"
                                 "    pool.emplace_back([&i] { use(i); });\n}\n"})
            run = self.scan("--format=json", "--no-cache", status=1)
            finding, = json.loads(run.stdout)["findings"]
            tidy = subprocess.run(
                ["clang-tidy-22", f"--load={self.plugin()}", f"--checks=-*,{LOOP}",
                 "--header-filter=.*", "a.cpp", "--"],
                cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            self.assertEqual(tidy.stdout.count(" error: "), 1)
            self.assertEqual(len(finding["notes"]), tidy.stdout.count(" note: "))
            return len(finding["notes"])

        self.assertLess(notes("// NOLINT"), notes(""))


class ShowTest(SuppressionTest):
    def results(self, *arguments, status):
        run = self.scan("--format=sarif", *arguments, status=status)
        report = json.loads(run.stdout)
        schema = json.loads((pathlib.Path(__file__).parent / "schemas/sarif.json").read_text())
        jsonschema.Draft202012Validator(schema).validate(report)
        return report["runs"][0]["results"]

    def test_sarif_has_what_is_suppressed(self):
        self.project({"a.cpp": HEAD + function("a") +
                               function("b", f" // NOLINT({CHECK}): runs to the end") +
                               function("c", " // NOLINT")})
        self.assertEqual(len(self.results(status=1)), 1)
        for _ in range(2):  # The second time from the cache.
            new, explained, bare = self.results("--show-suppressed", status=1)
            self.assertEqual(new["suppressions"], [])
            self.assertEqual(explained["suppressions"],
                             [{"kind": "inSource", "status": "accepted",
                               "justification": "runs to the end"}])
            self.assertEqual(bare["suppressions"],
                             [{"kind": "inSource", "status": "accepted"}])
            for result in (new, explained, bare):
                self.assertEqual(result["ruleId"], CHECK)
                self.assertEqual(result["message"], new["message"])
                self.assertEqual(len(result.get("relatedLocations", [])),
                                 len(new.get("relatedLocations", [])))
            places = [r["locations"][0] for r in (new, explained)]
            self.assertEqual([p["logicalLocations"][0]["fullyQualifiedName"] for p in places],
                             ["a()", "b()"])

    def test_headers_that_are_filtered_out(self):
        self.project({"a.cpp": '#include "h.h"\n',
                      "h.h": "#pragma once\n" + HEAD + function("a", " // NOLINT")})
        self.assertEqual(len(self.results("--show-suppressed", status=0)), 1)
        self.assertEqual(self.results("--show-suppressed", "--exclude-header-filter=h.h",
                                      status=0), [])


class ReasonTest(SuppressionTest):
    def test_a_reason_is_required(self):
        self.project({"a.cpp": HEAD + function("a", f" // NOLINT({CHECK})") +
                               function("b", f" // NOLINT({CHECK}): why") +
                               function("c", f" // NOLINT({CHECK}) -- why") +
                               function("d", f" /* NOLINT({CHECK}):  */") +
                               function("e", " // NOLINT") +
                               function("f", " // NOLINT(bugprone-x)")})
        self.assertEqual(len(self.found()), 1)
        self.assertEqual(
            [f for f in self.found("--require-reason") if CHECK + ":" not in f],
            [f"a.cpp:{line}: {NO_REASON}: 'NOLINT({CHECK})' gives no reason, such as "
             f"'NOLINT({CHECK}): why'" for line in (3, 12)])

    def test_it_has_the_rights_of_a_finding(self):
        self.project({"a.cpp": HEAD + function("a", f" // NOLINT({CHECK})")})
        self.scan(status=0)
        run = self.scan("--require-reason", "--format=json", status=1)
        finding, = json.loads(run.stdout)["findings"]
        self.assertEqual((finding["function"], finding["severity"]), ("a()", "warning"))
        self.scan("--require-reason", "--format=sarif", status=1)
        self.tether("baseline", "create", "--require-reason", "base", status=0)
        self.scan("--require-reason", "--baseline=base", status=0)
        self.project({"a.cpp": HEAD + function("a", f" // NOLINT({CHECK}): why")})
        run = self.scan("--require-reason", "--baseline=base", status=0)
        self.assertIn("1 of the findings in 'base' is gone", run.stderr)

    def test_one_can_be_excused(self):
        self.project({"a.cpp": HEAD + function("a", f" // NOLINT({CHECK}, {NO_REASON})")})
        self.scan("--require-reason", status=0)


class UnusedTest(SuppressionTest):
    RULE = "--report-unused-suppressions"

    def test_names_that_suppress_nothing(self):
        self.project({"a.cpp": HEAD + function("a", f" // NOLINT({CHECK}): used") +
                               function("b", f" // NOLINT({CHECK}, {LOOP}): one is used") +
                               f"int x; // NOLINT({CHECK}): not used\n"
                               "int y; // NOLINT(tether-*)\n"
                               "int z; // NOLINT(tether-unowned-tread)\n"
                               "int v; // NOLINT\n"
                               "int w; // NOLINT(*)\n"
                               "int u; // NOLINT(bugprone-x)\n"
                               f'const char *s = "NOLINT({CHECK})";\n'})
        self.scan(status=0)
        for _ in range(2):  # The second time from the cache.
            self.assertEqual(self.found(self.RULE), [
                f"a.cpp:6: {UNUSED}: '{LOOP}' suppresses nothing",
                f"a.cpp:8: {UNUSED}: '{CHECK}' suppresses nothing",
                f"a.cpp:9: {UNUSED}: 'tether-*' suppresses nothing",
                f"a.cpp:10: {UNUSED}: 'tether-unowned-tread' suppresses nothing; there is no "
                "check 'tether-unowned-tread'"])

    def test_all_forms_are_used(self):
        self.project({"a.cpp": HEAD + function("a", "", f"// NOLINTNEXTLINE({CHECK})\n") +
                               "// NOLINTBEGIN(tether-*)\n" + function("b") +
                               f"// NOLINTBEGIN({LOOP})\n// NOLINTEND({LOOP})\n"
                               "// NOLINTEND(tether-*)\n"
                               f"#define CUT(t) t.detach() // NOLINT({CHECK})\n"
                               "#define LOOSE(t) t.detach()\n"
                               "void f() {\n  CUT(std::thread([] {}));\n"
                               f"  LOOSE(std::thread([] {{}})); // NOLINT({CHECK})\n}}\n"})
        self.assertEqual(self.found(self.RULE),
                         [f"a.cpp:10: {UNUSED}: '{LOOP}' suppresses nothing"])

    def test_a_header_needs_one_unit_that_uses_it(self):
        header = ("#pragma once\n" + HEAD + "#ifdef ON\n"
                  "#define CUT(t) t.detach()\n#else\n#define CUT(t) t.join()\n#endif\n"
                  f"inline void f() {{\n  CUT(std::thread([] {{}})); // NOLINT({CHECK})\n}}\n")
        self.project({"a.cpp": '#include "h.h"\n', "b.cpp": '#define ON\n#include "h.h"\n',
                      "h.h": header})
        self.scan(self.RULE, status=0)
        # Without the unit that uses it nothing is known of the header.
        self.scan(self.RULE, "a.cpp", status=0)
        self.write("b.cpp", '#include "h.h"\n')
        self.assertEqual(self.found(self.RULE),
                         [f"h.h:9: {UNUSED}: '{CHECK}' suppresses nothing"])

    def test_what_is_not_known(self):
        comment = f"int x; // NOLINT({CHECK})\n"
        self.project({"a.cpp": "#ifdef OTHER_SYSTEM\n" + comment + "#endif\n"})
        self.scan(self.RULE, status=0)
        self.project({"a.cpp": "template <class T> void f(T t) {\n"
                               f"  t.detach(); // NOLINT({CHECK})\n}}\n"})
        self.scan(self.RULE, status=0)
        self.project({"a.cpp": comment})
        self.scan(self.RULE, f"--checks={LOOP}", status=0)
        self.scan(self.RULE, f"--checks=-*,{CHECK}", status=1)
        self.project({"a.cpp": comment + "int y = ;\n"})
        self.assertEqual(self.found(self.RULE, status=3), [])
        self.project({"a.cpp": f"int x; // NOLINT({CHECK}, {UNUSED})\n"})
        self.scan(self.RULE, status=0)

    def test_other_configurations(self):
        self.write("a.cpp", HEAD + f"void f() {{\n#ifdef ON\n{DETACH} // NOLINT({CHECK})\n"
                                   f"#endif\n  int x = 0; // NOLINT({CHECK})\n}}\n")
        self.write("build/compile_commands.json", json.dumps(
            [{"directory": str(self.root), "file": "a.cpp",
              "command": f"c++ {flag} -c a.cpp"} for flag in ("-DON", "-DOFF")]))
        self.assertEqual([f for f in self.found(self.RULE) if UNUSED in f],
                         [f"a.cpp:6: {UNUSED}: '{CHECK}' suppresses nothing"])

    def test_only_unsafe_fixes_take_them_away(self):
        text = HEAD + ("int a; // NOLINT({0}): why\n"
                       "// NOLINTNEXTLINE({0})\n"
                       "int b; // Good. NOLINT({0}, bugprone-x): why\n"
                       "int c; // Good. NOLINT({0})\n").format(CHECK)
        self.project({"a.cpp": text})
        report = json.loads(self.scan(self.RULE, "--format=sarif", status=1).stdout)
        fixes = [r["fixes"][0]["description"]["text"]
                 for r in report["runs"][0]["results"] if "fixes" in r]
        self.assertEqual(fixes, [f"unsafe fix of {UNUSED}"] * 3)
        run = self.scan(self.RULE, "--fix", status=1)
        self.assertIn("3 fixes are not safe; --unsafe-fixes has them too", run.stderr)
        self.assertEqual((self.root / "a.cpp").read_text(), text)
        self.scan(self.RULE, "--fix", "--unsafe-fixes", status=1)
        self.assertEqual((self.root / "a.cpp").read_text(), HEAD +
                         "int a;\nint b; // Good. NOLINT(bugprone-x): why\n"
                         f"int c; // Good. NOLINT({CHECK})\n")

    def test_exported_only_if_asked(self):
        self.project({"a.cpp": f"int a; // NOLINT({CHECK})\n"})
        (self.root / "fixes").mkdir()
        export = "--export-fixes=fixes/f.yaml"
        tool = shutil.which("clang-apply-replacements-22")
        self.scan(self.RULE, export, status=1)
        subprocess.run([tool, str(self.root / "fixes")], check=True)
        self.assertIn("NOLINT", (self.root / "a.cpp").read_text())
        self.scan(self.RULE, export, "--unsafe-fixes", status=1)
        subprocess.run([tool, str(self.root / "fixes")], check=True)
        self.assertEqual((self.root / "a.cpp").read_text(), "int a;\n")

    def test_in_shards(self):
        self.project({"a.cpp": '#include "h.h"\n', "b.cpp": '#define ON\n#include "h.h"\n',
                      "h.h": "#pragma once\n" + HEAD + "#ifndef ON\n#define CUT(t) t.join()\n"
                             "#else\n#define CUT(t) t.detach()\n#endif\n"
                             f"inline void f() {{\n  CUT(std::thread([] {{}})); // NOLINT({CHECK})\n}}\n"
                             f"// NOLINT({LOOP})\n"})
        for part in (1, 2):
            self.scan(self.RULE, f"--shard={part}/2", f"--result=r{part}", status=0)
        run = self.tether("merge", "r1", "r2", self.RULE, status=1)
        self.assertEqual(run.stdout.count(f"[{UNUSED}]"), 1)
        self.assertIn(f"h.h:11:4: warning: '{LOOP}' suppresses nothing", run.stdout)
        # What was not parsed may have needed the header's.
        for part in (1, 2):
            self.scan(f"--shard={part}/2", f"--result=r{part}", status=0)
        run = self.tether("merge", "r1", "r2", self.RULE, status=0)
        self.assertIn("2 files analysed (1 by their words alone)", run.stderr)
        self.assertNotIn(UNUSED, run.stdout)


class InsertionTest(SuppressionTest):
    def suppressed(self, sources, *arguments, status=0):
        """What becomes of the sources, whose findings are gone then."""
        self.project(sources)
        run = self.scan("--suppress=because", *arguments, status=status)
        self.scan(status=status)
        return run, {name: (self.root / name).read_bytes().decode() for name in sources}

    def test_a_line_before(self):
        run, after = self.suppressed({"a.cpp": HEAD + function("f")})
        self.assertEqual(after["a.cpp"], HEAD + function(
            "f", before=f"  // NOLINTNEXTLINE({CHECK}): because\n"))
        self.assertEqual(run.stdout, "")
        self.assertIn("note: 1 finding suppressed by comments in 1 file\n", run.stderr)
        self.assertIn("0 findings; 1 file analysed", run.stderr)
        self.scan("--require-reason", "--report-unused-suppressions", status=0)

    def test_one_comment_for_a_line(self):
        loop = ("  for (int i = 0; i < 3; ++i) { std::thread([&i] { (void)i; }).detach(); "
                "std::thread([] {}).detach(); }\n")
        _, after = self.suppressed({"a.cpp": HEAD + f"void f() {{\n{loop}}}\n"})
        self.assertEqual(after["a.cpp"], HEAD + "void f() {\n"
                         f"  // NOLINTNEXTLINE({LOOP}, {CHECK}): because\n{loop}}}\n")

    def test_where_a_line_would_be_lost(self):
        texts = {
            # Comments, literals and lines that began before.
            "  int n = \\\n      0;" + DETACH + "\n":
                "  int n = \\\n      0;" + DETACH + " // NOLINT({0}): because\n",
            "/* x\n  */" + DETACH + "\n": "/* x\n  */" + DETACH + " // NOLINT({0}): because\n",
            'const char *s = R"(\n)"; ' + DETACH + "\n":
                'const char *s = R"(\n)"; ' + DETACH + " // NOLINT({0}): because\n",
            DETACH + "  // said\n": "  // NOLINTNEXTLINE({0}): because\n" + DETACH + "  // said\n",
            f"  // NOLINTNEXTLINE(x-y): z\n{DETACH}\n":
                f"  // NOLINTNEXTLINE(x-y): z\n{DETACH}" + " // NOLINT({0}): because\n",
            "  int n = 1'000;\n" + DETACH + "\n":
                "  int n = 1'000;\n  // NOLINTNEXTLINE({0}): because\n" + DETACH + "\n",
        }
        for text, wanted in texts.items():
            with self.subTest(text):
                _, after = self.suppressed({"a.cpp": f"{HEAD}void f() {{\n{text}}}\n"})
                self.assertEqual(after["a.cpp"],
                                 f"{HEAD}void f() {{\n{wanted.replace('{0}', CHECK)}}}\n")

    def test_where_no_comment_can_be(self):
        text = (HEAD + "void f() {\n  /*\n */ std::thread([] {}).detach(); /*\n*/\n"
                + DETACH + "\n}\n")
        run, after = self.suppressed({"a.cpp": text}, status=1)
        self.assertIn(f"a.cpp:4:24: no comment about {CHECK} can be written here", run.stderr)
        self.assertIn("a.cpp:4:24: warning:", run.stdout)
        self.assertEqual(after["a.cpp"].count("NOLINT"), 1)

    def test_line_ends_headers_and_c(self):
        thread = ("#include <pthread.h>\nstatic void *run(void *p) { for (;;) (void)p; }\n"
                  "void f(void) {\n  pthread_t t;\n  pthread_create(&t, 0, run, 0);\n  pthread_detach(t);\n}\n")
        header = "#pragma once\r\n" + (HEAD + function("h")).replace("\n", "\r\n")
        _, after = self.suppressed({"a.cpp": '#include "h.h"\n', "b.cpp": '#include "h.h"\n',
                                    "h.h": header})
        self.assertEqual(after["h.h"].count("NOLINT"), 1)
        self.assertIn(f"\r\n  // NOLINTNEXTLINE({CHECK}): because\r\n  std::", after["h.h"])
        self.write("c.c", thread)
        self.scan("--suppress=because", "c.c", "--", status=0)
        self.scan("c.c", "--", "-std=c89", status=0)
        self.assertIn(f"\n  /* NOLINTNEXTLINE({CHECK}): because */\n  pthread_detach",
                      (self.root / "c.c").read_text())

    def test_what_is_known_or_not_asked_for(self):
        self.project({"a.cpp": HEAD + function("f")})
        self.tether("baseline", "create", "known", status=0)
        old = (self.root / "a.cpp").read_text()
        self.write("a.cpp", old + function("g"))
        self.scan("--baseline=known", "--suppress=new", status=0)
        self.assertEqual((self.root / "a.cpp").read_text(), old + function(
            "g", before=f"  // NOLINTNEXTLINE({CHECK}): new\n"))

    def test_as_a_patch(self):
        text = HEAD + function("f")
        self.project({"a.cpp": text})
        (self.root / ".git").mkdir()
        run = self.scan("--suppress=because", "--dry-run", status=1)
        self.assertIn(f"\n+  // NOLINTNEXTLINE({CHECK}): because\n", run.stdout)
        self.assertEqual((self.root / "a.cpp").read_text(), text)

    def test_reports_have_them_as_suppressed(self):
        self.project({"a.cpp": HEAD + function("f")})
        run = self.scan("--suppress=because", "--show-suppressed", "--format=sarif", status=0)
        result, = json.loads(run.stdout)["runs"][0]["results"]
        self.assertEqual(result["suppressions"],
                         [{"kind": "inSource", "status": "accepted",
                           "justification": "because"}])

    def test_not_of_half_a_scan_nor_of_comments(self):
        self.project({"a.cpp": HEAD + function("f"), "b.cpp": "std::thread t; }\n"})
        run = self.scan("--suppress=because", status=3)
        self.assertIn("no finding is suppressed, because not all files", run.stderr)
        self.project({"a.cpp": f"int a; // NOLINT({CHECK}): x\n"})
        self.scan("--suppress=because", "--report-unused-suppressions", status=1)
        self.assertEqual((self.root / "a.cpp").read_text(), f"int a; // NOLINT({CHECK}): x\n")

    def test_usage(self):
        self.project({"a.cpp": "int a;\n"})
        for arguments in (["--suppress="], ["--suppress=a\nb"], ["--suppress=a */ b"],
                          ["--suppress=a\\"], ["--suppress=a", "--fix"], ["--dry-run"],
                          ["--suppress=a", "--export-fixes=f"]):
            with self.subTest(arguments):
                self.scan(*arguments, status=2)


class ListTest(SuppressionTest):
    def git(self, *arguments):
        subprocess.run(["git", *arguments], cwd=self.root, check=True,
                       stdout=subprocess.PIPE)

    def test_authors_and_reasons(self):
        self.project({"src/a b.cpp": '#include "../inc/h.h"\n' +
                                     function("a", f" // NOLINT({CHECK}): ends with main"),
                      "inc/h.h": "#pragma once\n" + HEAD +
                                 f"int x; // NOLINT({LOOP}, other)\n"})
        self.write("build/compile_commands.json", json.dumps(
            [{"directory": str(self.root), "file": "src/a b.cpp",
              "arguments": ["c++", "-c", "src/a b.cpp"]}]))
        self.git("init", "--quiet")
        self.git("add", "src", "inc")
        self.git("commit", "--quiet", "--message=x")
        with open(self.root / "inc/h.h", "a") as header:
            header.write("int y; // NOLINT(tether-*): new\n")
        run = self.tether("suppressions", "--quiet", status=0)
        self.assertEqual(
            run.stdout,
            f"inc/h.h:3:11: NOLINT({LOOP}, other) [no reason, suppresses nothing, Ann é, "
            "2024-05-06]\n"
            "inc/h.h:4:11: NOLINT(tether-*): new [suppresses nothing]\n"
            f"src/a b.cpp:3:35: NOLINT({CHECK}): ends with main [Ann é, 2024-05-06]\n")
        self.assertEqual(run.stderr, "")
        self.assertEqual(self.list()[0], {
            "file": "inc/h.h", "line": 3, "column": 11, "comment": f"NOLINT({LOOP}, other)",
            "checks": [LOOP], "reason": None, "suppresses": False, "author": "Ann é",
            "date": "2024-05-06"})
        self.assertEqual([(s["reason"], s["suppresses"], s["author"]) for s in self.list()[1:]],
                         [("new", False, None), ("ends with main", True, "Ann é")])

    def test_bare_ones_if_asked(self):
        self.project({"a.cpp": HEAD + function("a", " // NOLINT") + "int x; // NOLINT(*)\n"
                               "int y; // NOLINT(bugprone-x)\n"})
        self.assertEqual(self.list(), [])
        self.assertEqual([(s["line"], s["checks"], s["suppresses"]) for s in self.list("--all")],
                         [(3, ["*"], True), (5, ["*"], None)])

    def test_without_git(self):
        self.project({"a.cpp": f"int x; // NOLINT({CHECK}): \\ \"why\"\n"})
        run = self.tether("suppressions", "--format=json", status=0)
        self.assertIn("not all authors are known", run.stderr)
        entry, = json.loads(run.stdout)["suppressions"]
        self.assertEqual((entry["reason"], entry["author"], entry["date"]),
                         ('\\ "why"', None, None))

    def test_status(self):
        self.project({"a.cpp": f"int x = ; // NOLINT({CHECK})\n"})
        entry, = self.list(status=3)
        self.assertIsNone(entry["suppresses"])
        self.tether("suppressions", "--format=xml", status=2)
        self.tether("suppressions", "-p", "nowhere", status=2)

    def test_system_headers_are_not_listed(self):
        self.project({"sys/s.h": f"int x; // NOLINT({CHECK})\n", "a.cpp": "#include <s.h>\n"},
                     flags="-isystem ../sys")
        self.assertEqual(self.list("--all"), [])


if __name__ == "__main__":
    command.main()
