//===- CommandLine.cpp - Compile commands for this clang ------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/compdb/CommandLine.h"
#include "clang/Options/Options.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"

using namespace clang::tooling;
namespace options = clang::options;

namespace tether::compdb {

namespace {

/// Compilers accept more options than any one of them knows; what clang would
/// reject is dropped, as are plugins for another compiler.
CommandLineArguments dropForeign(const CommandLineArguments &Arguments,
                                 llvm::StringRef) {
  // cl's options start like files; clang-cl only warns of what it ignores.
  if (llvm::is_contained(Arguments, "--driver-mode=cl"))
    return Arguments;

  llvm::SmallVector<const char *, 64> Argv;
  for (const std::string &Argument : llvm::drop_begin(Arguments))
    Argv.push_back(Argument.c_str());
  unsigned MissingIndex, MissingCount;
  llvm::opt::InputArgList Parsed = clang::getDriverOptTable().ParseArgs(
      Argv, MissingIndex, MissingCount,
      llvm::opt::Visibility(options::ClangOption));

  std::vector<bool> Drop(Arguments.size());
  for (const llvm::opt::Arg *A : Parsed) {
    const llvm::opt::Option &O = A->getOption();
    if (O.matches(options::OPT_UNKNOWN) || O.hasFlag(options::Unsupported) ||
        O.matches(options::OPT_fplugin_EQ) ||
        O.matches(options::OPT_fplugin_arg) ||
        O.matches(options::OPT_fpass_plugin_EQ))
      Drop[A->getIndex() + 1] = true;
  }
  CommandLineArguments Kept;
  for (size_t I = 0; I != Arguments.size(); ++I)
    if (!Drop[I])
      Kept.push_back(Arguments[I]);
  return Kept;
}

} // namespace

std::vector<std::string> forClang(llvm::ArrayRef<std::string> Arguments,
                                  llvm::StringRef File, const Changes &C,
                                  llvm::StringRef ResourceDir) {
  CommandLineArguments Result;
  for (const std::string &Argument : Arguments)
    if (!llvm::is_contained(C.Removed, Argument))
      Result.push_back(Argument);

  using Where = ArgumentInsertPosition;
  const ArgumentsAdjuster Steps[] = {
      getInsertArgumentAdjuster(C.Before, Where::BEGIN),
      getInsertArgumentAdjuster(C.After, Where::END),
      getClangStripOutputAdjuster(), getClangStripDependencyFileAdjuster(),
      getClangSyntaxOnlyAdjuster(), getStripPluginsAdjuster(), dropForeign,
      // -w also keeps -Werror from making a warning a reason to stop; without
      // carets clang prints no count of its own.
      getInsertArgumentAdjuster(
          CommandLineArguments{"-w", "-Qunused-arguments",
                               "-fno-caret-diagnostics",
                               "-resource-dir=" + ResourceDir.str()},
          Where::END)};
  for (const ArgumentsAdjuster &Step : Steps)
    Result = Step(Result, File);
  return Result;
}

} // namespace tether::compdb
