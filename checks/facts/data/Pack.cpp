//===- Pack.cpp - Code as bytes -------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What an object consists of is listed once (Packing). An archive is handed the
// list: a Finder finds what is reached, a Writer writes it, a Reader reads it.
//
//   version, locations
//   types:   how many
//   decls:   the kind of each
//   nodes:   each tree in its order, as classes and numbers of children
//   fields:  of all types, decls and nodes
//   definitions, control flows
//
// Numbers are LEB128; a string is written where it occurs first.
//
//===----------------------------------------------------------------------===//

#include "Pack.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

namespace tether::facts {

using clang::SourceLocation;
using llvm::ArrayRef;
using llvm::cast;
using llvm::dyn_cast;
using llvm::isa;
using llvm::StringRef;

using OtherStmt = Stmt;
using OtherExpr = Expr;

/// Lists what objects consist of, but for the numbers of entities and nodes and
/// the tree of nodes, which follow from where they stand.
class Packing {
public:
  template <typename Archive> static void list(Archive &A, Type &T) {
    A(T.Class, T.Name, T.Inner, T.Decl, T.Size, T.Canonical, T.Model,
      T.ModelPointee, T.ModelElement);
    bool Is[] = {
        T.Is.Dependent,         T.Is.Integer,   T.Is.IntegralOrEnumeration,
        T.Is.Arithmetic,        T.Is.Scalar,    T.Is.Callable,
        T.Is.TriviallyCopyable, T.Is.Aggregate, T.Is.PlainData};
    for (bool &B : Is)
      A(B);
    T.Is = {Is[0], Is[1], Is[2], Is[3], Is[4], Is[5], Is[6], Is[7], Is[8]};
  }

  template <typename Archive> static void list(Archive &A, QualType &T) {
    A(T.T);
    if (T.T)
      A(T.Const, T.Volatile);
  }

  template <typename Archive> static void list(Archive &A, NamedDecl &D) {
    A(D.InSystemHeader, D.InMainFile, D.InStd, D.Implicit, D.ExternallyVisible,
      D.Generated, D.Access, D.Identifier, D.Spelling, D.Location, D.Begin,
      D.Context);
    if (auto *V = dyn_cast<ValueDecl>(&D))
      A(V->T);
    switch (D.getKind()) {
    case NamedDecl::EnumConstant:
      return A(cast<EnumConstantDecl>(D).Value);
    case NamedDecl::Field: {
      auto &F = cast<FieldDecl>(D);
      return A(F.Parent, F.Index, F.UnnamedBitField, F.MayChange, F.Initialized,
               F.Init);
    }
    case NamedDecl::Binding: {
      auto &B = cast<BindingDecl>(D);
      return A(B.Decomposed, B.Holding, B.Bound);
    }
    case NamedDecl::Var:
    case NamedDecl::ParmVar: {
      auto &V = cast<VarDecl>(D);
      A(V.GlobalStorage, V.Local, V.StaticMember, V.ThreadLocal, V.InitCapture,
        V.Referenced, V.Constexpr, V.Decomposition, V.NeedsDestruction,
        V.Extends, V.Init);
      if (auto *P = dyn_cast<ParmVarDecl>(&D))
        A(P->Index, P->DefaultArg);
      return;
    }
    case NamedDecl::Record:
      return listRecord(A, cast<CXXRecordDecl>(D));
    default:
      if (auto *F = dyn_cast<FunctionDecl>(&D))
        listFunction(A, *F);
    }
  }

  template <typename Archive> static void list(Archive &A, Stmt &S) {
    A(S.Detail, S.Flag, S.Begin, S.End, S.Named);
    if (isa<Expr>(S)) {
      A(S.T, S.Where, S.LValue, S.PRValue, S.TypeDependent, S.ValueDependent,
        S.HasValue, S.HugeValue, S.Cleanups, S.Value);
    } else if (isa<CXXCatchStmt>(S)) {
      A(S.T);
    } else if (isa<DeclStmt>(S)) {
      A(S.Variables);
    }
    if (isa<CallExpr>(S))
      A(S.Op, S.Receiver, S.ByName, S.Duration, S.Second);
    else if (isa<CXXConstructExpr>(S))
      A(S.Op);
    else if (isa<DeclRefExpr>(S))
      A(S.Qualifier);
    else if (isa<LambdaExpr>(S))
      A(S.Captured, S.Second);
    else if (isa<CXXDefaultArgExpr, CXXDefaultInitExpr, OpaqueValueExpr>(S))
      A(S.Hidden);
  }

