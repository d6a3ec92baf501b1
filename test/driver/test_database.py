# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The tether command on compile databases as builds write them."""

import json
import os
import shutil
import subprocess
import time

import command
from command import CommandTest

DETACH = "#include <thread>\nvoid f() {\n  std::thread([] {}).detach();\n}\n"
# Has a word without which nothing is parsed.
CLEAN = "#include <thread>\nvoid g() { std::thread([] {}).join(); }\n"


class DatabaseTest(CommandTest):
    def entries(self, *entries):
        """Writes build/compile_commands.json; commands as text or list."""
        self.write("build/compile_commands.json", json.dumps(
            [{"directory": str(self.root), "file": file,
              ("command" if isinstance(text, str) else "arguments"): text}
             for file, text in entries]))

    def scan(self, *arguments, status):
        return self.tether("scan", *arguments, status=status)

    def findings(self, *arguments):
        run = self.scan("--format=json", *arguments, status=1)
        return json.loads(run.stdout)["findings"]


class CommandsTest(DatabaseTest):
    def test_blanks_of_all_kinds(self):
        self.write("a.cpp", "#ifdef ON\n" + DETACH + "#endif\n")
        self.entries(("a.cpp", "c++ \t\t-Wall\n\t-DON  -c a.cpp"))
        self.scan(status=1)

    def test_response_files(self):
        self.write("a.cpp", "#if defined(ON) && defined(DEEP)\n" + DETACH +
                   "#endif\n")
        self.write("flags.rsp", "-DON @sub/more.rsp\n")
        self.write("sub/more.rsp", "-DDEEP")
        self.entries(("a.cpp", "c++ @flags.rsp -c a.cpp"))
        self.scan(status=1)

    def test_a_missing_response_file(self):
        self.write("a.cpp", CLEAN)
        self.write("b.cpp", DETACH)
        self.entries(("a.cpp", "c++ @none.rsp -c a.cpp"),
                     ("b.cpp", "c++ -c b.cpp"))
        run = self.scan(status=3)
        self.assertIn("error: 'a.cpp' did not parse: its compile command reads "
                      "the response file 'none.rsp'", run.stderr)
        self.assertIn("1 finding in 1 file; 1 file analysed, 1 did not parse",
                      run.stderr)

    def test_launchers(self):
        self.write("a.cpp", DETACH)
        self.entries(("a.cpp", "X=Y ccache /usr/bin/cmake -E __run_co_compile "
                               "--launcher=distcc --source=a.cpp -- c++ -c a.cpp"))
        self.scan(status=1)

    def test_cl(self):
        self.write("inc/pre.h", "#define ON\n")
        self.write("a.cpp", "#if defined(ON) && defined(X) && "
                   "__cplusplus >= 202002L && defined(_MSC_VER)\nstd::thread x;\n#endif\n")
        self.entries(("a.cpp", "cl.exe /nologo /I inc /DX /std:c++20 /FIpre.h "
                               "/Yupre.h /Fpa.pch /EHsc /MP /Foa.obj /unknown "
                               "/c a.cpp"))
        self.assertIn("a.cpp:2:1: use of undeclared identifier 'std'", self.scan(status=3).stderr)

    def test_removed_arguments(self):
        self.write("a.cpp", "#ifdef ON\n" + DETACH + "#endif\n")
        self.entries(("a.cpp", "c++ -DON -fconserve-stack -c a.cpp"))
        self.scan(status=1)
        run = self.scan("--removed-arg=-DON", "--removed-arg=-fconserve-stack",
                        status=0)
        self.assertEqual(run.stderr, "0 findings; 1 file analysed\n")

    def test_nothing_is_written(self):
        self.write("a.cpp", CLEAN)
        self.entries(("a.cpp", "g++ -MD -MF a.d -Wp,-MMD,b.d -save-temps "
                               "-ftime-trace -fmodules -fmodules-cache-path=m "
                               "--serialize-diagnostics a.dia -o a.o -c a.cpp"))
        self.scan(status=0)
        self.assertEqual(sorted(os.listdir(self.root)), ["a.cpp", "build"])


