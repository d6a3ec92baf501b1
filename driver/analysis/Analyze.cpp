//===- Analyze.cpp - The findings of one translation unit -----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/analysis/Analyze.h"
#include "checks/Check.h"
#include "checks/FunctionAround.h"
#include "checks/HeaderWords.h"
#include "checks/Module.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "driver/analysis/Statement.h"
#include "driver/analysis/SystemBodies.h"
#include "driver/nolint/Recorder.h"
#include "driver/support/FileIndex.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/SemaConsumer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace clang;
using clang::tidy::ClangTidyContext;
using clang::tidy::ClangTidyError;

namespace tether {

namespace {

/// Tells clang's errors apart from the checks'; clang-tidy sorts them by file
/// name.
class Diagnostics : public tidy::ClangTidyDiagnosticConsumer {
public:
  Diagnostics(ClangTidyContext &Context)
      : ClangTidyDiagnosticConsumer(Context), Suppressions(Context),
        Context(Context) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    if (Context.getCheckName(Info.getID()).empty())
      Errors.note(Level, Info);
    const unsigned Before = Context.getStats().ErrorsIgnoredNOLINT;
    ClangTidyDiagnosticConsumer::HandleDiagnostic(Level, Info);
    Suppressions.handle(Level, Info,
                        Context.getStats().ErrorsIgnoredNOLINT != Before);
  }

  FirstError Errors;
  SuppressionRecorder Suppressions;

private:
  ClangTidyContext &Context;
};

/// Turns clang-tidy's errors into findings while the source manager and the AST
/// are there to tell lines and functions.
class Harvest {
public:
  /// `Stories` are those that the checks have told.
  Harvest(ASTContext &Context, llvm::ArrayRef<Story> Stories)
      : Context(Context), Sources(Context.getSourceManager()), Files(Sources),
        Stories(Stories) {}

  Finding finding(const ClangTidyError &Error) {
    Finding F;
    F.Check = Error.DiagnosticName;
    F.Message = Error.Message.Message;
    F.Where = location(Error.Message);
    F.IsError =
        Error.IsWarningAsError || Error.DiagLevel == ClangTidyError::Error;
    if (Error.DiagLevel == ClangTidyError::Remark)
      F.Level = Severity::Note;
    F.Fixes = edits(Error.Message);
    for (const tooling::FileByteRange &R : Error.Message.Ranges)
      F.Ranges.push_back({real(R.FilePath), R.FileOffset, R.Length});
    for (const tooling::DiagnosticMessage &N : Error.Notes)
      F.Notes.push_back({N.Message, location(N), edits(N)});
    addStory(F, Error);
    addFunction(F, sourceLocation(Error.Message));
    const FunctionDecl *Around =
        functionAround(Context, sourceLocation(Error.Message));
    IsAnyInTemplate |= Around && Around->isTemplated();
    if (SourceLocation Loc = sourceLocation(Error.Message); Loc.isValid())
      F.Statement = statementAround(Context, Loc);
    return F;
  }

  Finding finding(const SuppressionRecorder::Suppressed &S) {
    Finding F = finding(S.Error);
    F.Justification = S.Reason;
    return F;
  }

  /// Does any of the findings depend on what is instantiated?
  bool isAnyInTemplate() const { return IsAnyInTemplate; }

  std::vector<Suppression> suppressions(SuppressionRecorder &From,
                                        bool HasErrors) {
    std::vector<Suppression> Result = From.comments(Sources, Files, HasErrors);
    for (Suppression &S : Result) {
      const SourceLocation Loc = sourceLocation(S.Where.File, S.Where.Offset);
      addFunction(S, Loc);
      const FunctionDecl *Around = functionAround(Context, Loc);
      if (!Around || !Around->isDependentContext())
        continue;
      // Checks look at what is instantiated, which need not be all.
      for (SuppressedName &N : S.Names)
        if (N.Does == Use::Nothing)
          N.Does = Use::Unknown;
    }
    return Result;
  }

private:
  static bool isTold(const tooling::DiagnosticMessage &M,
                     const Story::Step &By) {
    return M.FilePath == By.File && M.FileOffset == By.Offset &&
           M.Message == By.Text;
  }