  template <typename Archive> static void list(Archive &A, LambdaCapture &C) {
    A(C.Variable, C.Kind, C.This, C.Explicit, C.InitCapture, C.Location);
  }
  template <typename Archive>
  static void list(Archive &A, CXXCtorInitializer &I) {
    A(I.Member, I.Base, I.Delegates, I.Written, I.Indirect, I.Init, I.Location);
  }
  template <typename Archive>
  static void list(Archive &A, CXXBaseSpecifier &B) {
    A(B.T, B.Access, B.Virtual);
  }
  template <typename Archive>
  static void list(Archive &A, TemplateArgument &T) {
    A(T.Kind, T.T, T.Value, T.Elements);
  }
  template <typename Archive> static void list(Archive &A, Definition &D) {
    A(D.Function, D.Variable, D.Class, D.MemberInit);
  }
  template <typename Archive> static void list(Archive &A, Graph::Block &B) {
    A(B.Size, B.Next, B.Condition, B.IsHandler, B.HandsToHandlers,
      B.EndsProcess, B.EndsThread, B.ThrowsAt, B.ThrowsTo);
  }
  template <typename Archive>
  static void list(Archive &A, Skeleton::Condition &C) {
    A(C.Asks, C.Branch);
  }
  template <typename Archive> static void list(Archive &A, Point &P) {
    A(P.Block, P.Index);
  }
  template <typename Archive>
  static void list(Archive &A, Skeleton::ScopeEnd &E) {
    A(E.Variable, E.At.Block, E.At.Index);
  }
  // What a convention makes of a name.
  template <typename Archive>
  static void list(Archive &A, model::Operation &Op) {
    A(Op.Name, Op.R, Op.When, Op.On, Op.Discard, Op.Callable, Op.Argument);
  }
  template <typename Archive> static void list(Archive &A, model::Handler &H) {
    A(H.Id, H.On);
  }

  static void number(NamedDecl &D, unsigned N) { D.Number = N; }
  static void place(NamedDecl &D, NamedDecl::Kind K) { D.K = K; }
  static void place(Stmt &S, Stmt::StmtClass Class, unsigned Number,
                    const Stmt *Parent) {
    S.Class = Class;
    S.Number = Number;
    S.Parent = Parent;
    S.Root = Parent && !isa<LambdaExpr>(Parent) ? Parent->Root : &S;
  }
  static void close(Stmt &S, ArrayRef<const Stmt *> Children, unsigned Last) {
    S.Children = Children;
    S.Last = Last;
  }
  static bool less(const Stmt *S, const Stmt *O) {
    return S->Number < O->Number;
  }

private:
  template <typename Archive>
  static void listFunction(Archive &A, FunctionDecl &F) {
    A(F.Main, F.NoReturn, F.Nothrow, F.Static, F.Deleted, F.Defaulted,
      F.UserProvided, F.Instantiated, F.Template, F.ReturnsAuto, F.Defined,
      F.FirstLocation, F.OnlyAnswer, F.Operator, F.MinArguments, F.Returns,
      F.Parameters, F.Body, F.Op, F.OfLibrary, F.Operations, F.TaskBody,
      F.Handler, F.ByName);
    if (auto *M = dyn_cast<CXXMethodDecl>(&F))
      A(M->Virtual, M->Pure, M->Const, M->CopyAssignment, M->MoveAssignment,
        M->ExplicitObject, M->Parent, M->Overridden);
    if (auto *K = dyn_cast<CXXConstructorDecl>(&F))
      A(K->Copy, K->Move, K->Converting, K->Initializers);
  }