class NotesTest(DatabaseTest):
    def test_options_of_gcc(self):
        for name in "ab":
            self.write(f"{name}.cpp", CLEAN)
        self.entries(("a.cpp", "g++ -fconserve-stack -c a.cpp"),
                     ("b.cpp", "g++ -fconserve-stack -mno-such -c b.cpp"))
        run = self.scan(status=0)
        self.assertEqual(run.stderr,
                         "note: 2 commands have options that clang does not know, "
                         "dropped: -fconserve-stack, -mno-such\n"
                         "0 findings; 2 files analysed\n")
        self.assertEqual(self.scan("--quiet", status=0).stderr, "")

    def test_other_languages(self):
        self.write("a.cpp", CLEAN)
        self.entries(("a.cpp", "c++ -c a.cpp"), ("k.cu", "nvcc -c k.cu"),
                     ("a.s", "cc -c a.s"), ("b.s", "cc -c b.s"),
                     ("x/r.rc", "windres r.rc"))
        self.assertIn("note: 4 sources are neither C nor C++, skipped: 1 .cu, "
                      "1 .rc, 2 .s\n", self.scan(status=0).stderr)
        self.assertNotIn("skipped", self.scan("a.cpp", status=0).stderr)

    def test_modules(self):
        self.write("a.cpp", CLEAN)
        self.write("b.cpp", "import foo;\n")
        self.write("c.cpp", "import <vector>;\n")
        self.entries(*((f, f"g++ -std=c++20 -fmodules-ts -fmodule-mapper={f}.modmap "
                           f"-fdeps-format=p1689r5 -c {f}")
                       for f in ("a.cpp", "b.cpp", "c.cpp")))
        run = self.scan(status=3)
        self.assertIn("note: 3 commands have options for compiled modules, which are "
                      "not supported, dropped: -fdeps-format=p1689r5, "
                      "-fmodule-mapper=a.cpp.modmap, -fmodule-mapper=b.cpp.modmap, "
                      "-fmodule-mapper=c.cpp.modmap, "
                      "-fmodules-ts\n", run.stderr)
        self.assertIn("'b.cpp' did not parse: b.cpp:1:8: module 'foo' not found; "
                      "C++ modules are not supported\n", run.stderr)
        self.assertRegex(run.stderr, "'c.cpp' did not parse: .* is not known to be a "
                                     "header unit; C\\+\\+ modules are not supported")
        self.assertIn("1 file analysed, 2 did not parse", run.stderr)

    def test_precompiled_headers(self):
        self.write("cmake_pch.hxx", "#pragma once\n#include <thread>\n")
        for suffix in ("pch", "gch"):
            self.write(f"cmake_pch.hxx.{suffix}", "of another compiler")
        for name in "abc":
            self.write(f"{name}.cpp", DETACH.split("\n", 1)[1])
        pch = self.root / "cmake_pch.hxx"
        self.entries(
            ("a.cpp", f"g++ -Winvalid-pch -include {pch} -c a.cpp"),
            ("b.cpp", f"clang++ -Winvalid-pch -Xclang -include-pch -Xclang {pch}.pch "
                      f"-Xclang -include -Xclang {pch} -c b.cpp"),
            ("c.cpp", "clang++ -fpch-instantiate-templates -include-pch "
                      "cmake_pch.hxx.pch -c c.cpp"))
        self.assertEqual(len(self.findings()), 3)
        self.assertNotIn("note:", self.scan(status=1).stderr)

    def test_a_precompiled_header_of_this_clang(self):
        # That it is older than the header shows that it is read.
        header = self.write("all.h", "#ifdef ON\n#include <thread>\n#endif\n")
        compiler = shutil.which("clang++-22")
        if not compiler:
            self.skipTest("no clang++-22")
        subprocess.run([compiler, "-DON", "-x", "c++-header", str(header), "-o",
                        f"{header}.pch"], check=True)
        self.write("a.cpp", DETACH.split("\n", 1)[1])
        for flags in ("-include all.h", "-include-pch all.h.pch",
                      "-Xclang -include-pch -Xclang all.h.pch"):
            self.entries(("a.cpp", f"clang++ -DON {flags} -c a.cpp"))
            os.utime(header, (0, 0))
            self.assertIn("has been modified since the precompiled header",
                          self.scan(status=3).stderr)


class ConfigurationsTest(DatabaseTest):
    SOURCE = (DETACH + "#ifdef FOO\n" + DETACH.replace("f()", "g()") + "#endif\n"
              "#ifndef FOO\n" + DETACH.replace("f()", "h()") + "#endif\n")

    def test_findings_name_theirs(self):
        self.write("a.cpp", self.SOURCE)
        self.entries(("a.cpp", "c++ -DFOO -O2 -o x.o -c a.cpp"),
                     ("a.cpp", "c++ -O2 -o y.o -c a.cpp"))
        self.assertEqual([(f["line"], f["configuration"]) for f in self.findings()],
                         [(3, None), (8, "with -DFOO"), (14, "without -DFOO")])
        run = self.scan(status=1)
        self.assertRegex(run.stdout, r"a\.cpp:8:\d+: warning: .* "
                                     r"\(only with -DFOO\) \[tether-")
        self.assertEqual(run.stdout.count("(only "), 2)
        self.assertIn("3 findings in 1 file; 1 file analysed", run.stderr)

    def test_what_differs_in_its_output_only_is_one(self):
        self.write("a.cpp", self.SOURCE)
        self.entries(("a.cpp", "c++ -o x.o -c a.cpp"),
                     ("./a.cpp", "c++ -MD -MF y.d -o y.o -c ./a.cpp"))
        self.assertEqual([f["configuration"] for f in self.findings()], [None] * 2)

    def test_symbolic_links(self):
        self.write("src/a.cpp", self.SOURCE)
        os.symlink(self.root / "src", self.root / "link")
        self.entries(("src/a.cpp", "c++ -c src/a.cpp"),
                     (f"{self.root}/link/a.cpp", f"c++ -c {self.root}/link/a.cpp"))
        self.assertEqual([(f["file"], f["configuration"]) for f in self.findings()],
                         [("a.cpp", None)] * 2)


