//===- Reports.cpp - What a task tells others when it ends ----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reports.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"

using namespace clang;

namespace tether::facts {

/// Can several of these pointers have one pointee?
static bool shares(QualType SmartPointer) {
  const CXXRecordDecl *R = SmartPointer->getAsCXXRecordDecl();
  return !R || !R->hasDefinition() || R->hasCopyConstructor();
}

namespace {
/// A value that dies with the task.
struct HeldValue {
  AccessPath Path;
  QualType Type;
};
} // namespace

/// The values that the task was given, and those that a closure holds.
static std::vector<HeldValue> valuesOf(const Program &Prog, const Task &T,
                                       const Body *Code) {
  std::vector<HeldValue> Result;
  for (const Argument &A : T.Arguments)
    if (!A.ByReference)
      Result.push_back({A.Path, A.Value->getType()});
  if (Code->Lambda) {
    for (const LambdaCapture &C : Code->Lambda->captures())
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByCopy) {
        const auto *V = dyn_cast<VarDecl>(C.getCapturedVar()); // Or a binding.
        Result.push_back({V ? Prog.paths().resolve(V) : AccessPath(),
                          C.getCapturedVar()->getType()});
      }
  } else if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(Code->Function);
             M && M->getOverloadedOperator() == OO_Call) {
    Result.push_back({AccessPath::thisObject(M->getParent()),
                      M->getParent()->getTypeForDecl()});
  }
  return Result;
}

bool isTokenOf(const Program &Prog, const Task &T, const Body *Code,
               const AccessPath &P) {
  auto IsToken = [&](const AccessPath &Held, QualType Type) {
    const model::Type *M = Prog.names().type(Type);
    return M && M->K == model::Kind::SmartPointer && shares(Type) &&
           Prog.values().mayBeSame(Held, P);
  };
  return llvm::any_of(valuesOf(Prog, T, Code), [&](const HeldValue &Value) {
    if (Value.Type.isNull())
      return false; // Of something that did not parse.
    QualType Type = Value.Type.getNonReferenceType();
    if (IsToken(Value.Path, Type))
      return true;
    const CXXRecordDecl *R = Type->getAsCXXRecordDecl();
    return R && R->hasDefinition() && !Prog.names().type(Type) &&
           llvm::any_of(R->getDefinition()->fields(), [&](const FieldDecl *F) {
             return IsToken(Value.Path.field(F), F->getType());
           });
  });
}

/// The classes of what dies with the task, and of its members. `Alone`: without
/// what it shares with others.
static std::vector<const CXXRecordDecl *>
ownedBy(const Program &Prog, const Task &T, const Body *Code, bool Alone) {
  std::vector<const CXXRecordDecl *> Result;
  auto Add = [&](QualType Type) {
    if (Type.isNull())
      return; // A binding of something that did not parse.
    Type = Type.getNonReferenceType();
    for (unsigned Depth = 0; Depth < 8; ++Depth) {
      const model::Type *M = Prog.names().type(Type);
      if (!M)
        break;
      if (M->K != model::Kind::SmartPointer || (Alone && shares(Type)))
        return;
      Type = Prog.names().pointeeType(Type);
    }
    const CXXRecordDecl *R =
        Type.isNull() ? nullptr : Type->getAsCXXRecordDecl();
    if (!R || Prog.seen().of(R) != Sight::Seen)
      return;
    R = R->getDefinition();
    if (!llvm::is_contained(Result, R))
      Result.push_back(R);
  };
  for (const HeldValue &Value : valuesOf(Prog, T, Code))
    Add(Value.Type);
  for (size_t I = 0; I < Result.size(); ++I) {
    const CXXRecordDecl *R = Result[I];
    for (const CXXBaseSpecifier &Base : R->bases())
      Add(Base.getType());
    for (const FieldDecl *Field : R->fields())
      if (!Field->getType()->isReferenceType())
        Add(Field->getType());
  }
  return Result;
}

