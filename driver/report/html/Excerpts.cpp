//===- Excerpts.cpp - The sources that a page shows -----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/html/Excerpts.h"
#include "driver/support/Paths.h"
#include "driver/support/Visible.h"
#include "clang/Basic/IdentifierTable.h"
#include "clang/Basic/LangStandard.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/TargetParser/Triple.h"

using namespace clang;
using Json = nlohmann::json;

namespace tether {

namespace {

/// Lines kept above and below a place.
constexpr size_t Context = 15;

/// Characters shown of a line.
constexpr unsigned LongestLine = 400;

/// As clang counts lines.
std::vector<size_t> lineStarts(llvm::StringRef Text) {
  std::vector<size_t> Result = {0};
  for (size_t I = 0; I < Text.size(); ++I) {
    if (Text[I] != '\n' && Text[I] != '\r')
      continue;
    if (Text.substr(I).starts_with("\r\n"))
      ++I;
    Result.push_back(I + 1);
  }
  return Result;
}

size_t lineOf(llvm::ArrayRef<size_t> LineStarts, size_t Offset) {
  return llvm::upper_bound(LineStarts, Offset) - LineStarts.begin() - 1;
}

/// Tells the tokens of one file apart without preprocessing it.
class Highlighter {
public:
  explicit Highlighter(const LangOptions &Language)
      : Language(Language), Identifiers(Language) {}

  /// 0: is not highlighted.
  char kind(const Token &T, llvm::StringRef Spelling) {
    bool IsDirective = WasHash && T.is(tok::raw_identifier);
    WasHash = T.isAtStartOfLine() && T.is(tok::hash);
    if (WasHash || IsDirective)
      return 'p';
    if (T.is(tok::comment))
      return 'c';
    if (T.is(tok::numeric_constant))
      return 'n';
    if (tok::isStringLiteral(T.getKind()) || T.is(tok::char_constant) ||
        T.isOneOf(tok::wide_char_constant, tok::utf8_char_constant,
                  tok::utf16_char_constant, tok::utf32_char_constant))
      return 's';
    if (T.is(tok::raw_identifier) &&
        Identifiers.get(Spelling).isKeyword(Language))
      return 'k';
    return 0;
  }

private:
  const LangOptions &Language;
  IdentifierTable Identifiers;
  bool WasHash = false;
};

/// The pieces of a line; see Excerpts::files.
class Pieces {
public:
  /// `Kind` 0: is not highlighted.
  void add(llvm::StringRef Text, char Kind) {
    if (Kind != Open) {
      if (Kind && Open)
        Result.push_back("");
      Result.push_back(Kind ? std::string(1, Kind) : "");
      Open = Kind;
    }
    Result.back() += Text;
  }

