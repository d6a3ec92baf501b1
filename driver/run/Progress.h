//===- Progress.h - How far a scan is ---------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_RUN_PROGRESS_H
#define TETHER_DRIVER_RUN_PROGRESS_H

#include "driver/result/Finding.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <string>

namespace tether {

class Progress {
public:
  enum class Form {
    None,
    Line,  ///< One that is written over, and gone at the end: on a terminal.
    Lines, ///< One every ten seconds.
  };

  Progress(llvm::raw_ostream &OS, size_t Total, Form F)
      : OS(OS), F(F), Total(Total) {}
  ~Progress();

  /// So many units are to be analysed, of the total and beside those that were
  /// told of before.
  void add(size_t Units) { ToDo += Units; }
  /// A result of an earlier run is taken.
  void cached(const UnitResult &Unit);
  void done(const UnitResult &Unit);
  /// Is to be called every now and then.
  void tick();

private:
  using Clock = std::chrono::steady_clock;

  void print();
  std::string text() const;

  llvm::raw_ostream &OS;
  Form F;
  size_t Total;
  size_t ToDo = 0;
  size_t Done = 0;
  size_t Cached = 0;
  size_t Findings = 0;
  const Clock::time_point Begin = Clock::now();
  Clock::time_point Printed = Begin;
};

} // namespace tether

#endif // TETHER_DRIVER_RUN_PROGRESS_H
