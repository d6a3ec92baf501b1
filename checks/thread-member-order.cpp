//===- thread-member-order.cpp - Threads that outrun their members --------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   class Flusher {                           class Flusher {
//     std::jthread Thread{[this] { run(); }};   std::mutex Mutex;
//     std::mutex Mutex;                    ->   std::deque<Item> Items;
//     std::deque<Item> Items;                   std::jthread Thread{...};
//   };                                        };
//
// Members are made in the order of their declarations and die in the reverse
// order. A thread that the initializer of a member starts runs before the later
// ones are there; one that a member's destructor joins runs when they are gone.
// What a constructor starts runs before the rest of it and before the
// constructors of derived classes; what a destructor joins runs after the
// destructors of those.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "facts/ask/Members.h"
#include <set>

using namespace clang;

namespace tether {
namespace {

using namespace facts;

class ThreadMemberOrderCheck : public Check {
public:
  using Check::Check;
  void ask(const Unit &Facts) override;

private:
  bool askStart(const Unit &Facts, const Launch &L);
  bool askEnd(const Unit &Facts, const Launch &L);
  bool begin(const Stmt *At);
  void noteUse(const OwnUse &U);
  void noteMethod(const CXXMethodDecl &Called, const OwnUse &U,
                  const Body *Override);
  std::set<SourceLocation> Reported;
};

SourceLocation placeOf(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  return E ? E->getExprLoc() : S->getBeginLoc();
}

void ThreadMemberOrderCheck::ask(const Unit &Facts) {
  for (const auto &T : Facts.all().Tasks)
    if (T->Op->When == model::Runs::Elsewhere)
      for (const Launch &L : launchesOf(Facts, *T))
        if (!askStart(Facts, L))
          askEnd(Facts, L);
}

/// An override in a class that derives from that of the constructor.
const Body *laterOverride(const Unit &Facts, const CXXMethodDecl *Called,
                          const CXXRecordDecl *Class) {
  for (const Body *Override : Facts.overridersOf(Called)) {
    const CXXRecordDecl *R = Override->thisRecord();
    if (R && R->getCanonicalDecl() != Class->getCanonicalDecl() &&
        R->isDerivedFrom(Class))
      return Override;
  }
  return nullptr;
}

/// Is the method pure in objects of the class?
bool isPureIn(const CXXMethodDecl *Called, const CXXRecordDecl *Class) {
  const CXXMethodDecl *Own = Called->getCorrespondingMethodInClass(Class);
  return Own && Own->isPureVirtual();
}

bool ThreadMemberOrderCheck::askStart(const Unit &Facts, const Launch &L) {
  for (const EarlyStart &S : earlyStartsOf(Facts, L)) {
    if (waitsForSpawner(Facts, L, S))
      continue;
    const Stmt *At = S.Way.front().At;
    for (const OwnUse &U : L.Uses) {
      if (!U.Method)
        continue;
      const Body *Override = laterOverride(Facts, U.Method, S.Class);
      if (!Override && !isPureIn(U.Method, S.Class))
        continue;
      if (!begin(At))
        return true;
      diag(placeOf(At), "this thread may call the virtual '%0' before "
                        "the constructor of the derived class has run")
          << U.Method->getNameAsString();
      noteMethod(*U.Method, U, Override);
      return true;
    }
    for (const OwnUse &U : L.Uses)
      if (U.Member && isMissing(S, U.Member) && !waitsBefore(Facts, U)) {
        if (!begin(At))
          return true;
        diag(placeOf(At), "this thread is started before '%0' is initialized, "
                          "which it uses")
            << U.Member->getName();
        noteUse(U);
        bool Derived = U.Member->getParent()->getCanonicalDecl() !=
                       S.Class->getCanonicalDecl();
        diag(U.Member->getLocation(),
             "%select{'%1' is declared after '%2'|'%1' belongs to a class "
             "derived from '%2', whose constructor starts the thread}0",
             DiagnosticIDs::Note)
            << Derived << U.Member->getName()
            << (S.Member && !Derived ? S.Member->getName()
                                     : S.Class->getName());
        return true;
      }
    if (LateAssignment Late = lateAssignmentOf(Facts, L, S); Late.Read) {
      if (!begin(At))
        return true;
      diag(placeOf(At),
           "this thread %select{may read '%1' before it is assigned|is started "
           "before '%1' is initialized, which it uses}0")
          << Late.Initializes << Late.Read->Member->getName();
      noteUse(*Late.Read);
      diag(Late.Where,
           "'%1' is %select{assigned|initialized}0 here, when the thread runs",
           DiagnosticIDs::Note)
          << Late.Initializes << Late.Read->Member->getName();
      return true;
    }
  }
  return false;
}

bool ThreadMemberOrderCheck::askEnd(const Unit &Facts, const Launch &L) {
  LateJoin Join = lateJoinOf(Facts, L);
  if (!Join.Class)
    return false;
  for (const OwnUse &U : L.Uses) {
    if (U.Member && isGone(Facts, L, Join, U.Member)) {
      if (!begin(L.At))
        return true;
      diag(placeOf(L.At),
           "this thread is joined after '%0' is destroyed, which it uses")
          << U.Member->getName();
      noteUse(U);
      bool Derived = U.Member->getParent()->getCanonicalDecl() !=
                     Join.Class->getCanonicalDecl();
      diag(
          U.Member->getLocation(),
          "%select{'%1' is declared after '%2'|'%1' belongs to a class derived "
          "from '%3', whose destructor joins the thread}0",
          DiagnosticIDs::Note)
          << Derived << U.Member->getName()
          << (Join.Member ? Join.Member->getName() : "")
          << Join.Class->getName();
      return true;
    }
  }
  for (const OwnUse &U : L.Uses) {
    const Body *Override = nullptr;
    if (U.Method && U.IsRepeated)
      Override = goneOverride(Facts, L, Join, U.Method);
    if (!Override)
      continue;
    if (!begin(L.At))
      return true;
    diag(placeOf(L.At), "this thread may call the pure virtual '%0' when the "
                        "destructor of the derived class has run")
        << U.Method->getNameAsString();
    noteMethod(*U.Method, U, Override);
    return true;
  }
  return false;
}

/// False if something was said about the place already.
bool ThreadMemberOrderCheck::begin(const Stmt *At) {
  return Reported.insert(placeOf(At)).second;
}

void ThreadMemberOrderCheck::noteUse(const OwnUse &U) {
  diag(placeOf(U.At), "it uses '%0' here", DiagnosticIDs::Note)
      << U.Member->getName();
}

void ThreadMemberOrderCheck::noteMethod(const CXXMethodDecl &Called,
                                        const OwnUse &U, const Body *Override) {
  diag(placeOf(U.At), "it calls '%0' here", DiagnosticIDs::Note)
      << Called.getNameAsString();
  if (Override)
    diag(Override->Function->getLocation(), "it is overridden here",
         DiagnosticIDs::Note);
}

} // namespace
} // namespace tether

using tether::ThreadMemberOrderCheck;
TETHER_REGISTER(ThreadMemberOrder)
