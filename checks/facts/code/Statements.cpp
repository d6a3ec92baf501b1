//===- Statements.cpp - Small questions about code ------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Statements.h"
#include "../data/Facts.h"
#include "Syntax.h"

using namespace clang;

namespace tether::facts {

bool contains(const Stmt *Outer, const Stmt *Inner) {
  return Outer && Inner && Outer->contains(Inner);
}

std::vector<const Stmt *> around(const Body *B, const Stmt *S) {
  std::vector<const Stmt *> Around;
  if (!B || !contains(B->Code, S))
    return Around;
  while (S != B->Code) {
    S = S->getParent();
    Around.push_back(S);
  }
  std::reverse(Around.begin(), Around.end());
  return Around;
}

const Stmt *blockOf(const Body *B, const VarDecl *V) {
  std::vector<const Stmt *> Blocks{B->Code};
  while (!Blocks.empty()) {
    const Stmt *S = Blocks.back();
    Blocks.pop_back();
    for (const Stmt *Child : S->children()) {
      if (!Child || isa<Expr>(Child))
        continue;
      const auto *D = dyn_cast<DeclStmt>(Child);
      if (D && isa<CompoundStmt>(S) && llvm::is_contained(D->decls(), V))
        return S;
      Blocks.push_back(Child);
    }
  }
  return nullptr;
}

std::vector<const Stmt *> partsOf(const Stmt *S) {
  std::vector<const Stmt *> Result{S};
  for (size_t I = 0; I < Result.size(); ++I)
    if (!isa<LambdaExpr>(Result[I]))
      for (const Stmt *Child : Result[I]->children())
        if (Child)
          Result.push_back(Child);
  return Result;
}

const Stmt *conditionOf(const Stmt *S) {
  if (const auto *I = dyn_cast<IfStmt>(S))
    return I->getCond();
  if (const auto *F = dyn_cast<ForStmt>(S))
    return F->getCond();
  if (const auto *R = dyn_cast<CXXForRangeStmt>(S))
    return R->getRangeStmt();
  if (const auto *W = dyn_cast<WhileStmt>(S))
    return W->getCond();
  if (const auto *W = dyn_cast<SwitchStmt>(S))
    return W->getCond();
  if (const auto *D = dyn_cast<DoStmt>(S))
    return D->getCond();
  if (const auto *O = dyn_cast<AbstractConditionalOperator>(S))
    return O->getCond();
  if (const auto *O = dyn_cast<BinaryOperator>(S); O && O->isLogicalOp())
    return O->getLHS();
  return nullptr;
}

bool decidesAbout(const Body *B, const Stmt *Condition, const Stmt *At) {
  for (const Stmt *Outer : around(B, Condition)) {
    const Stmt *C = conditionOf(Outer);
    if (isa<BinaryOperator>(Outer) || !C ||
        (C != Condition && !contains(C, Condition)))
      continue;
    if (contains(Outer, At) && !contains(C, At))
      return true;
    for (const Stmt *Part : partsOf(Outer))
      if (isa<ReturnStmt, CXXThrowExpr, BreakStmt, ContinueStmt, GotoStmt>(
              Part))
        return true;
  }
  return false;
}

bool leavesFunction(const Stmt *Branch) {
  if (const auto *C = dyn_cast_or_null<CompoundStmt>(Branch))
    Branch = C->body_empty() ? nullptr : C->body_back();
  if (const auto *E = dyn_cast_or_null<Expr>(Branch))
    Branch = strip(E);
  return Branch && isa<ReturnStmt, CoreturnStmt, CXXThrowExpr>(Branch);
}

bool mentions(const Stmt *Code, const ValueDecl *V) {
  if (!Code)
    return false;
  if (const auto *R = dyn_cast<DeclRefExpr>(Code))
    if (R->getDecl() == V)
      return true;
  return llvm::any_of(Code->children(),
                      [&](const Stmt *C) { return mentions(C, V); });
}

static void addExits(const Stmt *S, std::vector<const Stmt *> &Result) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (isa<ReturnStmt, BreakStmt, ContinueStmt, GotoStmt, CXXThrowExpr>(S))
    Result.push_back(S);
  for (const Stmt *Child : S->children())
    addExits(Child, Result);
}

