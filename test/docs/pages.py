# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The pages of the documentation, as the tests read them."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
TOP = [ROOT / f"{name}.md"
       for name in ("README", "ARCHITECTURE", "CONTRIBUTING", "CHANGELOG")]
# What is for users, and has commands in it.
USAGE = [ROOT / "README.md", *sorted((DOCS / "usage").rglob("*.md"))]
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def pages():
    return TOP + sorted(DOCS.rglob("*.md"))


def prose(page):
    """The text of a page without what is in fences."""
    return FENCE.sub("", page.read_text())


def anchors(page):
    """What #fragments may name: headings, spelled as GitHub and the site do."""
    found = set()
    for heading in re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE):
        words = re.sub(r"[^\w\s-]", "", heading.lower()).strip()
        found.add(re.sub(r"[\s-]+", "-", words))
    return found
