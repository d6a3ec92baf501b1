//===- Counters.cpp - Whether somebody else is the one to tell ------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An event under a condition that asks only for the object that it happens to,
// or for what a counter became, is there or not whatever else goes on: whether
// there is somebody to be told, was told already, or is told by the last one.
//
//===----------------------------------------------------------------------===//

#include "../code/Statements.h"
#include "../code/Types.h"
#include "Family.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace tether::facts {
namespace {

class Counters : public Family {
public:
  using Family::Family;

  void declared(const VarDecl *V, const DeclStmt *, size_t First) override {
    if (changesCounter(First, C.B.Events.size()))
      Counted.insert(V);
  }
  // What an overloaded operator makes of the counter is not known.
  void assigned(const Assignment &A) override {
    if (isa<BinaryOperator>(A.At) && changesCounter(A.First, C.B.Events.size()))
      if (const VarDecl *V = C.resolve(A.To).variable())
        Counted.insert(V);
  }
  void branched(const Branch &Of) override;

private:
  bool isCounter(const AccessPath &P) const;
  bool changesCounter(size_t From, size_t To) const;

  llvm::SmallPtrSet<const VarDecl *, 4> Counted; ///< Say what a counter became.
};

/// `if (callback) callback();`, `if (state == running) state = stopped;`,
/// `if (--left == 0) done.set_value();`
void Counters::branched(const Branch &Of) {
  const Expr *Condition = Of.If->getCond();
  std::vector<Event> &Events = C.B.Events;
  bool AsksForLast = changesCounter(Of.Asking, Of.Asked) ||
                     llvm::any_of(Counted, [&](const VarDecl *V) {
                       return mentions(Condition, V);
                     });
  bool AsksForOne = !Of.If->getElse() && Of.Then == Of.Asked + 1;
  for (size_t I = Of.Then; I < Events.size(); ++I)
    if (AsksForLast || (AsksForOne && Events[I].Path == Events[Of.Asked].Path))
      Events[I].Condition = Condition;
}

/// Is it a number, or an atomic one, through pointers?
bool Counters::isCounter(const AccessPath &P) const {
  return llvm::any_of(layersOf(C.Names, P.type()), [&](QualType T) {
    const model::Type *M = C.Names.type(T);
    return T->isIntegralOrEnumerationType() ||
           (M && M->K == model::Kind::Event);
  });
}

/// Does an event in the range change a counter?
bool Counters::changesCounter(size_t From, size_t To) const {
  auto Begin = C.B.Events.begin();
  return std::any_of(Begin + From, Begin + To, [&](const Event &E) {
    return E.Kind == EventKind::Write && isCounter(E.Path);
  });
}

} // namespace

std::unique_ptr<Family> makeCounters(BodyContext &C) {
  return std::make_unique<Counters>(C);
}

} // namespace tether::facts
