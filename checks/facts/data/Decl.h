//===- Decl.h - What has a name, as data ------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions, classes, variables and members under clang's names, and of clang's
// interface what questions ask for. Each entity is one object, whatever
// declares it how often: there is no canonical declaration to be asked for, and
// what the definition says is known wherever the name is.
//
// Of a class in a system header only the virtual methods are written down.
//
// Ownership: the Code of a unit owns all.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_DATA_DECL_H
#define TETHER_CHECKS_FACTS_DATA_DECL_H

#include "Type.h"
#include "clang/Basic/LLVM.h"
#include "clang/Basic/OperatorKinds.h"
#include "clang/Basic/SourceLocation.h"
#include "clang/Basic/Specifiers.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Casting.h"
#include <optional>
#include <string>

namespace tether::model {
struct Handler;
struct Operation;
} // namespace tether::model

namespace tether::facts {

class Builder;
class CXXDestructorDecl;
class CXXMethodDecl;
class CXXConstructorDecl;
class Expr;
class FunctionDecl;
class LambdaExpr;
class Stmt;

/// Whatever is declared.
class NamedDecl {
public:
  enum Kind : uint8_t {
    Namespace,
    Typedef, ///< Also other names that nothing is asked of.
    Record,
    // Values
    OtherValue, ///< A parameter of a template, for example.
    EnumConstant,
    Field,
    Binding,
    Var,
    ParmVar,
    Function,
    CXXMethod,
    CXXConstructor,
    CXXDestructor,
    CXXConversion,
  };

  Kind getKind() const { return K; }
  /// Of all entities, in the order in which they were met.
  unsigned getNumber() const { return Number; }
  /// Empty for what has no identifier: operators, constructors, lambdas.
  llvm::StringRef getName() const { return Identifier; }
  bool hasIdentifier() const { return !Identifier.empty(); }
  /// Also "operator=", "~Pool"; for messages.
  std::string getNameAsString() const { return Spelling.str(); }
  /// With the namespaces, classes and functions around it.
  std::string getQualifiedNameAsString() const;
  clang::SourceLocation getLocation() const { return Location; }
  /// Of a variable; getLocation() of all others.
  clang::SourceLocation getBeginLoc() const { return Begin; }
  /// The function, class or namespace that it is declared in; null for what is
  /// in none.
  const NamedDecl *getDeclContext() const { return Context; }
  clang::AccessSpecifier getAccess() const { return Access; }
  bool isInSystemHeader() const { return InSystemHeader; }
  bool isInMainFile() const { return InMainFile; }
  /// Of a class; false for all others.
  bool isInStdNamespace() const { return InStd; }
  /// Its name, or what says who may use it (`signals:`), is written by a macro
  /// of a system header.
  bool isGenerated() const { return Generated; }
  bool isImplicit() const { return Implicit; }
  bool isExternallyVisible() const { return ExternallyVisible; }

private:
  friend class Builder;
  friend class Packing;

  Kind K = Typedef;
  unsigned Number = 0;
  bool InSystemHeader = false, InMainFile = false, InStd = false;
  bool Implicit = false, ExternallyVisible = false, Generated = false;
  clang::AccessSpecifier Access = clang::AS_none;
  llvm::StringRef Identifier, Spelling;
  clang::SourceLocation Location, Begin;
  const NamedDecl *Context = nullptr;

protected:
  NamedDecl() = default;
};

class NamespaceDecl : public NamedDecl {
public:
  static bool classof(const NamedDecl *D) { return D->getKind() == Namespace; }
};

class TypedefDecl : public NamedDecl {
public:
  static bool classof(const NamedDecl *D) { return D->getKind() == Typedef; }
};

class ValueDecl : public NamedDecl {
public:
  QualType getType() const { return T; }

  static bool classof(const NamedDecl *D) { return D->getKind() >= OtherValue; }

private:
  friend class Builder;
  friend class Packing;
  QualType T;
};

class EnumConstantDecl : public ValueDecl {
public:
  int64_t getValue() const { return Value; }

