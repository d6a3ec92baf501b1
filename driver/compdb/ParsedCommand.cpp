//===- ParsedCommand.cpp - A command as options ---------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/compdb/ParsedCommand.h"
#include "clang/Driver/Driver.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/Path.h"

namespace options = clang::options;
namespace types = clang::driver::types;

namespace tether::compdb {

/// To all but the compiler.
static llvm::SmallVector<const char *, 64>
pointers(llvm::ArrayRef<std::string> Command) {
  llvm::SmallVector<const char *, 64> Result;
  for (const std::string &Argument : Command.drop_front())
    Result.push_back(Argument.c_str());
  return Result;
}

static llvm::opt::InputArgList parse(llvm::ArrayRef<std::string> Command) {
  unsigned MissingIndex, MissingCount;
  return clang::getDriverOptTable().ParseArgs(
      pointers(Command), MissingIndex, MissingCount,
      llvm::opt::Visibility(isForCL(Command) ? options::CLOption
                                             : options::ClangOption));
}

llvm::StringRef driverMode(llvm::ArrayRef<std::string> Command) {
  return clang::driver::getDriverMode(Command.front(), pointers(Command));
}

bool isForCL(llvm::ArrayRef<std::string> Command) {
  return clang::driver::IsClangCL(driverMode(Command));
}

types::ID language(llvm::ArrayRef<std::string> Command, llvm::StringRef File) {
  llvm::StringRef Extension = llvm::sys::path::extension(File);
  types::ID Type = Extension.empty()
                       ? types::TY_INVALID
                       : types::lookupTypeForExtension(Extension.drop_front());
  // Written out, because a whole database is asked.
  for (size_t I = 1; I < Command.size(); ++I) {
    llvm::StringRef Name = Command[I];
    if (Name == "/TP" || Name == "-TP")
      return types::TY_CXX;
    if (Name == "/TC" || Name == "-TC")
      return types::TY_C;
    if (!Name.consume_front("-x"))
      continue;
    if (Name.empty() && I + 1 != Command.size())
      Name = Command[++I];
    if (types::ID Given = types::lookupTypeForTypeSpecifier(Name.data());
        Given != types::TY_INVALID)
      Type = Given;
  }
  return Type;
}

ParsedCommand::ParsedCommand(llvm::ArrayRef<std::string> Command)
    : List(parse(Command)) {
  llvm::ArrayRef<std::string> Words = Command.drop_front();
  size_t End = Words.size();
  for (const llvm::opt::Arg *A : llvm::reverse(List.getArgs())) {
    const size_t Begin = A->getIndex();
    Options.push_back({A, Words.slice(Begin, End - Begin)});
    End = Begin;
  }
  std::reverse(Options.begin(), Options.end());
}

} // namespace tether::compdb
