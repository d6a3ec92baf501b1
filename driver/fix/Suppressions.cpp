//===- Suppressions.cpp - Comments that suppress findings -----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/fix/Suppressions.h"
#include "driver/judge/Hygiene.h"
#include "driver/nolint/Directives.h"
#include "driver/nolint/RawTokens.h"
#include "driver/support/FilesRead.h"
#include "driver/support/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <map>
#include <set>

using llvm::StringRef;

namespace tether {

namespace {

/// A source that comments are written into.
class CommentedFile {
public:
  /// Empty if it cannot be read.
  explicit CommentedFile(const std::string &Path) : Path(Path) {
    auto Read = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
    if (!Read)
      return;
    Text = (*Read)->getBuffer().str();
    Hash = hexHashOf(Text);
    forEachRawToken(Text, [&](clang::tok::TokenKind, size_t Begin, size_t End) {
      if (StringRef(Text).slice(Begin, End).contains('\n'))
        Multiline.push_back({Begin, End});
    });
  }

  /// None if no comment can be written for the place.
  std::vector<Edit> comment(const Location &Where, StringRef Checks,
                            StringRef Reason) const {
    const StringRef All = Text;
    if (Where.Offset >= All.size() ||
        All.take_front(Where.Offset).count('\n') + 1 != Where.Line)
      return {}; // It is not what was analysed.
    const size_t Begin = beginOfLine(All, Where.Offset);
    const size_t Before = Begin ? Begin - 1 : 0;
    const StringRef LineBefore = All.slice(beginOfLine(All, Before), Before);
    StringRef Line = All.slice(Begin, endOfLine(All, Where.Offset));
    const bool HasReturn = Line.consume_back("\r");

    if (canBreak(Begin, LineBefore) &&
        llvm::none_of(parseDirectives(LineBefore), [](const Directive &D) {
          return D.Word == "NOLINTNEXTLINE";
        })) {
      const StringRef Indent =
          Line.take_while([](char C) { return C == ' ' || C == '\t'; });
      return {edit(Begin, Indent.str() +
                              text("NOLINTNEXTLINE", Checks, Reason) +
                              (HasReturn ? "\r\n" : "\n"))};
    }
    const size_t LineEnd = Begin + Line.size();
    if (canBreak(LineEnd, Line))
      return {edit(LineEnd, " " + text("NOLINT", Checks, Reason))};
    return {};
  }

private:
  /// Whether what is written there is in no token, nor in a macro's definition,
  /// that began before. `Before` is the text of the line that ends there.
  bool canBreak(size_t At, StringRef Before) const {
    return !Before.rtrim().ends_with("\\") &&
           llvm::none_of(Multiline, [&](const auto &Token) {
             return Token.first < At && At < Token.second;
           });
  }

  /// Old C has no comments to the end of the line.
  std::string text(StringRef Word, StringRef Checks, StringRef Reason) const {
    const bool IsC = llvm::sys::path::extension(Path) == ".c";
    return ((IsC ? "/* " : "// ") + Word + "(" + Checks + "): " + Reason +
            (IsC ? " */" : ""))
        .str();
  }

  Edit edit(size_t At, std::string What) const {
    return {{Path, unsigned(At), 0}, std::move(What), Hash};
  }

  std::string Path, Text, Hash;
  std::vector<std::pair<size_t, size_t>> Multiline; ///< Tokens, in order.
};

} // namespace

FixPlan planSuppressions(const Report &R, StringRef Reason, StringRef From) {
  std::map<std::string, CommentedFile> Files;
  std::map<std::pair<std::string, unsigned>, std::set<std::string>> Checks;
  for (const Finding &F : R.Findings)
    if (!isAboutSuppressions(F.Check))
      Checks[{F.Where.File, F.Where.Line}].insert(F.Check);

  std::vector<Finding> Commented = R.Findings;
  std::vector<std::string> Left;
  for (Finding &F : Commented) {
    F.Fixes.clear();
    auto Here = Checks.find({F.Where.File, F.Where.Line});
    if (isAboutSuppressions(F.Check) || Here == Checks.end())
      continue;
    auto [File, IsNew] = Files.try_emplace(F.Where.File, F.Where.File);
    F.Fixes =
        File->second.comment(F.Where, llvm::join(Here->second, ", "), Reason);
    if (F.Fixes.empty())
      Left.push_back((relativeTo(F.Where.File, From) + ":" +
                      llvm::Twine(F.Where.Line) + ":" +
                      llvm::Twine(F.Where.Column) + ": no comment about " +
                      F.Check + " can be written here")
                         .str());
  }
  FixPlan Plan = planEdits(
      Commented, [](const Finding &F) { return !F.Fixes.empty(); }, From);
  llvm::append_range(Plan.Left, Left);
  return Plan;
}

} // namespace tether