  static bool classof(const NamedDecl *D) {
    return D->getKind() == EnumConstant;
  }

private:
  friend class Builder;
  friend class Packing;
  int64_t Value = 0;
};

class FieldDecl : public ValueDecl {
public:
  const CXXRecordDecl *getParent() const { return Parent; }
  /// Counted from 0 among the fields of its class.
  unsigned getFieldIndex() const { return Index; }
  bool isUnnamedBitField() const { return UnnamedBitField; }
  bool hasInClassInitializer() const { return Initialized; }
  /// Null if it is not instantiated, or not written down.
  const Expr *getInClassInitializer() const { return Init; }
  /// False if it keeps the value that a constructor gives it, as far as the
  /// methods of its class are seen.
  bool mayChange() const { return MayChange; }

  static bool classof(const NamedDecl *D) { return D->getKind() == Field; }

private:
  friend class Builder;
  friend class Packing;
  const CXXRecordDecl *Parent = nullptr;
  unsigned Index = 0;
  bool UnnamedBitField = false;
  bool MayChange = true;
  bool Initialized = false;
  const Expr *Init = nullptr;
};

class VarDecl : public ValueDecl {
public:
  bool hasGlobalStorage() const { return GlobalStorage; }
  bool hasLocalStorage() const { return !GlobalStorage; }
  bool isLocalVarDecl() const { return Local; }
  bool isStaticLocal() const { return Local && GlobalStorage; }
  bool isStaticDataMember() const { return StaticMember; }
  /// Also a static member.
  bool isFileVarDecl() const { return GlobalStorage && !Local; }
  bool isThreadLocal() const { return ThreadLocal; }
  bool isInitCapture() const { return InitCapture; }
  bool isReferenced() const { return Referenced; }
  bool isConstexpr() const { return Constexpr; }
  bool isDecomposition() const { return Decomposition; }
  /// By a destructor that does something.
  bool needsDestruction() const { return NeedsDestruction; }
  bool hasInit() const { return Init; }
  const Expr *getInit() const { return Init; }
  /// It is a reference to a temporary, which lives as long.
  bool extendsTemporary() const { return Extends; }

  static bool classof(const NamedDecl *D) {
    return D->getKind() == Var || D->getKind() == ParmVar;
  }

private:
  friend class Builder;
  friend class Packing;
  bool GlobalStorage = false, Local = false, StaticMember = false;
  bool ThreadLocal = false, InitCapture = false, Referenced = false;
  bool Constexpr = false, Decomposition = false, NeedsDestruction = false;
  bool Extends = false;
  const Expr *Init = nullptr;
};

class ParmVarDecl : public VarDecl {
public:
  /// Counted from 0.
  unsigned getFunctionScopeIndex() const { return Index; }
  bool hasDefaultArg() const { return DefaultArg; }

  static bool classof(const NamedDecl *D) { return D->getKind() == ParmVar; }

private:
  friend class Builder;
  friend class Packing;
  unsigned Index = 0;
  bool DefaultArg = false;
};

/// A name of a structured binding.
class BindingDecl : public ValueDecl {
public:
  /// The variable that the declaration makes, whose parts the names are.
  const VarDecl *getDecomposedDecl() const { return Decomposed; }
  /// The variable that a tuple-like class needs for this name, or null.
  const VarDecl *getHoldingVar() const { return Holding; }
  const Expr *getBinding() const { return Bound; }

  static bool classof(const NamedDecl *D) { return D->getKind() == Binding; }

private:
  friend class Builder;
  friend class Packing;
  const VarDecl *Decomposed = nullptr, *Holding = nullptr;
  const Expr *Bound = nullptr;
};

class FunctionDecl : public ValueDecl {
public:
  QualType getReturnType() const { return Returns; }
  llvm::ArrayRef<const ParmVarDecl *> parameters() const { return Parameters; }
  unsigned getNumParams() const { return Parameters.size(); }
  const ParmVarDecl *getParamDecl(unsigned I) const { return Parameters[I]; }
  unsigned getMinRequiredArguments() const { return MinArguments; }
  clang::OverloadedOperatorKind getOverloadedOperator() const {
    return Operator;
  }

