//===- Diagnosis.cpp - What tether doctor says ----------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Diagnosis.h"
#include "driver/report/JsonText.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/WithColor.h"

namespace tether {

namespace {

constexpr int FormatVersion = 1;

struct StateWord {
  llvm::StringLiteral Word;
  llvm::raw_ostream::Colors Color;
};

/// In the order of Diagnosis::State.
constexpr StateWord States[] = {{"ok", llvm::raw_ostream::GREEN},
                                {"warning", llvm::raw_ostream::YELLOW},
                                {"problem", llvm::raw_ostream::RED}};

} // namespace

void printDiagnoses(llvm::ArrayRef<Diagnosis> All, bool Color,
                    llvm::raw_ostream &OS) {
  for (const Diagnosis &D : All) {
    const StateWord &S = States[size_t(D.S)];
    llvm::WithColor(OS, S.Color, /*Bold=*/false, /*BG=*/false,
                    Color ? llvm::ColorMode::Enable : llvm::ColorMode::Disable)
        << llvm::left_justify(S.Word, 9);
    OS << D.Subject << ": " << D.Text;
    if (!D.Remedy.empty())
      OS << "; remedy: " << D.Remedy;
    OS << '\n';
  }
}

void printDiagnosesJson(llvm::ArrayRef<Diagnosis> All, llvm::raw_ostream &OS) {
  Json J = {{"version", FormatVersion}, {"diagnoses", Json::array()}};
  for (const Diagnosis &D : All)
    J["diagnoses"].push_back({{"state", States[size_t(D.S)].Word.str()},
                              {"subject", D.Subject},
                              {"text", D.Text},
                              {"remedy", orNull(D.Remedy)}});
  printJson(J, OS);
}

} // namespace tether
