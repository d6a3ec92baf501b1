//===- Patch.cpp - Planned fixes as a patch -------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The edits say which lines change, so nothing has to be compared: a region of
// whole lines around each edit is replaced by what the edits make of it.
//
//===----------------------------------------------------------------------===//

#include "driver/fix/Patch.h"
#include "driver/support/Paths.h"
#include "llvm/ADT/StringExtras.h"

namespace tether {

namespace {

constexpr size_t ContextLines = 3;

/// Lines with their ends; the last one may have none.
using Lines = std::vector<llvm::StringRef>;

Lines split(llvm::StringRef Text) {
  Lines Result;
  while (!Text.empty()) {
    size_t End = std::min(Text.find('\n'), Text.size() - 1) + 1;
    Result.push_back(Text.take_front(End));
    Text = Text.drop_front(End);
  }
  return Result;
}

/// Old lines [Begin, End) and what comes in their place.
struct Region {
  size_t Begin = 0, End = 0;
  std::string Text;
};

class Differences {
public:
  explicit Differences(const FixedFile &File)
      : Text(File.Old), Old(split(Text)) {
    size_t Offset = 0;
    for (llvm::StringRef Line : Old) {
      Starts.push_back(Offset);
      Offset += Line.size();
    }
    for (const Edit &E : File.Edits)
      add(E);
    if (!Regions.empty())
      close();
    llvm::erase_if(Regions, [](const Region &R) {
      return R.Begin == R.End && R.Text.empty();
    });
  }

  void print(llvm::raw_ostream &OS) const {
    size_t Grown = 0; // Lines by which the new text is ahead.
    for (size_t I = 0, Next; I != Regions.size(); I = Next) {
      for (Next = I + 1;
           Next != Regions.size() &&
           Regions[Next].Begin - Regions[Next - 1].End <= 2 * ContextLines;)
        ++Next;
      printHunk(llvm::ArrayRef(Regions).slice(I, Next - I), Grown, OS);
    }
  }

private:
  /// The line that has the byte at `Offset`; of the end that is the last one.
  size_t lineOf(size_t Offset) const {
    size_t Line = llvm::upper_bound(Starts, Offset) - Starts.begin();
    return Line ? Line - 1 : 0;
  }

  void add(const Edit &E) {
    const size_t Begin = lineOf(E.Where.Offset);
    const size_t After = E.Where.Offset + E.Where.Length;
    // What is left of the line after the edit moves to what is before it.
    const size_t End = std::min(lineOf(After) + 1, Old.size());
    if (Regions.empty() || Begin >= Regions.back().End) {
      if (!Regions.empty())
        close();
      Regions.push_back({Begin, End, ""});
      Done = Begin < Starts.size() ? Starts[Begin] : Text.size();
    }
    Region &R = Regions.back();
    R.End = End;
    R.Text += Text.slice(Done, E.Where.Offset);
    R.Text += E.Text;
    Done = After;
  }

  /// Takes the rest of the last line, and cuts off lines that stay.
  void close() {
    Region &R = Regions.back();
    const size_t End = R.End < Starts.size() ? Starts[R.End] : Text.size();
    R.Text += Text.slice(Done, End);
    const Lines New = split(R.Text);
    size_t Same = 0, SameEnd = 0;
    while (Same < New.size() && R.Begin + Same < R.End &&
           New[Same] == Old[R.Begin + Same])
      ++Same;
    while (SameEnd < New.size() - Same && R.Begin + Same < R.End - SameEnd &&
           New[New.size() - 1 - SameEnd] == Old[R.End - 1 - SameEnd])
      ++SameEnd;
    R.Text = llvm::join(New.begin() + Same, New.end() - SameEnd, "");
    R.Begin += Same;
    R.End -= SameEnd;
  }

  static void printLine(char Sign, llvm::StringRef Line,
                        llvm::raw_ostream &OS) {
    OS << Sign << Line;
    if (!Line.ends_with("\n"))
      OS << "\n\\ No newline at end of file\n";
  }

  static void printSide(char Sign, size_t Begin, size_t Count,
                        llvm::raw_ostream &OS) {
    // Of nothing git names the line before.
    OS << Sign << (Count ? Begin + 1 : Begin) << ',' << Count;
  }

  void printHunk(llvm::ArrayRef<Region> Of, size_t &Grown,
                 llvm::raw_ostream &OS) const {
    const size_t Begin =
        Of.front().Begin - std::min(Of.front().Begin, ContextLines);
    const size_t End = std::min(Of.back().End + ContextLines, Old.size());
    size_t NewCount = End - Begin;
    for (const Region &R : Of)
      NewCount += split(R.Text).size() - (R.End - R.Begin);
    OS << "@@ ";
    printSide('-', Begin, End - Begin, OS);
    OS << ' ';
    printSide('+', Begin + Grown, NewCount, OS);
    OS << " @@\n";
    size_t Line = Begin;
    for (const Region &R : Of) {
      for (; Line != R.Begin; ++Line)
        printLine(' ', Old[Line], OS);
      for (; Line != R.End; ++Line)
        printLine('-', Old[Line], OS);
      for (llvm::StringRef New : split(R.Text))
        printLine('+', New, OS);
    }
    for (; Line != End; ++Line)
      printLine(' ', Old[Line], OS);
    Grown += NewCount - (End - Begin);
  }

  llvm::StringRef Text;
  Lines Old;
  std::vector<size_t> Starts; ///< Of the lines.
  std::vector<Region> Regions;
  size_t Done = 0; ///< Bytes of the old text that the last region has.
};

/// In quotes where git would not read it otherwise.
std::string quoted(const std::string &Name) {
  std::string Result;
  bool IsPlain = true;
  for (char C : Name) {
    const bool IsSpecial = C == '"' || C == '\\' || !llvm::isPrint(C);
    IsPlain &= !IsSpecial;
    if (!IsSpecial)
      Result += C;
    else if (C == '"' || C == '\\')
      (Result += '\\') += C;
    else
      for (int Shift : {9, 6, 3, 0})
        Result += Shift == 9 ? '\\' : char('0' + ((uint8_t(C) >> Shift) & 7));
  }
  return IsPlain ? Name : '"' + Result + '"';
}

} // namespace

void printPatch(const FixedFile &File, llvm::StringRef Root,
                llvm::raw_ostream &OS) {
  if (fixedText(File) == File.Old)
    return;
  const std::string Name = relativeTo(File.Path, Root).str();
  const std::string From = quoted("a/" + Name), To = quoted("b/" + Name);
  // Without a tab, a blank would end the name.
  const char *End = Name.find(' ') == Name.npos ? "\n" : "\t\n";
  OS << "diff --git " << From << ' ' << To << '\n';
  OS << "--- " << From << End;
  OS << "+++ " << To << End;
  Differences(File).print(OS);
}

} // namespace tether
