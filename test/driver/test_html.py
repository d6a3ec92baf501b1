# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The HTML report in a browser."""

import json
import pathlib
import re
import unittest

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

import browser
import command
from command import CommandTest

CHECKS = pathlib.Path(__file__).resolve().parent.parent / "checks"

DETACH = """#include <thread>
static void late(int I) { std::thread([I] { (void)I; }).detach(); }
void first() { late(1); }
"""
LOOP = """#include <thread>
#include <vector>
void use(int);
void loop(std::vector<int> &Values) {
  std::vector<std::thread> Threads;
  for (int I : Values)
    Threads.emplace_back([&] { use(I); });
  for (auto &T : Threads)
    T.join();
}
"""
# As a path, as source and in the way of every kind of parser.
EVIL = "<img src=x onerror=document.title='bad'>"
HOSTILE = """#include <thread>
/* </script><script>document.title = 'bad'</script> """ + EVIL + """ ]]> --> \u2028
   &quot; \u202e turned \u2066 {{report}} \0 \x1b[31m */
const char *S = "</style><style>body{display:none}</style>"; // """ + "x" * 50000 + """
void f() { std::thread([] {}).detach(); } // \u202e
"""


class HtmlTest(CommandTest):
    pages = {}  # What has been scanned need not be scanned again.

    @classmethod
    def setUpClass(cls):
        cls.browser = browser.start()
        cls.addClassCleanup(cls.browser.quit)

    def page(self, sources, status=1):
        """Scans and opens the page."""
        key = tuple(sources.items())
        if key not in self.pages:
            self.project(sources)
            run = self.tether("scan", "--no-prefilter", "--quiet", "--format=html", status=status)
            self.pages[key] = run.stdout
        self.file = self.write("page.html", self.pages[key])
        self.open()

    def open(self, fragment=""):
        browser.open_page(self.browser, f"file://{self.file}{fragment}")

    def find(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector):
        """Of an element that a script may just have made anew."""
        wait = WebDriverWait(self.browser, 10,
                             ignored_exceptions=[StaleElementReferenceException])
        return wait.until(lambda browser: self.find(selector).text)

    def texts(self, selector):
        found = self.browser.find_elements(By.CSS_SELECTOR, selector)
        return [element.text for element in found if element.is_displayed()]

    def press(self, *keys):
        for key in keys:
            self.browser.switch_to.active_element.send_keys(key)

    def clear(self):
        """The page does it in a turn of its own, after the form's."""
        button = self.find("#clear")
        button.click()
        WebDriverWait(self.browser, 30).until(lambda _: not button.is_displayed())

    def listed(self):
        return self.texts("#list li .of-file")

    def assert_quiet(self):
        """Nothing was complained about and nothing left the file."""
        self.assertEqual(self.browser.get_log("browser"), [])
        self.assertEqual(browser.requests(self.browser), {self.file.as_uri()})


class PageTest(HtmlTest):
    SOURCES = {"src/detach.cpp": DETACH, "lib/loop.cpp": LOOP}

    def test_counts(self):
        self.page(self.SOURCES)
        self.assertEqual(self.text("#summary"),
                         "2 findings in 2 files; 2 files analysed")
        self.assertEqual(self.texts("#list summary .name"),
                         ["loop-capture", "unowned-thread"])
        self.assertEqual(self.texts(".table .name"),
                         ["loop-capture", "unowned-thread",
                          "lib/loop.cpp", "src/detach.cpp"])
        self.assertIn("tether 0.", self.text("footer"))
        self.assert_quiet()

    def test_search(self):
        self.page(self.SOURCES)
        self.press("/", "DETACHED late")
        self.assertEqual(self.listed(), ["detach.cpp:2"])
        self.assertEqual(self.text("#shown"), "1 of 2 findings")
        self.press(" nonsense")
        self.assertEqual(self.listed(), [])
        self.assertEqual(self.texts(".nothing"), ["No finding matches."])
        self.press(Keys.ESCAPE)
        self.assertEqual(len(self.listed()), 2)

    def test_filters(self):
        self.page(self.SOURCES)
        self.find("#severities [value=error]").click()
        self.assertEqual(self.listed(), ["loop.cpp:7"])
        self.clear()
        self.find("#rule [value=tether-unowned-thread]").click()
        self.assertEqual(self.listed(), ["detach.cpp:2"])
        self.find("#file [value='lib/loop.cpp']").click()
        self.assertEqual(self.listed(), [])
        self.clear()
        self.assertEqual(len(self.listed()), 2)
        self.find(".table li:last-child button").click()
        self.assertEqual(len(self.listed()), 1)

    def test_groups(self):
        self.page(self.SOURCES)
        self.find(".switch label:last-of-type").click()
        self.assertEqual(self.texts("#list summary .name"),
                         ["lib/loop.cpp", "src/detach.cpp"])

    def test_a_story_by_keyboard(self):
        self.page(self.SOURCES)
        self.press("j", "j", Keys.ENTER)
        self.assertIn("nothing will ever wait", self.text("#title"))
        self.assertEqual(self.text("#position"), "2 of 2")
        self.assertIn("detaches", self.text(".drawing"))
        self.assertEqual(self.texts(".codeline mark"), ["detach"])
        self.press("k")
        self.assertIn("'I' belongs to one iteration", self.text("#title"))
        self.assertEqual(self.texts(".steps .number-of-step"), ["1", "2", "3"])
        self.assertEqual(self.texts(".says .number-of-step"), ["2", "1", "3"])
        self.assertEqual(self.texts(".fix pre"), ["Threads.emplace_back([&, I] { use(I); });"])
        self.press(Keys.ESCAPE)
        self.assertEqual(self.texts("#title"), ["2 findings in 2 files"])
        active = self.browser.switch_to.active_element
        self.assertIn("'I' belongs", active.text)
        self.assertEqual(active.value_of_css_property("outline-style"), "solid")
        self.assert_quiet()

    def test_more_lines(self):
        self.page({"a.cpp": "\n" * 40 + DETACH + "\n" * 40})
        self.open("#1")
        numbers = ".codeline > span:first-child"
        self.assertEqual(self.texts(numbers)[0], "39")
        for first in ("29", "27"):  # What the page has, then.
            self.find(".more button").click()
            self.assertEqual(self.texts(numbers)[0], first)

    def test_links(self):
        self.page(self.SOURCES)
        self.open("#1")
        self.assertIn("'I' belongs", self.text("#title"))
        self.open("#99")
        self.assertIn("no finding #99", self.text("#pane"))

    def test_theme(self):
        self.page(self.SOURCES)
        color = lambda: self.find("body").value_of_css_property("background-color")
        for scheme in ("light", "dark"):
            browser.prefer(self.browser, scheme)
            self.open()
            before = color()
            self.find("#theme").click()
            self.assertNotEqual(color(), before)
            self.find("#theme").click()
            self.assertEqual(color(), before)

    def test_no_findings(self):
        self.page({"a.cpp": "int a;\n"}, status=0)
        self.assertEqual(self.texts("#title"), ["No findings"])
        self.assertFalse(self.find("#browser").is_displayed())
        self.assert_quiet()

    def test_what_could_not_be_analysed(self):
        self.page({"a.cpp": "int a;\n", "b.cpp": "int x = ;\n"}, status=3)
        self.assertEqual(self.texts("#title"),
                         ["No findings, but not all was analysed"])
        self.assertEqual(self.texts(".problem"),
                         ["b.cpp did not parse: b.cpp:1:9 expected expression"])
        self.assertEqual(self.texts("#incomplete"), ["incomplete"])

    def test_on_paper(self):
        self.page(self.SOURCES)
        self.browser.execute_script("dispatchEvent(new Event('beforeprint'))")
        self.assertEqual(len(self.texts(".source")), 2)
        self.browser.execute_script("dispatchEvent(new Event('afterprint'))")
        self.assertEqual(len(self.texts(".source")), 0)


