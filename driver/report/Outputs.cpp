//===- Outputs.cpp - Where the reports of a run go ------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Outputs.h"
#include "llvm/ADT/StringSet.h"

namespace tether {

llvm::Expected<Outputs> Outputs::open(llvm::ArrayRef<std::string> Files,
                                      llvm::StringRef Standard,
                                      bool Statistics) {
  Outputs All;
  llvm::StringSet<> Paths;
  if (!Standard.empty()) {
    auto Form = findFormat(Standard);
    if (!Form)
      return Form.takeError();
    All.Standard = *Form;
    Paths.insert("-");
  }
  for (llvm::StringRef Text : Files) {
    auto [Name, Path] = Text.split('=');
    if (Path.empty())
      return llvm::createStringError("--output: '" + Text +
                                     "' is not FORMAT=PATH");
    auto Form = findFormat(Name);
    if (!Form)
      return Form.takeError();
    if (!Paths.insert(Path).second)
      return llvm::createStringError(
          Path == "-"
              ? "two reports are to go to standard output; give one a file"
              : "two reports are to go to '" + Path.str() + "'");
    if (Path == "-") {
      All.Standard = *Form;
      continue;
    }
    auto File = OutputFile::create(Path);
    if (!File)
      return File.takeError();
    All.Files.push_back({*Form, std::move(*File)});
  }
  if (!All.Standard)
    All.Standard = &formats().front();
  if (Statistics) {
    auto Counts = statisticsLike(*All.Standard);
    if (!Counts)
      return Counts.takeError();
    All.Standard = *Counts;
  }
  return All;
}

llvm::Error Outputs::write(const Report &R, const FormatSettings &Settings,
                           llvm::raw_ostream &Out) {
  Standard->Print(R, Settings, Out);
  Out.flush();
  FormatSettings Plain = Settings;
  Plain.Color = false;
  llvm::Error Failed = llvm::Error::success();
  for (FileOutput &F : Files)
    Failed = llvm::joinErrors(std::move(Failed),
                              F.File.write([&](llvm::raw_ostream &OS) {
                                F.Form->Print(R, Plain, OS);
                              }));
  return Failed;
}

} // namespace tether
