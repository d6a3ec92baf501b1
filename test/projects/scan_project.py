# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Scans a project and compares the findings with what its sources expect.

usage: scan_project.py TETHER SOURCE_DIR BUILD_DIR

A line that is to be flagged ends with `// expect: <check>`; nothing else may be
found.
"""

import json
import pathlib
import re
import subprocess
import sys


def expected(source):
    for file in sorted(source.rglob("*")):
        if file.suffix not in (".cpp", ".h"):
            continue
        for number, line in enumerate(file.read_text().splitlines(), 1):
            for check in re.findall(r"// expect: ([\w-]+)", line):
                yield file, number, check


def found(tether, source, build):
    command = [tether, "scan", "--no-cache", "-p", build, "--format=json", source]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if run.returncode not in (0, 1):
        sys.exit(f"tether scan ended with status {run.returncode}")
    report = json.loads(run.stdout)
    for finding in report["findings"]:
        file = pathlib.Path(report["root"], finding["file"])
        yield file, finding["line"], finding["check"]


def main():
    tether, source, build = sys.argv[1:]
    source = pathlib.Path(source).resolve()
    want = set(expected(source))
    have = list(found(tether, source, build))
    wrong = 0
    for file, line, check in sorted(want - set(have)):
        print(f"{file}:{line}: expected but not found: {check}")
        wrong += 1
    for file, line, check in sorted(have):
        if have.count((file, line, check)) > 1 or (file, line, check) not in want:
            print(f"{file}:{line}: found but not expected: {check}")
            wrong += 1
    if not want:
        sys.exit(f"no expectation below {source}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
