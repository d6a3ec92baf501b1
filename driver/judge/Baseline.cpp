//===- Baseline.cpp - Findings that are known -----------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/judge/Baseline.h"
#include "driver/support/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include <utility>

namespace tether {

namespace {

constexpr llvm::StringLiteral Header = "tether-baseline ";
constexpr llvm::StringLiteral Version = "1";
constexpr size_t FingerprintLength = 16;

/// Keeps a path or a signature in its column.
std::string escaped(llvm::StringRef Text) {
  std::string Result;
  for (unsigned char C : Text) {
    if (C >= 0x20 && C != 0x7F && C != '\\') {
      Result += C;
      continue;
    }
    Result += "\\x";
    Result += llvm::toHex(llvm::ArrayRef(C), /*LowerCase=*/true);
  }
  return Result;
}

/// Whether `Text` can be the result of escaped().
bool unescape(llvm::StringRef Text, std::string &Result) {
  while (!Text.empty()) {
    auto [Plain, Rest] = Text.split('\\');
    Result += Plain;
    if (Plain.size() == Text.size())
      return true;
    std::string Byte;
    if (!Rest.consume_front("x") || Rest.size() < 2 ||
        !llvm::tryGetFromHex(Rest.take_front(2), Byte))
      return false;
    Result += Byte;
    Text = Rest.drop_front(2);
  }
  return true;
}

bool isFingerprint(llvm::StringRef Text) {
  return Text.size() == FingerprintLength && llvm::all_of(Text, [](char C) {
           return llvm::isHexDigit(C) && !llvm::isUpper(C);
         });
}

bool parseEntry(llvm::StringRef Line, std::string &Fingerprint,
                BaselineEntry &E) {
  llvm::SmallVector<llvm::StringRef, 4> Columns;
  Line.split(Columns, '\t');
  // Editors cut off the tab in front of no function.
  if (Columns.size() == 3)
    Columns.push_back("");
  if (Columns.size() != 4 || !isFingerprint(Columns[0]) || Columns[1].empty())
    return false;
  Fingerprint = Columns[0].str();
  E.Check = Columns[1].str();
  return unescape(Columns[2], E.File) && unescape(Columns[3], E.Function);
}

llvm::Error mistake(llvm::StringRef Path, size_t Line,
                    const llvm::Twine &What) {
  return llvm::createStringError(Path + ":" + llvm::Twine(Line) + ": " + What);
}

} // namespace

llvm::Expected<Baseline> Baseline::read(llvm::StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  if (!Buffer)
    return llvm::createStringError(
        "cannot read the baseline '" + Path +
        "': " + Buffer.getError().message() +
        "; 'tether baseline create' writes a new one");
  Baseline B;
  std::string Comments;
  llvm::StringRef Text = (*Buffer)->getBuffer();
  for (size_t Number = 1; !Text.empty(); ++Number) {
    auto [Line, Rest] = Text.split('\n');
    Text = Rest;
    Line = Line.rtrim();
    if (Number == 1) {
      llvm::StringRef Found = Line;
      if (!Found.consume_front(Header))
        return mistake(Path, Number,
                       "this is no baseline, which begins with '" + Header +
                           Version +
                           "'; 'tether baseline create --force' "
                           "writes a new one");
      if (Found != Version)
        return mistake(Path, Number,
                       "the baseline is of version '" + Found +
                           "', and this tether reads version " + Version +
                           "; use the tether that wrote it, or write a new one "
                           "with 'tether baseline create --force'");
      continue;
    }
    if (Line.empty())
      continue;
    if (Line.starts_with("#")) {
      Comments += (Line + "\n").str();
      continue;
    }
    std::string Fingerprint;
    BaselineEntry E;
    if (!parseEntry(Line, Fingerprint, E))
      return mistake(Path, Number,
                     "this is neither a finding nor a comment; resolve the "
                     "merge that left it, or write a new baseline with 'tether "
                     "baseline create --force'");
    if (B.Entries.empty())
      B.Comments = std::move(Comments);
    else
      E.Comments = std::move(Comments);
    Comments.clear();
    // A merge may leave a line twice.
    B.Entries.try_emplace(std::move(Fingerprint), std::move(E));
  }
  if ((*Buffer)->getBufferSize() == 0)
    return mistake(Path, 1,
                   "the baseline is empty; 'tether baseline create --force' "
                   "writes a new one");
  if (B.Entries.empty())
    B.Comments = std::move(Comments);
  return B;
}

void Baseline::add(llvm::ArrayRef<Finding> Findings, llvm::StringRef Root) {
  for (const Finding &F : Findings)
    Entries.try_emplace(F.Fingerprint,
                        BaselineEntry{F.Check,
                                      relativeTo(F.Where.File, Root).str(),
                                      F.Function, ""});
}

void Baseline::print(llvm::raw_ostream &OS) const {
  OS << Header << Version << '\n' << Comments;
  for (const auto &[Fingerprint, E] : Entries) {
    OS << E.Comments << Fingerprint << '\t' << E.Check << '\t'
       << escaped(E.File);
    if (!E.Function.empty())
      OS << '\t' << escaped(E.Function);
    OS << '\n';
  }
}

std::vector<std::string> fixedEntries(const Baseline &B,
                                      llvm::ArrayRef<Finding> Findings,
                                      const Coverage &Seen) {
  llvm::StringSet<> Found;
  for (const Finding &F : Findings)
    Found.insert(F.Fingerprint);
  std::vector<std::string> Fixed;
  for (const auto &[Fingerprint, E] : B.Entries)
    if (Seen.Checks.count(E.Check) && Seen.has(E.File) &&
        !Found.contains(Fingerprint))
      Fixed.push_back(Fingerprint);
  return Fixed;
}

void apply(const Baseline &B, Report &R) {
  R.HasBaseline = true;
  std::vector<Finding> All = std::exchange(R.Findings, {});
  for (Finding &F : All)
    (B.Entries.count(F.Fingerprint) ? R.Known : R.Findings)
        .push_back(std::move(F));
}

} // namespace tether
