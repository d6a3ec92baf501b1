//===- Doctor.cpp - tether doctor -----------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/doctor/Doctor.h"
#include "driver/support/Text.h"
#include "llvm/ADT/STLExtras.h"

namespace tether {

ExitStatus doctor(const DoctorRequest &Request, llvm::raw_ostream &Out) {
  Diagnoses All;
  examineInstallation(Request.CacheFolder, All);
  examineProject(Request, All);
  if (Request.AsJson)
    printDiagnosesJson(All, Out);
  else
    printDiagnoses(All, hasColors(Out), Out);
  return llvm::any_of(All,
                      [](const Diagnosis &D) {
                        return D.S == Diagnosis::State::Problem;
                      })
             ? HasFindings
             : Clean;
}

} // namespace tether
