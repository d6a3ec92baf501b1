# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The pages lead to each other, and the site's navigation to all of them."""

import re
import unittest

import yaml

from pages import DOCS, ROOT, TOP, anchors, pages, prose

LINK = re.compile(r"\[[^]]*\]\(([^)\s]*)\)|^\[[^]]+\]: *(\S+)", re.MULTILINE)


def links(page):
    text = re.sub(r"`[^`\n]*`", "``", prose(page))
    return [inline or reference for inline, reference in LINK.findall(text)]


class Links(unittest.TestCase):
    def test_they_are_seen(self):
        self.assertIn("docs/usage/scan.md", links(ROOT / "README.md"))
        self.assertIn("fingerprints", anchors(DOCS / "usage/reports.md"))
        self.assertIn("tether-model-list", anchors(DOCS / "usage/model-files.md"))

    def test_they_lead_somewhere(self):
        for page in pages():
            for link in links(page):
                if re.match(r"https?://", link):
                    continue
                with self.subTest(page=str(page.relative_to(ROOT)), link=link):
                    path, _, anchor = link.partition("#")
                    target = (page.parent / path).resolve() if path else page
                    self.assertTrue(target.is_relative_to(ROOT))
                    self.assertTrue(target.is_file(), "no such file")
                    if anchor:
                        self.assertIn(anchor, anchors(target))


    def test_files_that_are_named_exist(self):
        ours = re.compile(r"`((?:checks|cmake|docs|driver|test|tools)/[^`\s<>]+)`")
        named = [(page, name) for page in pages() for name in ours.findall(prose(page))]
        self.assertGreater(len(named), 20)
        for page, name in named:
            with self.subTest(page=page.name, name=name):
                self.assertTrue(list(ROOT.glob(name)))


class Navigation(unittest.TestCase):
    def test_every_page_has_one_place(self):
        def named(entries):
            for entry in entries:
                for value in entry.values() if isinstance(entry, dict) else [entry]:
                    yield from named(value) if isinstance(value, list) else [value]

        config = yaml.safe_load((ROOT / "mkdocs.yml").read_text())
        expected = [str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")]
        expected += [page.name for page in TOP]
        self.assertEqual(sorted(named(config["nav"])), sorted(expected),
                         "nav of mkdocs.yml and the pages differ")


if __name__ == "__main__":
    unittest.main()
