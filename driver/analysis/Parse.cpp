//===- Parse.cpp - clang on one translation unit --------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/analysis/Parse.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Basic/DiagnosticLex.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;

namespace tether {

Location locate(const SourceManager &Sources, SourceLocation Loc) {
  if (Loc.isInvalid())
    return {};
  FullSourceLoc At(Sources.getFileLoc(Loc), Sources);
  OptionalFileEntryRef File = At.getFileEntryRef();
  if (!File)
    return {};
  return {Sources.getFileManager().getCanonicalName(*File).str(),
          At.getFileOffset(), At.getLineNumber(), At.getColumnNumber()};
}

static Failure failure(const Diagnostic &Info) {
  Failure F;
  llvm::SmallString<128> Message;
  Info.FormatDiagnostic(Message);
  F.Message = std::string(Message);
  if (Info.getID() == diag::err_module_not_found ||
      Info.getID() == diag::err_header_import_not_header_unit)
    F.Message += "; C++ modules are not supported";
  if (Info.hasSourceManager())
    F.Where = locate(Info.getSourceManager(), Info.getLocation());
  return F;
}

void FirstError::note(DiagnosticsEngine::Level Level, const Diagnostic &Info) {
  if (Level < DiagnosticsEngine::Error)
    return;
  if (First)
    ++First->MoreErrors;
  else
    First = failure(Info);
}

std::optional<Failure> run(const Unit &U,
                           std::unique_ptr<FrontendAction> Action,
                           DiagnosticConsumer &Diags, FilesRead *Files) {
  Failure Failed;
  Failed.File = U.File;
  if (!U.Problem.empty()) {
    Failed.Message = U.Problem;
    return Failed;
  }
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FS(
      llvm::vfs::createPhysicalFileSystem().release());
  if (std::error_code Error = FS->setCurrentWorkingDirectory(U.Directory)) {
    Failed.Message = "cannot enter the folder '" + U.Directory +
                     "' of its compile command: " + Error.message();
    return Failed;
  }
  if (Files)
    FS = llvm::makeIntrusiveRefCnt<RecordingFileSystem>(std::move(FS), *Files);
  auto Manager =
      llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), FS);
  tooling::ToolInvocation Invocation(U.Arguments, std::move(Action),
                                     Manager.get());
  Invocation.setDiagnosticConsumer(&Diags);
  if (Invocation.run())
    return std::nullopt;
  Failed.Message = "clang refuses its compile command";
  return Failed;
}

namespace {

class Listener : public DiagnosticConsumer {
public:
  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    Errors.note(Level, Info);
  }

  FirstError Errors;
};

using Visitor = llvm::function_ref<void(ASTContext &, bool)>;

class VisitConsumer : public ASTConsumer {
public:
  VisitConsumer(Visitor Visit) : Visit(Visit) {}

  void HandleTranslationUnit(ASTContext &Context) override {
    Visit(Context, Context.getDiagnostics().hasErrorOccurred());
  }

private:
  Visitor Visit;
};

class VisitAction : public ASTFrontendAction {
public:
  VisitAction(Bodies B, Visitor Visit) : B(B), Visit(Visit) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef) override {
    Compiler.getFrontendOpts().SkipFunctionBodies = B == Bodies::Skipped;
    return std::make_unique<VisitConsumer>(Visit);
  }

private:
  Bodies B;
  Visitor Visit;
};

} // namespace

std::optional<Failure> parse(const Unit &U, Bodies B, Visitor Visit) {
  Listener Diags;
  std::optional<Failure> Failed =
      run(U, std::make_unique<VisitAction>(B, Visit), Diags);
  if (Diags.Errors.First)
    Failed = std::move(Diags.Errors.First);
  if (Failed)
    Failed->File = U.File;
  return Failed;
}

} // namespace tether
