//===- Fields.h - The keys of model files -----------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each key of a model file is named here and nowhere else, with the member of
// Model.h that it sets, what it may be and what it means. The loader, the
// writer and the schema are visitors of these lists, so none of them can know
// a key that the others do not.
//
// A visitor has
//   word(Key, Member, Description, Need)    a word of the member's enumeration
//   flag(Key, Member, Description)          true or false
//   position(Key, Member, Words, Description)  an index or one of Words
//   name(Key, Member, Description)          a qualified name
//   part(Key, Shape, Description, Need)     what is not one value of one member
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_MODEL_FIELDS_H
#define TETHER_CHECKS_MODEL_FIELDS_H

#include "Model.h"
#include <initializer_list>

namespace tether::model {

enum class Need : uint8_t { Optional, Required };

/// What the value of a key looks like.
enum class Shape : uint8_t {
  Text,
  Name,         ///< A qualified name.
  NameOrNames,  ///< One qualified name or a list of them.
  Names,        ///< A list of qualified names.
  Parameters,   ///< As Names, also with "*".
  Members,      ///< A list of simple names.
  Capacity,     ///< A word of Capacity, ctor:<index> or template:<index>.
  Constructors, ///< A list of operations.
  Operations,   ///< A map from simple names to an operation or a list of them.
  Types,
  Functions,
  Handlers,
  Phrases, ///< A list of words in lower case, or of several in a row.
  Conventions,
};

using Positions = std::initializer_list<Position>;

/// The greatest index of an argument.
inline constexpr int MaxIndex = 15;

/// Operations with these roles say which of their arguments is run.
inline constexpr Role RolesWithCallable[] = {
    Role::Spawn,           Role::Run,         Role::Keep, Role::Wrap,
    Role::RegisterHandler, Role::RegisterTest};

template <typename Visitor> void visitOperation(Visitor &&V) {
  V.word("role", &Operation::R, "What the operation does.", Need::Required);
  V.word("runs", &Operation::When, "When the callable runs.");
  V.word("on", &Operation::On, "Where the callable runs.");
  V.word("blocks", &Operation::Blocking,
         "How long the operation may block its caller.");
  V.word("variant", &Operation::V, "When the operation gives up by itself.");
  V.word("closed", &Operation::Closed,
         "What a send or receive does that meets the closed channel.");
  V.word("discard", &Operation::Discard,
         "What it means to drop what a spawn returns; 'nothing': the task has "
         "another owner.");
  V.word("unit", &Operation::Unit,
         "What the first argument of a sleep counts, if it is a number.");
  V.position("callable", &Operation::Callable,
             {Auto, Last, Object, MethodObject, AllArguments, ByConstructor,
              ByOverride},
             "Which argument is run: an index, 'auto' (the first of callable "
             "type), 'last', 'object', 'method-object' (a member pointer and "
             "its object), 'all', 'by-constructor' or 'by-override'.");
  V.position("object", &Operation::Object, {Last, AllArguments},
             "Functions: the argument that is operated on.");
  V.position("handle_out", &Operation::HandleOut, {Last},
             "The argument that receives the handle.");
  V.position("argument", &Operation::Argument, {Last},
             "The 'void *' that a C callable is given.");
  V.position("attribute", &Operation::Attribute, {Last},
             "The attribute object that may make the task detached.");
  V.position("timeout", &Operation::Timeout, {Last},
             "The argument that makes the operation timed, if it is given and "
             "not infinite.");
  V.position("elements", &Operation::Elements, {Object},
             "The callable's first parameter is an element of this argument's "
             "range.");
  V.position("after", &Operation::After, {AllArguments},
             "Arguments that are handles of tasks which are over before this "
             "one begins: whoever waits for it waits for them.");
  V.position("arity", &Operation::Arity, {},
             "Only calls with this many arguments.");
  V.flag("passes_token", &Operation::PassesToken,
         "The callable may take a stop token first.");
  V.flag("signals", &Operation::Signals,
         "The operation also reports, as std::latch::arrive_and_wait does.");
  V.flag("negated", &Operation::Negated,
         "The answer of a query has the opposite sense.");
  V.flag("rethrows", &Operation::Rethrows,
         "The wait throws what the task has thrown.");
  V.flag("replaces", &Operation::Replaces,
         "What the object had before is destroyed.");
  V.name("returns", &Operation::Returns,
         "The qualified name of the handle that is returned.");
  V.name("only_if", &Operation::OnlyIf,
         "The enumerator, constant or macro that an argument has to name.");
  V.part("completion", Shape::Names,
         "The types of completion tokens that drop the result.");
}

template <typename Visitor> void visitFunction(Visitor &&V) {
  V.part("name", Shape::NameOrNames,
         "The qualified name of the function, or several that are alike.",
         Need::Required);
  visitOperation(V);
}

template <typename Visitor> void visitType(Visitor &&V) {
  V.part("name", Shape::NameOrNames,
         "The qualified name of the type without template arguments, as users "
         "spell it, or several that are alike.",
         Need::Required);
  V.word("kind", &Type::K, "What the type stands for.", Need::Required);
  V.word("on_destroy", &Type::Destroy,
         "What the destructor of a handle does to its task.");
  V.word("runs_on", &Type::On, "Where tasks of this type run.");
  V.part("capacity", Shape::Capacity,
         "The bound of a channel: 'unbounded', 'rendezvous', 'ctor:<index>', "
         "'template:<index>' or 'setter' (unbounded until an operation with "
         "the role set-capacity).");
  V.word("close_protocol", &Type::Protocol,
         "Which end of the channel a close is meant for.");
  V.position("element", &Type::Element, {},
             "Containers and smart pointers: which template argument is the "
             "element.");
  V.flag("raw_handle", &Type::RawHandle,
         "A C handle: a value that is copied and has no destructor.");
  V.flag("cancelled_with_task", &Type::CancelledWithTask,
         "Its blocking calls end when the task or request is cancelled.");
  V.flag("range_receives", &Type::RangeReceives,
         "A range-for over it receives until it is closed.");
  V.part("constructors", Shape::Constructors,
         "What constructing an object with arguments does.");
  V.part("ops", Shape::Operations,
         "What the members do: a map from their simple names.");
  V.part("bodies", Shape::Members,
         "The virtual methods whose overrides are bodies of tasks.");
}

template <typename Visitor> void visitHandler(Visitor &&V) {
  V.part("id", Shape::Text, "Names this description.", Need::Required);
  V.part("override", Shape::Name,
         "A method, ns::Class::method: its overrides are request handlers.");
  V.part("override_in", Shape::Name,
         "A class: methods of classes that are derived from it and whose "
         "parameters fit are request handlers.");
  V.part("parameters", Shape::Parameters,
         "The types of a request handler's parameters, without const, "
         "references, pointers and smart pointers; \"*\" stands for any.");
  V.word("runs_on", &Handler::On, "Where the handler runs.");
  V.flag("blocking_cancelled", &Handler::BlockingCancelled,
         "The handler's blocking calls end with the request.");
}

template <typename Visitor> void visitConvention(Visitor &&V) {
  V.part("id", Shape::Text, "Names this convention.", Need::Required);
  V.word("role", &Convention::R,
         "What the name means: 'spawn' (a function that keeps the callable "
         "without parameters that it is given and runs it later), 'run-loop' "
         "(it may run or wait for what was kept) or 'register-handler'.",
         Need::Required);
  V.word("on", &Convention::On, "Where the callable runs.");
  V.part("words", Shape::Phrases,
         "Words, or several in a row, one of which the name has, in whatever "
         "style it is written.");
  V.part("unless", Shape::Phrases,
         "Words, none of which the name of the function and that of its class "
         "have.");
  V.part("takes", Shape::Phrases,
         "What the name of the type of one of the handler's parameters ends "
         "with.");
  V.part("fills", Shape::Phrases,
         "The same of a parameter that the handler can write to.");
}

template <typename Visitor> void visitLibrary(Visitor &&V) {
  V.part("library", Shape::Text, "The name of the library.", Need::Required);
  V.part("namespaces", Shape::Names,
         "Equivalent namespaces of the library; all entries are written with "
         "the first of them.");
  V.part("types", Shape::Types, "Handles, channels, latches, tokens, ...");
  V.part("functions", Shape::Functions, "Free and static functions.");
  V.part("handlers", Shape::Handlers,
         "How request handlers are recognised that are not registered by a "
         "call with the role register-handler.");
  V.part("conventions", Shape::Conventions,
         "What names are taken to mean of functions that are only declared and "
         "that no model describes.");
}

} // namespace tether::model

#endif // TETHER_CHECKS_MODEL_FIELDS_H
