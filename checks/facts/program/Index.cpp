//===- Index.cpp - Finding facts without a look at all of them ------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Index.h"
#include "../code/Statements.h"
#include "../code/Syntax.h"
#include "Program.h"

using namespace clang;

namespace tether::facts {

using Found = std::vector<Numbered<const Event *>>;

/// The last of the kinds, whose number tells how many there are.
static constexpr EventKind LastKind = EventKind::Yield;

/// The path without its fields.
static AccessPath wholeOf(AccessPath P) {
  while (P.Length)
    P = P.parent();
  return P;
}

Index::Index(const Program &Prog)
    : Prog(Prog), OfKind(unsigned(LastKind) + 1), MeetingsOf(OfKind.size()) {
  unsigned Count = 0, BodyCount = 0;
  for (const auto &B : Prog.facts().Bodies) {
    Numbers[B.get()] = BodyCount;
    OfThis.add(B->thisRecord(), BodyCount, B.get());
    ++BodyCount;
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(B->Function);
        M && !B->Lambda)
      Methods[M->getParent()].push_back(B.get());
    for (const Event &E : B->Events) {
      const unsigned Number = Count++;
      OfKind[unsigned(E.Kind)].push_back(&E);
      EventNumbers[&E] = Number;
      if (E.Path)
        ByObject[E.Path].push_back({Number, &E});
      if (E.Op && E.Op->R == model::Role::MoveToLoop)
        MovesToLoop.push_back(&E);
      if (E.Kind == EventKind::Join && E.Type &&
          E.Type->K == model::Kind::Pool &&
          E.Path.Kind == AccessPath::Root::Result)
        PoolJoins.push_back(&E);
      if (E.Kind != EventKind::Run)
        continue;
      if (E.Object) {
        ByCalled[E.Object].push_back({Number, &E});
        ByWhole[wholeOf(E.Object)].push_back({Number, &E});
      }
      if (const auto *K =
              dyn_cast_or_null<CXXConstructorDecl>(E.Path.function()))
        Constructions.add(K->getParent(), Number, &E);
    }
  }
  Count = 0;
  for (const Flow &W : Prog.facts().Flows) {
    ++Count;
    if (const auto *K = dyn_cast_or_null<CXXConstructExpr>(W.From.value());
        K && !W.From.Length)
      Made.add(K->getType()->getAsCXXRecordDecl(), Count, &W);
    if (W.To.Length == 1 && isa_and_nonnull<CXXNewExpr>(W.From.value()))
      MadeInto[W.To.Fields[0]].push_back(&W);
  }
}

//===----------------------------------------------------------------------===//
// Events
//===----------------------------------------------------------------------===//

template <typename Map>
static Found foundOn(const Map &From, ArrayRef<AccessPath> Objects) {
  Found Result;
  for (const AccessPath &P : Objects)
    if (auto It = From.find(P); It != From.end())
      llvm::append_range(Result, It->second);
  return Result;
}

Index::Events Index::on(ArrayRef<AccessPath> Objects) const {
  return inOrder(foundOn(ByObject, Objects));
}

bool Index::anyOn(ArrayRef<AccessPath> Objects,
                  llvm::function_ref<bool(const Event &)> Is) const {
  return llvm::any_of(Objects, [&](const AccessPath &P) {
    auto It = ByObject.find(P);
    return It != ByObject.end() &&
           llvm::any_of(It->second, [&](const Numbered<const Event *> &N) {
             return Is(*N.What);
           });
  });
}

Index::Events Index::ordered(ArrayRef<const Event *> Some) const {
  Found Result;
  for (const Event *E : Some)
    Result.push_back({EventNumbers.lookup(E), E});
  return inOrder(std::move(Result));
}

Index::Events Index::callsOn(ArrayRef<AccessPath> Objects) const {
  return inOrder(foundOn(ByCalled, Objects));
}

Index::Events Index::callsWithin(const AccessPath &Object) const {
  Events Result = inOrder(foundOn(ByWhole, wholeOf(Object)));
  llvm::erase_if(Result,
                 [&](const Event *E) { return !E->Object.startsWith(Object); });
  return Result;
}

Index::Events Index::constructionsOf(const CXXRecordDecl *R) const {
  return Constructions.ofRelated(R);
}

struct Index::Meetings {
  llvm::DenseMap<unsigned, Found> Exact;
  llvm::DenseMap<const FieldDecl *, Found> Fields, Loose;

