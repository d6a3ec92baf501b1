//===- Text.cpp - Findings as clang-tidy prints them ----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Printers.h"
#include "driver/result/Rules.h"
#include "driver/support/Paths.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"

using namespace clang;

namespace tether {

namespace {

/// Reads the sources again, so that clang's own printer can show them.
class Printer {
public:
  Printer(llvm::StringRef From, bool Color, llvm::raw_ostream &OS)
      : From(From), OS(OS), Text(OS, Options),
        Diags(DiagnosticIDs::create(), Options, &Text,
              /*ShouldOwnClient=*/false),
        Files(FileSystemOptions()), Sources(Diags, Files) {
    Options.ShowColors = Color;
    Language.CPlusPlus = Language.CPlusPlus11 = Language.CPlusPlus17 = true;
    Text.BeginSourceFile(Language, nullptr);
  }
  ~Printer() { Text.EndSourceFile(); }

  void print(const Finding &F) {
    std::string Name = F.Check;
    if (F.IsError)
      Name += ",-warnings-as-errors";
    const std::string Only =
        F.Configuration.empty() ? "" : " (only " + F.Configuration + ")";
    {
      auto Builder =
          emit(level(F), F.Message + Only + " [" + Name + "]", F.Where);
      for (const Range &R : F.Ranges)
        Builder << charRange(R);
      addFixes(Builder, F.Fixes);
    }
    for (const Note &N : F.Notes)
      addFixes(emit(DiagnosticsEngine::Note, N.Message, N.Where), N.Fixes);
  }

private:
  /// clang's notes belong to what is before them.
  static DiagnosticsEngine::Level level(const Finding &F) {
    switch (severity(F)) {
    case Severity::Note:
      return DiagnosticsEngine::Remark;
    case Severity::Warning:
      return DiagnosticsEngine::Warning;
    case Severity::Error:
      return DiagnosticsEngine::Error;
    }
    llvm_unreachable("unknown severity");
  }

  DiagnosticBuilder emit(DiagnosticsEngine::Level Level,
                         llvm::StringRef Message, const Location &Where) {
    SourceLocation Loc = location(Where.File, Where.Offset);
    // clang says where only of what it can read.
    if (Loc.isInvalid() && Where.Line)
      OS << relativeTo(Where.File, From) << ':' << Where.Line << ':'
         << Where.Column << ": ";
    return Diags.Report(Loc, Diags.getCustomDiagID(Level, "%0")) << Message;
  }

  void addFixes(const DiagnosticBuilder &Builder,
                const std::vector<Edit> &Fixes) {
    for (const Edit &E : Fixes)
      Builder << FixItHint::CreateReplacement(charRange(E.Where), E.Text);
  }

  SourceLocation location(llvm::StringRef File, unsigned Offset) {
    if (File.empty())
      return {};
    auto Entry = Files.getOptionalFileRef(relativeTo(File, From));
    if (!Entry || Offset > static_cast<uint64_t>(Entry->getSize()))
      return {};
    return Sources
        .getLocForStartOfFile(Sources.getOrCreateFileID(*Entry, SrcMgr::C_User))
        .getLocWithOffset(Offset);
  }

  CharSourceRange charRange(const Range &R) {
    SourceLocation Begin = location(R.File, R.Offset);
    SourceLocation End = location(R.File, R.Offset + R.Length);
    if (Begin.isInvalid() || End.isInvalid())
      return {};
    return CharSourceRange::getCharRange(Begin, End);
  }

  llvm::StringRef From;
  llvm::raw_ostream &OS;
  LangOptions Language;
  DiagnosticOptions Options;
  TextDiagnosticPrinter Text;
  DiagnosticsEngine Diags;
  FileManager Files;
  SourceManager Sources;
};

} // namespace

void printText(const Report &R, llvm::StringRef From, bool Color,
               llvm::raw_ostream &OS) {
  OS.enable_colors(Color);
  Printer P(From, Color, OS);
  for (const Finding &F : R.Findings)
    P.print(F);
}

} // namespace tether
