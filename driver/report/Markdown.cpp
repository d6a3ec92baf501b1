//===- Markdown.cpp - Markdown for a terminal -----------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Markdown.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Unicode.h"
#include <algorithm>
#include <string>
#include <vector>

namespace tether {

namespace {

enum class Style { Plain, Heading, Code, Emphasis, Faint };

/// What the terminal is told; colours 4 to 8 are readable on light and dark.
llvm::StringRef escapeSequence(Style S) {
  switch (S) {
  case Style::Plain:
    return "";
  case Style::Heading:
    return "\033[1m";
  case Style::Code:
    return "\033[36m";
  case Style::Emphasis:
    return "\033[3m";
  case Style::Faint:
    return "\033[2m";
  }
  llvm_unreachable("unknown style");
}

struct Span {
  Style S;
  std::string Text;
};

/// What stays on one line: "(see" or a code and the comma behind it.
using Word = std::vector<Span>;

unsigned width(llvm::StringRef Text) {
  int Columns = llvm::sys::unicode::columnWidthUTF8(Text);
  return Columns < 0 ? Text.size() : Columns;
}

unsigned width(const Word &W) {
  unsigned Sum = 0;
  for (const Span &S : W)
    Sum += width(S.Text);
  return Sum;
}

/// The spans of a paragraph: `code`, *emphasis* and the rest.
std::vector<Span> spans(llvm::StringRef Text, bool Color) {
  std::vector<Span> Result;
  size_t Begin = 0; // Of what is plain.
  for (size_t Open = 0; (Open = Text.find_first_of("`*", Open)) != Text.npos;) {
    const bool IsCode = Text[Open] == '`';
    const size_t Close = Text.find(Text[Open], Open + 1);
    // A lone star is a star.
    if (Close == Text.npos || Close == Open + 1 ||
        (!IsCode && Text[Open + 1] == ' ')) {
      ++Open;
      continue;
    }
    Result.push_back({Style::Plain, Text.slice(Begin, Open).str()});
    const bool KeepsQuotes = IsCode && !Color;
    Result.push_back(
        {IsCode ? Style::Code : Style::Emphasis,
         Text.slice(Open + !KeepsQuotes, Close + KeepsQuotes).str()});
    Begin = Open = Close + 1;
  }
  Result.push_back({Style::Plain, Text.drop_front(Begin).str()});
  return Result;
}

std::vector<Word> words(llvm::StringRef Text, bool Color) {
  std::vector<Word> Result;
  bool IsNew = true;
  for (const Span &S : spans(Text, Color)) {
    llvm::StringRef Rest = S.Text;
    while (!Rest.empty()) {
      llvm::StringRef Next = Rest.take_until(llvm::isSpace);
      if (!Next.empty()) {
        if (IsNew)
          Result.emplace_back();
        Result.back().push_back({S.S, Next.str()});
      }
      Rest = Rest.drop_front(Next.size());
      IsNew = !Rest.empty();
      Rest = Rest.ltrim();
    }
  }
  return Result;
}

class Printer {
public:
  Printer(unsigned Width, bool Color, llvm::raw_ostream &OS)
      : Width(Width), Color(Color), OS(OS) {}

  void print(llvm::StringRef Page) {
    while (!Page.empty()) {
      auto [Line, Rest] = Page.split('\n');
      Page = Rest;
      if (Line.starts_with("```")) {
        flush();
        printFence(Line.drop_while([](char C) { return C == '`'; }), Page);
      } else if (Line.starts_with("#")) {
        flush();
        startBlock();
        put(Style::Heading,
            Line.drop_while([](char C) { return C == '#'; }).trim());
        OS << '\n';
      } else if (Line.trim().empty()) {
        flush();
        IsItem = false;
      } else if (Line.starts_with("|")) {
        flush();
        if (!IsTable)
          startBlock();
        IsTable = true;
        OS.indent(Body) << Line << '\n';
        continue;
      } else if (Line.starts_with("- ")) {
        const bool FollowsItem = IsItem;
        flush();
        if (!FollowsItem)
          startBlock();
        IsItem = true;
        Paragraph = Line.drop_front(2).str();
      } else {
        Paragraph += (Paragraph.empty() ? "" : " ") + Line.trim().str();
      }
      IsTable = false;
    }
    flush();
  }

  /// `Used` columns of the first line are taken.
  void wrap(llvm::StringRef Text, unsigned Indent, unsigned Used) {
    unsigned Column = Used;
    bool IsFirst = true;
    for (const Word &W : words(Text, Color)) {
      const unsigned Needed = width(W);
      if (!IsFirst && Column + 1 + Needed > Width) {
        OS << '\n';
        OS.indent(Indent);
        Column = Indent;
      } else if (!IsFirst) {
        OS << ' ';
        ++Column;
      }
      for (const Span &S : W)
        put(S.S, S.Text);
      Column += Needed;
      IsFirst = false;
    }
    OS << '\n';
  }

private:
  static constexpr unsigned Body = 2; ///< Headings stand out.

  void put(Style S, llvm::StringRef Text) {
    llvm::StringRef Escape = Color ? escapeSequence(S) : "";
    OS << Escape << Text << (Escape.empty() ? "" : "\033[0m");
  }

  void startBlock() {
    if (!std::exchange(IsFirst, false))
      OS << '\n';
  }

  /// Prints the paragraph or the item that has been read.
  void flush() {
    if (Paragraph.empty())
      return;
    if (!IsItem)
      startBlock();
    OS.indent(Body);
    const unsigned Indent = Body + (IsItem ? 2 : 0);
    if (IsItem)
      OS << "- ";
    wrap(std::exchange(Paragraph, ""), Indent, Indent);
  }

  /// Takes the code, up to the end of the fence, from `Page`. `Info` is its
  /// language and what the page's tests expect: "cpp flagged".
  void printFence(llvm::StringRef Info, llvm::StringRef &Page) {
    startBlock();
    if (llvm::StringRef Kind = Info.trim().split(' ').second; !Kind.empty()) {
      OS.indent(Body);
      put(Style::Faint, (Kind + ":").str());
      OS << '\n';
    }
    while (!Page.empty()) {
      auto [Line, Rest] = Page.split('\n');
      Page = Rest;
      if (Line.starts_with("```"))
        return;
      if (!Line.empty()) {
        OS.indent(Body + 4);
        put(Style::Code, Line);
      }
      OS << '\n';
    }
  }

  unsigned Width;
  bool Color;
  llvm::raw_ostream &OS;
  std::string Paragraph; ///< Read so far.
  bool IsItem = false;   ///< It is one of a list.
  bool IsTable = false;  ///< The last line was of one.
  bool IsFirst = true;   ///< Nothing is printed yet.
};

} // namespace

void printMarkdown(llvm::StringRef Text, unsigned Width, bool Color,
                   llvm::raw_ostream &OS) {
  Printer(Width, Color, OS).print(Text);
}

void printWrapped(llvm::StringRef Text, unsigned Indent, unsigned Width,
                  llvm::raw_ostream &OS) {
  Printer(Width, /*Color=*/false, OS).wrap(Text, Indent, Indent);
}

} // namespace tether
