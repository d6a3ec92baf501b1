//===- Loader.cpp - Library descriptions from YAML ------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// yaml-cpp is used as a parser of events only. Its node tree keeps duplicate
// keys silently, forgets where a key stood and follows cyclic aliases; the
// small tree built here does neither, and it stops at the first node that is
// nested too deeply, so that the parser's recursion stays shallow whatever it
// is fed.
//
// A mistake is thrown as a LoadError and caught in UserLibrary::parse.
//
//===----------------------------------------------------------------------===//

#include "Loader.h"
#include "Fields.h"
#include "Words.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/ConvertUTF.h"
#include <deque>
#include <sstream>
#include <utility>
#include <vector>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

using namespace llvm;

namespace tether::model {

std::string LoadError::str(StringRef Severity) const {
  std::string Result = File;
  if (Line) {
    Result += ":" + utostr(Line);
    if (Column)
      Result += ":" + utostr(Column);
  }
  return Result + ": " + Severity.str() + Message;
}

namespace {

constexpr size_t MaxBytes = 1 << 20;
constexpr unsigned MaxDepth = 32;
/// Aliases make a short file stand for a very long one. This bounds what is
/// read, counting a node as often as it is referred to.
constexpr unsigned MaxNodes = 1 << 16;

struct Where {
  unsigned Line = 0;
  unsigned Column = 0;
};

[[noreturn]] void fail(Where W, const Twine &Message) {
  throw LoadError{"", W.Line, W.Column, Message.str()};
}

[[noreturn]] void failTooDeep(Where W) {
  fail(W, "nested deeper than " + Twine(MaxDepth) +
              " levels; a model needs at most eight");
}

Where where(const YAML::Mark &M) {
  if (M.is_null())
    return {};
  return {unsigned(M.line) + 1, unsigned(M.column) + 1};
}

struct Node {
  enum class Shape { Null, Scalar, List, Map };
  Shape S = Shape::Null;
  Where At;
  bool Open = false;
  std::string Text;
  std::vector<const Node *> Items;
  std::vector<std::pair<const Node *, const Node *>> Entries;
};

StringRef describe(Node::Shape S) {
  switch (S) {
  case Node::Shape::Null:
    return "nothing";
  case Node::Shape::Scalar:
    return "a single value";
  case Node::Shape::List:
    return "a list";
  case Node::Shape::Map:
    return "a map";
  }
  return "";
}

/// ", did you mean 'x'?" or, if nothing is near, the words if they are few.
std::string advice(StringRef Given, ArrayRef<StringRef> Allowed) {
  StringRef Best;
  unsigned BestDistance = std::min<size_t>(Given.size() / 3 + 1, 4);
  for (StringRef A : Allowed) {
    unsigned Distance = Given.edit_distance(A, true, BestDistance);
    if (Distance <= BestDistance && (Best.empty() || Distance < BestDistance)) {
      Best = A;
      BestDistance = Distance;
    }
  }
  if (!Best.empty())
    return ("; did you mean '" + Best + "'?").str();
  if (Allowed.size() <= 12)
    return "; expected one of: " + join(Allowed, ", ");
  return "";
}

/// Only the beginning of what the user wrote, on one line.
std::string shortened(StringRef Text) {
  std::string Result;
  for (char C : Text.take_front(40))
    Result += isPrint(C) ? C : '?';
  if (Text.size() > 40)
    Result += "...";
  return Result;
}

class TreeBuilder : public YAML::EventHandler {
public:
  const Node *root() const { return Root; }

  void OnDocumentStart(const YAML::Mark &) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark &Mark, YAML::anchor_t Anchor) override {
    add(make(Node::Shape::Null, Mark, Anchor));
  }

  void OnAlias(const YAML::Mark &Mark, YAML::anchor_t Anchor) override {
    const Node *N = Anchors.at(Anchor);
    if (N->Open)
      fail(where(Mark), "this alias refers to the node that contains it; "
                        "anchors must not form a cycle");
    add(N);
  }

  void OnScalar(const YAML::Mark &Mark, const std::string &Tag,
                YAML::anchor_t Anchor, const std::string &Value) override {
    checkTag(Mark, Tag);
    Node *N = make(Node::Shape::Scalar, Mark, Anchor);
    N->Text = Value;
    add(N);
  }