class HostileTest(HtmlTest):
    def test_nothing_of_the_project_runs(self):
        self.write(f"{EVIL}.cpp", HOSTILE)
        self.write("build/compile_commands.json", json.dumps([
            {"directory": str(self.root), "file": f"{EVIL}.cpp",
             "arguments": ["c++", "-c", f"{EVIL}.cpp"]}]))
        run = self.tether("scan", "--quiet", "--format=html", status=1)
        self.file = self.write("page.html", run.stdout)
        self.open("#1")
        self.assertEqual(self.texts("figcaption"), [f"{EVIL}.cpp"])
        shown = "\n".join(self.texts(".codeline"))
        for text in ("</script><script>document.title", "<U+202E> turned <U+2066>",
                     "<U+2028>", "<U+0000> <U+001B>[31m", "{{report}}", "]]> -->",
                     "</style><style>", "bytes more"):
            self.assertIn(text, shown)
        self.assertNotIn("\u202e", self.file.read_text())
        self.assertNotIn("bad", self.browser.title)
        count = "return document.querySelectorAll(arguments[0]).length"
        for name, number in (("script", 2), ("style", 1), ("img", 0)):
            self.assertEqual(self.browser.execute_script(count, name), number)
        self.assert_quiet()

    def test_the_policy_holds(self):
        self.page({"a.cpp": DETACH})
        self.assertIsNone(self.browser.execute_script("""
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            return window.ran ?? null;"""))


class StoriesTest(CommandTest):
    """Each check tells who takes part in each of its sentences, and the page draws it."""

    @staticmethod
    def programs():
        """Of each check the first that has its findings and needs the standard library alone."""
        for folder in sorted(f for f in CHECKS.iterdir() if f.is_dir()):
            for program in sorted(folder.glob("*.cpp")):
                text = program.read_text()
                if (re.search(r"// warn:", text) and "// flags:" not in text
                        and not re.search(r'#include (<.*[./].*>|")', text)):
                    yield program
                    break

    def test_every_sentence_is_drawn(self):
        programs = list(self.programs())
        self.tether("scan", "--quiet", f"--output=html={self.root}/page.html",
                    f"--output=json={self.root}/report.json",
                    *programs,
                    "--", "-std=c++20", status=1)
        data = re.search(r'id="report">(.*?)</script>',
                         (self.root / "page.html").read_text(), re.DOTALL)
        drawings = [finding["drawing"] for finding in json.loads(data[1])["findings"]]
        findings = json.loads((self.root / "report.json").read_text())["findings"]
        self.assertEqual({finding["check"] for finding in findings},
                         {f"tether-{program.parent.name}" for program in programs})
        for finding, drawing in zip(findings, drawings, strict=True):
            with self.subTest(finding["message"]):
                story = finding["story"]
                self.assertEqual(len(story["steps"]), 1 + len(finding["notes"]))
                self.assertNotIn("unknown", {step["part"] for step in story["steps"]})
                told = {relation["step"] for relation in story["relations"]}
                for actor in story["actors"]:
                    told.update(actor["shown"])
                self.assertEqual(told, set(range(len(story["steps"]))))
                self.assertEqual(len(drawing["nodes"]), len(story["actors"]))
                drawn = sum(len(edge["says"]) for edge in drawing["edges"])
                self.assertEqual(drawn, len(story["relations"]))


if __name__ == "__main__":
    command.main()