  bool isMain() const { return Main; }
  bool isNoReturn() const { return NoReturn; }
  bool isNothrow() const { return Nothrow; }
  bool isStatic() const { return Static; }
  bool isDeleted() const { return Deleted; }
  bool isDefaulted() const { return Defaulted; }
  /// Neither implicit, nor deleted or defaulted where it is first declared.
  bool isUserProvided() const { return UserProvided; }
  bool isTemplateInstantiation() const { return Instantiated; }
  /// It is written for any type: the pattern of a template or of its member.
  bool isTemplate() const { return Template; }
  /// `auto` without `&`.
  bool returnsAuto() const { return ReturnsAuto; }
  /// Some declaration has a body, which need not be written down.
  bool isDefined() const { return Defined; }
  /// As of `operator""s`.
  bool isLiteralOperator() const {
    return llvm::StringRef(getNameAsString()).starts_with("operator\"\"");
  }
  /// Where it is first declared; getLocation() is that of the definition, if
  /// there is one.
  clang::SourceLocation getFirstLocation() const { return FirstLocation; }
  /// What it returns, if it does nothing but to return `true` or `false`; also
  /// of a function in a system header.
  std::optional<bool> getOnlyAnswer() const { return OnlyAnswer; }

  /// The code of the definition, if it is written down: it is not that of a
  /// system header, nor of a template that is not instantiated, nor defaulted.
  const Stmt *getBody() const { return Body; }

  // What a model says of it; see model::Resolver.

  /// What its entry does when seen from its declaration alone.
  const model::Operation *getOperation() const { return Op; }
  /// All its entries, whatever arguments they ask for.
  llvm::ArrayRef<const model::Operation *> getOperations() const {
    return Operations;
  }
  /// It is in the headers of a library that is described: the model speaks for
  /// what it does.
  bool isOfLibrary() const { return OfLibrary; }
  /// It is the body of a task of that type, by an override.
  const model::Type *getTaskBody() const { return TaskBody; }
  /// It is a request handler, by an override or by its parameters.
  const model::Handler *getHandler() const { return Handler; }
  /// The same by its name alone, for an override.
  const model::Handler *getConventionalHandler() const { return ByName; }

  static bool classof(const NamedDecl *D) { return D->getKind() >= Function; }

private:
  friend class Builder;
  friend class Packing;
  bool Main = false, NoReturn = false, Nothrow = false, Static = false;
  bool Deleted = false, Defaulted = false, UserProvided = false;
  bool Instantiated = false, Template = false, ReturnsAuto = false;
  bool Defined = false;
  clang::SourceLocation FirstLocation;
  std::optional<bool> OnlyAnswer;
  clang::OverloadedOperatorKind Operator = clang::OO_None;
  unsigned MinArguments = 0;
  QualType Returns;
  llvm::ArrayRef<const ParmVarDecl *> Parameters;
  const Stmt *Body = nullptr;
  const model::Operation *Op = nullptr;
  bool OfLibrary = false;
  llvm::ArrayRef<const model::Operation *> Operations;
  const model::Type *TaskBody = nullptr;
  const model::Handler *Handler = nullptr, *ByName = nullptr;
};

class CXXMethodDecl : public FunctionDecl {
public:
  const CXXRecordDecl *getParent() const { return Parent; }
  bool isVirtual() const { return Virtual; }
  bool isPureVirtual() const { return Pure; }
  bool isConst() const { return Const; }
  bool isCopyAssignmentOperator() const { return CopyAssignment; }
  bool isMoveAssignmentOperator() const { return MoveAssignment; }
  bool hasCXXExplicitFunctionObjectParameter() const { return ExplicitObject; }
  llvm::ArrayRef<const CXXMethodDecl *> overridden_methods() const {
    return Overridden;
  }
  /// The method that a call on an object of the class runs, or null.
  const CXXMethodDecl *
  getCorrespondingMethodInClass(const CXXRecordDecl *Class) const;

