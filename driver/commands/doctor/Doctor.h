//===- Doctor.h - tether doctor ---------------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMMANDS_DOCTOR_DOCTOR_H
#define TETHER_DRIVER_COMMANDS_DOCTOR_DOCTOR_H

#include "driver/report/Diagnosis.h"
#include "driver/run/Cache.h"
#include "driver/run/Processes.h"
#include "driver/select/Sources.h"

namespace tether {

struct DoctorRequest {
  SourceRequest Where;
  ConfigRequest Config;
  Limits Of;
  unsigned Files = 5; ///< So many sources are analysed.
  std::string CacheFolder = defaultCacheFolder();
  bool AsJson = false;
};

/// Prints what works and what does not. HasFindings if there is a problem.
ExitStatus doctor(const DoctorRequest &Request, llvm::raw_ostream &Out);

using Diagnoses = std::vector<Diagnosis>;

/// The programs and files that Tether is made of and works with. Runs the
/// clang-tidy that is in the PATH.
void examineInstallation(llvm::StringRef CacheFolder, Diagnoses &Result);

/// The project that the request is about. Analyses some of its sources.
void examineProject(const DoctorRequest &Request, Diagnoses &Result);

} // namespace tether

#endif // TETHER_DRIVER_COMMANDS_DOCTOR_DOCTOR_H
