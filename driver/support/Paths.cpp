//===- Paths.cpp - What means the same in another checkout ----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/support/Paths.h"
#include "llvm/ADT/StringExtras.h"

namespace tether {

std::string portablePath(llvm::StringRef Path, llvm::StringRef Root) {
  llvm::StringRef Rest = Path;
  if (!Root.empty() && Rest.consume_front(Root) &&
      (Rest.empty() || Rest.starts_with("/")))
    return "." + Rest.str();
  return Path.str();
}

std::string localPath(llvm::StringRef Path, llvm::StringRef Root) {
  return Path.consume_front(".") ? (Root + Path).str() : Path.str();
}

/// Whether what stands between these is a path, or the beginning of one.
static bool isWholePath(llvm::StringRef Before, llvm::StringRef After) {
  // "-I/project" but not "/usr/project".
  llvm::StringRef Word = Before.substr(Before.find_last_of(" '\"=:(,;\n") + 1);
  if (Word.contains('/') || !(Word.empty() || Word.starts_with("-")))
    return false;
  // Not "/project-2".
  return After.empty() || !(llvm::isAlnum(After.front()) ||
                            llvm::StringRef("_-.+~").contains(After.front()));
}

std::string portableText(llvm::StringRef Text, llvm::StringRef Root) {
  if (Root.empty())
    return Text.str();
  std::string Result;
  size_t Done = 0;
  for (size_t At = 0; (At = Text.find(Root, At)) != llvm::StringRef::npos;) {
    const size_t End = At + Root.size();
    if (isWholePath(Text.take_front(At), Text.drop_front(End))) {
      Result += Text.slice(Done, At);
      Result += '\0';
      Done = End;
    }
    At = End;
  }
  Result += Text.drop_front(Done);
  return Result;
}

std::string localText(llvm::StringRef Text, llvm::StringRef Root) {
  std::string Result;
  for (char C : Text)
    if (C)
      Result += C;
    else
      Result += Root;
  return Result;
}

} // namespace tether
