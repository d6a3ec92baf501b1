# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What MkDocs does for the site beyond mkdocs.yml.

The pages are written for whoever reads them in the repository. README.md and the
other pages of the topmost folder become pages next to those of docs/, and links
between the two follow.
"""

import pathlib
import re

from mkdocs.structure.files import File

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
TEXTS = ("LICENSE", "packages.txt")


def on_files(files, config):
    for name in PAGES + TEXTS:
        files.append(File(name, str(ROOT), config["site_dir"], False))
    return files


def on_page_markdown(markdown, page, **_):
    # Out of docs/ and into it: on the site, docs/ is the topmost folder itself.
    above = "../" * (page.file.src_uri.count("/") + 1)
    inside = above[3:]
    for name in PAGES + TEXTS:
        markdown = markdown.replace(f"]({above}{name}", f"]({inside}{name}")
    if page.file.src_uri in PAGES:
        markdown = markdown.replace("](docs/", "](")
    # What a test expects of a fence becomes its title.
    return re.sub(r"^```cpp (flagged|clean|fixed)$",
                  r'``` { .cpp .\1 title="\1" }', markdown, flags=re.MULTILINE)


def on_post_build(config):
    # Pages on disk may not fetch the index, but run it. 404.html and the sitemap
    # are for servers that know their address.
    site = pathlib.Path(config["site_dir"])
    index = (site / "search/search_index.json").read_text()
    (site / "search/search_index.js").write_text(
        f"window.__search = {{index: Promise.resolve({index})}};\n")
    for name in ("404.html", "sitemap.xml", "sitemap.xml.gz"):
        (site / name).unlink(missing_ok=True)