  void OnSequenceStart(const YAML::Mark &Mark, const std::string &Tag,
                       YAML::anchor_t Anchor,
                       YAML::EmitterStyle::value) override {
    checkTag(Mark, Tag);
    open(make(Node::Shape::List, Mark, Anchor));
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark &Mark, const std::string &Tag,
                  YAML::anchor_t Anchor, YAML::EmitterStyle::value) override {
    checkTag(Mark, Tag);
    open(make(Node::Shape::Map, Mark, Anchor));
  }
  void OnMapEnd() override {
    mergeInto(*Stack.back().N);
    close();
  }

private:
  struct Level {
    Node *N;
    const Node *Key = nullptr;
    StringSet<> Keys;
  };

  Node *make(Node::Shape S, const YAML::Mark &Mark, YAML::anchor_t Anchor) {
    Node &N = Nodes.emplace_back();
    N.S = S;
    N.At = where(Mark);
    if (Anchor)
      Anchors[Anchor] = &N;
    return &N;
  }

  void checkTag(const YAML::Mark &Mark, const std::string &Tag) {
    if (!Tag.empty() && Tag != "?" && Tag != "!")
      fail(where(Mark),
           "tags have no meaning in a model; remove '" + shortened(Tag) + "'");
  }

  void open(Node *N) {
    if (Stack.size() >= MaxDepth)
      failTooDeep(N->At);
    add(N);
    N->Open = true;
    Stack.push_back({N, nullptr, {}});
  }

  void close() {
    Stack.back().N->Open = false;
    Stack.pop_back();
  }

  void add(const Node *N) {
    if (Stack.empty()) {
      Root = N;
      return;
    }
    Level &L = Stack.back();
    if (L.N->S == Node::Shape::List) {
      L.N->Items.push_back(N);
    } else if (!L.Key) {
      if (N->S != Node::Shape::Scalar)
        fail(N->At, "a key must be a single value, found " + describe(N->S));
      if (!L.Keys.insert(N->Text).second)
        fail(N->At, "key '" + shortened(N->Text) + "' is given twice");
      L.Key = N;
    } else {
      L.N->Entries.emplace_back(std::exchange(L.Key, nullptr), N);
    }
  }

  /// Replaces `<<: *other` by the entries of the other map that this one does
  /// not have itself.
  void mergeInto(Node &Map) {
    auto Merge = find_if(Map.Entries,
                         [](const auto &E) { return E.first->Text == "<<"; });
    if (Merge == Map.Entries.end())
      return;
    const Node *Source = Merge->second;
    Map.Entries.erase(Merge);
    StringSet<> &Keys = Stack.back().Keys;
    auto Take = [&](const Node *From) {
      if (From->S != Node::Shape::Map)
        fail(From->At,
             "'<<' needs a map or a list of maps, found " + describe(From->S));
      for (const auto &E : From->Entries) {
        if (++Merged > MaxNodes)
          fail(Map.At, "too many merged entries");
        if (Keys.insert(E.first->Text).second)
          Map.Entries.push_back(E);
      }
    };
    if (Source->S != Node::Shape::List)
      return Take(Source);
    for (const Node *Item : Source->Items)
      Take(Item);
  }

  std::deque<Node> Nodes;
  DenseMap<YAML::anchor_t, Node *> Anchors;
  std::vector<Level> Stack;
  const Node *Root = nullptr;
  unsigned Merged = 0;
};

/// Collects the keys that a map may have.
struct Keys {
  SmallVector<StringRef, 24> Allowed;

  template <typename... Rest> void word(StringRef Key, Rest &&...) { add(Key); }
  template <typename... Rest> void flag(StringRef Key, Rest &&...) { add(Key); }
  template <typename... Rest> void name(StringRef Key, Rest &&...) { add(Key); }
  template <typename Member>
  void position(StringRef Key, Member, Positions, StringRef) {
    add(Key);
  }
  void part(StringRef Key, Shape, StringRef, Need = Need::Optional) {
    add(Key);
  }

private:
  void add(StringRef Key) { Allowed.push_back(Key); }
};

/// Turns the tree into the structs of Model.h.
class Reader {
public:
  Reader(BumpPtrAllocator &Allocator, StringMap<UserLibrary::Place> &Places)
      : Allocator(Allocator), Places(Places) {}

  Library library(const Node &N);

private:
  template <typename Struct> class Fields;