  void add(const Program &Prog, const AccessPath &P, unsigned Number,
           const Event *E) {
    if (!P)
      return;
    const Values::Identity &Of = Prog.values().identityOf(P);
    for (unsigned N : Of.Exact)
      Exact[N].push_back({Number, E});
    auto AddOnce = [&](auto &To, const std::vector<const FieldDecl *> &All) {
      const FieldDecl *Last = nullptr; // They are sorted.
      for (const FieldDecl *F : All)
        if (F != Last)
          To[Last = F].push_back({Number, E});
    };
    AddOnce(Fields, Of.Fields);
    AddOnce(Loose, Of.Loose);
  }

  /// As `mayBeSame` has it.
  void find(const Program &Prog, const AccessPath &P, Found &Result) const {
    if (!P)
      return;
    const Values::Identity &Of = Prog.values().identityOf(P);
    auto AddFrom = [&](const auto &From, const auto &Keys) {
      for (const auto &Key : Keys)
        if (auto It = From.find(Key); It != From.end())
          llvm::append_range(Result, It->second);
    };
    AddFrom(Exact, Of.Exact);
    AddFrom(Fields, Of.Loose);
    AddFrom(Loose, Of.Fields);
  }
};

const Index::Meetings &Index::meetings(EventKind K) const {
  std::shared_ptr<Meetings> &Of = MeetingsOf[unsigned(K)];
  if (!Of) {
    Of = std::make_shared<Meetings>();
    for (const Event *E : of(K))
      Of->add(Prog, E->Path, EventNumbers.lookup(E), E);
  }
  return *Of;
}

Index::Events Index::meeting(ArrayRef<EventKind> Kinds,
                             ArrayRef<AccessPath> Objects) const {
  Found Result;
  if (!Objects.empty())
    for (EventKind K : Kinds) {
      const Meetings &Of = meetings(K);
      for (const AccessPath &P : Objects)
        Of.find(Prog, P, Result);
    }
  return inOrder(std::move(Result));
}

Index::Events Index::callsMeeting(const AccessPath &Object) const {
  if (!Called) {
    Called = std::make_shared<Meetings>();
    for (const Event *E : of(EventKind::Run))
      Called->add(Prog, E->Object, EventNumbers.lookup(E), E);
  }
  Found Result;
  Called->find(Prog, Object, Result);
  return inOrder(std::move(Result));
}

const Index::Events &Index::keepsOf(const Body *Code) const {
  if (!Keeps) {
    Keeps.emplace();
    for (const Event *E : of(EventKind::Keep))
      if (const Body *B = Prog.calls().codeOf(E->Path))
        (*Keeps)[B].push_back(E);
  }
  auto It = Keeps->find(Code);
  return It == Keeps->end() ? NoEvents : It->second;
}

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

Index::Bodies Index::relatedTo(const CXXRecordDecl *R) const {
  return OfThis.ofRelated(R);
}

Index::Bodies Index::methodsOf(const CXXRecordDecl *R) const {
  return R ? Methods.lookup(R) : Bodies();
}

Index::Bodies Index::ordered(ArrayRef<const Body *> Some) const {
  std::vector<Numbered<const Body *>> Found;
  for (const Body *B : Some)
    Found.push_back({numberOf(B), B});
  return inOrder(std::move(Found));
}

Index::Bodies Index::leadingTo(ArrayRef<const Body *> Some) const {
  Bodies Work(Some.begin(), Some.end());
  Set Seen(Work.begin(), Work.end());
  for (size_t I = 0; I < Work.size(); ++I)
    for (const auto &[Caller, Call] : Prog.calls().callersOf(Work[I]))
      if (Seen.insert(Caller).second)
        Work.push_back(Caller);
  return ordered(Work);
}

//===----------------------------------------------------------------------===//
// Flows and statements
//===----------------------------------------------------------------------===//

std::vector<const Flow *> Index::madeOf(const CXXRecordDecl *R) const {
  return Made.ofDerived(R);
}

ArrayRef<const Flow *> Index::madeInto(const FieldDecl *Member) const {
  auto It = MadeInto.find(Member);
  return It == MadeInto.end() ? ArrayRef<const Flow *>()
                              : ArrayRef<const Flow *>(It->second);
}

