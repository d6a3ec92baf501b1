//===- FileIndex.cpp - The files of a unit, by number ---------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/support/FileIndex.h"

using namespace clang;

namespace tether {

FileIndex::FileIndex(const SourceManager &Sources) {
  auto Add = [&](FileID ID, const SrcMgr::SLocEntry &Entry) {
    if (!Entry.isFile())
      return;
    OptionalFileEntryRef File = Entry.getFile().getContentCache().OrigEntry;
    if (File && Numbers.try_emplace(&File->getFileEntry(), ID).second)
      All.push_back(ID);
  };
  const FileID Main = Sources.getMainFileID();
  if (Main.isValid())
    Add(Main, Sources.getSLocEntry(Main));
  for (unsigned I = 1; I < Sources.local_sloc_entry_size(); ++I) {
    const SrcMgr::SLocEntry &Entry = Sources.getLocalSLocEntry(I);
    if (Entry.isFile())
      Add(Sources.getFileID(
              SourceLocation::getFromRawEncoding(Entry.getOffset())),
          Entry);
  }
}

} // namespace tether
