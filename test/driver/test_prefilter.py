# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What is not analysed has no findings, however a source takes part."""

import json
import pathlib
import re

import command
from command import CommandTest

CLEAN = "int g() { return 0; }\n"
BROKEN = "int x = ;\n"
USE = "for (int i = 0; i < 3; ++i)\n    "

# In each, `user.cpp` or the header has a finding, and only by way of the header.
WAYS = {
    "a function template that nobody else instantiates": {
        "pool.h": "#include <thread>\ntemplate <typename F> void enqueue(F f) {\n"
                  "  std::thread(f).detach();\n}\n",
        "first.cpp": '#include "pool.h"\n',
        "user.cpp": '#include "pool.h"\nvoid f() {\n  ' + USE +
                    "enqueue([&] { (void)i; });\n}\n"},
    "a function that calls one that starts": {
        "pool.h": "#include <functional>\n#include <thread>\n"
                  "inline void enqueue(std::function<void()> f) {\n"
                  "  std::thread(f).detach();\n}\n",
        "more.h": '#include "pool.h"\ninline void go(std::function<void()> f) {\n'
                  "  enqueue(f);\n}\n",
        "first.cpp": '#include "more.h"\n',
        "user.cpp": '#include "more.h"\nvoid f() {\n  ' + USE +
                    "go([&] { (void)i; });\n}\n"},
    "a member": {
        "pool.h": "#include <thread>\n#include <vector>\n"
                  "struct Pool {\n  std::vector<std::thread> workers;\n};\n",
        "first.cpp": '#include "pool.h"\n',
        "user.cpp": '#include "pool.h"\nvoid f(Pool &p) {\n  ' + USE +
                    "p.workers.emplace_back([&] { (void)i; });\n}\n"},
    "a type of another name": {
        "pool.h": "#include <thread>\nusing Worker = std::thread;\n",
        "first.cpp": '#include "pool.h"\n',
        "user.cpp": '#include "pool.h"\nvoid f() {\n  Worker([] {}).detach();\n}\n'},
    "a macro": {
        "pool.h": "#include <thread>\n#define GO(x) std::thread(x).detach()\n"
                  "#define GO_ON(x) GO(x)\n",
        "first.cpp": '#include "pool.h"\n',
        "user.cpp": '#include "pool.h"\nvoid f() {\n  GO_ON([] {});\n}\n'},
    "a class whose constructor starts": {
        "pool.h": "#include <thread>\nstruct Worker {\n  template <typename F>\n"
                  "  explicit Worker(F f) : t(f) {}\n  ~Worker() { t.detach(); }\n"
                  "  std::thread t;\n};\n",
        "first.cpp": '#include "pool.h"\n',
        "user.cpp": '#include "pool.h"\nvoid f() {\n  ' + USE +
                    "Worker w([&] { (void)i; });\n}\n"},
    "a member function that another source defines": {
        "pool.h": "#include <thread>\nstruct Worker {\n"
                  "  Worker() { t = std::thread([this] { n = 1; }); }\n"
                  "  ~Worker();\n  std::thread t;\n  int n = 0;\n};\n",
        "first.cpp": '#include "pool.h"\n',
        "user.cpp": '#include "pool.h"\nWorker::~Worker() { t.detach(); }\n'},
    "a function of a class template that its class was instantiated without": {
        "pool.h": "#include <thread>\ntemplate <typename T> struct Pool {\n"
                  "  template <typename F> void go(F f) { run(f); }\n"
                  "  template <typename F> void run(F f) { std::thread(f).detach(); }\n"
                  "  void join();\n};\n"
                  "template <typename T> void Pool<T>::join() {\n"
                  "  go([] {});\n}\n",
        "first.cpp": '#include "pool.h"\nPool<int> pool;\n',
        "user.cpp": '#include "pool.h"\nvoid f(Pool<int> &p) {\n  ' + USE +
                    "p.go([&] { (void)i; });\n}\n"},
    "a generic lambda": {
        "pool.h": "#include <thread>\ninline auto enqueue = [](auto f) {\n"
                  "  std::thread(f).detach();\n};\n",
        "first.cpp": '#include "pool.h"\n',
        "user.cpp": '#include "pool.h"\nvoid f() {\n  ' + USE +
                    "enqueue([&] { (void)i; });\n}\n"},
    "a name that is taken to start something": {
        "pool.h": "#include <functional>\nstruct Pool {\n"
                  "  void submitFunc(std::function<void()> f);\n};\n",
        "first.cpp": '#include "pool.h"\n',
        "user.cpp": '#include "pool.h"\nvoid f(Pool &p) {\n  ' + USE +
                    "p.submitFunc([&] { (void)i; });\n}\n"},
    "a name that a header hides": {
        "pool.h": "#include <functional>\nvoid submitFunc(std::function<void()> f);\n"
                  "template <typename F> void go(F f) { submitFunc(f); }\n",
        "first.cpp": '#include "pool.h"\n',
        "user.cpp": '#include "pool.h"\nvoid f() {\n  ' + USE +
                    "go([&] { (void)i; });\n}\n"},
    "a handler that is known by its parameters": {
        "web.h": "#include <functional>\nstruct Request {};\nstruct Response {};\nstruct Web {\n"
                 "  void route(std::function<void(const Request &, Response &)> f);\n};\n",
        "first.cpp": '#include "web.h"\n',
        "user.cpp": '#include "web.h"\nvoid f(Web &w) {\n  ' + USE +
                    "w.route([&](const auto &, auto &) { (void)i; });\n}\n"},
    "a callable that a signal of the project's own keeps": {
        "signal.h": "#include <vector>\ntemplate <typename F> struct Signal {\n"
                    "  std::vector<F> slots;\n"
                    "  void connect(F f) { slots.push_back(f); }\n};\n",
        "first.cpp": '#include "signal.h"\n',
        "user.cpp": '#include "signal.h"\n#include <functional>\n'
                    "void f(Signal<std::function<void()>> &s) {\n  " + USE +
                    "s.connect([&] { (void)i; });\n}\n"},
    "a callable that is kept without a header": {
        "first.cpp": CLEAN,
        "user.cpp": "#include <functional>\n#include <vector>\n"
                    "std::vector<std::function<void()>> kept;\nvoid f() {\n  " + USE +
                    "kept.push_back([=, &i] { (void)i; });\n}\n"},
    "a callable that has a pointer to a local": {
        "first.cpp": CLEAN,
        "user.cpp": "#include <functional>\n#include <vector>\n"
                    "std::vector<std::function<void()>> kept;\nvoid f() {\n"
                    "  int i = 0;\n  kept.push_back([p = &i] { (void)p; });\n}\n"},
    "a callable that has copied a pointer to a local": {
        "first.cpp": CLEAN,
        "user.cpp": "#include <functional>\n#include <vector>\n"
                    "std::vector<std::function<void()>> kept;\nvoid f() {\n"
                    "  int i = 0;\n  int *p = &i;\n"
                    "  kept.push_back([=] { (void)p; });\n}\n"},
    "a callable that a macro makes": {
        "make.h": "#define DO(x) [&] { (void)x; }\n",
        "first.cpp": '#include "make.h"\n',
        "user.cpp": '#include "make.h"\n#include <functional>\n#include <vector>\n'
                    "std::vector<std::function<void()>> kept;\nvoid f() {\n  " + USE +
                    "kept.push_back(DO(i));\n}\n"},
    "a header alone": {
        "pool.h": "#include <thread>\ninline void f() {\n"
                  "  std::thread([] {}).detach();\n}\n",
        "first.cpp": '#include "pool.h"\n',
        "user.cpp": '#include "pool.h"\n'},
}


