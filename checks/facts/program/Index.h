//===- Index.h - Finding facts without a look at all of them ----*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A question about one task, closure or object must not look at every body of
// the program, or the program costs the square of its size. What it asks for by
// a path, a class, a callee or a name is found here. Whatever is returned is in
// the order of the bodies, as if all had been looked at.
//
// Ownership: refers to the facts of its Program, which owns it. Each part is
// built when it is first asked for. Threading: one thread.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_PROGRAM_INDEX_H
#define TETHER_CHECKS_FACTS_PROGRAM_INDEX_H

#include "../data/Facts.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace tether::facts {

class Program;

/// Where in the order of all bodies and their events something stands.
template <typename T> struct Numbered {
  unsigned Number;
  T What;
  bool operator<(const Numbered &O) const { return Number < O.Number; }
};

/// Without the numbers, in their order and each once.
template <typename T> std::vector<T> inOrder(std::vector<Numbered<T>> Found) {
  llvm::sort(Found);
  std::vector<T> Result;
  unsigned Last = ~0u;
  for (Numbered<T> &N : Found)
    if (N.Number != Last) {
      Last = N.Number;
      Result.push_back(std::move(N.What));
    }
  return Result;
}

/// Things that belong to classes.
template <typename T> class ByClass {
public:
  void add(const CXXRecordDecl *R, unsigned Number, T What) {
    if (!R)
      return;
    Own[R].push_back({Number, What});
    forBases(R, [&](const CXXRecordDecl *Base) {
      Derived[Base].push_back({Number, What});
    });
  }
  /// Those of the class itself.
  std::vector<T> of(const CXXRecordDecl *R) const {
    std::vector<Numbered<T>> Found;
    addFrom(Own, R, Found);
    return inOrder(std::move(Found));
  }
  /// Those of the classes and of classes derived from them.
  std::vector<T> ofDerived(llvm::ArrayRef<const CXXRecordDecl *> Any) const {
    std::vector<Numbered<T>> Found;
    for (const CXXRecordDecl *R : Any) {
      addFrom(Own, R, Found);
      addFrom(Derived, R, Found);
    }
    return inOrder(std::move(Found));
  }
  /// Those for whose class `isRelated` is true.
  std::vector<T> ofRelated(const CXXRecordDecl *R) const {
    std::vector<Numbered<T>> Found;
    addFrom(Own, R, Found);
    addFrom(Derived, R, Found);
    if (R)
      forBases(R,
               [&](const CXXRecordDecl *Base) { addFrom(Own, Base, Found); });
    return inOrder(std::move(Found));
  }

private:
  using Map = llvm::DenseMap<const CXXRecordDecl *, std::vector<Numbered<T>>>;

  static void addFrom(const Map &From, const CXXRecordDecl *R,
                      std::vector<Numbered<T>> &Found) {
    if (auto It = R ? From.find(R) : From.end(); It != From.end())
      Found.insert(Found.end(), It->second.begin(), It->second.end());
  }

  /// Calls `Do` with each base of the class, however far away, once.
  template <typename Function>
  static void forBases(const CXXRecordDecl *R, Function Do) {
    llvm::SmallVector<const CXXRecordDecl *, 4> Work{R};
    llvm::SmallPtrSet<const CXXRecordDecl *, 4> Seen;
    while (!Work.empty()) {
      const CXXRecordDecl *Next = Work.pop_back_val();
      if (!Next->hasDefinition())
        continue;
      for (const CXXBaseSpecifier &Base : Next->getDefinition()->bases())
        if (const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl();
            B && Seen.insert(B).second) {
          Do(B);
          Work.push_back(B);
        }
    }
  }

  Map Own, Derived;
};

class Index {
public:
  using Events = std::vector<const Event *>;
  using Bodies = std::vector<const Body *>;

  /// The events of the bodies must not move any more.
  explicit Index(const Program &Prog);

  //===--- Events ---------------------------------------------------------===//

