# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The Debian package that cpack makes."""

import gzip
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import installation
from installation import BUILD, SOURCE

DOC = "usr/share/doc/tether"


def expected_files():
    """What is installed, as Debian wants it."""
    files = {f"usr/{name}" for name in installation.expected_files()}
    manual = {name for name in files if name.startswith("usr/share/man/")}
    return sorted(files - manual - {f"{DOC}/CHANGELOG.md", f"{DOC}/LICENSE"}
                  | {f"{name}.gz" for name in manual}
                  | {f"{DOC}/changelog.gz", f"{DOC}/changelog.Debian.gz",
                     f"{DOC}/copyright", "usr/share/lintian/overrides/tether"})


class DebTest(installation.PackageTest):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.made = pathlib.Path(folder.name).resolve()
        subprocess.run([os.environ["TETHER_CPACK"], "-G", "DEB",
                        "--config", BUILD / "CPackConfig.cmake", "-B", cls.made],
                       check=True, stdout=subprocess.DEVNULL, cwd=cls.made,
                       umask=0o077)
        cls.package, = cls.made.glob("*.deb")

    def field(self, name):
        return self.run_program("dpkg-deb", "-f", self.package, name).strip()

    def test_name(self):
        self.assertRegex(self.package.name, r"^tether_[\d.]+\+llvm22-1_\w+\.deb$")

    def test_fields(self):
        version = re.search(r"project\(tether VERSION (\S+)",
                            (SOURCE / "CMakeLists.txt").read_text())[1]
        for name, value in {
            "Package": "tether",
            "Version": f"{version}+llvm22-1",
            "Architecture": self.run_program("dpkg", "--print-architecture").strip(),
            "Section": "devel",
            "Recommends": "clang-tidy-22, git",
        }.items():
            self.assertEqual(self.field(name), value)
        self.assertRegex(self.field("Maintainer"), r"^[^<]+ <\S+@\S+>$")
        needed = {entry.split()[0] for entry in self.field("Depends").split(", ")}
        for name in ("libc6", "libclang-common-22-dev", "libclang-cpp22", "libgvc6",
                     "libllvm22", "libsqlite3-0", "libyaml-cpp0.7"):
            self.assertIn(name, needed)

    def test_changelog_is_of_this_version(self):
        with gzip.open(self.unpack() / DOC / "changelog.Debian.gz", "rt") as log:
            self.assertIn(f"tether ({self.field('Version')}) ", log.readline())

    def unpack(self):
        root = self.folder / "root"
        self.run_program("dpkg-deb", "-x", self.package, root)
        return root

    def test_files(self):
        self.assertEqual(installation.files(self.unpack()), expected_files())

    def test_owners_and_modes(self):
        listing = self.run_program("dpkg-deb", "-c", self.package)
        for line in listing.splitlines():
            mode, owner, *_, name = line.split()
            with self.subTest(name):
                self.assertEqual(owner, "root/root")
                runs = mode[0] == "d" or "/bin/" in name
                self.assertEqual(mode[1:], "rwxr-xr-x" if runs else "rw-r--r--")

    def test_works_where_it_was_unpacked(self):
        place = shutil.move(self.unpack() / "usr", self.folder / "else where")
        self.assert_works(pathlib.Path(place))

    def test_programs_are_stripped(self):
        root = self.unpack()
        for name in ("bin/tether", "bin/tether-clangd", installation.PLUGIN):
            sections = self.run_program("readelf", "-SW", root / "usr" / name)
            self.assertNotIn(".symtab", sections)

    def test_can_be_installed_here(self):
        output = self.run_program("apt-get", "install", "--simulate",
                                  "--no-install-recommends", self.package)
        self.assertRegex(output, r"(?m)^Inst tether ")
        self.assertNotRegex(output, r"(?m)^Remv ")

    def test_lintian(self):
        output = self.run_program("lintian", "--fail-on", "error,warning",
                                  "--allow-root", self.package)
        self.assertEqual(output, "")


if __name__ == "__main__":
    unittest.main()
