# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""tether explain: the pages of the checks in a terminal."""

import fcntl
import json
import pathlib
import re
import struct
import termios

import command
from command import CommandTest

PAGES = pathlib.Path(__file__).parents[2] / "docs" / "checks"
CHECK = "tether-unowned-thread"


class ExplainTest(CommandTest):
    def explain(self, *arguments, status=0):
        return self.tether("explain", *arguments, status=status)

    def shown(self, *arguments, columns, **environment):
        """What a terminal of so many columns shows, as lines."""
        size = struct.pack("HHHH", 24, columns, 0, 0)
        text, status = self.on_a_terminal(
            "explain", *arguments, **environment,
            resize=lambda terminal: fcntl.ioctl(terminal, termios.TIOCSWINSZ, size))
        self.assertEqual(status, 0)
        return text.splitlines()

    def test_every_page_is_there_completely(self):
        for page in sorted(PAGES.glob("*.md")):
            with self.subTest(page.stem):
                text = page.read_text()
                shown = self.explain(page.stem).stdout
                self.assertTrue(shown.startswith(f"tether-{page.stem}\n\n"), shown)

                def words(text):
                    text = re.sub(r"\]\([^)\s]*\.md[^)\s]*\)", "", text)
                    text = re.sub(r"^```(?:cpp)?", "", text, flags=re.M)
                    return re.findall(r"\w+", text)
                self.assertEqual(words(shown), words(text))

    def test_with_and_without_prefix(self):
        self.assertEqual(self.explain(CHECK).stdout,
                         self.explain("unowned-thread").stdout)

    def test_what_is_piped_is_plain(self):
        shown = self.explain(CHECK).stdout
        self.assertNotIn("\033", shown)
        lines = shown.splitlines()
        self.assertIn("How to fix it", lines)
        self.assertIn("      #include <thread>", lines)
        self.assertIn("  flagged:", lines)
        self.assertTrue(any(line.startswith("  - `detach()` on its handle")
                            for line in lines))
        self.assertNotIn("```", shown)
        self.assertNotIn("](", shown)
        text = [line for line in lines if not line.startswith("      ")]
        self.assertLessEqual(max(map(len, text)), 80)
        self.assertGreater(max(map(len, text)), 70)

    def test_items_of_a_list_hang(self):
        lines = self.explain(CHECK).stdout.splitlines()
        at = next(i for i, line in enumerate(lines) if line.startswith("  - a class"))
        self.assertRegex(lines[at + 1], r"^    \S")

    def test_width_and_colour_of_a_terminal(self):
        def plain(line):
            return re.sub(r"\033\[\d*m", "", line)
        for columns, most in ((40, 40), (60, 60), (300, 100)):
            with self.subTest(columns):
                lines = self.shown(CHECK, columns=columns)
                text = [plain(line) for line in lines
                        if not plain(line).startswith("      ")]
                self.assertLessEqual(max(map(len, text)), most)
                self.assertGreater(max(map(len, text)), most - 15)
                self.assertIn("\033[1mWhat\033[0m", lines)
                self.assertNotIn("`", "".join(lines))

    def test_no_color(self):
        lines = self.shown(CHECK, columns=80, NO_COLOR="1")
        self.assertNotIn("\033", "".join(lines))
        self.assertIn("\033", "".join(
            self.shown(CHECK, columns=80, NO_COLOR="")))

    def test_unknown_name(self):
        run = self.explain("unowned-tread", status=2)
        self.assertIn("no check is called 'unowned-tread'", run.stderr)
        self.assertIn(f"the closest are '{CHECK}', ", run.stderr)
        self.assertEqual(run.stdout, "")
        self.explain("tether-", status=2)
        self.explain("bugprone-" + "x" * 3000, status=2)

    def test_json(self):
        answer = json.loads(self.explain("loop-capture", "--format=json").stdout)
        self.assertEqual(list(answer), ["version", "name", "summary", "severity",
                                        "on_by_default", "fix", "stability", "since",
                                        "options", "page"])
        self.assertEqual(answer["name"], "tether-loop-capture")
        self.assertEqual((answer["severity"], answer["on_by_default"], answer["fix"]),
                         ("error", True, "safe"))
        self.assertIn({"name": "tether-loop-capture.Severity", "default": ""},
                      answer["options"])
        self.assertIn({"name": "tether.ModelFiles", "default": ""},
                      answer["options"])
        self.assertIn(answer["summary"], answer["page"].splitlines())
        self.assertIn("```cpp flagged", answer["page"])

    def test_list(self):
        lines = self.explain().stdout.splitlines()
        names = [line.split()[0] for line in lines if line[0] != " "]
        self.assertEqual(names, sorted(f"tether-{p.stem}" for p in PAGES.glob("*.md")))
        self.assertLessEqual(max(map(len, lines)), 80)
        checks = json.loads(self.explain("--format=json").stdout)["checks"]
        self.assertEqual([c["name"] for c in checks], names)
        text = " ".join(" ".join(lines).split())
        for check in checks:
            self.assertIn(check["summary"], text)

    def test_wrong_usage(self):
        self.explain("--format=yaml", status=2)
        self.explain(CHECK, "another", status=2)


if __name__ == "__main__":
    command.main()
