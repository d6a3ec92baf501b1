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
  void ask(const Program &Prog) override;

private:
  bool askStart(const Program &Prog, const Launch &L);
  bool askEnd(const Program &Prog, const Launch &L);
  bool begin(const Stmt *At);
  std::set<SourceLocation> Reported;
};

SourceLocation placeOf(const Stmt *S) {
  const auto *E = dyn_cast<Expr>(S);
  return E ? E->getExprLoc() : S->getBeginLoc();
}

void ThreadMemberOrderCheck::ask(const Program &Prog) {
  for (const auto &T : Prog.facts().Tasks)
    if (T->Op->When == model::Runs::Elsewhere)
      for (const Launch &L : launchesOf(Prog, *T))
        if (!askStart(Prog, L))
          askEnd(Prog, L);
}

/// Begins with what is wrong about the thread that is started at `At`.
StoryBuilder ofThread(const Stmt *At, const Sentence &Says,
                      const Claim &States) {
  StoryBuilder S(placeOf(At), Story::Part::Start, Says, States);
  S.states({here(), "starts", thread()});
  return S;
}

void noteUse(StoryBuilder &S, const OwnUse &U, const Actor &Member) {
  S.note(After, placeOf(U.At), Story::Part::Use, {"it uses '{0}' here", Member},
         {thread(), "uses", Member});
}

void noteMethod(StoryBuilder &S, const OwnUse &U, const Body *Override) {
  const Actor Called = function(U.Method->getNameAsString());
  S.note(After, placeOf(U.At), Story::Part::Use,
         {"it calls '{0}' here", Called}, {here(), "calls", Called});
  if (Override)
    S.note(After, Override->Function->getLocation(), Story::Part::Declaration,
           {"it is overridden here"}, {here(), "overrides", Called});
}

/// Why the member is not there yet, or no more: its class comes after `Class`,
/// of which a function does `Does` to the thread, or it comes after `Other`.
void noteOrder(StoryBuilder &S, const FieldDecl &Member,
               const CXXRecordDecl &Class, const Actor &Other,
               const char *Does) {
  const Actor Named = object(Member.getName());
  if (Member.getParent() == &Class)
    return S.note(Before, Member.getLocation(), Story::Part::Declaration,
                  {"'{0}' is declared after '{1}'", Named, Other},
                  {Named, "declared after", Other});
  const Actor Base = object(Class.getName());
  S.note(Before, Member.getLocation(), Story::Part::Declaration,
         {"'{0}' belongs to a class derived from '{1}', whose {2} the thread",
          Named, Base, Does},
         {Named, "of a class derived from", Base});
}

StoryBuilder startedBefore(const Stmt *At, const Actor &Member) {
  return ofThread(
      At,
      {"this thread is started before '{0}' is initialized, which it "
       "uses",
       Member},
      {thread(), "started before", Member});
}

/// An override in a class that derives from that of the constructor.
const Body *laterOverride(const Program &Prog, const CXXMethodDecl *Called,
                          const CXXRecordDecl *Class) {
  for (const Body *Override : Prog.calls().overridersOf(Called)) {
    const CXXRecordDecl *R = Override->thisRecord();
    if (R && R != Class && R->isDerivedFrom(Class))
      return Override;
  }
  return nullptr;
}

/// Is the method pure in objects of the class?
bool isPureIn(const CXXMethodDecl *Called, const CXXRecordDecl *Class) {
  const CXXMethodDecl *Own = Called->getCorrespondingMethodInClass(Class);
  return Own && Own->isPureVirtual();
}

bool ThreadMemberOrderCheck::askStart(const Program &Prog, const Launch &L) {
  for (const EarlyStart &Early : earlyStartsOf(Prog, L)) {
    if (waitsForSpawner(Prog, L, Early))
      continue;
    const Stmt *At = Early.Way.front().At;
    for (const OwnUse &U : L.Uses) {
      if (!U.Method)
        continue;
      const Body *Override = laterOverride(Prog, U.Method, Early.Class);
      if (!Override && !isPureIn(U.Method, Early.Class))
        continue;
      if (!begin(At))
        return true;
      const Actor Called = function(U.Method->getNameAsString());
      StoryBuilder S = ofThread(
          At,
          {"this thread may call the virtual '{0}' before the constructor "
           "of the derived class has run",
           Called},
          {thread(), "may call", Called});
      noteMethod(S, U, Override);
      tell(S);
      return true;
    }
    for (const OwnUse &U : L.Uses)
      if (U.Member && isMissing(Early, U.Member) && !waitsBefore(Prog, U)) {
        if (!begin(At))
          return true;
        StoryBuilder S = startedBefore(At, object(U.Member->getName()));
        noteUse(S, U, object(U.Member->getName()));
        noteOrder(S, *U.Member, *Early.Class,
                  object(Early.Member ? Early.Member->getName()
                                      : Early.Class->getName()),
                  "constructor starts");
        tell(S);
        return true;
      }
    if (LateAssignment Late = lateAssignmentOf(Prog, L, Early); Late.Read) {
      if (!begin(At))
        return true;
      const Actor Member = object(Late.Read->Member->getName());
      StoryBuilder S =
          Late.Initializes
              ? startedBefore(At, Member)
              : ofThread(At,
                         {"this thread may read '{0}' before it is assigned",
                          Member},
                         {thread(), "may read too early", Member});
      noteUse(S, *Late.Read, Member);
      S.note(After, Late.Where, Part::Declaration,
             {"'{0}' is {1} here, when the thread runs", Member,
              Late.Initializes ? "initialized" : "assigned"},
             {here(), Late.Initializes ? "initializes" : "assigns", Member});
      tell(S);
      return true;
    }
  }
  return false;
}

bool ThreadMemberOrderCheck::askEnd(const Program &Prog, const Launch &L) {
  LateJoin Join = lateJoinOf(Prog, L);
  if (!Join.Class)
    return false;
  for (const OwnUse &U : L.Uses) {
    if (U.Member && isGone(Prog, L, Join, U.Member)) {
      if (!begin(L.At))
        return true;
      const Actor Member = object(U.Member->getName());
      StoryBuilder S = ofThread(
          L.At,
          {"this thread is joined after '{0}' is destroyed, which it uses",
           Member},
          {thread(), "joined after the end of", Member});
      noteUse(S, U, Member);
      noteOrder(S, *U.Member, *Join.Class,
                object(Join.Member ? Join.Member->getName() : ""),
                "destructor joins");
      tell(S);
      return true;
    }
  }
  for (const OwnUse &U : L.Uses) {
    const Body *Override = nullptr;
    if (U.Method && U.IsRepeated)
      Override = goneOverride(Prog, L, Join, U.Method);
    if (!Override)
      continue;
    if (!begin(L.At))
      return true;
    const Actor Called = function(U.Method->getNameAsString());
    StoryBuilder S = ofThread(
        L.At,
        {"this thread may call the pure virtual '{0}' when the destructor "
         "of the derived class has run",
         Called},
        {thread(), "may call", Called});
    noteMethod(S, U, Override);
    tell(S);
    return true;
  }
  return false;
}

/// False if something was said about the place already.
bool ThreadMemberOrderCheck::begin(const Stmt *At) {
  return Reported.insert(placeOf(At)).second;
}

} // namespace
} // namespace tether

using tether::ThreadMemberOrderCheck;
TETHER_REGISTER(ThreadMemberOrder)
