//===- Directives.cpp - NOLINT comments -----------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/nolint/Directives.h"
#include "checks/Module.h"
#include "clang-tidy/GlobList.h"
#include "driver/nolint/RawTokens.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using llvm::StringRef;

namespace tether {

namespace {

constexpr llvm::StringLiteral Prefix = "NOLINT";

/// One directive that begins at `At`, without what it covers.
Directive parseOne(StringRef Text, size_t At) {
  Directive D;
  D.Offset = At;
  D.Word = Text.drop_front(At).take_while(llvm::isAlpha);
  D.Text = D.Word;
  D.Names = {"*"};
  StringRef Rest = Text.drop_front(At + D.Word.size());
  const size_t End = Rest.find_first_of("\n)");
  if (!Rest.starts_with("(") || End == Rest.npos || Rest[End] != ')')
    return D;
  D.HasList = true;
  D.Text = Text.substr(At, D.Word.size() + End + 1);
  llvm::SmallVector<StringRef, 4> Names;
  Rest.slice(1, End).split(Names, ',');
  D.Names.clear();
  for (StringRef Name : Names)
    D.Names.push_back(Name.trim());
  return D;
}

/// The ranges of the comments, in order.
std::vector<std::pair<size_t, size_t>> commentsOf(StringRef Text) {
  std::vector<std::pair<size_t, size_t>> Result;
  forEachRawToken(Text,
                  [&](clang::tok::TokenKind Kind, size_t Begin, size_t End) {
                    if (Kind == clang::tok::comment)
                      Result.push_back({Begin, End});
                  });
  return Result;
}

} // namespace

size_t endOfLine(StringRef Text, size_t At) {
  return std::min(Text.find('\n', At), Text.size());
}

size_t beginOfLine(StringRef Text, size_t At) {
  return Text.take_front(At).rfind('\n') + 1; // npos + 1 is 0.
}

bool isNamedBy(StringRef Check, StringRef Name) {
  if (!Name.contains('*')) // There are many, and a regular expression is slow.
    return Name == Check;
  return clang::tidy::GlobList(Name, /*KeepNegativeGlobs=*/false)
      .contains(Check);
}

bool canNameOurs(StringRef Name) {
  return Name.starts_with("tether-") ||
         llvm::any_of(allChecks(), [&](const CheckInfo &C) {
           return isNamedBy(C.Name, Name);
         });
}

bool Directive::names(StringRef Check) const {
  return llvm::any_of(Names,
                      [&](StringRef Name) { return isNamedBy(Check, Name); });
}

std::vector<Directive> parseDirectives(StringRef Text) {
  std::vector<Directive> Result;
  std::vector<size_t> Open; // The blocks, as numbers in Result.
  for (size_t At = 0; (At = Text.find(Prefix, At)) != Text.npos;) {
    Directive D = parseOne(Text, At);
    At += D.Word.size();
    const size_t End = endOfLine(Text, D.Offset);
    if (D.Word == "NOLINT") {
      D.First = beginOfLine(Text, D.Offset);
      D.Last = End;
    } else if (D.Word == "NOLINTNEXTLINE") {
      if (End != Text.size()) {
        D.First = End + 1;
        D.Last = endOfLine(Text, End + 1);
      }
    } else if (D.Word == "NOLINTBEGIN") {
      Open.push_back(Result.size());
    } else {
      // A block ends the last one that was begun, and with the same list.
      if (D.Word == "NOLINTEND" && !Open.empty()) {
        Directive &Begin = Result[Open.back()];
        if (Begin.HasList == D.HasList && Begin.Names == D.Names) {
          Begin.First = Begin.Offset + 1;
          Begin.Last = D.Offset - 1;
          Open.pop_back();
        }
      }
      continue;
    }
    Result.push_back(std::move(D));
  }
  return Result;
}

std::vector<std::optional<DirectiveComment>>
findComments(StringRef Text, llvm::ArrayRef<Directive> Directives) {
  std::vector<std::optional<DirectiveComment>> Result(Directives.size());
  if (Directives.empty())
    return Result;
  const auto Comments = commentsOf(Text);
  for (auto [D, Found] : llvm::zip(Directives, Result)) {
    const size_t After = D.Offset + D.Text.size();
    auto Next =
        llvm::upper_bound(Comments, std::pair(D.Offset, llvm::StringRef::npos));
    if (Next == Comments.begin() || std::prev(Next)->second < After)
      continue;
    const auto [Begin, End] = *std::prev(Next);
    const StringRef Comment = Text.slice(Begin, End);
    const bool IsBlock = Comment.starts_with("/*");
    const size_t Close = IsBlock ? End - 2 : End;
    StringRef Rest = Text.slice(After, std::min(Close, endOfLine(Text, After)));
    Rest = Rest.take_front(Rest.find(Prefix));
    Found.emplace();
    Found->Reason = Rest.ltrim(" \t:-").rtrim();

    const bool IsAlone =
        Text.slice(Begin, D.Offset).ltrim("/*!<").trim().empty() &&
        Text.slice(After + Rest.size(), Close).trim().empty();
    if (!IsAlone || D.Word == "NOLINTBEGIN")
      continue;
    const size_t LineBegin = beginOfLine(Text, Begin);
    const size_t LineEnd = endOfLine(Text, End);
    const StringRef Before = Text.slice(LineBegin, Begin);
    const bool HasLine = Before.trim().empty() &&
                         Text.slice(End, LineEnd).trim().empty() &&
                         LineEnd != Text.size();
    Found->Begin = HasLine ? LineBegin : LineBegin + Before.rtrim().size();
    Found->End = HasLine ? LineEnd + 1 : End;
  }
  return Result;
}

} // namespace tether
