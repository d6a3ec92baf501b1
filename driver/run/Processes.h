//===- Processes.h - Work that may crash, hang or eat memory ----*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each item of work gets a process of its own, forked from this one: it has all
// that is in memory here for nothing, leaves nothing behind, and if it dies, it
// alone is lost. A fork costs a thousandth of parsing a source.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_RUN_PROCESSES_H
#define TETHER_DRIVER_RUN_PROCESSES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <string>

namespace tether {

/// What an item takes; 0 if that is not known.
struct Cost {
  double Seconds = 0; ///< Of the processor.
  uint64_t Bytes = 0; ///< The most memory at one time.
};

struct Limits {
  unsigned Jobs = 0;                 ///< At the same time; 0: one per core.
  std::chrono::seconds Timeout{600}; ///< Of the clock, for one item; 0: none.
  uint64_t Memory = 0;               ///< Bytes, for one item; 0: none.
};

struct Outcome {
  enum class End { Done, Crashed, TimedOut, OutOfMemory };
  End How = End::Done;
  std::string Output; ///< What the work has written, if it is done.
  std::string Why;    ///< Of a crash: the signal, and what was said of it.
  Cost Took;
};

/// Calls `Work` with each number below the size of `Expected`, in a process of
/// its own, and `Done`, in this one, with what came of it; in any order, the
/// longest first if that is known. As many run at a time as `L` and the free
/// memory allow. `Tick` is called every now and then.
///
/// Nothing may run on other threads of this process. SIGINT, SIGTERM and SIGHUP
/// end the work: then false is returned, and there was no `Done` for some.
bool forEachInProcess(
    llvm::ArrayRef<Cost> Expected, const Limits &L,
    llvm::function_ref<void(size_t, llvm::raw_ostream &)> Work,
    llvm::function_ref<void(size_t, Outcome)> Done,
    llvm::function_ref<void()> Tick);

} // namespace tether

#endif // TETHER_DRIVER_RUN_PROCESSES_H
