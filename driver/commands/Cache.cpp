//===- Cache.cpp - tether cache -------------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/Cache.h"
#include "driver/run/Cache.h"

namespace tether {

ExitStatus printCacheStatistics(llvm::StringRef Folder, llvm::raw_ostream &Out,
                                llvm::raw_ostream &Err) {
  auto Statistics = cacheStatistics(Folder);
  if (!Statistics)
    return fail(Err, Statistics.takeError());
  Out << Statistics->File << ": " << Statistics->Results << " results, "
      << Statistics->Files << " files, " << (Statistics->Bytes >> 10)
      << " KiB\n";
  return Clean;
}

ExitStatus cleanCache(llvm::StringRef Folder, llvm::raw_ostream &Err) {
  if (llvm::Error E = removeCache(Folder))
    return fail(Err, std::move(E));
  return Clean;
}

} // namespace tether