  const Events &of(EventKind K) const { return OfKind[unsigned(K)]; }
  /// Those that happen to one of the objects, named so.
  Events on(llvm::ArrayRef<AccessPath> Objects) const;
  bool anyOn(llvm::ArrayRef<AccessPath> Objects,
             llvm::function_ref<bool(const Event &)> Is) const;
  /// The given events, each once.
  Events ordered(llvm::ArrayRef<const Event *> Some) const;
  /// Those of the kinds that may happen to one of the objects, by whatever
  /// name.
  Events meeting(llvm::ArrayRef<EventKind> Kinds,
                 llvm::ArrayRef<AccessPath> Objects) const;
  /// Calls on one of the objects, named so.
  Events callsOn(llvm::ArrayRef<AccessPath> Objects) const;
  /// Calls on the object or a part of it.
  Events callsWithin(const AccessPath &Object) const;
  /// Calls on an object that may be this one.
  Events callsMeeting(const AccessPath &Object) const;
  /// The constructions of objects for whose class `isRelated` is true.
  Events constructionsOf(const CXXRecordDecl *R) const;
  /// Where the body is kept for somebody to call it.
  const Events &keepsOf(const Body *Code) const;
  /// Joins of a pool that a function returns: `Pool::instance().waitForAll()`.
  const Events &joinsOfSharedPools() const { return PoolJoins; }
  /// Those that move an object to the loop of another thread.
  const Events &movesToLoop() const { return MovesToLoop; }

  //===--- Bodies ---------------------------------------------------------===//

  /// Those for whose `this` `isRelated` is true.
  Bodies relatedTo(const CXXRecordDecl *R) const;
  /// The methods of just that class.
  Bodies methodsOf(const CXXRecordDecl *R) const;
  /// Those whose code, or initializers, name the variable or member where
  /// `usesOf` looks for it.
  Bodies naming(const ValueDecl *D) const;
  /// Some of the bodies, and all that may lead to them by calls.
  Bodies leadingTo(llvm::ArrayRef<const Body *> Some) const;
  /// The given bodies, each once.
  Bodies ordered(llvm::ArrayRef<const Body *> Some) const;

  //===--- Flows and statements -------------------------------------------===//

  /// What is put somewhere when an object of the class, or of a class derived
  /// from it, is made.
  std::vector<const Flow *> madeOf(const CXXRecordDecl *R) const;
  /// What `new` makes and is put into the member of some object.
  llvm::ArrayRef<const Flow *> madeInto(const FieldDecl *Member) const;
  /// Calls of an overloaded operator.
  struct OperatorCall {
    const Body *In;
    const CXXOperatorCallExpr *Call;
  };
  llvm::ArrayRef<OperatorCall> callsOf(const CXXMethodDecl *Operator) const;
  /// Does code in sight delete objects of the class?
  bool isDeleted(const RecordDecl *R) const;
  /// How a body makes objects of a class.
  struct Making {
    const Body *In;
    unsigned Made = 0;
    unsigned InStatic = 0; ///< Of these, local variables with static storage.
    const VarDecl *Last = nullptr; ///< ... and the last of them.
  };
  llvm::ArrayRef<Making> makersOf(const CXXRecordDecl *R) const;

private:
  unsigned numberOf(const Body *B) const { return Numbers.lookup(B); }
  /// Objects by what they may be; see Values::mayBeSame.
  struct Meetings;
  const Meetings &meetings(EventKind K) const;
  const Meetings &calledObjects() const;
  struct Code;
  const Code &code() const;

  const Program &Prog;
  llvm::DenseMap<const Body *, unsigned> Numbers;
  std::vector<Events> OfKind;
  llvm::DenseMap<const Event *, unsigned> EventNumbers;
  Events MovesToLoop, PoolJoins;
  template <typename T>
  using ByPath = std::unordered_map<AccessPath, T, AccessPath::Hash>;
  ByPath<std::vector<Numbered<const Event *>>> ByObject, ByCalled;
  /// The same by what the object is a part of.
  ByPath<std::vector<Numbered<const Event *>>> ByWhole;
  ByClass<const Body *> OfThis;
  llvm::DenseMap<const CXXRecordDecl *, Bodies> Methods;
  ByClass<const Event *> Constructions;
  ByClass<const Flow *> Made;
  llvm::DenseMap<const FieldDecl *, std::vector<const Flow *>> MadeInto;
  const Events NoEvents;

  mutable std::vector<std::shared_ptr<Meetings>> MeetingsOf;
  mutable std::shared_ptr<Meetings> Called;
  mutable std::shared_ptr<Code> InCode;
  mutable std::optional<llvm::DenseMap<const Body *, Events>> Keeps;
  using Set = llvm::DenseSet<const void *>;
  mutable std::optional<Set> Deleted;
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_PROGRAM_INDEX_H