  void count(const Node &N) {
    if (++Read > MaxNodes)
      fail(N.At, "more than " + Twine(MaxNodes) +
                     " values, counting aliases as often as they are used");
  }

  /// The entries of a map, after a check that it is one and that all of its
  /// keys are allowed.
  void checkMap(const Node &N, StringRef What, const Keys &K);

  const Node *find(const Node &Map, StringRef Key) {
    for (const auto &[K, V] : Map.Entries)
      if (K->Text == Key)
        return V;
    return nullptr;
  }

  const Node &require(const Node &Map, StringRef What, StringRef Key) {
    if (const Node *V = find(Map, Key))
      return *V;
    fail(Map.At, What + " needs the key '" + Key + "'");
  }

  ArrayRef<const Node *> list(const Node &N, StringRef What) {
    count(N);
    if (N.S != Node::Shape::List)
      fail(N.At, "expected " + What + ", found " + describe(N.S));
    return N.Items;
  }

  StringRef text(const Node &N, const Twine &What) {
    count(N);
    if (N.S != Node::Shape::Scalar || N.Text.empty())
      fail(N.At, "expected " + What + ", found " +
                     (N.S == Node::Shape::Scalar ? StringRef("an empty string")
                                                 : describe(N.S)));
    return N.Text;
  }

  template <typename E> E word(const Node &N, StringRef Key) {
    StringRef Text = text(N, "a word for '" + Key + "'");
    if (std::optional<E> Value = parseWord<E>(Text))
      return *Value;
    SmallVector<StringRef, 48> Allowed;
    for (const Word<E> &W : words<E>())
      Allowed.push_back(W.Text);
    fail(N.At, "unknown word '" + shortened(Text) + "' for '" + Key + "'" +
                   advice(Text, Allowed));
  }

  void flag(const Node &Map, StringRef Key, bool &Field);
  int8_t index(StringRef Text, const Node &N, StringRef Key);
  void position(const Node &Map, StringRef Key, int8_t &Field,
                ArrayRef<Position> Allowed);
  StringRef name(const Node &N, bool Qualified);
  /// One name or a list of names that share a description.
  std::vector<StringRef> names(const Node &Map, StringRef What);
  ArrayRef<StringRef> nameList(const Node &N, StringRef What, bool Qualified,
                               bool Wildcard);
  void capacity(const Node &Map, Type &T);
  Operation operation(const Node &N, bool IsFunction);
  void operations(StringRef Name, const Node &N, std::vector<Operation> &Out);
  void type(const Node &N, std::vector<Type> &Out);
  void function(const Node &N, std::vector<Operation> &Out);
  Handler handler(const Node &N);
  ArrayRef<StringRef> phrases(const Node &Map, StringRef Key);
  Convention convention(const Node &N);

  static UserLibrary::Place place(const Node &N) {
    return {N.At.Line, N.At.Column};
  }
  /// Remembers where a member of the types `Names` stands.
  void members(ArrayRef<StringRef> Names, const Node &Member) {
    for (StringRef Name : Names)
      Places.try_emplace((Name + "::" + Member.Text).str(), place(Member));
  }

  StringRef save(StringRef Text) { return Text.copy(Allocator); }
  template <typename T> ArrayRef<T> keep(const std::vector<T> &V) {
    return ArrayRef(V).copy(Allocator);
  }

