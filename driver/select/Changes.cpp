//===- Changes.cpp - What a patch touches ---------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/select/Changes.h"
#include "llvm/ADT/STLExtras.h"
#include <limits>
#include <optional>

namespace tether {

namespace {

constexpr unsigned LastLine = std::numeric_limits<unsigned>::max();

constexpr llvm::StringLiteral WrongLength =
    "the hunk is not as long as it says";

/// What stands for the side of a diff that has no file.
constexpr llvm::StringLiteral NoFile = "/dev/null";

/// The name in `Quoted`, which git puts into quotes with C's escapes if it has
/// special characters. Nothing if the quotes or escapes are broken.
std::optional<std::string> unquoted(llvm::StringRef Quoted) {
  if (!Quoted.consume_front("\""))
    return Quoted.str();
  if (!Quoted.consume_back("\""))
    return std::nullopt;
  std::string Name;
  while (!Quoted.empty()) {
    auto [Plain, Rest] = Quoted.split('\\');
    Name += Plain;
    if (Plain.size() == Quoted.size())
      break;
    if (Rest.empty())
      return std::nullopt;
    constexpr llvm::StringLiteral Letters = "abtnvfr\"\\", //
        Bytes = "\a\b\t\n\v\f\r\"\\";
    if (size_t At = Letters.find(Rest.front()); At != llvm::StringRef::npos) {
      Name += Bytes[At];
      Quoted = Rest.drop_front();
      continue;
    }
    unsigned Byte;
    if (Rest.size() < 3 || Rest.take_front(3).getAsInteger(8, Byte) ||
        Byte > 0xFF)
      return std::nullopt;
    Name += char(Byte);
    Quoted = Rest.drop_front(3);
  }
  return Name;
}

/// "12,3", where ",1" may be missing.
bool consumeRange(llvm::StringRef &Text, unsigned &First, unsigned &Count) {
  Count = 1;
  if (Text.consumeInteger(10, First))
    return false;
  if (Text.consume_front(",") && Text.consumeInteger(10, Count))
    return false;
  return Count <= LastLine - 1 - std::min(First, LastLine - 1);
}

class Parser {
public:
  explicit Parser(llvm::StringRef Patch) : Rest(Patch) {}

  llvm::Expected<Changes> run() {
    while (next()) {
      if (Line.starts_with("@@@ ") || Line.starts_with("diff --cc ") ||
          Line.starts_with("diff --combined "))
        return mistake("this is a combined diff, of a merge with several "
                       "parents; give the diff with one of them, as 'git diff "
                       "HEAD^1' prints it");
      if (llvm::Error E = readLine())
        return std::move(E);
    }
    if (!SawFile && HasText)
      return llvm::createStringError(
          "this is no unified diff; give what 'git diff' or 'diff -u' prints");
    return std::move(Result);
  }

private:
  bool next() {
    if (Rest.empty())
      return false;
    std::tie(Line, Rest) = Rest.split('\n');
    Line.consume_back("\r");
    ++Number;
    HasText |= !Line.trim().empty();
    return true;
  }

  llvm::Error mistake(const llvm::Twine &What) const {
    return llvm::createStringError("line " + llvm::Twine(Number) +
                                   " of the patch: " + What);
  }

  /// Outside of hunks.
  llvm::Error readLine() {
    if (Line.starts_with("diff --git ")) {
      SawFile = true;
      File.reset();
    } else if (Line.starts_with("--- ") && Rest.starts_with("+++ ")) {
      next();
      SawFile = true;
      return setFile(Line.drop_front(4));
    } else if (Line.starts_with("Binary files ") &&
               Line.consume_back(" differ")) {
      SawFile = true;
      size_t At = Line.rfind(" and ");
      if (At == llvm::StringRef::npos)
        return llvm::Error::success();
      if (llvm::Error E = setFile(Line.substr(At + 5)))
        return E;
      if (*File != NoFile)
        Result[*File].addAll();
      File.reset();
    } else if (Line.starts_with("@@ -")) {
      return readHunk();
    }
    return llvm::Error::success();
  }

  llvm::Error setFile(llvm::StringRef Name) {
    // After the name there may be a tab and a time.
    File = unquoted(Name.split('\t').first);
    return File ? llvm::Error::success()
                : mistake("the quotes of this file name are broken");
  }

  llvm::Error readHunk() {
    if (!File)
      return mistake("there is no file name ('+++ b/file') above this");
    llvm::StringRef Header = Line.drop_front(4);
    unsigned OldFirst, Old, First, New;
    if (!consumeRange(Header, OldFirst, Old) || !Header.consume_front(" +") ||
        !consumeRange(Header, First, New) || !Header.starts_with(" @@"))
      return mistake("this is no '@@ -1,2 +3,4 @@'");
    // A hunk that adds nothing names the line before it.
    unsigned At = New ? First : First + 1;
    // Lines that are only taken away touch the one that follows; but there is
    // none in a file that is empty or gone.
    const bool HasLines = First || New;
    std::optional<unsigned> Removed, Added;
    auto EndOfChange = [&] {
      if (*File != NoFile && HasLines) {
        if (Added)
          Result[*File].add(*Added, At - 1);
        else if (Removed)
          Result[*File].add(At, At);
      }
      Removed = Added = std::nullopt;
    };
    while (Old || New) {
      if (!next())
        return mistake("the patch ends in the middle of a hunk");
      // Mailers cut off the blank of an empty line.
      const char Kind = Line.empty() ? ' ' : Line.front();
      if (Kind == '\\')
        continue; // "No newline at end of file".
      if ((Kind == '+' && !New) || (Kind == '-' && !Old) ||
          (Kind == ' ' && !(Old && New)) ||
          !llvm::StringRef("+- ").contains(Kind))
        return mistake(WrongLength);
      if (Kind == ' ')
        EndOfChange();
      if (Kind == '-')
        Removed = At;
      if (Kind == '+' && !Added)
        Added = At;
      Old -= Kind != '+';
      New -= Kind != '-';
      At += Kind != '-';
    }
    EndOfChange();
    // Not "--- a/file", nor the "-- " below which mails are signed.
    if (Rest.starts_with(" ") || Rest.starts_with("+") ||
        (Rest.starts_with("-") && !Rest.starts_with("--"))) {
      next();
      return mistake(WrongLength);
    }
    return llvm::Error::success();
  }

  llvm::StringRef Rest;
  llvm::StringRef Line;
  size_t Number = 0; ///< Of Line.
  bool HasText = false;
  bool SawFile = false;
  std::optional<std::string> File; ///< That hunks are for.
  Changes Result;
};

} // namespace

void TouchedLines::add(const TouchedLines &Others) {
  llvm::append_range(Ranges, Others.Ranges);
}

void TouchedLines::addAll() { add(1, LastLine); }

bool TouchedLines::meet(unsigned First, unsigned Last) const {
  return llvm::any_of(Ranges, [&](const auto &Range) {
    return Range.first <= Last && First <= Range.second;
  });
}

llvm::Expected<Changes> parsePatch(llvm::StringRef Patch) {
  return Parser(Patch).run();
}

} // namespace tether
