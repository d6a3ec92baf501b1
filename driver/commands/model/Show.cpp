//===- Show.cpp - tether model show ---------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/facts/ask/InHouse.h"
#include "checks/facts/collect/Builder.h"
#include "checks/model/Resolver.h"
#include "driver/commands/OneSource.h"
#include "driver/commands/model/FindDecls.h"
#include "driver/commands/model/Model.h"
#include "driver/config/EffectiveModel.h"
#include "driver/report/ModelReport.h"
#include "driver/support/Paths.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace tether::model;

namespace tether {

namespace {

/// Prints what is known about declarations of one unit.
class Describer {
public:
  Describer(ASTContext &Context, const EffectiveModel &Model,
            llvm::raw_ostream &Out)
      : Context(Context), Model(Model),
        Names(Context, Model.libraries(), Model.areConventionsOn()),
        Prog(facts::Program::of(facts::collectCode(Context, Names))),
        InHouse(facts::inHouseFacts(*Prog)), Out(Out) {
    llvm::vfs::getRealFileSystem()->getRealPath(".", Here);
  }

  void describe(const NamedDecl *D) {
    D = definition(D);
    Out << D->getQualifiedNameAsString() << " is " << kind(D) << ", "
        << place(D->getLocation()) << '\n';
    bool Known = modelled(D);
    Known |= inferred(D);
    if (!Known)
      Out << "  nothing is known about it\n";
  }

private:
  /// The entries of model files. False if there are none.
  bool modelled(const NamedDecl *D) {
    if (const model::Type *T = type(D)) {
      begin(T->Name, Model.owner(*T), T->Name);
      Out << entryYaml(*T, "    ");
      return true;
    }
    bool Known = false;
    for (const Operation *Op : Names.entries(D)) {
      EffectiveModel::Owner Owner = Model.owner(*Op);
      begin(Owner.Name, Owner.L, Owner.Name);
      Out << entryYaml(*Op, "    ");
      Known = true;
    }
    const FunctionDecl *Function = D->getAsFunction();
    if (const Handler *H = Function ? Names.handler(Function) : nullptr) {
      begin("request handler", Model.owner(*H), H->Name);
      Out << entryYaml(*H, "    ");
      Known = true;
    }
    if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Function))
      if (const model::Type *T = Names.taskBody(Method)) {
        begin("the body of a task of " + T->Name.str(), Model.owner(*T),
              T->Name);
        Known = true;
      }
    return Known;
  }

  /// What the code of the unit shows, and where. False if that is nothing.
  bool inferred(const NamedDecl *D) {
    bool Known = false;
    for (const facts::InHouseFact &F : InHouse) {
      if (!isSame(F.Of, D))
        continue;
      Out << "  seen to be " << F.What << '\n';
      for (const auto &[Where, Text] : F.Why)
        Out << "    " << place(Where) << ": " << Text << '\n';
      Known = true;
    }
    const facts::Facts &All = Prog->facts();
    for (const auto &Channel : All.InHouse)
      for (const auto &Op : Channel->Operations)
        Known |= inferred(D, *Op);
    for (const auto &Op : All.Forwarders)
      Known |= inferred(D, *Op);
    return Known;
  }

  bool inferred(const NamedDecl *D, const facts::InHouseOperation &Op) {
    // Each instantiation of a template has its own; one is enough.
    if (!isSame(Op.Function, D) || !Shown.insert(key(D)).second)
      return false;
    Out << "  seen to be an operation of a channel\n"
        << entryYaml(Op.Op, "    ");
    for (const auto &[Where, Text] : Op.Why)
      Out << "    " << place(Where) << ": it " << Text << '\n';
    return true;
  }

  /// The same for all declarations and instantiations of a class or function.
  static const Decl *key(const NamedDecl *D) {
    const Decl *Key = NameLookup::typeKey(D);
    return Key ? Key : NameLookup::functionKey(D);
  }

  /// The facts' entities have the place of their definition.
  static bool isSame(const facts::NamedDecl *Known, const NamedDecl *D) {
    const NamedDecl *Defined = definition(D);
    if (const FunctionDecl *F = D->getAsFunction(); F && F->getDefinition())
      Defined = F->getDefinition();
    return key(D) && Known->getLocation() == Defined->getLocation();
  }

  void begin(llvm::StringRef As, const Library &L, llvm::StringRef Name) {
    Out << "  described as " << As << ", " << Model.origin(L, Name) << '\n';
  }

  const model::Type *type(const NamedDecl *D) const {
    const Decl *Key = NameLookup::typeKey(D);
    if (const auto *Template = dyn_cast_or_null<ClassTemplateDecl>(Key))
      return Names.classType(Template->getTemplatedDecl());
    if (const auto *Record = dyn_cast_or_null<RecordDecl>(Key))
      return Names.classType(Record);
    if (const auto *Typedef = dyn_cast<TypedefNameDecl>(D))
      return Names.type(Context.getTypedefType(ElaboratedTypeKeyword::None,
                                               std::nullopt, Typedef));
    return nullptr;
  }

  static const NamedDecl *definition(const NamedDecl *D) {
    if (const auto *Template = dyn_cast<ClassTemplateDecl>(D)) {
      if (const CXXRecordDecl *R =
              Template->getTemplatedDecl()->getDefinition())
        return R->getDescribedClassTemplate();
    } else if (const auto *Tag = dyn_cast<TagDecl>(D)) {
      if (const TagDecl *Definition = Tag->getDefinition())
        return Definition;
    }
    return D;
  }

  static llvm::StringRef kind(const NamedDecl *D) {
    if (isa<ClassTemplateDecl>(D))
      return "a class template";
    if (isa<RecordDecl>(D))
      return "a class";
    if (isa<EnumDecl>(D))
      return "an enumeration";
    if (isa<TypedefNameDecl, TypeAliasTemplateDecl>(D))
      return "an alias";
    if (const FunctionDecl *Function = D->getAsFunction())
      return isa<CXXMethodDecl>(Function) ? "a member function" : "a function";
    if (isa<NamespaceDecl>(D))
      return "a namespace";
    return isa<VarDecl, FieldDecl>(D) ? "a variable" : "a declaration";
  }

  std::string place(SourceLocation Loc) const {
    Location At = locate(Context.getSourceManager(), Loc);
    if (At.File.empty())
      return "built into the compiler";
    return relativeTo(At.File, Here).str() + ":" + std::to_string(At.Line) +
           ":" + std::to_string(At.Column);
  }

  ASTContext &Context;
  const EffectiveModel &Model;
  Resolver Names;
  std::unique_ptr<facts::Program> Prog;
  std::vector<facts::InHouseFact> InHouse;
  llvm::SmallPtrSet<const Decl *, 4> Shown;
  llvm::raw_ostream &Out;
  llvm::SmallString<256> Here;
};

} // namespace

ExitStatus showModel(const ModelShowRequest &Request, llvm::raw_ostream &Out,
                     llvm::raw_ostream &Err) {
  bool Exists = false;
  OneSource Source = lookInto(
      Request.Where, Request.Config, Err,
      [&](ASTContext &Context, const EffectiveModel &Model) {
        Describer D(Context, Model, Out);
        for (const NamedDecl *Decl : findDecls(Context, Request.Name)) {
          D.describe(Decl);
          Exists = true;
        }
      });
  if (!Exists && Source.WasParsed)
    Out << "nothing is called '" << Request.Name << "' in " << Source.Name
        << '\n';
  return Source.Status == Clean && !Exists ? HasFindings : Source.Status;
}

} // namespace tether
