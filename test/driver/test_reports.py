# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The reports of tether scan: each format, and where they go."""

import json
import os
import pathlib
import re
import stat
import subprocess
import urllib.parse
import xml.etree.ElementTree

import jsonschema

import command
from command import CommandTest

SCHEMAS = pathlib.Path(__file__).parent / "schemas"
FORMATS = ["text", "json", "sarif", "github", "gitlab", "junit", "rdjson"]
CHECK = "tether-unowned-thread"
DETACH = "#include <thread>\nvoid f() {\n  std::thread([] {}).detach();\n}\n"
LOOP = ("#include <thread>\n#include <vector>\nvoid use(int);\n"
        "void start(std::vector<std::thread> &pool) {\n"
        "  for (int i = 0; i < 3; ++i)\n"
        "    pool.emplace_back([&i] { use(i); });\n}\n")


class ReportTest(CommandTest):
    def scan(self, *arguments, status, cwd=None):
        return self.tether("scan", *arguments, status=status, cwd=cwd)

    def report(self, form, *arguments, status=1, cwd=None):
        return self.scan(f"--format={form}", *arguments, status=status, cwd=cwd).stdout

    def json(self, form, *arguments, status=1):
        """The report, which has the form that its readers expect."""
        report = json.loads(self.report(form, *arguments, status=status))
        schema = json.loads((SCHEMAS / f"{form}.json").read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(
            schema, format_checker=jsonschema.FormatChecker()).validate(report)
        return report

    def fingerprints(self):
        return [f["fingerprint"] for f in json.loads(self.report("json"))["findings"]]

class OutputTest(ReportTest):
    def test_several_at_once(self):
        self.project({"a.cpp": DETACH})
        outputs = [f"--output={form}=out.{form}" for form in FORMATS]
        run = self.scan(*outputs, "--run-id=r", status=1)
        self.assertIn(f"[{CHECK}]", run.stdout)
        for form in FORMATS:
            with self.subTest(form):
                self.assertEqual((self.root / f"out.{form}").read_text(),
                                 self.report(form, "--run-id=r"))
        self.assertEqual(sorted(p.name for p in self.root.iterdir()),
                         sorted(["a.cpp", "build", *(f"out.{f}" for f in FORMATS)]))

    def test_standard_output(self):
        self.project({"a.cpp": DETACH})
        self.assertEqual(self.scan("--output=gitlab=-", status=1).stdout,
                         self.report("gitlab"))
        for arguments in (["--output=json=-", "--output=sarif=-"],
                          ["--format=json", "--output=sarif=-"]):
            self.assertIn("two reports are to go to standard output",
                          self.scan(*arguments, status=2).stderr)

    def test_no_colour_in_files(self):
        self.project({"a.cpp": DETACH})
        run = self.scan("--use-color", "--output=text=out", status=1)
        self.assertIn("\033", run.stdout)
        self.assertNotIn("\033", (self.root / "out").read_text())

    def test_wrong_usage(self):
        self.project({"a.cpp": DETACH})
        for output, message in [
                ("sarif", "'sarif' is not FORMAT=PATH"),
                ("sarif=", "'sarif=' is not FORMAT=PATH"),
                ("xml=x", "there is no format 'xml'; use text, json, "),
                ("json=none/x", "cannot write 'none/x': No such file"),
                ("json=build", "cannot write 'build': Is a directory")]:
            with self.subTest(output):
                run = self.scan(f"--output={output}", status=2)
                self.assertIn(message, run.stderr)
                self.assertEqual(run.stdout, "")  # before the analysis
        run = self.scan("--output=json=x", "--output=sarif=x", status=2)
        self.assertIn("two reports are to go to 'x'", run.stderr)
        self.assertFalse((self.root / "x").exists())

    def test_old_reports_stay_until_there_is_a_new_one(self):
        self.write("out", "old")
        run = self.scan("--output=json=out", status=2)
        self.assertIn("compile_commands.json", run.stderr)
        self.assertEqual([p.name for p in self.root.iterdir()], ["out"])
        self.assertEqual((self.root / "out").read_text(), "old")

    def test_a_full_disk(self):
        self.project({"a.cpp": DETACH})
        run = self.scan("--output=json=/dev/full", status=2)
        self.assertIn("cannot write '/dev/full': No space left", run.stderr)
        self.assertIn(f"[{CHECK}]", run.stdout)

    def test_percent_signs_in_names(self):
        self.project({"a.cpp": DETACH, "100%%/x": ""})
        self.scan("--output=json=100%%/%.json", status=1)
        self.assertEqual(sorted(p.name for p in (self.root / "100%%").iterdir()),
                         ["%.json", "x"])

    def test_links_and_modes(self):
        self.project({"a.cpp": DETACH})
        self.write("real", "old")
        os.symlink("real", self.root / "link")
        self.scan("--output=json=link", "--output=sarif=new", status=1)
        self.assertTrue((self.root / "link").is_symlink())
        self.assertIn("findings", json.loads((self.root / "real").read_text()))
        mask = os.umask(0)
        os.umask(mask)
        self.assertEqual(stat.S_IMODE((self.root / "new").stat().st_mode),
                         0o666 & ~mask)


class SarifTest(ReportTest):
    def run_of(self, *arguments, status=1):
        return self.json("sarif", *arguments, status=status)["runs"][0]

    def test_result(self):
        self.project({"src/a%20b.cpp": DETACH.replace("  std", "  /* é𝄞 */ std")})
        run = self.run_of("--run-id=ci/linux")
        self.assertEqual(run["automationDetails"], {"id": "ci/linux"})
        self.assertEqual(run["invocations"][0]["executionSuccessful"], True)
        self.assertEqual(run["invocations"][0]["exitCode"], 1)
        result, = run["results"]
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        self.assertEqual((result["ruleId"], rule["id"]), (CHECK, CHECK))
        self.assertEqual(result["level"], rule["defaultConfiguration"]["level"])
        self.assertIn("## Why", rule["help"]["markdown"])
        self.assertNotIn("../concepts", rule["help"]["markdown"])
        self.assertEqual(result["partialFingerprints"],
                         {"tether/v1": self.fingerprints()[0]})
        where = result["locations"][0]["physicalLocation"]
        self.assertEqual(where["artifactLocation"],
                         {"uri": "a%2520b.cpp", "uriBaseId": "SRCROOT"})
        root = run["originalUriBaseIds"]["SRCROOT"]["uri"]
        self.assertEqual(urllib.parse.unquote(urllib.parse.urlparse(root).path),
                         f"{self.root}/src/")
        # The file is alone, so its folder is the root.
        column = json.loads(self.report("json"))["findings"][0]["column"]
        self.assertEqual(where["region"]["startLine"], 3)
        # Two bytes are one unit, four bytes are two.
        self.assertEqual(where["region"]["startColumn"], column - 1 - 2)

    def test_story(self):
        self.project({"a.cpp": LOOP})
        result, = self.run_of()["results"]
        finding, = json.loads(self.report("json"))["findings"]
        notes = finding["notes"]
        self.assertEqual(len(notes), 2)
        self.assertEqual([r["message"]["text"] for r in result["relatedLocations"]],
                         [n["message"] for n in notes])
        self.assertEqual([r["id"] for r in result["relatedLocations"]],
                         list(range(1, len(notes) + 1)))
        steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
        # In the order of time: the declaration, the capture, the start.
        self.assertEqual([s["location"]["message"]["text"] for s in steps],
                         [notes[0]["message"], result["message"]["text"],
                          *(n["message"] for n in notes[1:])])
        self.assertEqual([s["kinds"] for s in steps],
                         [["declaration"], ["capture"], ["start"]])
        self.assertEqual(
            [s["location"]["physicalLocation"]["region"]["startLine"] for s in steps],
            [notes[0]["line"], finding["line"], *(n["line"] for n in notes[1:])])

    def test_fixes_mend_the_source(self):
        self.project({"a.cpp": LOOP.replace("  pool", " /* é𝄞 */  pool")})
        source = self.root / "a.cpp"
        fixes = self.run_of()["results"][0]["fixes"]
        lines = source.read_text().splitlines(keepends=True)
        change, = fixes[0]["artifactChanges"]
        self.assertEqual(change["artifactLocation"]["uri"], "a.cpp")
        for edit in reversed(change["replacements"]):
            region = edit["deletedRegion"]
            self.assertEqual(region["startLine"], region["endLine"])
            line = lines[region["startLine"] - 1].encode("utf-16-le")
            line = (line[:2 * region["startColumn"] - 2] +
                    edit["insertedContent"]["text"].encode("utf-16-le") +
                    line[2 * region["endColumn"] - 2:])
            lines[region["startLine"] - 1] = line.decode("utf-16-le")
        self.scan("--fix", status=0)
        self.assertEqual("".join(lines), source.read_text())

    def test_failures(self):
        self.project({"a.cpp": DETACH, "b.cpp": "int x = ;\n"})
        self.database(["a.cpp", "b.cpp", "gone.cpp"])
        run = self.run_of("--no-prefilter", status=3)
        self.assertEqual(len(run["results"]), 1)
        call, = run["invocations"]
        self.assertEqual((call["executionSuccessful"], call["exitCode"]), (False, 3))
        parse, gone = call["toolExecutionNotifications"]
        self.assertIn("expected expression", parse["message"]["text"])
        self.assertEqual(parse["locations"][0]["physicalLocation"]["region"],
                         {"startLine": 1, "startColumn": 9})
        self.assertEqual(gone["locations"][0]["physicalLocation"],
                         {"artifactLocation": {"uri": "gone.cpp", "uriBaseId": "SRCROOT"}})
        self.write("tether-model.yaml", "library: x\nno_such_key: 1\n")
        call, = self.run_of(status=2)["invocations"]
        self.assertIn("no_such_key",
                      call["toolConfigurationNotifications"][0]["message"]["text"])

    def test_clean(self):
        self.project({"a.cpp": "int x;\n"})
        self.assertEqual(self.run_of(status=0)["results"], [])


class OtherFormatsTest(ReportTest):
    def test_github(self):
        self.project({"a.cpp": LOOP, "b.cpp": "int x = ;\n"})
        first, second = self.report("github", "--no-prefilter", status=3).splitlines()
        self.assertRegex(first, r"^::error file=a\.cpp,line=6,col=\d+,"
                                r"title=tether-loop-capture::.*%0Aa\.cpp:5:\d+: ")
        self.assertEqual(second, "::error file=b.cpp,line=1,col=9,title=tether::'b.cpp' "
                                 "did not parse: b.cpp:1:9: expected expression")

    def test_gitlab(self):
        self.project({"src/a.cpp": DETACH, "b.cpp": DETACH})
        report = self.json("gitlab")
        self.assertEqual([r["location"] for r in report],
                         [{"path": "b.cpp", "lines": {"begin": 3}},
                          {"path": "src/a.cpp", "lines": {"begin": 3}}])
        self.assertEqual([r["fingerprint"] for r in report], self.fingerprints())
        self.project({"c.cpp": "int x;\n"})
        self.assertEqual(self.json("gitlab", "c.cpp", status=0), [])

    def test_junit(self):
        self.project({"a.cpp": DETACH + LOOP, "b.cpp": "int x = ;\n", "c.cpp": DETACH})
        root = xml.etree.ElementTree.fromstring(self.report("junit", "--no-prefilter", status=3))
        self.assertEqual({k: root.get(k) for k in ("tests", "failures", "errors")},
                         {"tests": "4", "failures": "3", "errors": "1"})
        suites = {s.get("name"): s for s in root}
        self.assertEqual(list(suites), ["analysis", "a.cpp", "c.cpp"])
        for suite in suites.values():
            self.assertEqual(int(suite.get("tests")), len(suite.findall("testcase")))
            self.assertEqual(int(suite.get("failures")), len(suite.findall("*/failure")))
            self.assertEqual(int(suite.get("errors")), len(suite.findall("*/error")))
        self.assertEqual(suites["c.cpp"].find("*/failure").get("type"), CHECK)
        self.assertIn("expected expression", suites["analysis"].find("*/error").get("message"))

    def test_junit_clean(self):
        self.project({"a.cpp": "int x;\n"})
        root = xml.etree.ElementTree.fromstring(self.report("junit", status=0))
        self.assertEqual((root.get("tests"), root.get("failures")), ("1", "0"))
        self.assertEqual(len(root.findall("*/testcase")), 1)
        self.assertEqual(root.findall("*/*/*"), [])

    def test_rdjson(self):
        self.project({"a.cpp": LOOP.replace("  pool", " /* é𝄞 */  pool")})
        diagnostic, = self.json("rdjson")["diagnostics"]
        self.assertEqual(diagnostic["location"]["path"], "a.cpp")
        self.assertEqual(diagnostic["code"]["value"], "tether-loop-capture")
        lines = (self.root / "a.cpp").read_bytes().splitlines(keepends=True)
        for suggestion in reversed(diagnostic["suggestions"]):
            start, end = suggestion["range"]["start"], suggestion["range"]["end"]
            line = lines[start["line"] - 1]
            lines[start["line"] - 1] = (line[:start["column"] - 1] +
                                        suggestion["text"].encode() + line[end["column"] - 1:])
        self.scan("--fix", status=0)
        self.assertEqual(b"".join(lines), (self.root / "a.cpp").read_bytes())


class HostileTest(ReportTest):
    """Names and texts that mean something to the formats."""

    NAME = b"100%20 a,b:c::d\r\n::error::e]]>\"'<&\x01\xff\xc3\xa9.cpp"

    def setUp(self):
        super().setUp()
        folder = os.path.join(os.fsencode(self.root), b"p\xff%")
        os.mkdir(folder)
        self.file = os.path.join(folder, self.NAME)
        with open(self.file, "wb") as file:
            file.write(b"#include <thread>\nstruct \xc3\xa9 { static void f(); };\n"
                       b"void \xc3\xa9::f() {\n"
                       b"  /* \xff\xc3 ]]> */ std::thread([] {}).detach();\n}\n")

    def output(self, form):
        run = subprocess.run([command.TETHER, "scan", f"--format={form}", self.file, "--"],
                             cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual(run.returncode, 1, run.stderr)
        return run.stdout

    def report(self, form, *arguments, status=1, cwd=None):
        return self.output(form).decode()  # which has to be UTF-8

    def test_sarif(self):
        run, = self.json("sarif")["runs"]
        result, = run["results"]
        where = result["locations"][0]
        self.assertEqual(where["logicalLocations"][0]["fullyQualifiedName"], "é::f()")
        uri = where["physicalLocation"]["artifactLocation"]["uri"]
        self.assertEqual(urllib.parse.unquote_to_bytes(uri), self.NAME)
        self.assertIsNone(urllib.parse.urlparse(uri).scheme or None)
        root = run["originalUriBaseIds"]["SRCROOT"]["uri"]
        self.assertEqual(urllib.parse.unquote_to_bytes(root),
                         b"file://" + os.path.dirname(self.file) + b"/")
        column = json.loads(self.report("json"))["findings"][0]["column"]
        self.assertEqual(where["physicalLocation"]["region"]["startColumn"], column)

    def test_github(self):
        output = self.report("github")
        self.assertEqual(output.count("\n"), 1)
        properties, message = re.fullmatch(r"::warning ([^\n]*?)::([^\n]*)\n", output).groups()
        values = dict(p.split("=", 1) for p in properties.split(","))
        self.assertEqual(list(values), ["file", "line", "col", "title"])
        self.assertEqual(urllib.parse.unquote(values["file"]),
                         self.NAME.decode(errors="replace"))
        self.assertNotIn("\r", output)

    def test_gitlab(self):
        finding, = self.json("gitlab")
        self.assertEqual(finding["location"]["path"], self.NAME.decode(errors="replace"))

    def test_rdjson(self):
        diagnostic, = self.json("rdjson")["diagnostics"]
        self.assertEqual(diagnostic["location"]["path"], self.NAME.decode(errors="replace"))

    def test_json(self):
        finding, = json.loads(self.report("json"))["findings"]
        self.assertEqual(finding["file"], self.NAME.decode(errors="replace"))

    def test_junit(self):
        root = xml.etree.ElementTree.fromstring(self.output("junit"))
        self.assertEqual(root[1].get("name"),
                         self.NAME.decode(errors="replace").replace("\x01", ""))

    def test_text(self):
        self.assertIn(f"[{CHECK}]".encode(), self.output("text"))


if __name__ == "__main__":
    command.main()
