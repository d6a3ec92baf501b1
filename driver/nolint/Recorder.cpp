//===- Recorder.cpp - What the NOLINT comments of a unit suppress ---------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/nolint/Recorder.h"
#include "checks/Module.h"
#include "driver/support/FilesRead.h"
#include "clang/Lex/PPCallbacks.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using clang::tidy::ClangTidyError;

namespace tether {

namespace {

bool isOurs(StringRef Check) {
  return llvm::any_of(allChecks(),
                      [&](const CheckInfo &C) { return C.Name == Check; });
}

tooling::DiagnosticMessage message(const Diagnostic &Info, StringRef Check) {
  llvm::SmallString<128> Text;
  Info.FormatDiagnostic(Text);
  StringRef Message = Text;
  // clang-tidy has put it there.
  Message.consume_back((" [" + Check + "]").str());
  if (Info.getLocation().isInvalid())
    return tooling::DiagnosticMessage(Message);
  const SourceManager &Sources = Info.getSourceManager();
  return {Message, Sources, Sources.getFileLoc(Info.getLocation())};
}

} // namespace

/// Told by the preprocessor, which owns it.
class SuppressionRecorder::Watcher : public PPCallbacks {
public:
  Watcher(SuppressionRecorder &To, const SourceManager &Sources)
      : To(To), Sources(Sources) {}

