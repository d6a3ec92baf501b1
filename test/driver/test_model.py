# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""`tether model` from outside: what it prints and how it ends."""

import json
import pathlib
import re

import jsonschema
import yaml

import command
from command import CommandTest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
DATA = sorted((SOURCE / "checks/model/data").glob("*.yaml"))
PAGE = SOURCE / "docs/usage/model-files.md"

HEADER = """#pragma once
namespace acme {
template <typename T> class Queue {
public:
  Queue(int);
  void push(T);
  bool pop(T &);
  void close();
};
class Worker;
template <typename F> void background(F f) { f(); }
struct Handler { virtual void handle(); };
}
"""
MODEL = """library: acme
namespaces: [acme]
types:
  - name: acme::Queue
    kind: channel
    capacity: ctor:0
    ops:
      push: {role: send, blocks: when-full}
      pop: {role: receive, blocks: when-empty}
      close: close
functions:
  - {name: acme::background, role: spawn, callable: 0, runs: elsewhere}
handlers:
  - {id: acme-handler, override: acme::Handler::handle}
"""


class Yaml12(yaml.SafeLoader):
    """Reads as editors do: `on` is a word and no boolean."""


Yaml12.yaml_implicit_resolvers = {}
for tag, pattern, first in [("bool", r"true|false", "tf"),
                            ("int", r"[0-9]+", "0123456789"),
                            ("merge", r"<<", "<")]:
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}",
                                 re.compile(f"^(?:{pattern})$"), first)


class ListTest(CommandTest):
    def test_all(self):
        run = self.tether("model", "list", status=0)
        libraries = list(yaml.load_all(run.stdout, Yaml12))
        names = [each["library"] for each in libraries]
        self.assertEqual(names, sorted(names))
        self.assertEqual(sorted(names), sorted(
            yaml.load(file.read_text(), Yaml12)["library"] for file in DATA))
        self.assertIn("# built-in model 'std'\n", run.stdout)

    def test_users_files(self):
        self.write("tether-model.yaml", MODEL)
        self.write("more/more.yaml", "library: more\nnamespaces: [more]\n"
                   "types:\n- {name: 'more::T', kind: latch}\n")
        (self.root / "sub").mkdir()
        run = self.tether("model", "list", "acme", "more", "--model-file",
                          "../more/more.yaml", cwd=self.root / "sub", status=0)
        acme, more = run.stdout.split("---\n")
        self.assertIn(f"# {self.root}/tether-model.yaml\n", acme)
        self.assertIn("# ../more/more.yaml\n", more)
        self.assertEqual(yaml.load(acme, Yaml12), yaml.load(MODEL, Yaml12))

    def test_the_option_of_clang_tidy(self):
        self.write("x.yaml", MODEL)
        self.write(".clang-tidy", "CheckOptions: {tether.ModelFiles: x.yaml}\n")
        run = self.tether("model", "list", "acme", status=0)
        self.assertIn("# x.yaml\n", run.stdout)

    def test_entries(self):
        run = self.tether("model", "list", "std::thread", "std::async", status=0)
        std = yaml.load(run.stdout, Yaml12)
        self.assertEqual([t["name"] for t in std["types"]], ["std::thread"])
        self.assertEqual({f["name"] for f in std["functions"]}, {"std::async"})

    def test_what_is_described_anew(self):
        self.write("tether-model.yaml", "library: mine\nnamespaces: [std]\ntypes:\n"
                   "  - {name: std::thread, kind: thread, on_destroy: joins}\n")
        run = self.tether("model", "list", "std::thread", status=0)
        self.assertIn("# std::thread is described anew: tether-model.yaml:4:12\n",
                      run.stdout)

    def test_unknown_name(self):
        run = self.tether("model", "list", "boost-fibre", status=2)
        self.assertIn("'boost-fibre'; did you mean 'boost-fiber'?", run.stderr)
        self.assertEqual(run.stdout, "")

    def test_json(self):
        run = self.tether("model", "list", "std::jthread", "--format=json", status=0)
        answer = json.loads(run.stdout)
        self.assertEqual(list(answer), ["version", "libraries"])
        library, = answer["libraries"]
        self.assertEqual((library["origin"], library["library"]),
                         ("built-in", "std"))
        jthread, = library["types"]
        self.assertEqual(jthread["ops"]["detach"], [{"role": "detach"}])

    def test_broken_files(self):
        self.write("tether-model.yaml", "library: x\nno_such_key: 1\n")
        run = self.tether("model", "list", "std", status=2)
        self.assertIn(f"{self.root}/tether-model.yaml:2:1: error: ", run.stderr)
        self.assertIn("std::thread", run.stdout)
        run = self.tether("model", "list", "--model-file=none.yaml", status=2)
        self.assertIn("there is no file 'none.yaml'", run.stderr)

    def test_wrong_usage(self):
        self.tether("model", status=2)
        self.tether("model", "bogus", status=2)
        self.tether("model", "list", "--format=xml", status=2)


class SchemaTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.schema = json.loads(self.tether("model", "schema", status=0).stdout)
        self.validator = jsonschema.Draft202012Validator(self.schema)

    def fits(self, text):
        return self.validator.is_valid(yaml.load(text, Yaml12))

    def test_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(self.schema)
        for definition in ("type", "operation", "function", "handler"):
            keys = self.schema["$defs"][definition]["properties"]
            for key, value in keys.items():
                self.assertTrue(value.get("description"), key)

    def test_built_in_models_fit(self):
        self.assertTrue(DATA)
        for file in DATA:
            with self.subTest(file.name):
                self.validator.validate(yaml.load(file.read_text(), Yaml12))

    def test_what_is_printed_fits(self):
        run = self.tether("model", "list", status=0)
        for library in yaml.load_all(run.stdout, Yaml12):
            with self.subTest(library["library"]):
                self.validator.validate(library)

    def test_the_page_fits(self):
        fences = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL)
        self.assertTrue(fences)
        for fence in fences:
            self.validator.validate(yaml.load(fence, Yaml12))

    def test_wrong_files_do_not_fit(self):
        # The loader refuses them too.
        for wrong in [
                "library: ''", "types: []", "library: x\nbogus: 1", "[]",
                "library: x\ntypes: [{name: x::T}]",
                "library: x\ntypes: [{name: x::T, kind: thraed}]",
                "library: x\ntypes: [{name: x::T<int>, kind: thread}]",
                "library: x\ntypes: [{name: [], kind: thread}]",
                "library: x\ntypes: [{name: x::T, kind: channel, capacity: ctor}]",
                "library: x\ntypes: [{name: x::T, kind: thread, raw_handle: 1}]",
                "library: x\ntypes: [{name: x::T, kind: thread, ops: {a: spawn}}]",
                "library: x\ntypes: [{name: x::T, kind: thread, ops: {a::b: join}}]",
                "library: x\ntypes: [{name: x::T, kind: thread, element: last}]",
                "library: x\nfunctions: [{name: x::f, role: spawn}]",
                "library: x\nfunctions: [{name: x::f, role: exit, callable: 99}]",
                "library: x\nfunctions: [{name: x::f, role: exit, object: auto}]",
                "library: x\nhandlers: [{id: a}]",
                "library: x\nhandlers: [{id: a, override: x::C::m, parameters: [x::R]}]",
                "library: x\nhandlers: [{id: a, override_in: x::C}]",
        ]:
            with self.subTest(wrong):
                self.assertFalse(self.fits(wrong))
                self.project({"a.cpp": ""})
                self.write("wrong.yaml", wrong)
                run = self.tether("model", "check", "wrong.yaml", status=2)
                self.assertRegex(run.stderr, r"^wrong\.yaml:\d+:\d+: error: ")


class CheckTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.project({"acme.h": HEADER, "a.cpp": '#include "acme.h"\n',
                      "b.cpp": "namespace acme { class Worker { void join(); }; }\n",
                      "c.cpp": "int i;\n"})
        self.write("acme.yaml", MODEL)

    def check(self, *arguments, status, cwd=None):
        return self.tether("model", "check", *arguments, status=status, cwd=cwd)

    def check_text(self, text, *arguments, status):
        self.write("acme.yaml", text)
        return self.check("acme.yaml", *arguments, status=status)

    def test_all_found(self):
        run = self.check("acme.yaml", "-p", "build", status=0)
        self.assertEqual(run.stdout, "acme: 6 of 6 names found\n")
        self.assertEqual(run.stderr, "")

    def test_names_are_put_together_from_all_files(self):
        text = MODEL.replace("functions:", "  - {name: acme::Worker, kind: thread, "
                             "ops: {join: join}}\nfunctions:")
        self.check_text(text, status=0)
        run = self.check_text(text, "a.cpp", status=1)
        self.assertIn("acme.yaml:11:12: error: 'acme::Worker' is declared but not "
                      "defined in the analysed files", run.stdout)
        self.assertIn("acme: 7 of 8 names found\n", run.stdout)

    def test_what_is_wrong(self):
        run = self.check_text(
            MODEL.replace("push:", "pusch:").replace("::background", "::backgruond")
            .replace("Handler::handle", "Handler::handel"), status=1)
        self.assertEqual(run.stdout, "".join(f"acme.yaml:{line}\n" for line in [
            "8:7: error: 'acme::Queue' has no member 'pusch'",
            "12:12: error: no analysed file declares 'acme::backgruond'",
            "14:34: error: no analysed file declares 'acme::Handler::handel'",
        ]) + "acme: 3 of 6 names found\n")

    def test_members_of_a_missing_type_are_not_missing(self):
        run = self.check_text(MODEL.replace("acme::Queue", "acme::Qeue"), status=1)
        self.assertEqual(run.stdout.count("error"), 1)
        self.assertIn("acme.yaml:4:11: error: no analysed file declares 'acme::Qeue'",
                      run.stdout)

    def test_macros_are_names_too(self):
        self.write("acme.h", HEADER + "#define ACME_ASYNC 1\n")
        text = MODEL.replace("callable: 0,", "callable: 0, only_if: ACME_ASYNC,")
        self.check_text(text, status=0)
        run = self.check_text(text.replace("_ASYNC", "_SYNC"), status=1)
        self.assertIn("'ACME_SYNC'", run.stdout)

    def test_never_seen(self):
        run = self.check("acme.yaml", "c.cpp", status=1)
        self.assertEqual(run.stdout, "acme.yaml:2:14: error: no analysed file "
                         "includes anything of namespace 'acme'\n")

    def test_files_with_errors_prove_nothing(self):
        self.write("a.cpp", '#include "acme.h"\nint x = ;\n')
        self.check("acme.yaml", "a.cpp", status=0)
        run = self.check_text(MODEL.replace("push:", "pusch:"), "a.cpp", status=3)
        self.assertIn("'acme::Queue::pusch' is not found, but", run.stdout)
        self.assertIn("'a.cpp' did not parse: a.cpp:2:9: ", run.stderr)
        self.write("a.cpp", "#include <none.h>\n")
        run = self.check("acme.yaml", "a.cpp", status=3)
        self.assertIn("'none.h' file not found", run.stderr)

    def test_answers_do_not_depend_on_threads(self):
        text = MODEL.replace("push:", "pusch:")
        one, four = (self.check_text(text, f"-j{n}", status=1) for n in (1, 4))
        self.assertEqual((one.stdout, one.stderr), (four.stdout, four.stderr))

    def test_flags_instead_of_a_database(self):
        self.check("acme.yaml", "a.cpp", "--", "-std=c++17", status=0)

    def test_the_file(self):
        self.assertEqual(self.check("none.yaml", status=2).stderr,
                         "none.yaml: error: cannot read this model: No such file "
                         "or directory\n")
        run = self.check_text("library: acme\ntypes: [\n", status=2)
        self.assertRegex(run.stderr, r"^acme\.yaml:\d+:\d+: error: bad YAML: ")
        run = self.check_text("library: acme\ntypes:\n  - {name: acme::T}\n", status=2)
        self.assertIn("acme.yaml:3:5: error: a type needs the key 'kind'", run.stderr)
        self.check(".", status=2)
        self.check(status=2)

    def test_the_database(self):
        self.write("d.cpp", "")
        self.assertIn("compiles nothing named 'd.cpp'",
                      self.check("acme.yaml", "d.cpp", status=2).stderr)
        self.assertIn("'none.cpp' does not exist",
                      self.check("acme.yaml", "none.cpp", status=2).stderr)
        self.database(["gone.cpp"])
        self.assertIn("none of the sources",
                      self.check("acme.yaml", status=3).stderr)
        self.database([])
        self.assertIn("lists no C or C++ source",
                      self.check("acme.yaml", status=2).stderr)
        self.write("build/compile_commands.json", "")
        self.assertIn("is empty", self.check("acme.yaml", status=2).stderr)
        self.assertIn("'nowhere' does not exist",
                      self.check("acme.yaml", "-p", "nowhere", status=2).stderr)

    def test_built_in_models_can_be_checked(self):
        self.project({"t.cpp": "#include <thread>\n"})
        run = self.check(str(SOURCE / "checks/model/data/std.yaml"), status=1)
        self.assertNotIn("std::thread'", run.stdout)
        self.assertIn("declares 'std::latch'", run.stdout)


class ShowTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.project({"acme.h": HEADER, "a.cpp": '#include <thread>\n#include "acme.h"\n'
                      "namespace mine {\n"
                      "struct Jobs : acme::Queue<int> {};\n"
                      "using Thread = std::thread;\n"
                      "struct H : acme::Handler { void handle() override; };\n"
                      "struct Plain { void run(); };\n"
                      "}\n"})
        self.write("tether-model.yaml", MODEL)

    def show(self, name, *arguments, status=0, cwd=None):
        return self.tether("model", "show", name, "a.cpp", *arguments,
                           status=status, cwd=cwd)

    def test_a_type_of_a_users_model(self):
        shown = self.show("acme::Queue", "-p", "build").stdout
        self.assertTrue(shown.startswith(
            "acme::Queue is a class template, acme.h:3:29\n"
            "  described as acme::Queue, tether-model.yaml:4:11\n"
            "    name: acme::Queue\n    kind: channel\n"), shown)
        self.assertIn("    ops:\n      push: {role: send, blocks: when-full}\n", shown)
        self.assertEqual(self.show("Queue").stdout, shown)
        self.assertEqual(self.show("::acme::Queue").stdout, shown)

    def test_a_derived_type(self):
        self.assertTrue(self.show("Jobs").stdout.startswith(
            "mine::Jobs is a class, a.cpp:4:8\n"
            "  described as acme::Queue, tether-model.yaml:4:11\n"))

    def test_a_built_in_type(self):
        for name in ("std::thread", "mine::Thread"):
            self.assertIn("  described as std::thread, built-in model 'std'\n"
                          "    name: std::thread\n", self.show(name).stdout)

    def test_members(self):
        self.assertEqual(self.show("Queue::push").stdout,
                         "acme::Queue::push is a member function, acme.h:6:8\n"
                         "  described as acme::Queue::push, tether-model.yaml:8:7\n"
                         "    {role: send, blocks: when-full}\n")

    def test_functions(self):
        self.assertEqual(self.show("background").stdout,
                         "acme::background is a function, acme.h:11:28\n"
                         "  described as acme::background, tether-model.yaml:12:12\n"
                         "    {role: spawn, runs: elsewhere, callable: 0}\n")

    def test_request_handlers(self):
        self.assertIn("mine::H::handle is a member function, a.cpp:6:33\n"
                      "  described as request handler, tether-model.yaml:14:34\n",
                      self.show("H::handle").stdout)

    def test_what_the_code_shows(self):
        self.write("a.cpp", """#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
namespace mine {
template <typename T> class Mailbox {
public:
  void put(T t) {
    std::lock_guard<std::mutex> l(m);
    q.push_back(std::move(t));
    c.notify_one();
  }
  T take() {
    std::unique_lock<std::mutex> l(m);
    c.wait(l, [this] { return !q.empty(); });
    T t = std::move(q.front());
    q.pop_front();
    return t;
  }
private:
  std::mutex m;
  std::condition_variable c;
  std::deque<T> q;
};
template <typename F> std::thread launch(F f) { return std::thread(f); }
void use() {
  Mailbox<int> box;
  launch([&] { box.put(1); }).join();
  box.take();
}
}
""")
        shown = self.show("Mailbox").stdout
        self.assertTrue(shown.startswith(
            "mine::Mailbox is a class template, a.cpp:7:29\n"
            "  seen to be a channel, unbounded\n"), shown)
        self.assertIn("    a.cpp:9:8: 'put' sends", shown)
        self.assertIn("    a.cpp:14:5: 'take' receives, and waits for it\n", shown)
        shown = self.show("Mailbox::take").stdout
        self.assertTrue(shown.startswith(
            "mine::Mailbox::take is a member function, a.cpp:14:5\n"
            "  seen to be an operation of a channel\n"
            "    {role: receive, blocks: when-empty"), shown)
        self.assertRegex(shown, r"\n    a\.cpp:16:\d+: it ")
        shown = self.show("launch").stdout
        self.assertTrue(shown.startswith(
            "mine::launch is a function, a.cpp:26:35\n"
            "  seen to be a spawn: "), shown)
        listed = self.tether("model", "inferred", "-p", "build", status=0).stdout
        self.assertRegex(listed,
                         r"^a\.cpp:7:29: mine::Mailbox is a channel, unbounded\n"
                         r"a\.cpp:26:35: mine::launch is a spawn: .*\n"
                         r"channels: 1, spawns: 1, owners: 0, handles: 0, by convention: 0\n$")
        self.assertIn("'nowhere' does not exist",
                      self.tether("model", "inferred", "-p", "nowhere",
                                  status=2).stderr)
        self.assertIn("    a.cpp:26:56: it is started here\n", shown)

    def test_what_names_are_taken_for(self):
        self.write("a.cpp", """#include <functional>
struct Request {};
struct Reply {};
struct Pool { void submitFunc(std::function<void()> f); };
struct Servlet { virtual void service(const Request &, Reply &) = 0; };
struct Mine : Servlet { void service(const Request &, Reply &) override {} };
void f(Pool &p) { p.submitFunc([] {}); }
""")
        self.assertIn("  seen to be a function that runs its callable later, by convention "
                      "'kept-for-later'\n", self.show("submitFunc").stdout)
        self.assertIn("  seen to be a request handler, by convention 'request-handler'\n",
                      self.show("Mine::service").stdout)
        listed = self.tether("model", "inferred", "-p", "build", status=0).stdout
        self.assertIn("by convention: 2\n", listed)
        self.write(".clang-tidy", "CheckOptions: {tether.Conventions: false}\n")
        self.assertIn("nothing is known", self.show("submitFunc").stdout)

    def test_nothing_known(self):
        self.assertEqual(self.show("Plain").stdout,
                         "mine::Plain is a class, a.cpp:7:8\n"
                         "  nothing is known about it\n")

    def test_no_such_name(self):
        for name in ("Missing", "acme::Missing", "", "::", "Queue::", "a b", "Queue<int>"):
            run = self.show(name, status=1)
            self.assertEqual(run.stdout, f"nothing is called '{name}' in a.cpp\n")

    def test_own_names_come_before_those_of_system_headers(self):
        self.write("a.cpp", "#include <thread>\nstruct thread {};\nnamespace n "
                   "{ struct mutex {}; }\n")
        self.assertIn("thread is a class, a.cpp:2:8\n", self.show("thread").stdout)
        shown = self.show("mutex").stdout
        self.assertIn("n::mutex is a class, a.cpp:3:22\n", shown)
        self.assertNotIn("std::mutex", shown)

    def test_a_file_with_errors(self):
        self.write("a.cpp", '#include "acme.h"\nint x = ;\n')
        run = self.show("Queue", status=3)
        self.assertIn("kind: channel", run.stdout)
        self.assertIn("'a.cpp' did not parse: a.cpp:2:9", run.stderr)
        self.show("Missing", status=3)

    def test_wrong_usage(self):
        self.tether("model", "show", "x", status=2)
        self.tether("model", "show", "x", "none.cpp", status=2)
        self.write("b.cpp", "")
        self.database(["a.cpp", "b.cpp"])
        run = self.tether("model", "show", "x", ".", status=2)
        self.assertIn("more than one source", run.stderr)
        self.write("tether-model.yaml", "library: [\n")
        run = self.show("std::thread", status=2)
        self.assertIn("tether-model.yaml:2:1: error: bad YAML", run.stderr)
        self.assertIn("built-in model 'std'", run.stdout)