std::vector<const Body *> destructorsOf(const Program &Prog, const Task &T,
                                        const Body *Code) {
  std::vector<const Body *> Result;
  for (const CXXRecordDecl *R : ownedBy(Prog, T, Code, /*Alone=*/false))
    if (const Body *B = Prog.calls().bodyOf(R->getDestructor()))
      Result.push_back(B);
  if (Code->Lambda)
    for (const LambdaCapture &C : Code->Lambda->captures())
      if (C.capturesVariable() && Code->Lambda->isInitCapture(&C))
        if (const LambdaExpr *Deleter =
                deleterOf(cast<VarDecl>(C.getCapturedVar())->getInit()))
          if (const Body *B = Prog.calls().codeOf(AccessPath::value(Deleter)))
            Result.push_back(B);
  return Result;
}

bool endsUnseen(const Program &Prog, const Task &T, const Body *Code) {
  return llvm::any_of(
      ownedBy(Prog, T, Code, /*Alone=*/true),
      [&](const CXXRecordDecl *R) { return Prog.seen().mayTellUnseen(R); });
}

bool endsUnseen(const Program &Prog, const Task &T, const Stmt *Start) {
  return llvm::any_of(bodiesOf(Prog, T),
                      [&](const TaskBody &Code) {
                        return endsUnseen(Prog, T, Code.Code);
                      }) ||
         llvm::any_of(partsOf(Start), [&](const Stmt *S) {
           const auto *L = dyn_cast<LambdaExpr>(S);
           const Body *Code =
               L ? Prog.calls().codeOf(AccessPath::value(L)) : nullptr;
           return Code && endsUnseen(Prog, T, Code);
         });
}

std::vector<const Event *> reportsOf(const Program &Prog,
                                     const Body *Destructor) {
  std::vector<const Event *> Result;
  auto IsOwn = [&](const Event &E) {
    if (Destructor->Lambda || E.Path.Kind != AccessPath::Root::This ||
        E.In->thisRecord() != Destructor->thisRecord())
      return false;
    QualType Member = E.Path.Length == 1 ? E.Path.type() : QualType();
    return E.Path.Length == 0 ||
           (!Member.isNull() && !Member->isReferenceType() &&
            Prog.names().pointeeType(Member).isNull());
  };
  for (const CallChain &Chain : Prog.calls().reachedFrom(Destructor))
    for (const Event &E : Chain.To->Events)
      if (E.Path && E.isReport() && !IsOwn(E))
        Result.push_back(&E);
  return Result;
}

/// Does it only give a variable of its own function another value? Not what the
/// variable refers or points to.
static bool changesOwnVariable(const Event &E) {
  const Expr *Changed = nullptr;
  if (const auto *O = dyn_cast_or_null<BinaryOperator>(E.At))
    Changed = O->getLHS();
  else if (const auto *U = dyn_cast_or_null<UnaryOperator>(E.At))
    Changed = U->getSubExpr();
  else if (const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(E.At);
           Call &&
           (Call->isAssignmentOp() || Call->getOperator() == OO_PlusPlus ||
            Call->getOperator() == OO_MinusMinus))
    Changed = Call->getArg(0);
  const auto *R =
      dyn_cast_or_null<DeclRefExpr>(Changed ? strip(Changed) : nullptr);
  const auto *V = R ? dyn_cast<VarDecl>(R->getDecl()) : nullptr;
  return E.Kind == EventKind::Write && V && V->hasLocalStorage() &&
         !V->getType()->isReferenceType() &&
         V->getDeclContext() == E.In->Function;
}

std::vector<const Event *> reportsBy(const Program &Prog, const Task &T,
                                     const Body *Code) {
  std::vector<const Event *> Result;
  for (const Event &E : Code->Events)
    if (E.isReport() && !changesOwnVariable(E))
      Result.push_back(&E);
  for (const Body *Ending : destructorsOf(Prog, T, Code))
    llvm::append_range(Result, reportsOf(Prog, Ending));
  return Result;
}

} // namespace tether::facts
