//===- Flags.cpp - What flags of an object say ----------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Flags.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "../code/Types.h"

using namespace clang;

namespace tether::facts {

const CXXRecordDecl *classOf(const FieldDecl *F) {
  return F && !F->getParent()->isOfC() ? F->getParent() : nullptr;
}

/// The class of the object that `this` is.
static const CXXRecordDecl *classOf(const AccessPath &Object) {
  return static_cast<const CXXRecordDecl *>(Object.Base);
}

const FieldDecl *ownMember(const Event &E) {
  return E.Path.Kind == AccessPath::Root::This && E.Path.Length == 1
             ? E.Path.Fields[0]
             : nullptr;
}

static std::optional<int64_t> constantOf(const Expr *E) {
  E = E ? strip(E) : nullptr;
  if (const auto *L = dyn_cast_or_null<InitListExpr>(E))
    return L->getNumInits() == 1 ? constantOf(L->getInit(0)) : std::nullopt;
  if (const auto *K = dyn_cast_or_null<CXXConstructExpr>(E))
    return K->getNumArgs() == 1 ? constantOf(K->getArg(0)) : std::nullopt;
  return E && !E->getType().isNull() &&
                 E->getType()->isIntegralOrEnumerationType()
             ? E->getConstant()
             : std::nullopt;
}

/// What the event writes, if that is a constant.
static std::optional<int64_t> writtenBy(const Event &E) {
  if (E.Kind != EventKind::Write)
    return std::nullopt;
  if (const auto *B = dyn_cast_or_null<BinaryOperator>(E.At))
    return B->getOpcode() == BO_Assign ? constantOf(B->getRHS()) : std::nullopt;
  if (const auto *O = dyn_cast_or_null<CXXOperatorCallExpr>(E.At))
    return O->getOperator() == OO_Equal && O->getNumArgs() == 2
               ? constantOf(O->getArg(1))
               : std::nullopt;
  const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(E.At);
  return Call && Call->getNumArgs() ? constantOf(Call->getArg(0))
                                    : std::nullopt;
}

/// Is it the same member of the same object, as far as `this` is one?
static bool isSameMember(const AccessPath &P, const AccessPath &Q) {
  return P.Kind == AccessPath::Root::This && Q.Kind == P.Kind && P.Length &&
         P.Length == Q.Length && P.Fields == Q.Fields;
}

bool Evaluator::isFlag(const Expr *E) const {
  const auto *M = dyn_cast_or_null<MemberExpr>(E ? strip(E) : nullptr);
  return M && M->getMemberDecl() == Flag.lastField() &&
         isSameMember(Prog.paths().resolve(M), Flag);
}

Answer Evaluator::ask(const Expr *Condition) const {
  std::optional<int64_t> V = valueOf(Condition);
  return V ? answer(*V) : Answer::Believed;
}

std::optional<int64_t> Evaluator::valueOf(const Expr *E, unsigned Depth) const {
  if (!E || Depth > 16)
    return std::nullopt;
  E = strip(E);
  if (std::optional<int64_t> Constant = constantOf(E))
    return Constant;
  if (isFlag(E))
    return Value;
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_LNot) {
    std::optional<int64_t> Of = valueOf(U->getSubExpr(), Depth + 1);
    return Of ? std::optional<int64_t>(!*Of) : std::nullopt;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    std::optional<int64_t> L = valueOf(B->getLHS(), Depth + 1);
    std::optional<int64_t> R = valueOf(B->getRHS(), Depth + 1);
    switch (B->getOpcode()) {
    case BO_LAnd:
      if ((L && !*L) || (R && !*R))
        return 0;
      return L && R ? std::optional<int64_t>(1) : std::nullopt;
    case BO_LOr:
      if ((L && *L) || (R && *R))
        return 1;
      return L && R ? std::optional<int64_t>(0) : std::nullopt;
    case BO_EQ:
      return L && R ? std::optional<int64_t>(*L == *R) : std::nullopt;
    case BO_NE:
      return L && R ? std::optional<int64_t>(*L != *R) : std::nullopt;
    default:
      return std::nullopt;
    }
  }
  // A variable that was told, and not changed since.
  if (const auto *D = dyn_cast<DeclRefExpr>(E))
    if (const auto *V = dyn_cast<VarDecl>(D->getDecl());
        V && V->hasLocalStorage() && V->getType().isConstQualified())
      return valueOf(V->getInit(), Depth + 1);
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
    return valueOfCall(Call, Depth);
  return std::nullopt;
}