  template <typename Archive>
  static void listRecord(Archive &A, CXXRecordDecl &R) {
    A(R.Complete, R.Dependent, R.Union, R.Lambda, R.Abstract, R.Polymorphic,
      R.Aggregate, R.Friends, R.TrivialDestructor, R.TrivialDefault,
      R.CopyConstructor, R.ToBool, R.Described, R.C, R.MadeSilently,
      R.MinArguments, R.T, R.Bases, R.Fields, R.Methods, R.Templates,
      R.Specializations, R.Destructor, R.CallOperator, R.Arguments, R.Bound);
  }
};

namespace {

/// The other classes of node than these have one.
Stmt *newStmt(llvm::BumpPtrAllocator &Memory, unsigned Class) {
  switch (Class) {
#define STMT(NAME)                                                             \
  case Stmt::NAME##Class:                                                      \
    return new (Memory) NAME();
#include "Stmts.def"
  default:
    return nullptr;
  }
}

NamedDecl *newDecl(llvm::BumpPtrAllocator &Memory, unsigned Kind) {
  switch (Kind) {
  case NamedDecl::Namespace:
    return new (Memory) NamespaceDecl();
  case NamedDecl::Typedef:
    return new (Memory) TypedefDecl();
  case NamedDecl::Record:
    return new (Memory) CXXRecordDecl();
  case NamedDecl::OtherValue:
    return new (Memory) ValueDecl();
  case NamedDecl::EnumConstant:
    return new (Memory) EnumConstantDecl();
  case NamedDecl::Field:
    return new (Memory) FieldDecl();
  case NamedDecl::Binding:
    return new (Memory) BindingDecl();
  case NamedDecl::Var:
    return new (Memory) VarDecl();
  case NamedDecl::ParmVar:
    return new (Memory) ParmVarDecl();
  case NamedDecl::Function:
    return new (Memory) FunctionDecl();
  case NamedDecl::CXXMethod:
    return new (Memory) CXXMethodDecl();
  case NamedDecl::CXXConstructor:
    return new (Memory) CXXConstructorDecl();
  case NamedDecl::CXXDestructor:
    return new (Memory) CXXDestructorDecl();
  case NamedDecl::CXXConversion:
    return new (Memory) CXXConversionDecl();
  default:
    return nullptr;
  }
}

/// Hands each of a list to the archive.
template <typename Self> struct Archive {
  template <typename... Ts> void operator()(Ts &...Each) {
    (static_cast<Self *>(this)->one(Each), ...);
  }
};

/// The control flow of each body that has one.
struct Flow {
  const Stmt *Body = nullptr;
  Skeleton Code;
};

//===----------------------------------------------------------------------===//
// Finding
//===----------------------------------------------------------------------===//

/// Finds all that can be reached.
class Finder : public Archive<Finder> {
public:
  void run(const Code &From) {
    for (Definition D : From.Definitions)
      Packing::list(*this, D);
    while (!Work.empty()) {
      const NamedDecl *D = Work.pop_back_val();
      Packing::list(*this, const_cast<NamedDecl &>(*D));
      const auto *F = dyn_cast<FunctionDecl>(D);
      if (F && F->getBody() && From.Flows)
        if (Skeleton S = From.Flows->of(F, F->getBody()); S.Flow.isValid())
          Flows.push_back({F->getBody(), std::move(S)});
    }
    llvm::sort(Decls, [](const NamedDecl *A, const NamedDecl *B) {
      return A->getNumber() < B->getNumber();
    });
    llvm::sort(Roots, Packing::less);
    llvm::sort(Flows, [](const Flow &A, const Flow &B) {
      return Packing::less(A.Body, B.Body);
    });
    llvm::sort(Locations, [](SourceLocation A, SourceLocation B) {
      return A.getRawEncoding() < B.getRawEncoding();
    });
  }

  template <typename T> void one(T &) {}
  void one(SourceLocation &L) {
    if (L.isValid() && Known.insert(keyOf(L)).second)
      Locations.push_back(L);
  }
  void one(QualType &T) { Packing::list(*this, T); }
  void one(const Type *&T) {
    if (!T || !Known.insert(T).second)
      return;
    Types.push_back(T);
    Packing::list(*this, const_cast<Type &>(*T));
  }
  template <typename T>
  std::enable_if_t<std::is_base_of_v<NamedDecl, T>> one(const T *&D) {
    if (D && Known.insert(D).second) {
      Decls.push_back(D);
      Work.push_back(D);
    }
  }
  template <typename T>
  std::enable_if_t<std::is_base_of_v<Stmt, T>> one(const T *&S) {
    const Stmt *Top = S;
    while (Top && Top->getParent())
      Top = Top->getParent();
    if (!Top || !Known.insert(Top).second)
      return;
    Roots.push_back(Top);
    visit(Top);
  }
  template <typename T> void one(ArrayRef<T> &Some) {
    for (const T &Each : Some) {
      T Copy = Each;
      if constexpr (std::is_pointer_v<T>)
        one(Copy);
      else
        Packing::list(*this, Copy);
    }
  }

