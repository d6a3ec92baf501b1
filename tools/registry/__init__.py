# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""checks/Checks.def, as the tools and tests read it."""

import dataclasses
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILE = "checks/Checks.def"

SEVERITIES = ("error", "warning", "note")
ACTS = ("spawn", "keep", "handler", "send", "close", "lock", "wait", "flag",
        "throw")

START = "TETHER_CHECK("
ENTRY = re.compile(
    r'TETHER_CHECK\((\w+), "([\w-]+)",\n'
    r' +(Error|Warning|Note), (On|Off), (Safe|Unsafe|None), (Preview|Stable), '
    r'"([\d.]+)", (Act::\w+(?: \| Act::\w+)*),\n'
    r' +"([^"\\\n]+)"\)\n')


@dataclasses.dataclass(frozen=True)
class Check:
    class_name: str
    name: str  # without "tether-"
    severity: str
    is_on: bool
    fix: str
    is_preview: bool
    since: str
    about: tuple
    summary: str

    def entry(self):
        """Its lines in the registry."""
        acts = " | ".join(f"Act::{act.capitalize()}" for act in self.about)
        on = "On" if self.is_on else "Off"
        stability = "Preview" if self.is_preview else "Stable"
        return (f'TETHER_CHECK({self.class_name}, "{self.name}",\n'
                f'             {self.severity.capitalize()}, {on}, '
                f'{self.fix.capitalize()}, {stability}, "{self.since}", {acts},\n'
                f'             "{self.summary}")\n')


def parse(text):
    """The checks of a registry's text, in its order."""
    checks = []
    for match in re.finditer(f"^{re.escape(START)}", text, re.MULTILINE):
        entry = ENTRY.match(text, match.start())
        if not entry:
            line = text.count("\n", 0, match.start()) + 1
            raise ValueError(f"{FILE}:{line}: this is not an entry of three lines")
        (class_name, name, severity, default, fix, stability, since, about,
         summary) = entry.groups()
        acts = tuple(act.lower() for act in re.findall(r"Act::(\w+)", about))
        checks.append(Check(class_name, name, severity.lower(), default == "On",
                            fix.lower(), stability == "Preview", since, acts,
                            summary))
    return checks


def read(root=ROOT):
    return parse((root / FILE).read_text())
