//===- Formats.cpp - The forms of a report --------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Formats.h"
#include "driver/report/Html.h"
#include "driver/report/Printers.h"
#include "llvm/ADT/STLExtras.h"

namespace tether {

using Settings = FormatSettings;
using Stream = llvm::raw_ostream;

llvm::ArrayRef<Format> formats() {
  static constexpr Format All[] = {
      {"text", [](const Report &R, const Settings &S,
                  Stream &OS) { printText(R, S.From, S.Color, OS); }},
      {"json", [](const Report &R, const Settings &S,
                  Stream &OS) { printJson(R, S.Root, OS); }},
      {"html", [](const Report &R, const Settings &S,
                  Stream &OS) { printHtml(R, S.Root, OS); }},
      {"sarif",
       [](const Report &R, const Settings &S, Stream &OS) {
         printSarif(R, S.Root, {S.RunId, S.ShowKnown, S.ShowSuppressed}, OS);
       }},
      {"github", [](const Report &R, const Settings &S,
                    Stream &OS) { printGitHub(R, S.Root, OS); }},
      {"gitlab", [](const Report &R, const Settings &S,
                    Stream &OS) { printGitLab(R, S.Root, OS); }},
      {"junit", [](const Report &R, const Settings &S,
                   Stream &OS) { printJUnit(R, S.Root, OS); }},
      {"rdjson", [](const Report &R, const Settings &S,
                    Stream &OS) { printReviewDog(R, S.Root, OS); }},
  };
  return All;
}

std::string formatNames() {
  std::string Result;
  for (const Format &F : formats()) {
    if (&F != formats().begin())
      Result += &F == &formats().back() ? " or " : ", ";
    Result += F.Name;
  }
  return Result;
}

llvm::Expected<const Format *> findFormat(llvm::StringRef Name) {
  const Format *Found =
      llvm::find_if(formats(), [&](const Format &F) { return F.Name == Name; });
  if (Found == formats().end())
    return llvm::createStringError("there is no format '" + Name + "'; use " +
                                   formatNames());
  return Found;
}

} // namespace tether