  /// Adds what the check has told of it. clang-tidy's own notes, about macros,
  /// belong to the step before them.
  void addStory(Finding &F, const ClangTidyError &Error) {
    auto Told = llvm::find_if(Stories, [&](const Story &S) {
      return S.Rule == Error.DiagnosticName &&
             isTold(Error.Message, S.Steps.front());
    });
    if (Told == Stories.end())
      return;
    const std::vector<Story::Step> &Steps = Told->Steps;
    std::vector<unsigned> Numbers = {0}; // Of the steps, among all sentences.
    for (auto [N, Note] : llvm::enumerate(Error.Notes))
      if (Numbers.size() < Steps.size() && isTold(Note, Steps[Numbers.size()]))
        Numbers.push_back(N + 1);
    if (Numbers.size() != Steps.size())
      return;
    F.Plays = Steps.front().Plays;
    for (auto [N, Note] : llvm::enumerate(F.Notes)) {
      size_t Step = llvm::upper_bound(Numbers, N + 1) - Numbers.begin() - 1;
      Note.When = Steps[Step].When;
      if (Numbers[Step] == N + 1)
        Note.Plays = Steps[Step].Plays;
    }
    F.Actors = Told->Actors;
    for (Actor &A : F.Actors)
      for (unsigned &Step : A.Shown)
        Step = Numbers[Step];
    F.Relations = Told->Relations;
    for (Relation &R : F.Relations)
      R.Step = Numbers[R.Step];
  }

  template <typename T> void addFunction(T &To, SourceLocation Loc) {
    const FunctionDecl *Around = functionAround(Context, Loc);
    if (!Around)
      return;
    To.Function = signatureOf(*Around);
    SourceRange Extent = Around->getSourceRange();
    if (const auto *Template = Around->getDescribedFunctionTemplate())
      Extent.setBegin(Template->getBeginLoc());
    To.FunctionBegin = Sources.getExpansionLineNumber(Extent.getBegin());
    To.FunctionEnd = Sources.getExpansionLineNumber(
        Sources.getExpansionRange(Extent.getEnd()).getEnd());
  }

  SourceLocation sourceLocation(const tooling::DiagnosticMessage &M) {
    return sourceLocation(M.FilePath, M.FileOffset);
  }

  SourceLocation sourceLocation(llvm::StringRef Path, unsigned Offset) {
    if (Path.empty())
      return {};
    auto File = Sources.getFileManager().getOptionalFileRef(Path);
    if (!File)
      return {};
    FileID ID = Files.find(*File);
    if (ID.isInvalid())
      return {};
    return Sources.getLocForStartOfFile(ID).getLocWithOffset(Offset);
  }

  Location location(const tooling::DiagnosticMessage &M) {
    SourceLocation Loc = sourceLocation(M);
    if (Loc.isInvalid())
      return {};
    return {real(M.FilePath), M.FileOffset, Sources.getSpellingLineNumber(Loc),
            Sources.getSpellingColumnNumber(Loc)};
  }

  std::vector<Edit> edits(const tooling::DiagnosticMessage &M) {
    std::vector<Edit> Result;
    for (const auto &[File, Replacements] : M.Fix)
      for (const tooling::Replacement &R : Replacements)
        Result.push_back({{real(R.getFilePath()), R.getOffset(), R.getLength()},
                          R.getReplacementText().str(),
                          hash(R.getFilePath())});
    // The map's order is not the same in every run.
    llvm::sort(Result, [](const Edit &A, const Edit &B) {
      return std::tie(A.Where.File, A.Where.Offset) <
             std::tie(B.Where.File, B.Where.Offset);
    });
    return Result;
  }

  /// Empty if the unit has not read the file.
  std::string hash(llvm::StringRef Path) {
    auto [It, IsNew] = Hashes.try_emplace(Path);
    if (!IsNew)
      return It->second;
    if (auto File = Sources.getFileManager().getOptionalFileRef(Path))
      if (auto Text = Sources.getBufferDataOrNone(Files.find(*File)))
        It->second = hexHashOf(*Text);
    return It->second;
  }

  std::string real(llvm::StringRef Path) {
    if (auto File = Sources.getFileManager().getOptionalFileRef(Path))
      return Sources.getFileManager().getCanonicalName(*File).str();
    return Path.str();
  }

  ASTContext &Context;
  SourceManager &Sources;
  FileIndex Files;
  llvm::ArrayRef<Story> Stories;
  bool IsAnyInTemplate = false;
  llvm::StringMap<std::string> Hashes;
};

/// Asks the checks about the unit and takes what they say.
class Consumer : public SemaConsumer {
public:
  /// `Handed` is null if all bodies are parsed.
  Consumer(ClangTidyContext &Tidy, Diagnostics &Diags, UnitResult &Result,
           HandedCallables *Handed)
      : Tidy(Tidy), Diags(Diags), Result(Result), Handed(Handed) {}

