# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The site that `make docs` builds, read from disk."""

import html.parser
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from pages import DOCS, FENCE, ROOT, pages

sys.path.append(str(ROOT / "test/driver"))
import browser  # noqa: E402

REMOTE = re.compile(r"(\w+:)?//")


class Html(html.parser.HTMLParser):
    """What a page loads, where it leads, and what can be led to."""

    def __init__(self, file):
        super().__init__()
        self.loads, self.links, self.ids, self.prose = [], [], set(), []
        self.open = []
        self.feed(file.read_text())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.open.append(tag)
        self.ids.add(attributes.get("id"))
        for name in ("src", "srcset", "data", "action", "poster"):
            if name in attributes:
                self.loads.append(attributes[name])
        if "href" in attributes:
            (self.links if tag == "a" else self.loads).append(attributes["href"])

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if self.open and self.open[-1] == "p":
            self.prose.append(data)


class SiteTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.site = pathlib.Path(folder.name).resolve() / "a site"
        run = subprocess.run(["mkdocs", "build", "--quiet", "--strict", "-d", cls.site],
                             cwd=ROOT, text=True, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT)
        assert run.returncode == 0, run.stdout
        cls.pages = {file: Html(file) for file in sorted(cls.site.rglob("*.html"))}


class Files(SiteTest):
    def test_every_page_is_there(self):
        expected = {str(p.relative_to(DOCS if DOCS in p.parents else ROOT))
                    .replace(".md", ".html").replace("README", "index") for p in pages()}
        self.assertEqual({str(f.relative_to(self.site)) for f in self.pages}, expected)

    def test_nothing_is_loaded_from_elsewhere(self):
        for file in self.pages:
            with self.subTest(file.name):
                self.assertTrue(self.pages[file].loads)
                for url in self.pages[file].loads:
                    self.assertIsNone(REMOTE.match(url), url)
        for sheet in self.site.rglob("*.css"):
            text = sheet.read_text()
            self.assertEqual(re.findall(r"@import|url\(['\"]?(?:\w+:)?//", text), [])

    def test_links_lead_somewhere(self):
        for file in self.pages:
            with self.subTest(file.name):
                self.assertTrue(self.pages[file].links)
                for link in self.pages[file].links:
                    if REMOTE.match(link):
                        continue
                    path, _, anchor = link.partition("#")
                    target = (file.parent / path).resolve() if path else file
                    if target.is_dir():
                        target /= "index.html"
                    self.assertTrue(target.is_file(), link)
                    if anchor:
                        self.assertIn(anchor, self.pages[target].ids, link)

    def test_markup_is_not_shown_as_text(self):
        for file in self.pages:
            with self.subTest(file.name):
                text = "".join(self.pages[file].prose)
                self.assertEqual(re.findall(r"^(?:[-*|] |\d+\. |```).*", text, re.MULTILINE), [])

    def test_examples_say_what_they_are(self):
        fences = [FENCE.findall(p.read_text()) for p in pages()]
        infos = [info for page in fences for info, _ in page]
        shown = "".join(file.read_text() for file in self.pages)
        for kind in ("flagged", "clean", "fixed"):
            with self.subTest(kind):
                self.assertEqual(shown.count(f'<span class="filename">{kind}</span>'),
                                 infos.count(f"cpp {kind}"))


class InBrowser(SiteTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.browser = browser.start()
        cls.addClassCleanup(cls.browser.quit)

    def open(self, file):
        browser.open_page(self.browser, (self.site / file).as_uri())

    def assert_quiet(self):
        """Nothing was complained about and nothing came from outside."""
        self.assertEqual(self.browser.get_log("browser"), [])
        asked = browser.requests(self.browser)
        self.assertTrue(asked)
        for url in asked - {"about:blank"}:
            self.assertTrue(url.startswith(self.site.as_uri() + "/"), url)

    def test_pages(self):
        for file in self.pages:
            with self.subTest(file.name):
                self.open(file)
                self.assertTrue(self.browser.find_element(By.TAG_NAME, "h1").is_displayed())
                self.assert_quiet()
                self.assertLessEqual(self.width(360), 360, "a phone has to scroll sideways")

    def width(self, window):
        """How wide the page is in a window of this width."""
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": window, "height": 700, "deviceScaleFactor": 1, "mobile": True})
        width = self.browser.execute_script(
            "return document.documentElement.scrollWidth")
        self.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        return width

    def test_search(self):
        self.open("usage/scan.html")
        self.browser.find_element(By.CSS_SELECTOR, ".md-search__input").send_keys(
            "joinable")
        found = WebDriverWait(self.browser, 20).until(
            lambda b: b.find_elements(By.CSS_SELECTOR, ".md-search-result__item a"))
        self.assertIn("checks/unjoined-thread.html", found[0].get_attribute("href"))
        self.assert_quiet()
        found[0].click()
        self.assertIn("/checks/unjoined-thread.html", self.browser.current_url)

    def test_light_and_dark(self):
        def scheme():
            return self.browser.find_element(By.TAG_NAME, "body").get_attribute(
                "data-md-color-scheme")

        for preferred, name, other in (("light", "default", "slate"),
                                       ("dark", "slate", "default")):
            browser.prefer(self.browser, preferred)
            self.open("index.html")
            self.browser.execute_script("localStorage.clear()")
            self.open("index.html")
            self.assertEqual(scheme(), name)
            shown = self.browser.find_elements(
                By.CSS_SELECTOR, "[data-md-component=palette] label")
            next(label for label in shown if label.is_displayed()).click()
            self.assertEqual(scheme(), other)
            self.open("usage/scan.html")
            self.assertEqual(scheme(), other, "it is not remembered")


if __name__ == "__main__":
    unittest.main()