  void SourceRangeSkipped(SourceRange Range, SourceLocation) override {
    auto [File, Begin] = Sources.getDecomposedLoc(Range.getBegin());
    auto [EndFile, End] = Sources.getDecomposedLoc(Range.getEnd());
    if (File == EndFile)
      To.Skipped[File].push_back({Begin, End});
  }

private:
  SuppressionRecorder &To;
  const SourceManager &Sources;
};

void SuppressionRecorder::watch(Preprocessor &PP) {
  PP.addPPCallbacks(std::make_unique<Watcher>(*this, PP.getSourceManager()));
}

SuppressionRecorder::File &
SuppressionRecorder::fileOf(const SourceManager &Sources, FileID ID) {
  auto [It, IsNew] = Files.try_emplace(Sources.getFileEntryForID(ID));
  File &Result = It->second;
  if (!IsNew)
    return Result;
  const StringRef Text = Sources.getBufferDataOrNone(ID).value_or("");
  Result.Directives = parseDirectives(Text);
  Result.Comments = findComments(Text, Result.Directives);
  Result.Used.resize(Result.Directives.size());
  return Result;
}

bool SuppressionRecorder::isReported(const SourceManager &Sources, FileID ID) {
  if (ID == Sources.getMainFileID())
    return true;
  OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(ID);
  if (!Entry || Sources.isInSystemHeader(Sources.getLocForStartOfFile(ID)))
    return false;
  const tidy::ClangTidyOptions &Options = Context.getOptions();
  if (!Headers) {
    Headers.emplace(Options.HeaderFilterRegex.value_or(""));
    // To clang-tidy an empty filter is none, if it is to exclude.
    if (!Options.ExcludeHeaderFilterRegex.value_or("").empty())
      NoHeaders.emplace(*Options.ExcludeHeaderFilterRegex);
  }
  return Options.HeaderFilterRegex && Headers->match(Entry->getName()) &&
         !(NoHeaders && NoHeaders->match(Entry->getName()));
}

/// Notes which comments suppress the check at `Loc`, as clang-tidy searches
/// them: where it is spelled, then where the macros are used. The reason of the
/// first.
std::optional<std::string>
SuppressionRecorder::use(const SourceManager &Sources, SourceLocation Loc,
                         StringRef Check) {
  while (Loc.isValid()) {
    auto [ID, Offset] = Sources.getDecomposedSpellingLoc(Loc);
    std::optional<std::string> Reason;
    if (Sources.getFileEntryForID(ID)) {
      File &Of = fileOf(Sources, ID);
      for (size_t I = 0; I != Of.Directives.size(); ++I) {
        if (!Of.Directives[I].covers(Offset) || !Of.Directives[I].names(Check))
          continue;
        Of.Used[I].insert(Check.str());
        if (!Reason)
          Reason = Of.Comments[I] ? Of.Comments[I]->Reason.str() : "";
      }
    }
    if (Reason || !Loc.isMacroID())
      return Reason;
    Loc = Sources.getImmediateExpansionRange(Loc).getBegin();
  }
  return std::nullopt;
}

void SuppressionRecorder::handle(DiagnosticsEngine::Level Level,
                                 const Diagnostic &Info, bool IsSuppressed) {
  const std::string Check = Context.getCheckName(Info.getID());
  if (Level == DiagnosticsEngine::Note) {
    if (LastIsSuppressed)
      All.back().Error.Notes.push_back(message(Info, Check));
    return;
  }
  LastIsSuppressed = false;
  if (!IsSuppressed || !isOurs(Check) || !Info.hasSourceManager())
    return;
  const SourceManager &Sources = Info.getSourceManager();
  auto Reason = use(Sources, Info.getLocation(), Check);
  if (!isReported(Sources,
                  Sources.getFileID(Sources.getFileLoc(Info.getLocation()))))
    return;
  ClangTidyError Error(Check, ClangTidyError::Warning, /*BuildDirectory=*/"",
                       Context.treatAsError(Check));
  Error.Message = message(Info, Check);
  All.push_back({std::move(Error), Reason.value_or("")});
  LastIsSuppressed = true;
}

bool SuppressionRecorder::isCompiled(FileID ID, size_t Offset) const {
  auto Ranges = Skipped.find(ID);
  return Ranges == Skipped.end() ||
         llvm::none_of(Ranges->second, [&](auto Range) {
           return Range.first <= Offset && Offset < Range.second;
         });
}

/// Of a comment that is compiled.
Use SuppressionRecorder::useOf(StringRef Name,
                               const std::set<std::string> &Used) const {
  if (llvm::any_of(Used, [&](const std::string &Check) {
        return isNamedBy(Check, Name);
      }))
    return Use::Suppresses;
  // A pattern does not mean a preview check that is off.
  const bool Runs = llvm::all_of(allChecks(), [&](const CheckInfo &C) {
    return !isNamedBy(C.Name, Name) || Context.isCheckEnabled(C.Name) ||
           (C.Stage == Stability::Preview && Name != C.Name);
  });
  // The checks of other modules do not run.
  return Runs && Name.starts_with("tether-") ? Use::Nothing : Use::Unknown;
}

std::vector<Suppression>
SuppressionRecorder::comments(const SourceManager &Sources,
                              const FileIndex &FilesOf, bool HasErrors) {
  std::vector<Suppression> Result;
  for (FileID ID : FilesOf.all()) {
    if (!isReported(Sources, ID))
      continue;
    const FileEntryRef Entry = *Sources.getFileEntryRefForID(ID);
    const File &Of = fileOf(Sources, ID);
    std::string Hash;
    for (size_t I = 0; I != Of.Directives.size(); ++I) {
      const Directive &D = Of.Directives[I];
      if (!Of.Comments[I])
        continue;
      const DirectiveComment &Comment = *Of.Comments[I];
      Suppression S;
      for (StringRef Name : D.Names) {
        if (!canNameOurs(Name))
          continue;
        Use Does = useOf(Name, Of.Used[I]);
        if (Does == Use::Nothing && (HasErrors || !isCompiled(ID, D.Offset)))
          Does = Use::Unknown;
        S.Names.push_back({Name.str(), Does});
      }
      if (S.Names.empty())
        continue;
      if (Hash.empty())
        Hash = hexHashOf(Sources.getBufferData(ID));
      S.Where = {Sources.getFileManager().getCanonicalName(Entry).str(),
                 unsigned(D.Offset), Sources.getLineNumber(ID, D.Offset),
                 Sources.getColumnNumber(ID, D.Offset)};
      S.Text = D.Text.str();
      S.Reason = Comment.Reason.str();
      S.FileHash = Hash;
      if (Comment.Begin != Comment.End)
        S.Removal = {{{S.Where.File, unsigned(Comment.Begin),
                       unsigned(Comment.End - Comment.Begin)},
                      "",
                      Hash}};
      Result.push_back(std::move(S));
    }
  }
  llvm::sort(Result, [](const Suppression &A, const Suppression &B) {
    return std::tie(A.Where.File, A.Where.Offset) <
           std::tie(B.Where.File, B.Where.Offset);
  });
  return Result;
}

} // namespace tether