  void Initialize(ASTContext &Context) override {
    Tidy.setSourceManager(&Context.getSourceManager());
    Tidy.setASTContext(&Context);
  }

  void InitializeSema(Sema &S) override { Semantics = &S; }
  void ForgetSema() override { Semantics = nullptr; }

  // Is asked if FrontendOptions::SkipFunctionBodies is set.
  bool shouldSkipFunctionBody(Decl *D) override { return isSystemBody(D); }

  void HandleTagDeclDefinition(TagDecl *D) override {
    if (Handed && Semantics)
      Handed->complete(D, *Semantics);
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    auto Shared = std::make_shared<Session>();
    std::vector<Story> Stories;
    Shared->Listener = [&](Story S) { Stories.push_back(std::move(S)); };
    const facts::Program &Prog = Shared->facts(Context, Tidy);
    for (const std::unique_ptr<Check> &C : enabledChecks(Tidy, Shared))
      C->askAbout(Context);
    std::set<HeaderWord> Words =
        headerWords(Context, Shared->names(), Prog,
                    actsOf(Tidy.getOptions().Checks.value_or("")));
    Result.Words.assign(Words.begin(), Words.end());
    Harvest H(Context, Stories);
    for (const ClangTidyError &Error : Diags.take()) {
      llvm::StringRef Name = Error.DiagnosticName;
      if (Name.starts_with("clang-diagnostic-"))
        continue; // Diagnostics::Errors tells of them.
      Finding F = H.finding(Error);
      if (!Name.starts_with("clang-tidy-")) {
        Result.Findings.push_back(std::move(F));
        continue;
      }
      std::string Where;
      if (!F.Where.File.empty())
        Where = F.Where.File + ":" + std::to_string(F.Where.Line) + ":" +
                std::to_string(F.Where.Column) + ": ";
      Result.ConfigErrors.push_back(Where + F.Message);
    }
    for (const auto &S : Diags.Suppressions.suppressed())
      Result.Suppressed.push_back(H.finding(S));
    Result.Suppressions =
        H.suppressions(Diags.Suppressions, Diags.Errors.First.has_value());
    if (Handed)
      Handed->finish(H.isAnyInTemplate() || Diags.Errors.First.has_value());
  }

private:
  ClangTidyContext &Tidy;
  Diagnostics &Diags;
  UnitResult &Result;
  HandedCallables *Handed;
  Sema *Semantics = nullptr;
};

class Action : public ASTFrontendAction {
public:
  Action(ClangTidyContext &Tidy, Diagnostics &Diags, UnitResult &Result,
         HandedCallables *Handed)
      : Tidy(Tidy), Diags(Diags), Result(Result), Handed(Handed) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef) override {
    Diags.Suppressions.watch(Compiler.getPreprocessor());
    Compiler.getFrontendOpts().SkipFunctionBodies = Handed != nullptr;
    return std::make_unique<Consumer>(Tidy, Diags, Result, Handed);
  }

private:
  ClangTidyContext &Tidy;
  Diagnostics &Diags;
  UnitResult &Result;
  HandedCallables *Handed;
};

Analysis analyzeOnce(const Unit &U, HandedCallables *Handed) {
  Analysis Done;
  UnitResult &Result = Done.Result;
  Result.File = U.File;
  Result.Configuration = U.Configuration;

  ClangTidyContext Context(std::make_unique<tidy::DefaultOptionsProvider>(
      tidy::ClangTidyGlobalOptions(), U.Options));
  Context.setCurrentFile(U.File);
  Diagnostics Diags(Context);
  auto Options = std::make_unique<DiagnosticOptions>();
  DiagnosticsEngine Engine(DiagnosticIDs::create(), *Options, &Diags,
                           /*ShouldOwnClient=*/false);
  Context.setDiagnosticsEngine(std::move(Options), &Engine);

  std::optional<Failure> Failed =
      run(U, std::make_unique<Action>(Context, Diags, Result, Handed), Diags,
          &Done.Files);
  if (Diags.Errors.First)
    Result.Failed = std::move(Diags.Errors.First);
  else if (Result.ConfigErrors.empty()) // Which clang counts too.
    Result.Failed = std::move(Failed);
  if (Result.Failed)
    Result.Failed->File = U.File;
  return Done;
}

} // namespace

Analysis analyze(const Unit &U, Bodies OfSystem) {
  if (OfSystem == Bodies::Parsed)
    return analyzeOnce(U, nullptr);
  HandedCallables Handed;
  Analysis Done = analyzeOnce(U, &Handed);
  if (Handed.areMissed())
    return analyzeOnce(U, nullptr);
  return Done;
}

} // namespace tether
