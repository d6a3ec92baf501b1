//===- Schedule.cpp - Many units at once ----------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/schedule/Schedule.h"
#include "llvm/Support/ThreadPool.h"
#include <mutex>

namespace tether {

void forAll(size_t Count, unsigned Jobs, llvm::function_ref<void(size_t)> Do) {
  // LLVM's threads have the stack that clang's recursions need.
  llvm::DefaultThreadPool Pool(llvm::hardware_concurrency(Jobs));
  for (size_t I = 0; I != Count; ++I)
    Pool.async([Do, I] { Do(I); });
  Pool.wait();
}

std::vector<UnitResult>
analyzeAll(llvm::ArrayRef<Unit> Units, unsigned Jobs,
           llvm::function_ref<void(const UnitResult &)> Progress) {
  std::vector<UnitResult> Results(Units.size());
  std::mutex ProgressMutex;
  forAll(Units.size(), Jobs, [&](size_t I) {
    Results[I] = analyze(Units[I]);
    std::lock_guard<std::mutex> Lock(ProgressMutex);
    Progress(Results[I]);
  });
  return Results;
}

} // namespace tether
