//===- ModelReportTest.cpp - Models as text and back ----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/ModelReport.h"
#include "checks/model/Loader.h"
#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"
#include <tuple>

using namespace tether::model;
using namespace tether;

namespace {

// The bindings name every member, so that a new one cannot be forgotten here.

auto members(const Operation &Op) {
  const auto &[Name, R, When, On, Blocking, V, Closed, Discard, Unit, Callable,
               Object, HandleOut, Argument, Attribute, Timeout, Elements, After,
               Arity, PassesToken, Signals, Negated, Rethrows, Replaces,
               Returns, OnlyIf, Completion] = Op;
  return std::tie(Name, R, When, On, Blocking, V, Closed, Discard, Unit,
                  Callable, Object, HandleOut, Argument, Attribute, Timeout,
                  Elements, After, Arity, PassesToken, Signals, Negated,
                  Rethrows, Replaces, Returns, OnlyIf, Completion);
}

bool same(const Operation &A, const Operation &B) {
  return members(A) == members(B);
}

bool same(llvm::ArrayRef<Operation> A, llvm::ArrayRef<Operation> B) {
  return std::equal(A.begin(), A.end(), B.begin(), B.end(),
                    [](const auto &A, const auto &B) { return same(A, B); });
}

bool same(const Type &A, const Type &B) {
  auto Members = [](const Type &T) {
    const auto &[Name, K, Destroy, On, Bound, CapacityIndex, Protocol, Element,
                 RawHandle, CancelledWithTask, RangeReceives, Constructors,
                 Operations, Bodies] = T;
    (void)Constructors, (void)Operations;
    return std::tie(Name, K, Destroy, On, Bound, CapacityIndex, Protocol,
                    Element, RawHandle, CancelledWithTask, RangeReceives,
                    Bodies);
  };
  return Members(A) == Members(B) && same(A.Constructors, B.Constructors) &&
         same(A.Operations, B.Operations);
}

bool same(const Handler &A, const Handler &B) {
  auto Members = [](const Handler &H) {
    const auto &[Id, M, Name, Parameters, On, BlockingCancelled] = H;
    return std::tie(Id, M, Name, Parameters, On, BlockingCancelled);
  };
  return Members(A) == Members(B);
}

bool same(const Convention &A, const Convention &B) {
  auto Members = [](const Convention &C) {
    const auto &[Id, R, On, Words, Unless, Takes, Fills] = C;
    return std::tie(Id, R, On, Words, Unless, Takes, Fills);
  };
  return Members(A) == Members(B);
}

template <typename T>
void expectSame(llvm::ArrayRef<T> A, llvm::ArrayRef<T> B, const char *What) {
  ASSERT_EQ(A.size(), B.size()) << What;
  for (size_t I = 0; I != A.size(); ++I)
    EXPECT_TRUE(same(A[I], B[I])) << What << " " << I;
}

/// What is printed for the library, after a comparison with what it loads as.
std::string roundTrip(const Library &L) {
  std::string Yaml = libraryYaml(L);
  LoadError Error;
  auto Loaded = UserLibrary::parse("printed.yaml", Yaml, Error);
  EXPECT_TRUE(Loaded) << Error.str() << "\n" << Yaml;
  if (!Loaded)
    return Yaml;
  const Library &Again = Loaded->library();
  EXPECT_EQ(L.Name, Again.Name);
  EXPECT_EQ(L.Namespaces, Again.Namespaces);
  expectSame(L.Types, Again.Types, "type");
  expectSame(L.Functions, Again.Functions, "function");
  expectSame(L.Handlers, Again.Handlers, "handler");
  expectSame(L.Conventions, Again.Conventions, "convention");
  return Yaml;
}

TEST(ModelReport, EveryBuiltinLibraryLoadsAgain) {
  for (const Library &L : builtinLibraries()) {
    SCOPED_TRACE(L.Name.str());
    roundTrip(L);
  }
}

TEST(ModelReport, EveryKeyLoadsAgain) {
  LoadError Error;
  auto U = UserLibrary::parse("model.yaml", R"yaml(
library: "null"
namespaces: [acme, com::acme]
types:
  - name: acme::Worker
    kind: thread
    on_destroy: none
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
      put: {role: insert, replaces: true}
      size: query
      "true": query
      "null": none
      operator<<: {role: send}
      operator[]: {role: element}
      operator&: {role: look-through, negated: true}
      operator|=: query
      "operator,": query
      operator!: query
      operator*: look-through
      operator->*: look-through
      operator-: query
functions:
  - {name: acme::go, role: spawn, callable: 2, object: last, handle_out: 0, argument: 3, attribute: 1, elements: 4, runs: elsewhere, on: pool, discard: drops-work, negated: true, signals: true, rethrows: true, returns: acme::Worker, completion: [acme::a, acme::b]}
  - {name: [acme::x, acme::y], role: exit}
handlers:
  - {id: "a: b # c", override: "acme::Base::method", runs_on: event-loop, blocking_cancelled: true}
  - {id: b, override_in: acme::Base, parameters: ["*", acme::Request]}
  - {id: c, parameters: [acme::Request]}
conventions:
  - {id: d, role: spawn, on: pool, words: [later, add task], unless: [now]}
  - {id: e, role: register-handler, words: [handle], takes: [request], fills: [reply]}
)yaml",
                              Error);
  ASSERT_TRUE(U) << Error.str();
  std::string Yaml = roundTrip(U->library());
  EXPECT_NE(Yaml.find("      size: query\n"), std::string::npos) << Yaml;
}

TEST(ModelReport, ALibraryWithoutEntries) {
  Library L;
  L.Name = "empty";
  EXPECT_EQ(roundTrip(L), "library: empty\n");
}

TEST(ModelReport, Entries) {
  Operation Op;
  Op.Name = "f";
  Op.R = Role::Detach;
  EXPECT_EQ(entryYaml(Op, "  "), "  {role: detach}\n");
  Type T;
  T.Name = "a::T";
  T.K = Kind::Latch;
  T.Operations = Op;
  EXPECT_EQ(entryYaml(T, "# "), "# name: a::T\n# kind: latch\n# ops:\n"
                                "#   f: detach\n");
}

} // namespace
