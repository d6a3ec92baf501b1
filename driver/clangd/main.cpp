//===- main.cpp - clangd with the checks of Tether ------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clangd is a library behind one function; the checks join it by being linked.
// Three things are not open to a module, so the linker puts ours in their place
// (--wrap) or a flag does:
//
//   - without a configuration clangd runs a fixed list of checks;
//   - it hides checks whose speed it has not measured;
//   - it looks for the compiler's headers beside its own binary.
//
// clangd installs no headers, hence the declarations here.
//
//===----------------------------------------------------------------------===//

// Keeps all checks of clang-tidy in the binary.
#include "clang-tidy/ClangTidyForceLinker.h"

#include "checks/Module.h"
#include "driver/config/Config.h"
#include "driver/support/ResourceDir.h"
#include "llvm/ADT/FunctionExtras.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/WithColor.h"

using clang::tidy::ClangTidyOptions;
using llvm::StringRef;

namespace clang::clangd {
int clangdMain(int Argc, char *Argv[]);
} // namespace clang::clangd

using TidyProvider =
    llvm::unique_function<void(ClangTidyOptions &, StringRef) const>;

#define CLANGD_CHECKS "_ZN5clang6clangd20provideDefaultChecksEv"
#define CLANGD_FAST "_ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE"

TidyProvider clangdChecks() asm("__real_" CLANGD_CHECKS);
TidyProvider allChecks() asm("__wrap_" CLANGD_CHECKS);
std::optional<bool> isFastForClangd(StringRef) asm("__real_" CLANGD_FAST);
std::optional<bool> isFast(StringRef Check) asm("__wrap_" CLANGD_FAST);

/// Those that are errors by the registry or the options, as a list that comes
/// before the user's own.
static std::string errorsOf(const ClangTidyOptions &Options) {
  std::string Result;
  for (const tether::CheckInfo &C : tether::allChecks()) {
    auto Given = Options.CheckOptions.find((C.Name + ".Severity").str());
    if (Given == Options.CheckOptions.end() || Given->second.Value.empty()
            ? C.Level == tether::Severity::Error
            : Given->second.Value == "error")
      Result += C.Name.str() + ",";
  }
  return Result + Options.WarningsAsErrors.value_or("");
}

/// Runs after the user's configuration was read. Ours are on under the same
/// conditions as in `tether scan`.
TidyProvider allChecks() {
  return [Theirs = clangdChecks()](ClangTidyOptions &Options, StringRef File) {
    auto Ours = tether::enabledChecks(Options.Checks.value_or(""), "");
    Theirs(Options, File);
    if (!Ours.empty())
      *Options.Checks += "," + llvm::join(Ours, ",");
    Options.WarningsAsErrors = errorsOf(Options);
  };
}

std::optional<bool> isFast(StringRef Check) {
  if (llvm::any_of(tether::allChecks(),
                   [&](const tether::CheckInfo &C) { return C.Name == Check; }))
    return true;
  return isFastForClangd(Check);
}

static bool namesResourceDir(StringRef Argument) {
  return Argument.ltrim('-').starts_with("resource-dir");
}

int main(int Argc, char *Argv[]) {
  llvm::SmallVector<char *, 16> Args(Argv, Argv + Argc);
  std::string Flags = llvm::sys::Process::GetEnv("CLANGD_FLAGS").value_or("");
  llvm::SmallVector<StringRef> FlagWords;
  llvm::SplitString(Flags, FlagWords);
  std::string Flag;
  if (llvm::none_of(Args, namesResourceDir) &&
      llvm::none_of(FlagWords, namesResourceDir)) {
    llvm::Expected<std::string> Dir = tether::resourceDir();
    if (!Dir) {
      llvm::WithColor::error() << llvm::toString(Dir.takeError()) << '\n';
      return 2;
    }
    Flag = "--resource-dir=" + *Dir;
    Args.insert(Args.begin() + 1, Flag.data());
  }
  Args.push_back(nullptr);
  return clang::clangd::clangdMain(Args.size() - 1, Args.data());
}