  static bool classof(const NamedDecl *D) { return D->getKind() >= CXXMethod; }

private:
  friend class Builder;
  friend class Packing;
  bool Virtual = false, Pure = false, Const = false, CopyAssignment = false;
  bool MoveAssignment = false, ExplicitObject = false;
  const CXXRecordDecl *Parent = nullptr;
  llvm::ArrayRef<const CXXMethodDecl *> Overridden;
};

/// Of a base, a member, or by another constructor of the class.
class CXXCtorInitializer {
public:
  bool isBaseInitializer() const { return !Base.isNull(); }
  /// Of a member of the class itself, not of an anonymous union in it.
  bool isMemberInitializer() const { return Member && !Indirect; }
  bool isDelegatingInitializer() const { return Delegates; }
  bool isWritten() const { return Written; }
  const FieldDecl *getMember() const { return Member; }
  QualType getBaseType() const { return Base; }
  const Expr *getInit() const { return Init; }
  clang::SourceLocation getSourceLocation() const { return Location; }

private:
  friend class Builder;
  friend class Packing;
  const FieldDecl *Member = nullptr;
  QualType Base;
  bool Delegates = false, Written = false, Indirect = false;
  const Expr *Init = nullptr;
  clang::SourceLocation Location;
};

class CXXConstructorDecl : public CXXMethodDecl {
public:
  /// In the order in which they run; also those that are not written.
  llvm::ArrayRef<CXXCtorInitializer> inits() const { return Initializers; }
  bool isCopyConstructor() const { return Copy; }
  bool isMoveConstructor() const { return Move; }
  bool isCopyOrMoveConstructor() const { return Copy || Move; }
  /// Not explicit.
  bool isConvertingConstructor() const { return Converting; }

  static bool classof(const NamedDecl *D) {
    return D->getKind() == CXXConstructor;
  }

private:
  friend class Builder;
  friend class Packing;
  bool Copy = false, Move = false, Converting = false;
  llvm::ArrayRef<CXXCtorInitializer> Initializers;
};

class CXXDestructorDecl : public CXXMethodDecl {
public:
  static bool classof(const NamedDecl *D) {
    return D->getKind() == CXXDestructor;
  }
};

class CXXConversionDecl : public CXXMethodDecl {
public:
  static bool classof(const NamedDecl *D) {
    return D->getKind() == CXXConversion;
  }
};

class CXXBaseSpecifier {
public:
  QualType getType() const { return T; }
  clang::AccessSpecifier getAccessSpecifier() const { return Access; }
  bool isVirtual() const { return Virtual; }

private:
  friend class Builder;
  friend class Packing;
  QualType T;
  clang::AccessSpecifier Access = clang::AS_none;
  bool Virtual = false;
};

class TemplateArgument {
public:
  enum ArgKind : uint8_t { Other, Type, Integral, Pack };

  ArgKind getKind() const { return Kind; }
  QualType getAsType() const { return T; }
  int64_t getAsIntegral() const { return Value; }
  llvm::ArrayRef<TemplateArgument> pack_elements() const { return Elements; }

private:
  friend class Builder;
  friend class Packing;
  ArgKind Kind = Other;
  QualType T;
  int64_t Value = 0;
  llvm::ArrayRef<TemplateArgument> Elements;
};

/// A class, struct or union; a specialization of a template is one of its own.
class CXXRecordDecl : public NamedDecl {
public:
  /// It is a struct or union of C.
  bool isOfC() const { return C; }
  bool hasDefinition() const { return Complete; }
  const CXXRecordDecl *getDefinition() const {
    return Complete ? this : nullptr;
  }
  /// It is the pattern of a template, or in one.
  bool isDependentContext() const { return Dependent; }
  bool isUnion() const { return Union; }
  bool isLambda() const { return Lambda; }
  bool isAbstract() const { return Abstract; }
  bool isPolymorphic() const { return Polymorphic; }
  bool isAggregate() const { return Aggregate; }
  bool hasFriends() const { return Friends; }
  bool hasTrivialDestructor() const { return TrivialDestructor; }
  bool hasTrivialDefaultConstructor() const { return TrivialDefault; }
  /// It can be copied, as far as its own members say.
  bool hasCopyConstructor() const { return CopyConstructor; }
  bool convertsToBool() const { return ToBool; }
  /// Also of a class in a system header: the fewest arguments that one of its
  /// constructors asks for, without those that copy or move; large if there is
  /// none.
  unsigned getMinRequiredArguments() const { return MinArguments; }
  /// Also of a class in a system header: it can be made of one value, which is
  /// no container, where an object of the class is expected.
  bool isMadeSilently() const { return MadeSilently; }