class QueryDriverTest(DatabaseTest):
    DRIVER = ("#!/bin/sh\necho \"$LC_ALL: $*\" >> {root}/log\n"
              "cat >&2 <<EOF\nTarget: aarch64-linux-gnu\n"
              "#include <...> search starts here:\n {root}/sys/../sys\n"
              " {root}/lib/gcc/aarch64-linux-gnu/12/include\nEnd of search list.\nEOF\n")

    def driver(self, name, text):
        file = self.write(name, text.replace("{root}", str(self.root)))
        file.chmod(0o755)
        return file

    def log(self):
        log = self.root / "log"
        return log.read_text() if log.exists() else ""

    def setUp(self):
        super().setUp()
        self.driver("bin/aarch64-linux-gnu-g++", self.DRIVER)
        self.write("sys/header", "")
        self.write("lib/gcc/aarch64-linux-gnu/12/include/stddef.h", "#error\n")
        source = ("#include <header>\n#include <stddef.h>\n#ifndef __aarch64__\n"
                  "#error\n#endif\n")
        for name in "ab":
            self.write(f"{name}.cpp", source)
        self.write("c.c", source)
        cross = f"{self.root}/bin/aarch64-linux-gnu-g++"
        self.entries(("a.cpp", f"{cross} -DA -std=c++17 -mcpu=cortex-a53 "
                               "--sysroot=sys -c a.cpp"),
                     ("b.cpp", "bin/aarch64-linux-gnu-g++ -DB -std=c++17 -mcpu=cortex-a53 "
                               "--sysroot sys -c b.cpp"))

    def test_it_is_asked_once(self):
        run = self.scan(f"--query-driver={self.root}/bin/*-g++", status=0)
        self.assertEqual(run.stderr, "0 findings; 2 files analysed (2 by their words alone)\n")
        self.assertEqual(self.log().splitlines(), [
            f"C: -std=c++17 -mcpu=cortex-a53 --sysroot={self.root}/sys "
            "-E -x c++ -v /dev/null",
            f"C: -std=c++17 -mcpu=cortex-a53 --sysroot {self.root}/sys "
            "-E -x c++ -v /dev/null"])

    def test_it_is_not_run_unless_allowed(self):
        self.assertIn("0 files analysed, 2 did not parse",
                      self.scan(status=3).stderr)
        run = self.scan("--query-driver=/usr/bin/*,/*-g++", status=3)
        self.assertIn("note: no compiler matches --query-driver=/usr/bin/*,/*-g++; "
                      f"the first is '{self.root}/bin/aarch64-linux-gnu-g++'\n", run.stderr)
        self.assertEqual(self.log(), "")

    def test_a_driver_that_fails(self):
        glob = f"--query-driver={self.root}/**"
        self.driver("bin/aarch64-linux-gnu-g++", "#!/bin/sh\necho no such licence >&2\nexit 3\n")
        run = self.scan(glob, status=2)
        self.assertIn(f"'{self.root}/bin/aarch64-linux-gnu-g++' fails with status 3: "
                      "no such licence", run.stderr)
        self.driver("bin/aarch64-linux-gnu-g++", "#!/bin/sh\n")
        self.assertIn("does not say where its headers are",
                      self.scan(glob, status=2).stderr)
        (self.root / "bin/aarch64-linux-gnu-g++").unlink()
        self.assertIn(f"'{self.root}/bin/aarch64-linux-gnu-g++' cannot be run",
                      self.scan(glob, status=2).stderr)

    def test_a_driver_that_hangs(self):
        self.driver("bin/aarch64-linux-gnu-g++", "#!/bin/sh\nexec sleep 100\n")
        begin = time.monotonic()
        run = self.scan(f"--query-driver={self.root}/**", status=2)
        self.assertIn("cannot be run: ", run.stderr)
        self.assertLess(time.monotonic() - begin, 60)

    def test_c(self):
        self.entries(("c.c", f"{self.root}/bin/aarch64-linux-gnu-gcc -c c.c"))
        self.driver("bin/aarch64-linux-gnu-gcc", self.DRIVER)
        self.scan(f"--query-driver={self.root}/bin/*", status=0)
        self.assertEqual(self.log(), "C: -E -x c -v /dev/null\n")

    def test_the_compiler_of_this_machine(self):
        self.write("a.cpp", DETACH)
        self.entries(("a.cpp", "g++ -std=c++17 -c a.cpp"))
        self.scan("--query-driver=/usr/bin/*", status=1)


class SizeTest(DatabaseTest):
    def test_a_large_database(self):
        self.write("a.cpp", CLEAN)
        flags = " ".join(f"-I{self.root}/include/{i}" for i in range(20))
        self.entries(("a.cpp", "c++ -c a.cpp"),
                     *((f"src/{i % 500}/f{i}.cpp", f"c++ {flags} -c f{i}.cpp")
                       for i in range(100000)))
        begin = time.monotonic()
        self.scan("a.cpp", status=0)
        self.assertLess(time.monotonic() - begin, 60)


if __name__ == "__main__":
    command.main()