std::optional<int64_t> Evaluator::valueOfCall(const CXXMemberCallExpr *Call,
                                              unsigned Depth) const {
  const CXXMethodDecl *M = Call->getMethodDecl();
  if (!M)
    return std::nullopt;
  if (isFlag(Call->getImplicitObjectArgument())) {
    // An atomic: a look, an exchange, or a comparison that tells.
    const auto *Expected = Call->getNumArgs()
                               ? dyn_cast<DeclRefExpr>(strip(Call->getArg(0)))
                               : nullptr;
    bool Compares = M->getNumParams() &&
                    M->getParamDecl(0)->getType()->isLValueReferenceType();
    if (!Compares)
      return M->getReturnType()->isVoidType() ? std::nullopt
                                              : std::optional<int64_t>(Value);
    const auto *V = Expected ? dyn_cast<VarDecl>(Expected->getDecl()) : nullptr;
    std::optional<int64_t> With = V ? constantOf(V->getInit()) : std::nullopt;
    return With ? std::optional<int64_t>(*With == Value) : std::nullopt;
  }
  // A getter of the object.
  const FunctionDecl *D = visibleDefinition(M);
  if (!D || !isa<CXXThisExpr>(strip(Call->getImplicitObjectArgument())))
    return std::nullopt;
  const auto *Code = dyn_cast<CompoundStmt>(D->getBody());
  const auto *R = Code && Code->size() == 1
                      ? dyn_cast<ReturnStmt>(Code->body_front())
                      : nullptr;
  return R ? valueOf(R->getRetValue(), Depth + 1) : std::nullopt;
}

/// Is it a member of the object?
static bool isMemberOf(const AccessPath &P, const AccessPath &Object) {
  if (P.Length != Object.Length + 1)
    return false;
  return Object.isThis()
             ? P.Kind == AccessPath::Root::This &&
                   isRelated(classOf(P.lastField()), classOf(Object))
             : isSameMember(P.parent(), Object);
}

void addSettings(const Program &Prog, const Body *B, const AccessPath &Object,
                 std::vector<Setting> &Result) {
  for (const Event &E : B->Events)
    if (isMemberOf(E.Path, Object))
      if (std::optional<int64_t> V = writtenBy(E))
        Result.push_back({E.Path, *V, &E});
}

static bool isNumber(const Program &Prog, QualType T) {
  const model::Type *M = Prog.names().type(T);
  return T.getAtomicUnqualifiedType()->isIntegralOrEnumerationType() ||
         (M && M->K == model::Kind::Event);
}

std::vector<Setting> settingsBy(const Program &Prog, const Task &T,
                                const AccessPath &Object,
                                const CXXRecordDecl *R) {
  std::vector<Setting> Result;
  for (const Body *B : codeOf(Prog, T)) {
    addSettings(Prog, B, Object, Result);
    for (const Event &E : B->Events) {
      // An element of a container has more names than one.
      const FieldDecl *Last = E.Path.lastField();
      std::optional<int64_t> V =
          Last && (Last->getType()->isReferenceType() || !Object.isThis())
              ? writtenBy(E)
              : std::nullopt;
      if (V)
        for (const FieldDecl *F : R->fields())
          if (isNumber(Prog, F->getType()) &&
              (F == Last || Last->getType()->isReferenceType()) &&
              Prog.values().mayBeSame(E.Path, Object.field(F)))
            Result.push_back({Object.field(F), *V, &E});
    }
  }
  return Result;
}

std::optional<int64_t> initialValue(const FieldDecl *F) {
  if (F->hasInClassInitializer())
    return constantOf(F->getInClassInitializer());
  std::optional<int64_t> Result;
  for (const CXXConstructorDecl *K : classOf(F)->ctors())
    for (const CXXCtorInitializer &I : K->inits())
      if (I.isWritten() && I.isMemberInitializer() && I.getMember() == F) {
        std::optional<int64_t> V = constantOf(I.getInit());
        if (!V || (Result && *Result != *V))
          return std::nullopt;
        Result = V;
      }
  return Result;
}

} // namespace tether::facts
