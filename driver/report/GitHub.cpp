//===- GitHub.cpp - Findings as annotations of GitHub Actions -------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Printers.h"
#include "driver/report/Wording.h"
#include "driver/result/Rules.h"
#include "driver/support/Paths.h"
#include "llvm/Support/JSON.h"

namespace tether {

namespace {

/// What follows the colons.
std::string escapedMessage(llvm::StringRef Text) {
  std::string Result;
  for (char C : llvm::json::fixUTF8(Text))
    switch (C) {
    case '%':
      Result += "%25";
      break;
    case '\r':
      Result += "%0D";
      break;
    case '\n':
      Result += "%0A";
      break;
    default:
      Result += C;
    }
  return Result;
}

std::string escapedProperty(llvm::StringRef Text) {
  std::string Result;
  for (char C : escapedMessage(Text))
    if (C == ':')
      Result += "%3A";
    else if (C == ',')
      Result += "%2C";
    else
      Result += C;
  return Result;
}

class Writer {
public:
  Writer(llvm::StringRef Root, llvm::raw_ostream &OS) : Root(Root), OS(OS) {}

  void command(llvm::StringRef Name, const Location &L, llvm::StringRef Title,
               llvm::StringRef Message) {
    OS << "::" << Name << ' ';
    if (!L.File.empty())
      OS << "file=" << escapedProperty(relativeTo(L.File, Root)) << ',';
    if (L.Line)
      OS << "line=" << L.Line << ",col=" << L.Column << ',';
    OS << "title=" << escapedProperty(Title) << "::" << escapedMessage(Message)
       << '\n';
  }

private:
  llvm::StringRef Root;
  llvm::raw_ostream &OS;
};

} // namespace

void printGitHub(const Report &R, llvm::StringRef Root, llvm::raw_ostream &OS) {
  Writer W(Root, OS);
  for (const Finding &F : R.Findings) {
    Severity Level = severity(F);
    W.command(Level == Severity::Note ? "notice" : word(Level), F.Where,
              F.Check, story(F, Root));
  }
  for (const Failure &F : R.Failures) {
    Location Where = F.Where;
    if (Where.File.empty())
      Where.File = F.File;
    W.command("error", Where, "tether", describe(F, Root));
  }
  for (const std::string &Message : R.ConfigErrors)
    W.command("error", {}, "tether", Message);
}

} // namespace tether