std::vector<const Stmt *> macroExits(const Body *B) {
  std::vector<const Stmt *> Result;
  if (B)
    addExits(B->Code, Result);
  llvm::erase_if(Result, [](const Stmt *S) {
    return S->getBeginLoc().isFileID() || !isa<ReturnStmt, CXXThrowExpr>(S);
  });
  return Result;
}

static void addFailures(const Stmt *S, const Stmt *Start, const ValueDecl *Says,
                        std::vector<const Stmt *> &Result) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *I = dyn_cast<IfStmt>(S))
    if (contains(I->getCond(), Start) || contains(I->getInit(), Start) ||
        (Says && mentions(I->getCond(), Says))) {
      addExits(I->getThen(), Result);
      addExits(I->getElse(), Result);
    }
  for (const Stmt *Child : S->children())
    addFailures(Child, Start, Says, Result);
}

std::vector<const Stmt *> failureExits(const Body *B, const Stmt *Start) {
  // `int error = pthread_create(...);`, `error = pthread_create(...);`
  const ValueDecl *Says = nullptr;
  for (const Stmt *S : around(B, Start))
    if (const auto *D = dyn_cast<DeclStmt>(S)) {
      const VarDecl *V = D->isSingleDecl() ? D->getSingleDecl() : nullptr;
      if (V && !V->getType()->isRecordType())
        Says = V;
    } else if (const auto *O = dyn_cast<BinaryOperator>(S)) {
      if (const auto *R = dyn_cast<DeclRefExpr>(O->getLHS());
          R && O->getOpcode() == BO_Assign)
        Says = R->getDecl();
    }
  std::vector<const Stmt *> Result;
  if (B)
    addFailures(B->Code, Start, Says, Result);
  return Result;
}

bool mentionsParameter(const Stmt *E) {
  if (!E)
    return false;
  if (const auto *R = dyn_cast<DeclRefExpr>(E))
    if (isa<ParmVarDecl>(R->getDecl()))
      return true;
  return llvm::any_of(E->children(),
                      [](const Stmt *C) { return mentionsParameter(C); });
}

QualType deleterTypeOf(QualType SmartPointer) {
  const CXXRecordDecl *R = SmartPointer->getAsCXXRecordDecl();
  if (!R || R->getTemplateArgs().size() < 2 ||
      R->getTemplateArgs()[1].getKind() != TemplateArgument::Type)
    return {};
  return R->getTemplateArgs()[1].getAsType();
}

bool hasCopyConstructor(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R)
    return !T->isArrayType();
  return R->hasDefinition() && R->hasCopyConstructor();
}

bool isCopyable(QualType T, unsigned Depth) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!hasCopyConstructor(T) || Depth > 3)
    return false;
  if (!R)
    return true;
  return llvm::none_of(R->getTemplateArgs(), [&](const TemplateArgument &A) {
    return A.getKind() == TemplateArgument::Type &&
           A.getAsType()->isRecordType() &&
           !isCopyable(A.getAsType(), Depth + 1);
  });
}

static bool onlyReads(const Stmt *S, const ValueDecl *V, bool Read) {
  if (!S)
    return true;
  if (const auto *R = dyn_cast<DeclRefExpr>(S))
    return R->getDecl() != V || Read || R->getType().isConstQualified();
  if (const auto *C = dyn_cast<ImplicitCastExpr>(S)) {
    // A const method, also of a base, reads.
    bool Reads = C->getCastKind() == CK_LValueToRValue ||
                 C->getType().isConstQualified();
    return onlyReads(C->getSubExpr(), V, Read || Reads);
  }
  // A read of a part is a read; a copy reads what it copies.
  bool Part = isa<MemberExpr>(S);
  return llvm::all_of(S->children(), [&](const Stmt *Child) {
    return onlyReads(Child, V, Read && Part);
  });
}

bool onlyReads(const Stmt *S, const ValueDecl *V) {
  return onlyReads(S, V, false);
}

} // namespace tether::facts