  std::vector<const Type *> Types;
  std::vector<const NamedDecl *> Decls;
  std::vector<const Stmt *> Roots;
  std::vector<SourceLocation> Locations;
  std::vector<Flow> Flows;

private:
  static const void *keyOf(SourceLocation L) {
    return reinterpret_cast<const void *>((uintptr_t(L.getRawEncoding()) << 1) |
                                          1);
  }
  void visit(const Stmt *S) {
    Packing::list(*this, const_cast<Stmt &>(*S));
    for (const Stmt *Child : S->children())
      if (Child)
        visit(Child);
  }

  llvm::DenseSet<const void *> Known;
  llvm::SmallVector<const NamedDecl *, 0> Work;
};

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

constexpr unsigned NoChild = 0xff;

class Writer : public Archive<Writer> {
public:
  Writer(const model::Entries &Models, std::string &Bytes)
      : Models(Models), Out(Bytes) {}

  void run(const Code &From, PlaceOf At);
  std::vector<SourceLocation> takeLocations() {
    return std::move(Found.Locations);
  }

  template <typename T>
  std::enable_if_t<std::is_enum_v<T> || std::is_integral_v<T>> one(T &N) {
    if constexpr (std::is_signed_v<T>)
      llvm::encodeSLEB128(N, Out);
    else
      llvm::encodeULEB128(uint64_t(N), Out);
  }
  void one(StringRef &Text) {
    auto [It, IsNew] = Strings.try_emplace(Text, Strings.size());
    write(It->second);
    if (IsNew) {
      write(Text.size());
      Out << Text;
    }
  }
  void one(SourceLocation &L) {
    write(L.isValid() ? LocationNumbers.lookup(L.getRawEncoding()) : 0);
  }
  void one(std::optional<bool> &B) { write(!B ? 0 : *B ? 1 : 2); }
  void one(QualType &T) { Packing::list(*this, T); }
  template <typename T>
  std::enable_if_t<std::is_same_v<T, Type> || std::is_base_of_v<NamedDecl, T> ||
                   std::is_base_of_v<Stmt, T>>
  one(const T *&Object) {
    write(Object ? Numbers.lookup(Object) : 0);
  }
  void one(const model::Type *&T) { entry(T); }
  void one(const model::Operation *&Op) { entry(Op); }
  void one(const model::Handler *&H) { entry(H); }
  template <typename T> void one(ArrayRef<T> &Some) { all(Some); }
  void one(llvm::SmallVector<unsigned, 2> &Some) {
    all(ArrayRef<unsigned>(Some));
  }

private:
  void write(uint64_t N) { llvm::encodeULEB128(N, Out); }
  template <typename T> void all(ArrayRef<T> Some) {
    write(Some.size());
    for (const T &Each : Some) {
      T Copy = Each;
      if constexpr (std::is_pointer_v<T> || std::is_integral_v<T>)
        one(Copy);
      else
        Packing::list(*this, Copy);
    }
  }
  /// 0 for none, 1 for one of its own, which stands here when it is new.
  template <typename T> void entry(const T *Entry) {
    if (!Entry)
      return write(0);
    if (std::optional<unsigned> N = Models.numberOf(Entry))
      return write(*N + 2);
    write(1);
    if constexpr (std::is_same_v<T, model::Type>) {
      // The types that conventions know are those of models.
      return;
    } else {
      auto [It, IsNew] = Own.try_emplace(Entry, Own.size());
      write(It->second);
      if (IsNew)
        Packing::list(*this, const_cast<T &>(*Entry));
    }
  }
  void writeShape(const Stmt *S) {
    if (!S)
      return write(NoChild);
    Numbers[S] = ++NodeCount;
    Nodes.push_back(S);
    write(S->getStmtClass());
    write(S->children().size());
    for (const Stmt *Child : S->children())
      writeShape(Child);
  }

