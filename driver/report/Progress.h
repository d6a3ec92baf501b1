//===- Progress.h - Files done, on a terminal -------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_PROGRESS_H
#define TETHER_DRIVER_REPORT_PROGRESS_H

#include "driver/Finding.h"
#include "llvm/Support/raw_ostream.h"

namespace tether {

/// One line that is written over; gone when it is destroyed.
class Progress {
public:
  Progress(llvm::raw_ostream &OS, size_t Total, bool Show)
      : OS(OS), Total(Total), Show(Show) {}
  ~Progress();

  void done(const UnitResult &Unit);

private:
  llvm::raw_ostream &OS;
  size_t Total;
  bool Show;
  size_t Done = 0;
  size_t Findings = 0;
};

} // namespace tether

#endif // TETHER_DRIVER_REPORT_PROGRESS_H
