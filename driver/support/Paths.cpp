//===- Paths.cpp - Names of files, here and in other checkouts ------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/support/Paths.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

namespace tether {

llvm::StringRef relativeTo(llvm::StringRef File, llvm::StringRef Folder) {
  llvm::StringRef Rest = File;
  if (Folder.empty() || !Rest.consume_front(Folder) || Rest.empty())
    return File;
  if (llvm::sys::path::is_separator(Folder.back()))
    return Rest;
  return llvm::sys::path::is_separator(Rest.front()) ? Rest.drop_front() : File;
}

bool matchesGlob(llvm::StringRef Glob, llvm::StringRef Path) {
  std::string Pattern = "^";
  while (!Glob.empty()) {
    if (Glob.consume_front("**"))
      Pattern += ".*";
    else if (Glob.consume_front("*"))
      Pattern += "[^/]*";
    else if (Glob.consume_front("?"))
      Pattern += "[^/]";
    else {
      Pattern += llvm::Regex::escape(Glob.take_front());
      Glob = Glob.drop_front();
    }
  }
  return llvm::Regex(Pattern + "$").match(Path);
}

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