class PageTest(CommandTest):
    """A team teaches their own framework as the page says."""

    PROGRAM = """#include "channel.h"
namespace house {
struct Request { int Id; };
struct Reply {};
template <typename F> void on_request(const char *, F) {}
}
void routes() {
  static msd::channel<int> Jobs(8);
  house::on_request("/job", [](const house::Request &R) {
    Jobs.write(R.Id);
  });
}
static msd::channel<int> More(8);
void handle(const house::Request &R, house::Reply &) {
  More.write(R.Id);
}
"""
    # A channel of the built-in model.
    CHANNEL = """#pragma once
namespace msd {
template <typename T> struct channel {
  explicit channel(unsigned long);
  bool write(const T &);
};
}
"""

    def test_five_lines(self):
        model = re.search(r"## Five lines\n.*?```yaml\n(.*?)```", PAGE.read_text(),
                          re.DOTALL).group(1)
        self.assertEqual(len(model.splitlines()), 5)
        self.project({"channel.h": self.CHANNEL, "a.cpp": self.PROGRAM})
        self.tether("scan", status=0)
        self.write("tether-model.yaml", model)
        run = self.tether("model", "check", "tether-model.yaml", "-p", "build",
                          status=0)
        self.assertEqual(run.stdout, "house: 3 of 3 names found\n")
        run = self.tether("scan", status=1)
        found = re.findall(r"^(a\.cpp:\d+):.*warning: .*\[(.*)\]$", run.stdout,
                           re.MULTILINE)
        self.assertEqual(found, [("a.cpp:10", "tether-uncancellable-send"),
                                 ("a.cpp:15", "tether-uncancellable-send")])


if __name__ == "__main__":
    command.main()
