# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Sessions with tether-clangd, as an editor has them."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import lsp

CLANGD = pathlib.Path(os.environ["TETHER_BINARY_DIR"], "bin", "tether-clangd")
UPSTREAM = os.environ["TETHER_UPSTREAM_CLANGD"]
CORPUS = pathlib.Path(os.environ["TETHER_SOURCE_DIR"], "test", "checks")

# A header that only the compiler itself has.
BUILTIN = "#include <immintrin.h>\n"

BAD = """\
#include <thread>
#include <vector>

void use(int);

void start(std::vector<std::thread> &threads) {
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] { use(i); });
}
"""


def ours(diagnostics):
    return [d for d in diagnostics if str(d.get("code")).startswith("tether-")]


class ClangdTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()
        self.file = self.folder / "main.cpp"

    def test_session(self):
        with lsp.Client([CLANGD]) as client:
            diagnostics = client.show(self.file, BAD)
            found = ours(diagnostics)
            self.assertEqual(diagnostics, found)
            self.assertEqual([d["code"] for d in found], ["tether-loop-capture"])
            self.assertEqual(found[0]["range"]["start"]["line"], 7)
            self.assertTrue(found[0]["relatedInformation"])

            actions = client.fixes(self.file, found[0])
            edits = [a["edit"]["changes"] for a in actions if "edit" in a]
            self.assertEqual(len(edits), 1, actions)
            fixed = lsp.apply(BAD, edits[0][self.file.as_uri()])
            self.assertNotEqual(fixed, BAD)
            self.assertEqual(client.show(self.file, fixed), [])
            self.assertEqual(len(ours(client.show(self.file, BAD))), 1)

    def test_configuration_switches_off(self):
        for name, text in {
            ".clang-tidy": "Checks: '-tether-loop-capture'\n",
            ".clangd": "Diagnostics: {ClangTidy: {Remove: tether-*}}\n",
        }.items():
            with self.subTest(name):
                (self.folder / name).write_text(text)
                with lsp.Client([CLANGD, "--enable-config"]) as client:
                    self.assertEqual(ours(client.show(self.file, BAD)), [])
                (self.folder / name).unlink()

    def test_configuration_for_other_checks_leaves_ours_on(self):
        (self.folder / ".clang-tidy").write_text("Checks: '-*,bugprone-*'\n")
        with lsp.Client([CLANGD]) as client:
            self.assertEqual(len(ours(client.show(self.file, BAD))), 1)

    def test_broken_model(self):
        model = self.folder / "tether-model.yaml"
        model.write_text("library: mine\ncolour: blue\n")
        with lsp.Client([CLANGD]) as client:
            first, *others = client.show(self.file, BAD)
        self.assertIn("nknown key 'colour'", first["message"])
        self.assertIn(str(model), first["relatedInformation"][0]["message"])
        self.assertEqual([d["code"] for d in others], ["tether-loop-capture"])

    def test_suppression(self):
        silent = BAD.replace("use(i); });", "use(i); }); // NOLINT")
        with lsp.Client([CLANGD]) as client:
            self.assertEqual(client.show(self.file, silent), [])

    def test_upstream_checks(self):
        program = "int size() { return sizeof(sizeof(int)); }\n"
        with lsp.Client([CLANGD]) as client:
            codes = {d["code"] for d in client.show(self.file, program)}
        self.assertIn("bugprone-sizeof-expression", codes)

        (self.folder / ".clang-tidy").write_text("Checks: 'modernize-use-nullptr'\n")
        with lsp.Client([CLANGD]) as client:
            codes = {d["code"] for d in client.show(self.file, "int *p = 0;\n")}
        self.assertIn("modernize-use-nullptr", codes)

    def test_copy_finds_builtin_headers(self):
        copy = self.folder / "elsewhere" / "tether-clangd"
        copy.parent.mkdir()
        shutil.copy2(CLANGD, copy)
        with lsp.Client([copy]) as client:
            codes = [d["code"] for d in client.show(self.file, BUILTIN + BAD)]
        self.assertEqual(codes, ["tether-loop-capture"])

    def test_link_to_the_page(self):
        def links(program, text):
            with lsp.Client([program]) as client:
                return {d["code"]: d.get("codeDescription", {}).get("href")
                        for d in client.show(self.file, text)}

        pages = CLANGD.parents[1] / "share/doc/tether/docs/checks"
        page = pages / "loop-capture.md"
        found = links(CLANGD, BAD + "int size() { return sizeof(sizeof(int)); }\n")
        self.assertEqual(found["tether-loop-capture"], page.as_uri())
        self.assertTrue(page.is_file())
        self.assertTrue(found["bugprone-sizeof-expression"].startswith(
            "https://clang.llvm.org/"))

        # Without the pages beside it there is nothing to link to.
        copy = self.folder / "copy" / "bin" / "tether-clangd"
        copy.parent.mkdir(parents=True)
        shutil.copy2(CLANGD, copy)
        self.assertEqual(links(copy, BAD), {"tether-loop-capture": None})
        docs = self.folder / "copy" / "share" / "doc" / "tether"
        docs.mkdir(parents=True)
        (docs / "docs").symlink_to(pages.parent)
        href = (docs / "docs/checks/loop-capture.md").as_uri()
        self.assertEqual(links(copy, BAD), {"tether-loop-capture": href})

    def test_given_resource_dir_is_kept(self):
        (self.folder / "include").mkdir()
        (self.folder / "include" / "only_here.h").touch()
        program = "#include <only_here.h>\n"
        given = f"--resource-dir={self.folder}"
        with lsp.Client([CLANGD, given]) as client:
            self.assertEqual(client.show(self.file, program), [])
        with lsp.Client([CLANGD]) as client:
            codes = [d["code"] for d in client.show(self.file, program)]
        self.assertEqual(codes, ["pp_file_not_found"])

    def test_same_version_and_flags(self):
        def run(program, flag):
            return subprocess.run(
                [program, flag], capture_output=True, text=True, check=True
            ).stdout.replace(str(program), "")

        for flag in ("--version", "--help", "--help-hidden"):
            with self.subTest(flag):
                self.assertEqual(
                    re.sub(r"USAGE: \S+", "", run(CLANGD, flag)),
                    re.sub(r"USAGE: \S+", "", run(UPSTREAM, flag)),
                )

    def test_severities(self):
        program = BAD + "void run() { std::thread([] {}).detach(); }\n"
        for config, loop, detach in (
                ("", 1, 2), ("WarningsAsErrors: '-tether-loop-capture'\n", 2, 2),
                ("CheckOptions:\n  tether-loop-capture.Severity: warning\n"
                 "  tether-unowned-thread.Severity: error\n", 2, 1)):
            with self.subTest(config):
                (self.folder / ".clang-tidy").write_text(
                    "Checks: 'tether-*'\n" + config)
                with lsp.Client([CLANGD]) as client:
                    found = {d["code"]: d["severity"]
                             for d in ours(client.show(self.file, program))}
                self.assertEqual(found, {"tether-loop-capture": loop,
                                         "tether-unowned-thread": detach})

    def test_half_typed_code(self):
        # The bulk is done in process; here a sample goes through the server.
        files = sorted(CORPUS.glob("*/*.cpp"))[::8]
        with lsp.Client([CLANGD]) as client:
            for number, file in enumerate(files):
                text = file.read_text()
                ends = [match.end() for match in re.finditer(r"\w+|[^\w\s]", text)]
                path = self.folder / f"{number}.cpp"
                for end in ends[::50]:
                    client.show(path, text[:end])


if __name__ == "__main__":
    unittest.main()