  BumpPtrAllocator &Allocator;
  StringMap<UserLibrary::Place> &Places;
  /// The prefix all entries are written with; empty if there is none.
  StringRef Prefix;
  StringSet<> Described;
  unsigned Read = 0;
};

/// Sets the members of a struct that have a key of their own.
template <typename Struct> class Reader::Fields {
public:
  Fields(Reader &R, const Node &Map, StringRef What, Struct &Into)
      : R(R), Map(Map), What(What), Into(Into) {}

  template <typename E>
  void word(StringRef Key, E Struct::*Member, StringRef,
            Need Needed = Need::Optional) {
    if (Needed == Need::Required)
      R.require(Map, What, Key);
    if (const Node *V = R.find(Map, Key))
      Into.*Member = R.word<E>(*V, Key);
  }
  void flag(StringRef Key, bool Struct::*Member, StringRef) {
    R.flag(Map, Key, Into.*Member);
  }
  void position(StringRef Key, int8_t Struct::*Member, Positions Words,
                StringRef) {
    R.position(Map, Key, Into.*Member, Words);
  }
  void name(StringRef Key, StringRef Struct::*Member, StringRef) {
    if (const Node *V = R.find(Map, Key))
      Into.*Member = R.name(*V, true);
  }
  /// Parts are read by hand.
  void part(StringRef, Shape, StringRef, Need = Need::Optional) {}

private:
  Reader &R;
  const Node &Map;
  StringRef What;
  Struct &Into;
};

void Reader::checkMap(const Node &N, StringRef What, const Keys &K) {
  count(N);
  if (N.S != Node::Shape::Map)
    fail(N.At, "expected " + What + " as a map, found " + describe(N.S));
  ArrayRef<StringRef> Allowed = K.Allowed;
  for (const auto &[Key, V] : N.Entries)
    if (!is_contained(Allowed, Key->Text))
      fail(Key->At, "unknown key '" + shortened(Key->Text) + "' in " + What +
                        advice(Key->Text, Allowed));
}

void Reader::flag(const Node &Map, StringRef Key, bool &Field) {
  const Node *V = find(Map, Key);
  if (!V)
    return;
  StringRef Text = text(*V, "true or false for '" + Key + "'");
  if (Text != "true" && Text != "false")
    fail(V->At, "expected true or false for '" + Key + "', found '" +
                    shortened(Text) + "'");
  Field = Text == "true";
}

int8_t Reader::index(StringRef Text, const Node &N, StringRef Key) {
  int Value;
  if (Text.getAsInteger(10, Value) || Value < 0 || Value > MaxIndex)
    fail(N.At, "expected a position from 0 to " + Twine(MaxIndex) + " for '" +
                   Key + "', found '" + shortened(Text) + "'");
  return Value;
}

void Reader::position(const Node &Map, StringRef Key, int8_t &Field,
                      ArrayRef<Position> Allowed) {
  const Node *V = find(Map, Key);
  if (!V)
    return;
  StringRef Text = text(*V, "a position for '" + Key + "'");
  if (isDigit(Text.front())) {
    Field = index(Text, *V, Key);
    return;
  }
  std::optional<Position> P = parseWord<Position>(Text);
  if (!P || !is_contained(Allowed, *P)) {
    SmallVector<StringRef, 8> Words;
    for (Position A : Allowed)
      Words.push_back(model::word(A));
    Words.push_back("0");
    Words.push_back("1");
    Words.push_back("...");
    fail(V->At, "unknown position '" + shortened(Text) + "' for '" + Key +
                    "'; expected one of: " + join(Words, ", "));
  }
  Field = *P;
}

bool isIdentifier(StringRef S) {
  return !S.empty() && (isAlpha(S.front()) || S.front() == '_') &&
         all_of(S, [](char C) { return isAlnum(C) || C == '_'; });
}

bool isOperator(StringRef S) {
  return S.consume_front("operator") && !S.empty() &&
         S.find_first_not_of("()[]<>=+-*/%^&|~!,") == StringRef::npos;
}

StringRef Reader::name(const Node &N, bool Qualified) {
  StringRef Text =
      text(N, Qualified ? "a qualified name" : "the name of a member");
  StringRef Rest = Text;
  bool Valid = true;
  while (Qualified && Valid && Rest.contains("::")) {
    auto [Head, Tail] = Rest.split("::");
    Valid = isIdentifier(Head);
    Rest = Tail;
  }
  if (!Valid || (!isIdentifier(Rest) && !isOperator(Rest)))
    fail(N.At, "'" + shortened(Text) + "' is not " +
                   (Qualified ? "a qualified name; write it like "
                                "'ns::Class', without template arguments"
                              : "the simple name of a member"));
  if (Qualified)
    Places.try_emplace(Text, place(N));
  return save(Text);
}

std::vector<StringRef> Reader::names(const Node &Map, StringRef What) {
  const Node &N = require(Map, What, "name");
  std::vector<StringRef> Result;
  auto Add = [&](const Node &One) {
    Result.push_back(name(One, true));
    // An entry stands where it is described, not where it was mentioned first.
    Places[Result.back()] = place(One);
    if (!Prefix.empty() && !Result.back().starts_with(Prefix))
      fail(One.At, "'" + shortened(Result.back()) + "' does not start with '" +
                       Prefix + "', the first of 'namespaces'");
  };
  if (N.S != Node::Shape::List) {
    Add(N);
    return Result;
  }
  for (const Node *Item : list(N, "a name or a list of names"))
    Add(*Item);
  if (Result.empty())
    fail(N.At, "expected a name or a list of names, found an empty list");
  return Result;
}

ArrayRef<StringRef> Reader::nameList(const Node &N, StringRef What,
                                     bool Qualified, bool Wildcard) {
  std::vector<StringRef> Result;
  for (const Node *Item : list(N, What))
    Result.push_back(Wildcard && Item->S == Node::Shape::Scalar &&
                             Item->Text == "*"
                         ? StringRef("*")
                         : name(*Item, Qualified));
  return keep(Result);
}

void Reader::capacity(const Node &Map, Type &T) {
  const Node *V = find(Map, "capacity");
  if (!V)
    return;
  StringRef Text = text(*V, "a capacity");
  StringRef Index = Text;
  if (Index.consume_front("ctor:"))
    T.Bound = Capacity::Constructor;
  else if (Index.consume_front("template:"))
    T.Bound = Capacity::Template;
  else if (std::optional<Capacity> C = parseWord<Capacity>(Text)) {
    T.Bound = *C;
    return;
  } else
    fail(V->At,
         "unknown capacity '" + shortened(Text) +
             "'; expected one of: unknown, unbounded, rendezvous, setter, "
             "bounded, ctor:<index>, template:<index>");
  T.CapacityIndex = index(Index, *V, "capacity");
}

static void requireCallable(const Operation &Op, const Node &N) {
  if (is_contained(RolesWithCallable, Op.R) && Op.Callable == Absent)
    fail(N.At, "the role '" + model::word(Op.R) +
                   "' needs the key 'callable': which argument is run");
}

Operation Reader::operation(const Node &N, bool IsFunction) {
  // A word alone is short for a map with nothing but the role.
  Operation Op;
  if (!IsFunction && N.S == Node::Shape::Scalar) {
    Op.R = word<Role>(N, "role");
    requireCallable(Op, N);
    return Op;
  }
  StringRef What = IsFunction ? "a function" : "an operation";
  Keys K;
  if (IsFunction)
    visitFunction(K);
  else
    visitOperation(K);
  checkMap(N, What, K);
  visitOperation(Fields<Operation>(*this, N, What, Op));
  if (const Node *V = find(N, "completion"))
    Op.Completion =
        save(join(nameList(*V, "a list of types", true, false), " "));

  requireCallable(Op, N);
  return Op;
}

void Reader::operations(StringRef Name, const Node &N,
                        std::vector<Operation> &Out) {
  auto Add = [&](const Node &One) {
    Out.push_back(operation(One, false));
    Out.back().Name = Name;
  };
  if (N.S != Node::Shape::List)
    return Add(N);
  for (const Node *Item : list(N, "operations"))
    Add(*Item);
}

void Reader::type(const Node &N, std::vector<Type> &Out) {
  Keys K;
  visitType(K);
  checkMap(N, "a type", K);
  std::vector<StringRef> Names = names(N, "a type");
  Type T;
  visitType(Fields<Type>(*this, N, "a type", T));
  capacity(N, T);
  if (const Node *V = find(N, "constructors")) {
    std::vector<Operation> Ops;
    for (const Node *Item : list(*V, "a list of constructors"))
      Ops.push_back(operation(*Item, false));
    T.Constructors = keep(Ops);
  }
  if (const Node *V = find(N, "ops")) {
    count(*V);
    if (V->S != Node::Shape::Map)
      fail(V->At, "expected a map from member names to operations, found " +
                      describe(V->S));
    std::vector<Operation> Ops;
    for (const auto &[Key, Value] : V->Entries) {
      operations(name(*Key, false), *Value, Ops);
      members(Names, *Key);
    }
    T.Operations = keep(Ops);
  }
  if (const Node *V = find(N, "bodies")) {
    T.Bodies = nameList(*V, "a list of member names", false, false);
    for (const Node *Item : V->Items)
      members(Names, *Item);
  }
  for (StringRef Name : Names) {
    if (!Described.insert(Name).second)
      fail(N.At, "type '" + shortened(Name) + "' is described twice");
    Out.push_back(T);
    Out.back().Name = Name;
  }
}

void Reader::function(const Node &N, std::vector<Operation> &Out) {
  Operation Op = operation(N, true);
  for (StringRef Name : names(N, "a function")) {
    std::string Key =
        (Name + "(" + Twine(int(Op.Arity)) + "," + Op.OnlyIf + ")").str();
    if (!Described.insert(Key).second)
      fail(N.At, "function '" + shortened(Name) +
                     "' is described twice; entries of one name must differ "
                     "in 'only_if' or 'arity'");
    Out.push_back(Op);
    Out.back().Name = Name;
  }
}

Handler Reader::handler(const Node &N) {
  Keys K;
  visitHandler(K);
  checkMap(N, "a handler", K);
  Handler H;
  H.Id = save(text(require(N, "a handler", "id"), "an identifier"));
  visitHandler(Fields<Handler>(*this, N, "a handler", H));
  const Node *Override = find(N, "override");
  const Node *In = find(N, "override_in");
  const Node *Parameters = find(N, "parameters");
  if (Override && (In || Parameters))
    fail(Override->At, "'override' goes with neither 'override_in' nor "
                       "'parameters'");
  if (In && !Parameters)
    fail(In->At, "'override_in' needs the key 'parameters'");
  if (Override) {
    H.M = Handler::Match::Override;
    H.Name = name(*Override, true);
    if (!H.Name.contains("::"))
      fail(Override->At, "'override' needs a method, like 'ns::Class::method'");
    return H;
  }
  if (!Parameters)
    fail(N.At, "a handler needs one of the keys 'override', 'override_in' and "
               "'parameters'");
  H.M = In ? Handler::Match::OverrideIn : Handler::Match::Parameters;
  if (In)
    H.Name = name(*In, true);
  H.Parameters =
      nameList(*Parameters, "a list of the parameters' types", true, true);
  if (!In && all_of(H.Parameters, [](StringRef P) { return P == "*"; }))
    fail(Parameters->At, "a handler that is known by its parameters needs at "
                         "least one that is not '*'");
  return H;
}

/// Lower case only, because words are compared as such.
bool isPhrase(StringRef S) {
  SmallVector<StringRef, 4> Parts;
  S.split(Parts, ' ');
  return all_of(Parts, [](StringRef Part) {
    return !Part.empty() &&
           all_of(Part, [](char C) { return isLower(C) || isDigit(C); });
  });
}

ArrayRef<StringRef> Reader::phrases(const Node &Map, StringRef Key) {
  const Node *V = find(Map, Key);
  if (!V)
    return {};
  std::vector<StringRef> Result;
  for (const Node *Item : list(*V, "a list of words")) {
    StringRef Text = text(*Item, "a word for '" + Key + "'");
    if (!isPhrase(Text))
      fail(Item->At, "'" + shortened(Text) +
                         "' is not a word in lower case, or several with one "
                         "blank between them");
    Result.push_back(save(Text));
  }
  return keep(Result);
}

Convention Reader::convention(const Node &N) {
  Keys K;
  visitConvention(K);
  checkMap(N, "a convention", K);
  Convention C;
  C.Id = save(text(require(N, "a convention", "id"), "an identifier"));
  visitConvention(Fields<Convention>(*this, N, "a convention", C));
  C.Words = phrases(N, "words");
  C.Unless = phrases(N, "unless");
  C.Takes = phrases(N, "takes");
  C.Fills = phrases(N, "fills");
  auto Require = [&](ArrayRef<StringRef> Phrases, StringRef Keys) {
    if (Phrases.empty())
      fail(N.At, "a convention with the role '" + model::word(C.R) +
                     "' needs " + Keys);
  };
  switch (C.R) {
  case Role::Spawn:
  case Role::RunLoop:
  case Role::SetCapacity:
    Require(C.Words, "the key 'words'");
    break;
  case Role::RegisterHandler:
    Require(C.Takes, "the key 'takes'");
    Require(C.Words.empty() ? C.Fills : C.Words,
            "one of the keys 'words' and 'fills'");
    break;
  default:
    fail(require(N, "a convention", "role").At,
         "the role of a convention is 'spawn', 'run-loop', "
         "'register-handler' or 'set-capacity'");
  }
  return C;
}

Library Reader::library(const Node &N) {
  Keys K;
  visitLibrary(K);
  checkMap(N, "a model", K);
  Library L;
  L.Name =
      save(text(require(N, "a model", "library"), "the name of the library"));
  if (const Node *V = find(N, "namespaces")) {
    L.Namespaces = nameList(*V, "a list of namespaces", true, false);
    if (!L.Namespaces.empty())
      Prefix = save((L.Namespaces.front() + "::").str());
  }
  if (const Node *V = find(N, "types")) {
    std::vector<Type> Types;
    for (const Node *Item : list(*V, "a list of types"))
      type(*Item, Types);
    L.Types = keep(Types);
  }
  if (const Node *V = find(N, "functions")) {
    std::vector<Operation> Functions;
    for (const Node *Item : list(*V, "a list of functions"))
      function(*Item, Functions);
    L.Functions = keep(Functions);
  }
  if (const Node *V = find(N, "handlers")) {
    std::vector<Handler> Handlers;
    for (const Node *Item : list(*V, "a list of handlers"))
      Handlers.push_back(handler(*Item));
    L.Handlers = keep(Handlers);
  }
  if (const Node *V = find(N, "conventions")) {
    std::vector<Convention> Conventions;
    for (const Node *Item : list(*V, "a list of conventions"))
      Conventions.push_back(convention(*Item));
    L.Conventions = keep(Conventions);
  }
  return L;
}

Where whereIs(StringRef Text, size_t Offset) {
  StringRef Before = Text.take_front(Offset);
  size_t LineStart = Before.rfind('\n') + 1;
  return {unsigned(Before.count('\n')) + 1, unsigned(Offset - LineStart) + 1};
}

/// yaml-cpp reads ahead over all the brackets that may begin a key before it
/// reports the first of them. This is quick and need not be exact: no name and
/// no word has an unbalanced bracket, and what slips through is found later.
void checkBrackets(StringRef Text) {
  unsigned Depth = 0;
  bool InComment = false;
  for (size_t I = 0; I < Text.size(); ++I) {
    char C = Text[I];
    if (C == '\n')
      InComment = false;
    else if (C == '#' && (I == 0 || isSpace(Text[I - 1])))
      InComment = true;
    if (InComment)
      continue;
    if ((C == '[' || C == '{') && ++Depth > MaxDepth)
      failTooDeep(whereIs(Text, I));
    if ((C == ']' || C == '}') && Depth > 0)
      --Depth;
  }
}

/// What yaml-cpp would read as something else, or choke on.
void checkBytes(StringRef Text) {
  if (Text.size() > MaxBytes)
    fail({}, "larger than one megabyte; this cannot be a model");
  if (size_t Nul = Text.find('\0'); Nul != StringRef::npos)
    fail(whereIs(Text, Nul), "NUL byte; a model is text in UTF-8");
  const auto *Begin = reinterpret_cast<const UTF8 *>(Text.begin());
  const auto *End = reinterpret_cast<const UTF8 *>(Text.end());
  const UTF8 *Position = Begin;
  if (!isLegalUTF8String(&Position, End))
    fail(whereIs(Text, Position - Begin), "not valid UTF-8");
  checkBrackets(Text);
}

} // namespace

std::unique_ptr<UserLibrary> UserLibrary::parse(StringRef File, StringRef Text,
                                                LoadError &Error) {
  std::unique_ptr<UserLibrary> Result(new UserLibrary);
  try {
    checkBytes(Text);
    std::istringstream Stream(Text.str());
    YAML::Parser Parser(Stream);
    TreeBuilder Tree;
    if (!Parser.HandleNextDocument(Tree) || !Tree.root())
      fail({}, "the file is empty; expected a map with the key 'library'");
    const Node *Root = Tree.root();
    Result->L = Reader(Result->Allocator, Result->Places).library(*Root);
    if (Parser.HandleNextDocument(Tree))
      fail(Tree.root()->At,
           "a second document; write one library per file, without '---'");
    Result->L.Origin = File.copy(Result->Allocator);
    return Result;
  } catch (const LoadError &E) {
    Error = E;
  } catch (const YAML::Exception &E) {
    Where W = where(E.mark);
    Error = {"", W.Line, W.Column, "bad YAML: " + E.msg};
  } catch (const std::exception &E) {
    Error = {"", 0, 0, std::string("cannot be read: ") + E.what()};
  }
  Error.File = File.str();
  return nullptr;
}

} // namespace tether::model
