//===- Includes.cpp - What sources include --------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/prefilter/Includes.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Tooling/DependencyScanningTool.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang::dependencies;

namespace tether {

namespace {

/// Scanned by one process, which shares what it has read among them.
constexpr size_t PerProcess = 50;

class Listener : public DependencyConsumer {
public:
  explicit Listener(const Unit &U) : U(U) {}

  void handleFileDependency(llvm::StringRef File) override {
    llvm::SmallString<256> Path(File);
    llvm::sys::path::make_absolute(U.Directory, Path);
    if (isOfSystem(Path))
      return;
    llvm::SmallString<256> Real;
    if (llvm::sys::fs::real_path(Path, Real))
      Real = Path;
    if (Real != U.File)
      Files.push_back(Real.str().str());
  }

  void
  handleDependencyOutputOpts(const clang::DependencyOutputOptions &) override {}
  void handlePrebuiltModuleDependency(PrebuiltModuleDep) override {}
  void handleModuleDependency(ModuleDeps) override {}
  void handleDirectModuleDependency(ModuleID) override {}
  void handleVisibleModule(std::string) override {}
  void handleContextHash(std::string) override {}

  std::vector<std::string> Files;

private:
  /// Others of the command's `-isystem` are lexed for nothing.
  static bool isOfSystem(llvm::StringRef Path) {
    return Path.starts_with("/usr/include/") || Path.starts_with("/usr/lib/") ||
           Path.starts_with("/usr/bin/../lib/");
  }

  const Unit &U;
};

/// Nothing is built, so nothing is asked.
class Controller : public DependencyActionController {
public:
  std::string lookupModuleOutput(const ModuleDeps &,
                                 ModuleOutputKind) override {
    return "";
  }
};

} // namespace

std::vector<std::optional<std::vector<std::string>>>
includesOf(llvm::ArrayRef<const Unit *> Units, const Limits &L) {
  std::vector<std::optional<std::vector<std::string>>> Result(Units.size());
  auto Work = [&](size_t Item, llvm::raw_ostream &OS) {
    DependencyScanningService Service(ScanningMode::DependencyDirectivesScan,
                                      ScanningOutputFormat::Make);
    DependencyScanningWorker Worker(Service,
                                    llvm::vfs::createPhysicalFileSystem());
    size_t End = std::min(Units.size(), (Item + 1) * PerProcess);
    for (size_t I = Item * PerProcess; I != End; ++I) {
      const Unit &U = *Units[I];
      Listener Found(U);
      Controller Asked;
      clang::IgnoringDiagConsumer Diags;
      if (!U.Problem.empty() ||
          !clang::tooling::computeDependencies(Worker, U.Directory, U.Arguments,
                                               Found, Asked, Diags))
        continue;
      // One record: its number, and each file, behind a null character.
      OS << I << '\0';
      for (const std::string &File : Found.Files)
        OS << File << '\0';
      OS << '\n';
      OS.flush(); // The next may crash.
    }
  };
  auto Done = [&](size_t, Outcome O) {
    llvm::StringRef Text = O.Output;
    while (true) {
      size_t End = Text.find(llvm::StringRef("\0\n", 2));
      if (End == llvm::StringRef::npos)
        return;
      llvm::SmallVector<llvm::StringRef, 64> Parts;
      Text.take_front(End).split(Parts, '\0');
      Text = Text.drop_front(End + 2);
      size_t I;
      if (Parts[0].getAsInteger(10, I) || I >= Units.size())
        return;
      Result[I].emplace();
      for (llvm::StringRef File : llvm::ArrayRef(Parts).drop_front())
        Result[I]->push_back(File.str());
    }
  };
  std::vector<Cost> Expected((Units.size() + PerProcess - 1) / PerProcess);
  forEachInProcess(Expected, L, Work, Done, [] {});
  return Result;
}

} // namespace tether