  const model::Entries &Models;
  llvm::raw_string_ostream Out;
  Finder Found;
  llvm::StringMap<unsigned> Strings;
  llvm::DenseMap<unsigned, unsigned> LocationNumbers;
  llvm::DenseMap<const void *, unsigned> Numbers; ///< From 1, of each sort.
  llvm::DenseMap<const void *, unsigned> Own;
  std::vector<const Stmt *> Nodes;
  unsigned NodeCount = 0;
};

void Writer::run(const Code &From, PlaceOf At) {
  Found.run(From);
  write(PackVersion);
  write(Found.Locations.size());
  for (auto [I, L] : llvm::enumerate(Found.Locations)) {
    LocationNumbers[L.getRawEncoding()] = I + 1;
    Place P = At(L);
    one(P.File);
    write(P.Offset);
    write(L.isMacroID());
  }
  write(Found.Types.size());
  for (auto [I, T] : llvm::enumerate(Found.Types))
    Numbers[T] = I + 1;
  write(Found.Decls.size());
  for (auto [I, D] : llvm::enumerate(Found.Decls)) {
    Numbers[D] = I + 1;
    write(D->getKind());
  }
  write(Found.Roots.size());
  for (const Stmt *Root : Found.Roots)
    writeShape(Root);

  for (const Type *T : Found.Types)
    Packing::list(*this, const_cast<Type &>(*T));
  for (const NamedDecl *D : Found.Decls)
    Packing::list(*this, const_cast<NamedDecl &>(*D));
  for (const Stmt *S : Nodes)
    Packing::list(*this, const_cast<Stmt &>(*S));
  all(ArrayRef<Definition>(From.Definitions));

  write(Found.Flows.size());
  for (Flow &F : Found.Flows) {
    one(F.Body);
    one(F.Code.Flow.Entry);
    one(F.Code.Flow.Exit);
    all(ArrayRef<Graph::Block>(F.Code.Flow.Blocks));
    all(ArrayRef<Skeleton::Condition>(F.Code.Conditions));
    std::map<unsigned, Point> Points;
    for (const auto &[S, P] : F.Code.PointOf)
      if (unsigned N = Numbers.lookup(S))
        Points[N] = P;
    write(Points.size());
    for (auto [N, P] : Points) {
      write(N);
      Packing::list(*this, P);
    }
    all(ArrayRef<Skeleton::ScopeEnd>(F.Code.ScopeEnds));
  }
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

/// Control flows that were read.
class KeptSkeletons : public Skeletons {
public:
  Skeleton of(const FunctionDecl *, const Stmt *Body) override {
    auto It = All.find(Body);
    return It == All.end() ? Skeleton() : It->second;
  }

  llvm::DenseMap<const Stmt *, Skeleton> All;
};

class Reader : public Archive<Reader> {
public:
  Reader(StringRef Bytes, const model::Entries &Models,
         ArrayRef<SourceLocation> Locations, Code &Into)
      : Next(Bytes.bytes_begin()), End(Bytes.bytes_end()), Models(Models),
        Locations(Locations), Into(Into) {}

  /// False if the bytes are damaged.
  bool run();

  template <typename T>
  std::enable_if_t<std::is_enum_v<T> || std::is_integral_v<T>> one(T &N) {
    if constexpr (std::is_same_v<T, bool>)
      N = read() != 0;
    else if constexpr (std::is_signed_v<T>)
      N = T(readSigned());
    else
      N = T(read());
  }
  void one(StringRef &Text);
  void one(SourceLocation &L) {
    unsigned N = read();
    if (N > Encodings.size())
      Damaged = true;
    else if (N)
      L = Encodings[N - 1];
  }
  void one(std::optional<bool> &B) {
    uint64_t N = read();
    B = !N ? std::nullopt : std::optional<bool>(N == 1);
  }
  void one(QualType &T) { Packing::list(*this, T); }
  void one(const Type *&T) { T = at(Types); }
  template <typename T>
  std::enable_if_t<std::is_base_of_v<NamedDecl, T>> one(const T *&D) {
    D = typed<T>(at(Decls));
  }
  template <typename T>
  std::enable_if_t<std::is_base_of_v<Stmt, T>> one(const T *&S) {
    if constexpr (std::is_same_v<T, Stmt>)
      S = at(Nodes);
    else
      S = typed<T>(at(Nodes));
  }
  void one(const model::Type *&T) {
    uint64_t N = read();
    T = N > 1 ? known(Models.type(N - 2)) : nullptr;
  }
  void one(const model::Operation *&Op) {
    entry(Op, Into.Operations, OwnOperations,
          [&](unsigned N) { return Models.operation(N); });
  }
  void one(const model::Handler *&H) {
    entry(H, Into.Handlers, OwnHandlers,
          [&](unsigned N) { return Models.handler(N); });
  }
  template <typename T> void one(ArrayRef<T> &Some) {
    llvm::SmallVector<T, 8> Read;
    for (size_t I = 0, N = count(); I < N && !Damaged; ++I)
      element(Read.emplace_back());
    Some = ArrayRef<T>(Read).copy(Into.Memory);
  }
  void one(llvm::SmallVector<unsigned, 2> &Some) {
    for (size_t I = 0, N = count(); I < N && !Damaged; ++I)
      one(Some.emplace_back());
  }

private:
  uint64_t read();
  int64_t readSigned();
  /// Of things that each take a byte at least.
  size_t count() {
    uint64_t N = read();
    if (N > uint64_t(End - Next)) {
      Damaged = true;
      return 0;
    }
    return N;
  }
  template <typename T> void element(T &Each) {
    if constexpr (std::is_pointer_v<T>) {
      one(Each);
      Damaged |= !Each; // No list has nothing in it.
    } else {
      Packing::list(*this, Each);
    }
  }
  template <typename T> T *at(const std::vector<T *> &All) {
    uint64_t N = read();
    if (N > All.size())
      Damaged = true;
    return N && N <= All.size() ? All[N - 1] : nullptr;
  }
  template <typename T, typename U> const T *typed(U *Object) {
    if (Object && !isa<T>(Object)) {
      Damaged = true;
      return nullptr;
    }
    return Object ? cast<T>(Object) : nullptr;
  }
  template <typename T> const T *known(const T *Entry) {
    Damaged |= !Entry;
    return Entry;
  }
  template <typename T, typename Lookup>
  void entry(const T *&Entry, std::deque<T> &Own,
             std::map<unsigned, const T *> &Numbers, Lookup Find) {
    uint64_t N = read();
    if (N != 1) {
      Entry = N ? known(Find(N - 2)) : nullptr;
      return;
    }
    auto [It, IsNew] = Numbers.try_emplace(read(), nullptr);
    if (IsNew) {
      Packing::list(*this, Own.emplace_back());
      It->second = &Own.back();
    }
    Entry = It->second;
  }
  Stmt *readShape(const Stmt *Parent, unsigned Depth);
  void readFlow(KeptSkeletons &Flows);

  const uint8_t *Next, *End;
  bool Damaged = false;
  const model::Entries &Models;
  ArrayRef<SourceLocation> Locations;
  Code &Into;
  std::vector<StringRef> Strings;
  std::vector<SourceLocation> Encodings;
  std::vector<Type *> Types;
  std::vector<NamedDecl *> Decls;
  std::vector<Stmt *> Nodes;
  std::map<unsigned, const model::Operation *> OwnOperations;
  std::map<unsigned, const model::Handler *> OwnHandlers;
};

uint64_t Reader::read() {
  unsigned Length = 0;
  const char *Error = nullptr;
  uint64_t N = Damaged ? 0 : llvm::decodeULEB128(Next, &Length, End, &Error);
  if (Error)
    Damaged = true;
  Next += Damaged ? 0 : Length;
  return Damaged ? 0 : N;
}

int64_t Reader::readSigned() {
  unsigned Length = 0;
  const char *Error = nullptr;
  int64_t N = Damaged ? 0 : llvm::decodeSLEB128(Next, &Length, End, &Error);
  if (Error)
    Damaged = true;
  Next += Damaged ? 0 : Length;
  return Damaged ? 0 : N;
}

void Reader::one(StringRef &Text) {
  uint64_t N = read();
  if (N < Strings.size()) {
    Text = Strings[N];
    return;
  }
  size_t Size = count();
  if (N != Strings.size() || Damaged) {
    Damaged = true;
    return;
  }
  Text =
      StringRef(reinterpret_cast<const char *>(Next), Size).copy(Into.Memory);
  Next += Size;
  Strings.push_back(Text);
}

Stmt *Reader::readShape(const Stmt *Parent, unsigned Depth) {
  uint64_t Class = read();
  if (Class == NoChild && Parent)
    return nullptr;
  Stmt *S = newStmt(Into.Memory, Class);
  size_t Size = count();
  // Deeper than any compiler's own limit.
  if (!S || Damaged || Depth > 20000) {
    Damaged = true;
    return nullptr;
  }
  Nodes.push_back(S);
  Packing::place(*S, Stmt::StmtClass(Class), Nodes.size(), Parent);
  llvm::SmallVector<const Stmt *, 8> Children;
  for (size_t I = 0; I < Size && !Damaged; ++I)
    Children.push_back(readShape(S, Depth + 1));
  Packing::close(*S, ArrayRef<const Stmt *>(Children).copy(Into.Memory),
                 Nodes.size());
  return S;
}

void Reader::readFlow(KeptSkeletons &Flows) {
  const Stmt *Body = nullptr;
  Skeleton Read;
  one(Body);
  one(Read.Flow.Entry);
  one(Read.Flow.Exit);
  for (size_t I = 0, N = count(); I < N && !Damaged; ++I)
    Packing::list(*this, Read.Flow.Blocks.emplace_back());
  for (size_t I = 0, N = count(); I < N && !Damaged; ++I)
    Packing::list(*this, Read.Conditions.emplace_back());
  for (size_t I = 0, N = count(); I < N && !Damaged; ++I) {
    const Stmt *S = nullptr;
    Point P;
    one(S);
    Packing::list(*this, P);
    Read.PointOf[S] = P;
  }
  for (size_t I = 0, N = count(); I < N && !Damaged; ++I)
    Packing::list(*this, Read.ScopeEnds.emplace_back());
  const size_t Size = Read.Flow.Blocks.size();
  auto IsBlock = [&](unsigned B) { return B < Size || B == Graph::None; };
  Damaged |= !Body || Read.Flow.Entry >= Size || Read.Flow.Exit >= Size;
  for (const Graph::Block &B : Read.Flow.Blocks)
    Damaged |=
        !llvm::all_of(B.Next, IsBlock) || !IsBlock(B.ThrowsTo) ||
        (B.Condition != Graph::None && B.Condition >= Read.Conditions.size());
  for (const auto &[S, P] : Read.PointOf)
    Damaged |= P.Block >= Size;
  for (const Skeleton::ScopeEnd &E : Read.ScopeEnds)
    Damaged |= !E.Variable || E.At.Block >= Size;
  if (!Damaged)
    Flows.All[Body] = std::move(Read);
}

bool Reader::run() {
  if (read() != PackVersion)
    return false;
  for (size_t I = 0, N = count(); I < N && !Damaged; ++I) {
    Place &P = Into.Places.emplace_back();
    one(P.File);
    one(P.Offset);
    constexpr unsigned Macro = 1u << 31;
    const unsigned Number = unsigned(I + 1) | (read() ? Macro : 0);
    Encodings.push_back(I < Locations.size()
                            ? Locations[I]
                            : SourceLocation::getFromRawEncoding(Number));
  }
  for (size_t I = 0, N = count(); I < N; ++I)
    Types.push_back(new (Into.Memory) Type());
  for (size_t I = 0, N = count(); I < N && !Damaged; ++I) {
    const uint64_t Kind = read();
    NamedDecl *D = newDecl(Into.Memory, Kind);
    if (!D)
      return false;
    Packing::place(*D, NamedDecl::Kind(Kind));
    Packing::number(*D, I + 1);
    Decls.push_back(D);
  }
  for (size_t I = 0, N = count(); I < N && !Damaged; ++I)
    readShape(nullptr, 0);

  for (Type *T : Types)
    Packing::list(*this, *T);
  for (NamedDecl *D : Decls)
    Packing::list(*this, *D);
  for (Stmt *S : Nodes)
    Packing::list(*this, *S);
  for (size_t I = 0, N = count(); I < N && !Damaged; ++I)
    Packing::list(*this, Into.Definitions.emplace_back());
  auto Flows = std::make_unique<KeptSkeletons>();
  for (size_t I = 0, N = count(); I < N && !Damaged; ++I)
    readFlow(*Flows);
  Into.Flows = std::move(Flows);
  return !Damaged && Next == End;
}

} // namespace

Packed pack(const Code &From, const model::Entries &Models, PlaceOf At) {
  Packed Result;
  Writer W(Models, Result.Bytes);
  W.run(From, At);
  Result.Locations = W.takeLocations();
  return Result;
}

std::unique_ptr<Code> unpack(StringRef Bytes, const model::Entries &Models,
                             ArrayRef<SourceLocation> Locations) {
  auto Result = std::make_unique<Code>();
  return Reader(Bytes, Models, Locations, *Result).run() ? std::move(Result)
                                                         : nullptr;
}

} // namespace tether::facts
