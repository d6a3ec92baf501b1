//===- LoaderTest.cpp - Reading models, good and broken -------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/model/Loader.h"
#include "checks/model/Words.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"
#include <map>

using namespace tether;
using namespace llvm;

namespace {

std::unique_ptr<model::UserLibrary> parse(StringRef Yaml) {
  model::LoadError Error;
  auto Result = model::UserLibrary::parse("model.yaml", Yaml, Error);
  EXPECT_TRUE(Result) << Error.str();
  return Result;
}

/// The one message for a broken file, without the file's name.
std::string error(StringRef Yaml) {
  model::LoadError Error;
  auto Result = model::UserLibrary::parse("model.yaml", Yaml, Error);
  EXPECT_FALSE(Result);
  EXPECT_EQ(Error.File, "model.yaml");
  StringRef Text = Error.Message;
  EXPECT_FALSE(Text.empty());
  EXPECT_FALSE(Text.contains('\n'));
  return StringRef(Error.str()).drop_front(strlen("model.yaml:")).str();
}

//===----------------------------------------------------------------------===//
// What a model can say
//===----------------------------------------------------------------------===//

TEST(Loader, KnowsWhereNamesStand) {
  auto U = parse(R"yaml(library: acme
namespaces: [acme]
functions:
  - {name: acme::go, role: spawn, callable: 0, returns: acme::Task}
types:
  - name: [acme::Task, acme::Job]
    kind: thread
    ops:
      join: join
    bodies: [run]
)yaml");
  ASSERT_TRUE(U);
  auto Place = [&](StringRef Name) {
    auto P = U->place(Name);
    return std::to_string(P.Line) + ":" + std::to_string(P.Column);
  };
  EXPECT_EQ(Place("acme"), "2:14");
  EXPECT_EQ(Place("acme::go"), "4:12");
  EXPECT_EQ(Place("acme::Task"), "6:12");
  EXPECT_EQ(Place("acme::Job"), "6:24");
  EXPECT_EQ(Place("acme::Job::join"), "9:7");
  EXPECT_EQ(Place("acme::Task::run"), "10:14");
  EXPECT_EQ(Place("acme::other"), "0:0");
}

TEST(Loader, ReadsEveryKey) {
  auto U = parse(R"yaml(
library: acme
namespaces: [acme, com::acme]
types:
  - name: acme::Worker
    kind: thread
    on_destroy: stops-and-joins
    runs_on: fiber
    raw_handle: true
    cancelled_with_task: true
    range_receives: true
    close_protocol: either-side
    capacity: template:2
    element: 3
    bodies: [run, stop]
    constructors: [{role: spawn, callable: auto, passes_token: true}]
    ops:
      join: {role: join, blocks: until-done, variant: timed, timeout: 1}
      push: [{role: send, closed: throws, only_if: acme::flag}, {role: send, arity: 2}]
      size: query
      operator<<: {role: send}
functions:
  - {name: acme::go, role: spawn, callable: 2, object: last, handle_out: 0, argument: 3, attribute: 1, elements: 4, after: all, runs: elsewhere, on: pool, discard: drops-work, negated: true, signals: true, returns: acme::Worker, completion: [acme::a, acme::b]}
  - {name: [acme::x, acme::y], role: exit}
handlers:
  - {id: a, override: "acme::Base::method", runs_on: event-loop, blocking_cancelled: true}
  - {id: b, override_in: acme::Base, parameters: ["*", acme::Request]}
  - {id: c, parameters: [acme::Request]}
conventions:
  - {id: d, role: spawn, on: pool, words: [later, add task], unless: [now]}
  - {id: e, role: register-handler, takes: [request], fills: [reply, "2"]}
)yaml");
  ASSERT_TRUE(U);
  const model::Library &L = U->library();
  ASSERT_EQ(L.Conventions.size(), 2u);
  EXPECT_EQ(L.Conventions[0].Id, "d");
  EXPECT_EQ(L.Conventions[0].R, model::Role::Spawn);
  EXPECT_EQ(L.Conventions[0].On, model::RunsOn::Pool);
  EXPECT_EQ(L.Conventions[0].Words[1], "add task");
  EXPECT_EQ(L.Conventions[0].Unless[0], "now");
  EXPECT_EQ(L.Conventions[1].Takes[0], "request");
  EXPECT_EQ(L.Conventions[1].Fills.size(), 2u);
  EXPECT_EQ(L.Name, "acme");
  EXPECT_EQ(L.Origin, "model.yaml");
  ASSERT_EQ(L.Namespaces.size(), 2u);
  EXPECT_EQ(L.Namespaces[1], "com::acme");

  ASSERT_EQ(L.Types.size(), 1u);
  const model::Type &T = L.Types[0];
  EXPECT_EQ(T.Name, "acme::Worker");
  EXPECT_EQ(T.K, model::Kind::Thread);
  EXPECT_EQ(T.Destroy, model::OnDestroy::StopsAndJoins);
  EXPECT_EQ(T.On, model::RunsOn::Fiber);
  EXPECT_TRUE(T.RawHandle && T.CancelledWithTask && T.RangeReceives);
  EXPECT_EQ(T.Protocol, model::CloseProtocol::EitherSide);
  EXPECT_EQ(T.Bound, model::Capacity::Template);
  EXPECT_EQ(T.CapacityIndex, 2);
  EXPECT_EQ(T.Element, 3);
  ASSERT_EQ(T.Bodies.size(), 2u);
  EXPECT_EQ(T.Bodies[1], "stop");
  ASSERT_EQ(T.Constructors.size(), 1u);
  EXPECT_EQ(T.Constructors[0].Callable, model::Auto);
  EXPECT_TRUE(T.Constructors[0].PassesToken);
  ASSERT_EQ(T.Operations.size(), 5u);
  EXPECT_EQ(T.Operations[0].Name, "join");
  EXPECT_EQ(T.Operations[0].R, model::Role::Join);
  EXPECT_EQ(T.Operations[0].Blocking, model::Blocks::UntilDone);
  EXPECT_EQ(T.Operations[0].V, model::Variant::Timed);
  EXPECT_EQ(T.Operations[0].Timeout, 1);
  EXPECT_EQ(T.Operations[1].Name, "push");
  EXPECT_EQ(T.Operations[1].Closed, model::OnClosed::Throws);
  EXPECT_EQ(T.Operations[1].OnlyIf, "acme::flag");
  EXPECT_EQ(T.Operations[2].Name, "push");
  EXPECT_EQ(T.Operations[2].Arity, 2);
  EXPECT_EQ(T.Operations[3].R, model::Role::Query);
  EXPECT_EQ(T.Operations[4].Name, "operator<<");

  ASSERT_EQ(L.Functions.size(), 3u);
  const model::Operation &Go = L.Functions[0];
  EXPECT_EQ(Go.Name, "acme::go");
  EXPECT_EQ(Go.Callable, 2);
  EXPECT_EQ(Go.Object, model::Last);
  EXPECT_EQ(Go.HandleOut, 0);
  EXPECT_EQ(Go.Argument, 3);
  EXPECT_EQ(Go.Attribute, 1);
  EXPECT_EQ(Go.Elements, 4);
  EXPECT_EQ(Go.After, model::AllArguments);
  EXPECT_EQ(Go.When, model::Runs::Elsewhere);
  EXPECT_EQ(Go.On, model::RunsOn::Pool);
  EXPECT_EQ(Go.Discard, model::OnDiscard::DropsWork);
  EXPECT_TRUE(Go.Negated && Go.Signals);
  EXPECT_EQ(Go.Returns, "acme::Worker");
  EXPECT_EQ(Go.Completion, "acme::a acme::b");
  EXPECT_EQ(L.Functions[2].Name, "acme::y");

  ASSERT_EQ(L.Handlers.size(), 3u);
  EXPECT_EQ(L.Handlers[0].M, model::Handler::Match::Override);
  EXPECT_EQ(L.Handlers[0].Name, "acme::Base::method");
  EXPECT_EQ(L.Handlers[0].On, model::RunsOn::EventLoop);
  EXPECT_TRUE(L.Handlers[0].BlockingCancelled);
  EXPECT_EQ(L.Handlers[1].M, model::Handler::Match::OverrideIn);
  EXPECT_EQ(L.Handlers[1].Parameters[0], "*");
  EXPECT_EQ(L.Handlers[2].M, model::Handler::Match::Parameters);
}

TEST(Loader, AnchorsAndMerges) {
  auto U = parse(R"yaml(
library: a
types:
  - name: M
    kind: mutex
    ops: &ops
      lock: &lock {role: lock}
      unlock: unlock
  - {name: N, kind: mutex, ops: *ops}
  - name: O
    kind: mutex
    ops: {<<: *ops, unlock: transfer, lock_shared: *lock}
  - name: P
    kind: mutex
    ops:
      <<: [*ops, {unlock: exit, other: query}]
)yaml");
  ASSERT_TRUE(U);
  ArrayRef<model::Type> Types = U->library().Types;
  EXPECT_EQ(Types[1].Operations.size(), 2u);
  std::map<StringRef, model::Role> O, P;
  for (const model::Operation &Op : Types[2].Operations)
    O[Op.Name] = Op.R;
  for (const model::Operation &Op : Types[3].Operations)
    P[Op.Name] = Op.R;
  EXPECT_EQ(O["lock"], model::Role::Lock);
  EXPECT_EQ(O["unlock"], model::Role::Transfer);
  EXPECT_EQ(O["lock_shared"], model::Role::Lock);
  EXPECT_EQ(P["unlock"], model::Role::Unlock);
  EXPECT_EQ(P["other"], model::Role::Query);
}

template <typename E> void expectWords(size_t Last) {
  for (const model::Word<E> &W : model::words<E>()) {
    EXPECT_EQ(model::word(W.Value), W.Text);
    EXPECT_EQ(model::parseWord<E>(W.Text), W.Value);
    EXPECT_EQ(W.Text.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"),
              StringRef::npos);
  }
  EXPECT_EQ(model::words<E>().size(), Last + 1) << "an enumerator has no word";
}

TEST(Loader, EveryEnumeratorHasAWord) {
  expectWords<model::Kind>(size_t(model::Kind::Other));
  expectWords<model::OnDestroy>(size_t(model::OnDestroy::Unknown));
  expectWords<model::Role>(size_t(model::Role::MoveToLoop));
  expectWords<model::Runs>(size_t(model::Runs::Lazy));
  expectWords<model::RunsOn>(size_t(model::RunsOn::Timer));
  expectWords<model::Blocks>(size_t(model::Blocks::FlowControl));
  expectWords<model::Variant>(size_t(model::Variant::Cancellable));
  expectWords<model::OnClosed>(size_t(model::OnClosed::NeverClosed));
  expectWords<model::OnDiscard>(size_t(model::OnDiscard::DropsWork));
  expectWords<model::CloseProtocol>(size_t(model::CloseProtocol::EitherSide));
}

//===----------------------------------------------------------------------===//
// Mistakes in a model
//===----------------------------------------------------------------------===//

TEST(LoaderErrors, UnknownKeys) {
  EXPECT_EQ(error("library: a\ntype: []\n"),
            "2:1: unknown key 'type' in a model; did you mean 'types'?");
  EXPECT_EQ(error("library: a\n"
                  "functions:\n"
                  "  - {name: f, rol: exit}\n"),
            "3:15: unknown key 'rol' in a function; did you mean 'role'?");
  EXPECT_EQ(error("library: a\n"
                  "types:\n"
                  "  - name: T\n"
                  "    kind: thread\n"
                  "    ops: {join: {role: join, name: x}}\n"),
            "5:30: unknown key 'name' in an operation");
  EXPECT_EQ(error("library: a\nhandlers: [{id: x, zzzzzz: y}]\n"),
            "2:20: unknown key 'zzzzzz' in a handler; expected one of: id, "
            "override, override_in, parameters, runs_on, blocking_cancelled");
}

TEST(LoaderErrors, UnknownWords) {
  EXPECT_EQ(error("library: a\ntypes: [{name: T, kind: thraed}]\n"),
            "2:25: unknown word 'thraed' for 'kind'; did you mean 'thread'?");
  EXPECT_EQ(error("library: a\nfunctions: [{name: f, role: f}]\n"),
            "2:29: unknown word 'f' for 'role'");
  EXPECT_EQ(
      error(
          "library: a\nfunctions: [{name: f, role: exit, runs: sometimes}]\n"),
      "2:41: unknown word 'sometimes' for 'runs'; expected one of: unknown, "
      "in-place, maybe-in-place, later, elsewhere, lazy");
  EXPECT_EQ(
      error("library: a\ntypes: [{name: T, kind: channel, capacity: 5}]\n"),
      "2:44: unknown capacity '5'; expected one of: unknown, unbounded, "
      "rendezvous, setter, bounded, ctor:<index>, template:<index>");
  EXPECT_EQ(error("library: a\n"
                  "functions: [{name: f, role: run, callable: first}]\n"),
            "2:44: unknown position 'first' for 'callable'; expected one of: "
            "auto, last, object, method-object, all, by-constructor, "
            "by-override, 0, 1, ...");
  EXPECT_EQ(error("library: a\n"
                  "functions: [{name: f, role: exit, signals: yes}]\n"),
            "2:44: expected true or false for 'signals', found 'yes'");
}

TEST(LoaderErrors, WrongTypes) {
  EXPECT_EQ(error("- a\n- b\n"),
            "1:1: expected a model as a map, found a list");
  EXPECT_EQ(error("just text\n"),
            "1:1: expected a model as a map, found a single value");
  EXPECT_EQ(error("library: [a]\n"),
            "1:10: expected the name of the library, found a list");
  EXPECT_EQ(error("library: a\ntypes: {name: T}\n"),
            "2:8: expected a list of types, found a map");
  EXPECT_EQ(error("library: a\ntypes:\n"),
            "3:1: expected a list of types, found nothing");
  EXPECT_EQ(error("library: a\ntypes: [T]\n"),
            "2:9: expected a type as a map, found a single value");
  EXPECT_EQ(error("library: a\ntypes: [{name: T, kind: thread, ops: [join]}]"),
            "2:38: expected a map from member names to operations, found a "
            "list");
  EXPECT_EQ(error("library: a\nfunctions: [{name: f, role: {a: b}}]\n"),
            "2:29: expected a word for 'role', found a map");
  EXPECT_EQ(error("library: a\nfunctions: [{name: f, role: ''}]\n"),
            "2:29: expected a word for 'role', found an empty string");
  EXPECT_EQ(
      error("library: a\nfunctions: [{name: f, role: run, callable: 99}]"),
      "2:44: expected a position from 0 to 15 for 'callable', found "
      "'99'");
  EXPECT_EQ(error("library: a\ntypes: [{name: T, kind: channel, capacity: "
                  "'ctor:x'}]"),
            "2:44: expected a position from 0 to 15 for 'capacity', found "
            "'x'");
}

TEST(LoaderErrors, MissingKeys) {
  EXPECT_EQ(error("types: []\n"), "1:1: a model needs the key 'library'");
  EXPECT_EQ(error("library: a\ntypes:\n  - {kind: thread}\n"),
            "3:5: a type needs the key 'name'");
  EXPECT_EQ(error("library: a\ntypes:\n  - {name: T}\n"),
            "3:5: a type needs the key 'kind'");
  EXPECT_EQ(error("library: a\nfunctions:\n  - name: f\n"),
            "3:5: a function needs the key 'role'");
  EXPECT_EQ(error("library: a\nfunctions:\n  - {name: f, role: spawn}\n"),
            "3:5: the role 'spawn' needs the key 'callable': which argument is "
            "run");
  EXPECT_EQ(
      error("library: a\ntypes: [{name: T, kind: pool, ops: {f: run}}]\n"),
      "2:40: the role 'run' needs the key 'callable': which argument is "
      "run");
  EXPECT_EQ(error("library: a\nhandlers:\n  - id: x\n"),
            "3:5: a handler needs one of the keys 'override', 'override_in' "
            "and 'parameters'");
  EXPECT_EQ(error("library: a\nhandlers: [{id: x, override_in: B}]\n"),
            "2:33: 'override_in' needs the key 'parameters'");
}

TEST(LoaderErrors, Conventions) {
  auto With = [](StringRef Convention) {
    return error(("library: a\nconventions: [" + Convention + "]").str());
  };
  EXPECT_EQ(With("{id: b, words: [c]}"),
            "2:15: a convention needs the key 'role'");
  EXPECT_EQ(With("{id: b, role: send, words: [c]}"),
            "2:29: the role of a convention is 'spawn', 'run-loop', "
            "'register-handler' or 'set-capacity'");
  EXPECT_EQ(With("{id: b, role: spawn}"),
            "2:15: a convention with the role 'spawn' needs the key 'words'");
  EXPECT_EQ(With("{id: b, role: register-handler, words: [c]}"),
            "2:15: a convention with the role 'register-handler' needs the key "
            "'takes'");
  EXPECT_EQ(With("{id: b, role: register-handler, takes: [c]}"),
            "2:15: a convention with the role 'register-handler' needs one of "
            "the keys 'words' and 'fills'");
  EXPECT_EQ(With("{id: b, role: spawn, words: [runLater]}"),
            "2:44: 'runLater' is not a word in lower case, or several with one "
            "blank between them");
}

TEST(LoaderErrors, Names) {
  EXPECT_EQ(error("library: a\ntypes: [{name: 'std::vector<int>', kind: "
                  "container}]\n"),
            "2:16: 'std::vector<int>' is not a qualified name; write it like "
            "'ns::Class', without template arguments");
  EXPECT_EQ(error("library: a\ntypes: [{name: '::T', kind: other}]\n"),
            "2:16: '::T' is not a qualified name; write it like 'ns::Class', "
            "without template arguments");
  EXPECT_EQ(error("library: a\ntypes: [{name: T, kind: other, ops: {'a::b': "
                  "lock}}]\n"),
            "2:38: 'a::b' is not the simple name of a member");
  EXPECT_EQ(error("library: a\nnamespaces: [a]\ntypes: [{name: b::T, kind: "
                  "other}]\n"),
            "3:16: 'b::T' does not start with 'a::', the first of "
            "'namespaces'");
  EXPECT_EQ(error("library: a\ntypes: [{name: [], kind: other}]\n"),
            "2:16: expected a name or a list of names, found an empty list");
  EXPECT_EQ(error("library: a\nhandlers: [{id: x, override: method}]\n"),
            "2:30: 'override' needs a method, like 'ns::Class::method'");
  EXPECT_EQ(error("library: a\nhandlers: [{id: x, parameters: ['*']}]\n"),
            "2:32: a handler that is known by its parameters needs at least "
            "one that is not '*'");
}

TEST(LoaderErrors, Duplicates) {
  EXPECT_EQ(error("library: a\nlibrary: b\n"),
            "2:1: key 'library' is given twice");
  EXPECT_EQ(error("library: a\ntypes:\n  - {name: T, kind: other}\n"
                  "  - {name: T, kind: mutex}\n"),
            "4:5: type 'T' is described twice");
  EXPECT_EQ(error("library: a\nfunctions:\n  - {name: f, role: exit}\n"
                  "  - {name: f, role: lock}\n"),
            "4:5: function 'f' is described twice; entries of one name must "
            "differ in 'only_if' or 'arity'");
}

//===----------------------------------------------------------------------===//
// Broken and hostile files
//===----------------------------------------------------------------------===//

TEST(LoaderErrors, BadYaml) {
  EXPECT_EQ(error("library: a\ntypes: [\n"),
            "3:1: bad YAML: end of sequence flow not found");
  EXPECT_EQ(error("library: a\n  types: b\n"),
            "2:8: bad YAML: illegal map value");
  EXPECT_EQ(error("library: *unknown\n"),
            "1:10: bad YAML: the referenced anchor is not defined");
  EXPECT_EQ(error("library: a\ntypes: !!set {}\n"),
            "2:8: tags have no meaning in a model; remove "
            "'tag:yaml.org,2002:set'");
  EXPECT_EQ(error("[a]: b\n"), "1:1: a key must be a single value, found a "
                               "list");
}

TEST(LoaderErrors, Documents) {
  StringRef Empty = "the file is empty; expected a map with the key 'library'";
  EXPECT_EQ(error(""), " " + Empty.str());
  EXPECT_EQ(error("# only a comment\n"), " " + Empty.str());
  EXPECT_EQ(error("library: a\n---\nlibrary: b\n"),
            "3:1: a second document; write one library per file, without "
            "'---'");
}

TEST(LoaderErrors, Bytes) {
  EXPECT_EQ(error(StringRef("library: a\nty\0pes: []\n", 22)),
            "2:3: NUL byte; a model is text in UTF-8");
  EXPECT_EQ(error("library: a\n# \xff\n"), "2:3: not valid UTF-8");
  EXPECT_EQ(error(std::string((1 << 20) + 1, '#')),
            " larger than one megabyte; this cannot be a model");
}

TEST(LoaderErrors, CyclesOfAnchors) {
  EXPECT_EQ(error("library: a\ntypes: &t [*t]\n"),
            "2:12: this alias refers to the node that contains it; anchors "
            "must not form a cycle");
  EXPECT_EQ(error("&root\nlibrary: a\ntypes:\n  - {name: T, ops: *root}\n"),
            "4:20: this alias refers to the node that contains it; anchors "
            "must not form a cycle");
  EXPECT_EQ(error("library: a\ntypes: [&t {name: T, kind: mutex, <<: *t}]\n"),
            "2:39: this alias refers to the node that contains it; anchors "
            "must not form a cycle");
}

TEST(LoaderErrors, Nesting) {
  auto Repeat = [](StringRef Part) {
    std::string Text;
    while (Text.size() + Part.size() <= (1 << 20))
      Text += Part;
    return Text;
  };
  std::string TooDeep =
      "nested deeper than 32 levels; a model needs at most eight";
  EXPECT_EQ(error(Repeat("[")), "1:33: " + TooDeep);
  EXPECT_EQ(error(Repeat("[{a: ")), "1:81: " + TooDeep);
  EXPECT_EQ(error(Repeat("- ")), "1:65: " + TooDeep);
  EXPECT_EQ(error("# [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\nlibrary: {}\n"),
            "2:10: expected the name of the library, found a map");
  // Hidden from a glance at the brackets.
  std::string Hidden = "library: a\ntypes: [' #',\n";
  for (unsigned I = 0; I < 1000; ++I)
    Hidden += "' #', [\n";
  EXPECT_NE(error(Hidden), "");
  // Not nested, but hard to read.
  for (StringRef Part : {"]", "? ", "&a ", "a: ", "'", "\"\\", "*a", "| ", "a",
                         "\n", "-\n", "[]", "{},"})
    EXPECT_NE(error(Repeat(Part)), "") << Part.str();
}

TEST(LoaderErrors, BlockNesting) {
  std::string Text;
  for (unsigned I = 0; I < 1000; ++I)
    Text += std::string(I, ' ') + "a:\n";
  EXPECT_EQ(error(Text), "33:33: nested deeper than 32 levels; a model needs "
                         "at most eight");
}

TEST(LoaderErrors, AliasesThatMultiply) {
  std::string Text =
      "library: a\nfunctions: []\ntypes:\n  - name: T\n    kind: "
      "mutex\n    ops:\n      a: &many [";
  for (unsigned I = 0; I < 20000; ++I)
    Text += "{role: lock},";
  Text += "]\n";
  for (unsigned I = 0; I < 20000; ++I)
    Text += "      m" + utostr(I) + ": *many\n";
  EXPECT_TRUE(StringRef(error(Text))
                  .ends_with("more than 65536 values, counting aliases as "
                             "often as they are used"));
}

//===----------------------------------------------------------------------===//
// The built-in tables
//===----------------------------------------------------------------------===//

bool same(const model::Operation &A, const model::Operation &B) {
  return A.Name == B.Name && A.R == B.R && A.When == B.When && A.On == B.On &&
         A.Blocking == B.Blocking && A.V == B.V && A.Closed == B.Closed &&
         A.Discard == B.Discard && A.Callable == B.Callable &&
         A.Object == B.Object && A.HandleOut == B.HandleOut &&
         A.Argument == B.Argument && A.Attribute == B.Attribute &&
         A.Timeout == B.Timeout && A.Elements == B.Elements &&
         A.After == B.After && A.Arity == B.Arity &&
         A.PassesToken == B.PassesToken && A.Signals == B.Signals &&
         A.Negated == B.Negated && A.Rethrows == B.Rethrows &&
         A.Replaces == B.Replaces && A.Returns == B.Returns &&
         A.OnlyIf == B.OnlyIf && A.Completion == B.Completion;
}

bool same(ArrayRef<model::Operation> A, ArrayRef<model::Operation> B) {
  return A.size() == B.size() &&
         std::equal(A.begin(), A.end(), B.begin(),
                    [](const auto &X, const auto &Y) { return same(X, Y); });
}

bool same(const model::Type &A, const model::Type &B) {
  return A.Name == B.Name && A.K == B.K && A.Destroy == B.Destroy &&
         A.On == B.On && A.Bound == B.Bound &&
         A.CapacityIndex == B.CapacityIndex && A.Protocol == B.Protocol &&
         A.Element == B.Element && A.RawHandle == B.RawHandle &&
         A.CancelledWithTask == B.CancelledWithTask &&
         A.RangeReceives == B.RangeReceives &&
         same(A.Constructors, B.Constructors) &&
         same(A.Operations, B.Operations) && A.Bodies == B.Bodies;
}

bool same(const model::Handler &A, const model::Handler &B) {
  return A.Id == B.Id && A.M == B.M && A.Name == B.Name &&
         A.Parameters == B.Parameters && A.On == B.On &&
         A.BlockingCancelled == B.BlockingCancelled;
}

bool same(const model::Convention &A, const model::Convention &B) {
  return A.Id == B.Id && A.R == B.R && A.On == B.On && A.Words == B.Words &&
         A.Unless == B.Unless && A.Takes == B.Takes && A.Fills == B.Fills;
}

TEST(BuiltinLibraries, AreWhatTheFilesSay) {
  std::map<std::string, std::unique_ptr<model::UserLibrary>> Files;
  std::error_code EC;
  for (sys::fs::directory_iterator
           I(TETHER_SOURCE_DIR "/checks/model/data", EC),
       End;
       I != End && !EC; I.increment(EC)) {
    auto Text = MemoryBuffer::getFile(I->path());
    ASSERT_TRUE(Text);
    model::LoadError Error;
    auto L = model::UserLibrary::parse(I->path(), (*Text)->getBuffer(), Error);
    ASSERT_TRUE(L) << Error.str();
    EXPECT_EQ(sys::path::stem(I->path()).str(), L->library().Name.str())
        << "a file is named after its library";
    std::string Name = L->library().Name.str();
    Files[Name] = std::move(L);
  }
  ASSERT_FALSE(EC);

  std::string Previous;
  for (const model::Library &B : model::builtinLibraries()) {
    EXPECT_LT(Previous, B.Name.str()) << "sorted by name";
    Previous = B.Name.str();
    EXPECT_EQ(B.Origin, "built-in");
    ASSERT_TRUE(Files.count(Previous)) << Previous;
    const model::Library &F = Files[Previous]->library();
    EXPECT_TRUE(B.Namespaces == F.Namespaces) << Previous;
    ASSERT_EQ(B.Types.size(), F.Types.size()) << Previous;
    for (size_t I = 0; I < B.Types.size(); ++I)
      EXPECT_TRUE(same(B.Types[I], F.Types[I])) << B.Types[I].Name.str();
    EXPECT_TRUE(same(B.Functions, F.Functions)) << Previous;
    ASSERT_EQ(B.Handlers.size(), F.Handlers.size()) << Previous;
    for (size_t I = 0; I < B.Handlers.size(); ++I)
      EXPECT_TRUE(same(B.Handlers[I], F.Handlers[I])) << B.Handlers[I].Id.str();
    ASSERT_EQ(B.Conventions.size(), F.Conventions.size()) << Previous;
    for (size_t I = 0; I < B.Conventions.size(); ++I)
      EXPECT_TRUE(same(B.Conventions[I], F.Conventions[I]))
          << B.Conventions[I].Id.str();
  }
  EXPECT_EQ(model::builtinLibraries().size(), Files.size());
}

} // namespace
