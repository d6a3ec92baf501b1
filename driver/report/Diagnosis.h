//===- Diagnosis.h - What tether doctor says --------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_DIAGNOSIS_H
#define TETHER_DRIVER_REPORT_DIAGNOSIS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace tether {

struct Diagnosis {
  enum class State {
    Ok,
    Warning, ///< Something that not everybody needs does not work.
    Problem, ///< A scan does not work, or not completely.
  };

  State S;
  std::string Subject; ///< One word that stays from version to version.
  std::string Text;
  std::string Remedy = ""; ///< A command or a line to write; may be empty.
};

/// One line each.
void printDiagnoses(llvm::ArrayRef<Diagnosis> All, bool Color,
                    llvm::raw_ostream &OS);

/// The format is described in docs/usage/configuration.md.
void printDiagnosesJson(llvm::ArrayRef<Diagnosis> All, llvm::raw_ostream &OS);

} // namespace tether

#endif // TETHER_DRIVER_REPORT_DIAGNOSIS_H