  std::vector<std::string> take() { return std::move(Result); }

private:
  std::vector<std::string> Result = {""};
  char Open = 0;
};

} // namespace

Excerpts::Excerpts(llvm::StringRef Root) : Root(Root) {
  std::vector<std::string> Includes;
  LangOptions::setLangDefaults(Language, clang::Language::CXX, llvm::Triple(),
                               Includes, LangStandard::lang_gnucxx23);
}

Excerpts::Source &Excerpts::source(llvm::StringRef File) {
  auto [Entry, IsNew] = Sources.try_emplace(File);
  Source &S = Entry->second;
  if (!IsNew)
    return S;
  S.Index = Sources.size() - 1;
  if (auto Text = llvm::MemoryBuffer::getFile(File)) {
    S.Text = std::move(*Text);
    S.LineStarts = lineStarts(S.Text->getBuffer());
  }
  return S;
}

llvm::StringRef Excerpts::line(const Source &S, size_t Line) {
  size_t Begin = S.LineStarts[Line];
  size_t End = Line + 1 < S.LineStarts.size() ? S.LineStarts[Line + 1]
                                              : S.Text->getBufferSize();
  llvm::StringRef Result = S.Text->getBuffer().slice(Begin, End);
  if (Line == 0)
    Result.consume_front("\xEF\xBB\xBF"); // A byte order mark is no text.
  return Result.rtrim("\r\n");
}

unsigned Excerpts::tokenLength(const Source &S, size_t Offset) const {
  llvm::StringRef Text = S.Text->getBuffer();
  Lexer Raw(SourceLocation(), Language, Text.begin(), Text.begin() + Offset,
            Text.end());
  Raw.SetCommentRetentionState(true);
  Token T;
  Raw.LexFromRawLexer(T);
  bool IsThere =
      Raw.getBufferLocation() == Text.begin() + Offset + T.getLength();
  return IsThere ? T.getLength() : 0;
}

Json Excerpts::place(const Location &L) {
  if (L.File.empty() || !L.Line)
    return nullptr;
  Source &S = source(L.File);
  Json Result = {{"file", S.Index}, {"line", L.Line}, {"column", L.Column}};
  if (!S.Text)
    return Result;
  size_t Line = L.Line - 1;
  bool IsThere = L.Offset <= S.Text->getBufferSize() &&
                 lineOf(S.LineStarts, L.Offset) == Line &&
                 L.Offset - S.LineStarts[Line] + 1 == L.Column;
  S.HasChanged |= !IsThere;
  for (size_t I = Line < Context ? 0 : Line - Context;
       I <= Line + Context && I < S.LineStarts.size(); ++I)
    S.Wanted.insert(I);
  if (!IsThere)
    return Result;

  unsigned At = 0, Length = 0;
  size_t Shown = 0, End = L.Offset + tokenLength(S, L.Offset);
  for (llvm::StringRef Rest = line(S, Line);
       !Rest.empty() && Shown < LongestLine; ++Shown) {
    size_t Offset = Rest.data() - S.Text->getBufferStart();
    Glyph G = takeGlyph(Rest);
    if (Offset < L.Offset)
      At += G.width();
    else if (Offset < End)
      Length += G.width();
  }
  Result["at"] = At;
  Result["length"] = Length;
  return Result;
}

Json Excerpts::edit(const Edit &E) {
  const Source &S = source(E.Where.File);
  size_t End = size_t(E.Where.Offset) + E.Where.Length;
  if (!S.Text || S.HasChanged || End > S.Text->getBufferSize())
    return nullptr;
  llvm::StringRef Text = S.Text->getBuffer();
  size_t Line = lineOf(S.LineStarts, E.Where.Offset);
  return {{"line", Line + 1},
          {"before", visible(Text.slice(S.LineStarts[Line], E.Where.Offset))},
          {"old", visible(Text.slice(E.Where.Offset, End))},
          {"new", visible(E.Text)},
          {"after", visible(Text.drop_front(End).take_until(
                        [](char C) { return C == '\n' || C == '\r'; }))}};
}

std::vector<Excerpts::Span> Excerpts::highlight(const Source &S) const {
  llvm::StringRef Text = S.Text->getBuffer();
  Lexer Raw(SourceLocation(), Language, Text.begin(), Text.begin(), Text.end());
  Raw.SetCommentRetentionState(true);
  Highlighter Kinds(Language);
  std::vector<Span> Result;
  Token T;
  for (Raw.LexFromRawLexer(T); T.isNot(tok::eof); Raw.LexFromRawLexer(T)) {
    size_t End = Raw.getBufferLocation() - Text.begin();
    size_t Begin = End - T.getLength();
    if (char Kind = Kinds.kind(T, Text.slice(Begin, End)))
      Result.push_back({Begin, End, Kind});
  }
  return Result;
}

Json Excerpts::chunks(const Source &S) const {
  std::vector<Span> Spans = highlight(S);
  auto Next = Spans.begin();
  Json Result = Json::array();
  size_t Expected = 0;
  for (size_t Line : S.Wanted) {
    if (Result.empty() || Line != Expected)
      Result.push_back({{"from", Line + 1}, {"lines", Json::array()}});
    Expected = Line + 1;
    Pieces P;
    unsigned Shown = 0;
    for (llvm::StringRef Rest = line(S, Line); !Rest.empty();) {
      size_t Offset = Rest.data() - S.Text->getBufferStart();
      if (Shown++ == LongestLine) {
        P.add(std::to_string(Rest.size()), 'm');
        break;
      }
      Glyph G = takeGlyph(Rest);
      while (Next != Spans.end() && Next->End <= Offset)
        ++Next;
      bool IsInside = Next != Spans.end() && Next->Begin <= Offset;
      if (G.Label.empty())
        P.add(G.Bytes, IsInside ? Next->Kind : 0);
      else
        P.add(G.Label, 'x');
    }
    Result.back()["lines"].push_back(P.take());
  }
  return Result;
}

Json Excerpts::files() {
  Json Result = Json::array();
  std::vector<const llvm::StringMapEntry<Source> *> InOrder(Sources.size());
  for (const auto &Entry : Sources)
    InOrder[Entry.second.Index] = &Entry;
  for (const auto *Entry : InOrder) {
    const Source &S = Entry->second;
    Json &File = Result.emplace_back();
    File["path"] = visible(relativeTo(Entry->first(), Root));
    if (!S.Text) {
      File["state"] = "gone";
      continue;
    }
    File["state"] = S.HasChanged ? "changed" : "read";
    File["lines"] =
        S.LineStarts.size() - line(S, S.LineStarts.size() - 1).empty();
    File["chunks"] = chunks(S);
  }
  return Result;
}

} // namespace tether