class PrefilterTest(CommandTest):
    def findings(self, *arguments, status):
        run = self.tether("scan", "--format=json", *arguments, status=status)
        return json.loads(run.stdout)["findings"]

    def results(self):
        run = self.tether("cache", "stats", status=0)
        return int(re.search(r": (\d+) results, ", run.stdout)[1])

    def test_ways(self):
        for name, sources in WAYS.items():
            with self.subTest(name):
                self.project({**sources, "other.cpp": BROKEN})
                whole = self.findings("--no-prefilter", "--no-cache", status=3)
                self.assertNotEqual(whole, [])
                # Status 1: the broken source is not looked at.
                self.assertEqual(self.findings("--no-cache", status=1), whole)
                self.assertEqual(self.findings(status=1), whole)
                self.assertEqual(self.findings(status=1), whole)  # cached
                self.assert_alone(whole, "--no-cache")

    def test_projects(self):
        """Also where one source teaches what another does."""
        tests = pathlib.Path(__file__).resolve().parent.parent
        for folder in ("projects/jobserver/src", "docs/shop"):
            with self.subTest(folder):
                self.project({str(f.relative_to(tests / folder)): f.read_text()
                              for f in sorted((tests / folder).rglob("*"))
                              if f.suffix in (".cpp", ".h")})
                arguments = ("--no-cache", "--extra-arg=-std=c++20",
                             f"--extra-arg=-I{self.root}")
                whole = self.findings("--no-prefilter", *arguments, status=1)
                self.assertEqual(self.findings(*arguments, status=1), whole)
                self.assert_alone(whole, *arguments)

    def assert_alone(self, whole, *arguments):
        """Each check finds the same where it is the only one that sources are parsed for."""
        for check in sorted({finding["check"] for finding in whole}):
            self.assertEqual(self.findings(*arguments, f"--checks={check}", status=1),
                             [finding for finding in whole if finding["check"] == check])

    def test_acts_of_other_checks_do_not_count(self):
        self.project({"pool.h": "#include <condition_variable>\nstruct Queue {\n"
                                "  std::condition_variable room;\n};\n",
                      "a.cpp": '#include "pool.h"\nvoid f(Queue &q) { q.room.notify_one(); }\n' + BROKEN,
                      "b.cpp": "#include <thread>\nstd::thread t;\n" + BROKEN})
        for check, broken in (("unowned-thread", {"b.cpp"}), ("uncancellable-send", {"a.cpp"}),
                              ("*", {"a.cpp", "b.cpp"})):
            with self.subTest(check):
                run = self.tether("scan", "--no-cache", "--format=json", f"--checks=tether-{check}",
                                  status=3)
                failures = json.loads(run.stdout)["failures"]
                self.assertEqual({failure["file"] for failure in failures}, broken)

    def test_a_source_that_is_named_is_analysed(self):
        self.project({"a.cpp": CLEAN, "b.cpp": BROKEN})
        self.tether("scan", status=0)
        self.tether("scan", "b.cpp", status=3)

    def test_a_source_that_cannot_be_read_is_analysed(self):
        self.project({"a.cpp": '#include "gone.h"\n'})
        self.tether("scan", status=3)

    def test_a_word_of_a_model_file_counts(self):
        self.project({"a.cpp": "template <typename F> void go(F) {}\nvoid f() {\n  " +
                               USE + "go([&] { (void)i; });\n}\n"})
        self.assertEqual(self.findings(status=0), [])
        self.write("tether-model.yaml", "library: mine\nfunctions:\n"
                   "  - {name: go, role: spawn, callable: auto, runs: elsewhere}\n")
        self.assertEqual(len(self.findings(status=1)), 1)

    def test_a_method_of_a_template_that_has_aliases_counts(self):
        self.project({"a.cpp": "#include <functional>\n#include <timers.h>\nvoid use(int &);\n"
                               "void f(int n) {\n  timers::timer t;\n"
                               "  t.async_wait(std::bind(use, std::ref(n)));\n}\n"})
        self.write("system/timers.h", "namespace timers {\nstruct traits {};\n"
                   "template <typename T> struct basic_timer {\n"
                   "  template <typename F> void async_wait(F) {}\n};\n"
                   "using timer = basic_timer<traits>;\n}\n")
        self.write("tether-model.yaml", "library: timers\nnamespaces: [timers]\ntypes:\n"
                   "  - name: timers::basic_timer\n    kind: timer\n    ops:\n"
                   "      async_wait: {role: spawn, callable: auto, runs: elsewhere, on: event-loop}\n")
        system = f"--extra-arg=-isystem{self.root}/system"
        whole = self.findings("--no-prefilter", system, status=1)
        self.assertEqual(len(whole), 1)
        self.assertEqual(self.findings("--no-cache", system, status=1), whole)

    def test_names_do_not_count_if_they_are_switched_off(self):
        self.project(WAYS["a name that is taken to start something"])
        self.assertEqual(len(self.findings("--no-cache", status=1)), 1)
        self.write(".clang-tidy", "CheckOptions: {tether.Conventions: false}\n")
        self.assertEqual(self.findings("--no-cache", status=0), [])
        self.assertEqual(self.findings("--no-cache", "--no-prefilter", status=0), [])

    def test_what_a_source_does_for_others_does_not_count(self):
        """Nobody who calls it sees what it does."""
        self.project({"pool.h": "void enqueue(void (*f)());\n",
                      "pool.cpp": '#include "pool.h"\n#include <thread>\n'
                                  "void enqueue(void (*f)()) { std::thread(f).join(); }\n",
                      "user.cpp": '#include "pool.h"\n' + BROKEN +
                                  "void f() { enqueue(nullptr); }\n"})
        self.tether("scan", status=0)

    def test_a_header_that_a_source_of_two_configurations_includes(self):
        self.project({"pool.h": WAYS["a header alone"]["pool.h"], "a.cpp": '#include "pool.h"\n'})
        database = self.root / "build/compile_commands.json"
        entry, = json.loads(database.read_text())
        database.write_text(json.dumps(
            [{**entry, "command": entry["command"].replace("g++", "g++ -DN=%d" % n)} for n in (1, 2)]))
        whole = self.findings("--no-prefilter", status=1)
        self.assertEqual(self.findings("--no-cache", status=1), whole)

    def test_what_is_skipped_is_said(self):
        self.project({"a.cpp": CLEAN, "b.cpp": "#include <thread>\nstd::thread t;\n"})
        self.assertIn("2 files analysed (1 by their words alone)\n", self.tether("scan", status=0).stderr)

    def test_a_suppression_of_ours_counts(self):
        self.project({"a.cpp": "int a;  // NOLINT(tether-unowned-thread)\n", "b.cpp": "int b;  // NOLINT\n"})
        run = self.tether("scan", "--require-reason", status=1)
        self.assertIn("a.cpp:1:", run.stdout)
        self.assertIn("(1 by their words alone)", run.stderr)

    def test_each_configuration_finds_its_own_in_a_header(self):
        self.project({"pool.h": WAYS["a header alone"]["pool.h"], "x/a.cpp": '#include "../pool.h"\n',
                      "y/b.cpp": '#include "../pool.h"\n'})
        self.write("x/.clang-tidy", "Checks: '-tether-unowned-thread'\n")
        self.assertEqual(len(self.findings(status=1)), 1)

    def test_a_lambda_that_refers_to_nothing_does_not_count(self):
        for code in ("auto f = [i] { return i; };", "m[&i] = 1;", "int j = 1 & i;"):
            with self.subTest(code):
                self.project({"a.cpp": "#include <map>\nstd::map<int *, int> m;\n"
                                       "void f(int i) {\n  " + code + "\n}\n" + BROKEN})
                self.tether("scan", status=0)

    def test_a_comment_does_not_count(self):
        self.project({"a.cpp": '// std::thread\nconst char *s = "std::thread";\n' + BROKEN})
        self.tether("scan", status=0)

    def test_a_header_that_changes_counts(self):
        self.project({"a.cpp": '#include "a.h"\n', "a.h": CLEAN})
        self.assertEqual(self.findings(status=0), [])
        self.write("a.h", WAYS["a header alone"]["pool.h"])
        self.assertEqual(len(self.findings(status=1)), 1)
        self.write("a.h", CLEAN)
        self.assertEqual(self.findings(status=0), [])


command.main()