  llvm::ArrayRef<CXXBaseSpecifier> bases() const { return Bases; }
  unsigned getNumBases() const { return Bases.size(); }
  bool isDerivedFrom(const CXXRecordDecl *Base) const;
  llvm::ArrayRef<const FieldDecl *> fields() const { return Fields; }
  /// Not those of templates; also constructors and the destructor.
  llvm::ArrayRef<const CXXMethodDecl *> methods() const { return Methods; }
  /// The patterns of member templates...
  llvm::ArrayRef<const FunctionDecl *> templates() const { return Templates; }
  /// ... and what was made of them.
  llvm::ArrayRef<const FunctionDecl *> specializations() const {
    return Specializations;
  }
  auto ctors() const {
    return llvm::map_range(
        llvm::make_filter_range(Methods,
                                [](const CXXMethodDecl *M) {
                                  return llvm::isa<CXXConstructorDecl>(M);
                                }),
        [](const CXXMethodDecl *M) {
          return llvm::cast<CXXConstructorDecl>(M);
        });
  }
  /// Also of a class in a system header.
  const CXXDestructorDecl *getDestructor() const { return Destructor; }
  /// Of a closure.
  const CXXMethodDecl *getLambdaCallOperator() const { return CallOperator; }

  /// None unless it is a specialization of a template.
  llvm::ArrayRef<TemplateArgument> getTemplateArgs() const { return Arguments; }
  QualType getTypeForDecl() const { return {T, false}; }

  // What a model says of it; see model::Resolver.

  /// Of the class or a base of it.
  const model::Type *getModel() const { return T->getModel(); }
  /// A library describes the class itself, and not only a base of it.
  bool isDescribed() const { return Described; }
  /// What bounds a channel of this class, by its name.
  const NamedDecl *getConventionalBound() const { return Bound; }

  static bool classof(const NamedDecl *D) { return D->getKind() == Record; }

private:
  friend class Builder;
  friend class Packing;
  bool Complete = false, Dependent = false, Union = false, Lambda = false;
  bool Abstract = false, Polymorphic = false, Aggregate = false;
  bool Friends = false, TrivialDestructor = false, TrivialDefault = false;
  bool CopyConstructor = false, ToBool = false, Described = false;
  bool MadeSilently = false;
  unsigned MinArguments = ~0u;
  bool C = false;
  const Type *T = nullptr;
  llvm::ArrayRef<CXXBaseSpecifier> Bases;
  llvm::ArrayRef<const FieldDecl *> Fields;
  llvm::ArrayRef<const CXXMethodDecl *> Methods;
  llvm::ArrayRef<const FunctionDecl *> Templates, Specializations;
  const CXXDestructorDecl *Destructor = nullptr;
  const CXXMethodDecl *CallOperator = nullptr;
  llvm::ArrayRef<TemplateArgument> Arguments;
  const NamedDecl *Bound = nullptr;
};
using RecordDecl = CXXRecordDecl;

inline const CXXRecordDecl *Type::getAsCXXRecordDecl() const {
  return Class == Record && !Decl->isOfC() ? Decl : nullptr;
}

inline const CXXRecordDecl *Type::getPointeeCXXRecordDecl() const {
  QualType P = getPointeeType();
  return P.isNull() ? nullptr : P->getAsCXXRecordDecl();
}

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_DATA_DECL_H