bool Index::isDeleted(const RecordDecl *R) const {
  if (!Deleted) {
    Deleted.emplace();
    for (const Event *E : of(EventKind::Destroy)) {
      const QualType T = E->Path.type();
      if (E->AtScopeEnd || T.isNull())
        continue;
      const QualType Inner = Prog.names().pointeeType(T.getNonReferenceType());
      if (const RecordDecl *Of =
              Inner.isNull() ? nullptr : Inner->getAsRecordDecl())
        Deleted->insert(Of);
    }
  }
  return Deleted->contains(R);
}

/// What one look at the code of all bodies has found.
struct Index::Code {
  llvm::DenseMap<const ValueDecl *, Bodies> Naming;
  llvm::DenseMap<const FunctionDecl *, std::vector<OperatorCall>> Calls;
  llvm::DenseMap<const CXXRecordDecl *, std::vector<Making>> Makers;
};

const Index::Code &Index::code() const {
  if (InCode)
    return *InCode;
  InCode = std::make_shared<Code>();
  auto Name = [&](const Body *B, const ValueDecl *D) {
    Bodies &All = InCode->Naming[D];
    if (All.empty() || All.back() != B)
      All.push_back(B);
  };
  auto NameAll = [&](const Body *B, const Stmt *Code) {
    std::vector<const Stmt *> Work{Code};
    while (!Work.empty()) {
      const Stmt *S = Work.back();
      Work.pop_back();
      if (!S)
        continue;
      if (const auto *R = dyn_cast<DeclRefExpr>(S))
        Name(B, R->getDecl());
      else if (const auto *M = dyn_cast<MemberExpr>(S))
        Name(B, M->getMemberDecl());
      if (const auto *L = dyn_cast<LambdaExpr>(S))
        llvm::append_range(Work, L->capture_inits());
      else
        llvm::append_range(Work, S->children());
    }
  };
  auto MakingOf = [&](const Body *B, QualType T) -> Making * {
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    if (!R)
      return nullptr;
    std::vector<Making> &All = InCode->Makers[R];
    if (All.empty() || All.back().In != B)
      All.push_back({B});
    return &All.back();
  };
  auto Look = [&](const Body *B, const Stmt *S) {
    if (const auto *R = dyn_cast<DeclRefExpr>(S)) {
      Name(B, R->getDecl());
    } else if (const auto *M = dyn_cast<MemberExpr>(S)) {
      Name(B, M->getMemberDecl());
    } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(S)) {
      if (const FunctionDecl *F = O->getDirectCallee())
        InCode->Calls[F].push_back({B, O});
    } else if (const auto *K = dyn_cast<CXXConstructExpr>(S)) {
      if (Making *M = MakingOf(B, K->getType()))
        ++M->Made;
    } else if (const auto *L = dyn_cast<DeclStmt>(S)) {
      const VarDecl *V = L->isSingleDecl() ? L->getSingleDecl() : nullptr;
      if (!V || !V->isStaticLocal() || !V->getInit())
        return;
      const auto *New = dyn_cast<CXXNewExpr>(strip(V->getInit()));
      Making *Held = MakingOf(B, V->getType());
      Making *Pointee = New ? MakingOf(B, New->getAllocatedType()) : nullptr;
      for (Making *M : {Held, Pointee == Held ? nullptr : Pointee})
        if (M) {
          M->Last = V;
          ++M->InStatic;
        }
    }
  };
  for (const auto &B : Prog.facts().Bodies) {
    if (!B->Code)
      continue;
    if (const auto *K = dyn_cast_or_null<CXXConstructorDecl>(B->Function))
      for (const CXXCtorInitializer &I : K->inits())
        NameAll(B.get(), I.getInit());
    for (const Stmt *S : partsOf(B->Code)) {
      Look(B.get(), S);
      // What a closure is given is named here, and happens there.
      if (const auto *L = dyn_cast<LambdaExpr>(S))
        for (const Expr *Init : L->capture_inits())
          NameAll(B.get(), Init);
    }
  }
  return *InCode;
}

Index::Bodies Index::naming(const ValueDecl *D) const {
  return code().Naming.lookup(D);
}

ArrayRef<Index::OperatorCall>
Index::callsOf(const CXXMethodDecl *Operator) const {
  auto It = code().Calls.find(Operator);
  return It == code().Calls.end() ? ArrayRef<OperatorCall>()
                                  : ArrayRef<OperatorCall>(It->second);
}

ArrayRef<Index::Making> Index::makersOf(const CXXRecordDecl *R) const {
  auto It = code().Makers.find(R);
  return It == code().Makers.end() ? ArrayRef<Making>()
                                   : ArrayRef<Making>(It->second);
}

} // namespace tether::facts
