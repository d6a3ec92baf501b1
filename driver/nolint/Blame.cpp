//===- Blame.cpp - Who has written a line ---------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/nolint/Blame.h"
#include "driver/support/Git.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include <ctime>

namespace tether {

/// The day of a time in seconds since 1970, where clocks are ahead by `Zone`,
/// which is hours and minutes as "+0200".
static std::string dateOf(llvm::StringRef Seconds, llvm::StringRef Zone) {
  long long Time = 0;
  int Ahead = 0;
  const bool IsBehind = Zone.consume_front("-");
  Zone.consume_front("+");
  if (Seconds.getAsInteger(10, Time) || Zone.getAsInteger(10, Ahead))
    return "";
  const int Minutes = Ahead / 100 * 60 + Ahead % 100;
  const std::time_t Local = Time + (IsBehind ? -60 : 60) * Minutes;
  std::tm Parts;
  char Text[32];
  if (!gmtime_r(&Local, &Parts) ||
      !std::strftime(Text, sizeof(Text), "%Y-%m-%d", &Parts))
    return "";
  return Text;
}

llvm::Expected<std::map<unsigned, Authorship>>
blame(llvm::StringRef File, llvm::ArrayRef<unsigned> Lines) {
  std::vector<std::string> Ranges;
  for (unsigned Line : Lines)
    Ranges.push_back("-L" + std::to_string(Line) + "," + std::to_string(Line));
  std::vector<llvm::StringRef> Words = {"blame", "--line-porcelain",
                                        "--no-textconv", "--encoding=UTF-8"};
  Words.insert(Words.end(), Ranges.begin(), Ranges.end());
  Words.push_back("--");
  Words.push_back(llvm::sys::path::filename(File));
  auto Output = runGit(llvm::sys::path::parent_path(File), Words);
  if (!Output)
    return Output.takeError();

  // Per line: "COMMIT OLD-LINE LINE ...", then a key and its value on a line
  // each, then a tab and the line itself.
  std::map<unsigned, Authorship> Result;
  llvm::SmallVector<llvm::StringRef, 0> Printed;
  llvm::StringRef(*Output).split(Printed, '\n');
  llvm::StringRef Head, Author, Time, Zone;
  for (llvm::StringRef Line : Printed) {
    if (!Line.starts_with("\t")) {
      if (Head.empty())
        Head = Line;
      else if (Line.consume_front("author "))
        Author = Line;
      else if (Line.consume_front("author-time "))
        Time = Line;
      else if (Line.consume_front("author-tz "))
        Zone = Line;
      continue;
    }
    auto [Commit, Places] = Head.split(' ');
    unsigned Number = 0;
    if (!Places.split(' ').second.split(' ').first.getAsInteger(10, Number) &&
        Commit.find_first_not_of('0') != Commit.npos)
      Result[Number] = {Author.str(), dateOf(Time, Zone)};
    Head = "";
  }
  return Result;
}

} // namespace tether
