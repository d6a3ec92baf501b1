//===- Includes.cpp - Which sources read a file ---------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/diff/Includes.h"
#include "driver/compdb/Database.h"
#include "clang/Tooling/DependencyScanningTool.h"
#include "llvm/ADT/STLExtras.h"
#include <numeric>

using namespace clang::dependencies;

namespace tether {

namespace {

/// Sources that one process scans: it reads their common headers once.
constexpr size_t PerProcess = 16;

class Listener : public DependencyConsumer {
public:
  Listener(const Unit &U, llvm::ArrayRef<std::string> Files)
      : U(U), Files(Files) {}

  void handleFileDependency(llvm::StringRef File) override {
    std::string Real = compdb::canonical(*FS, U.Directory, File);
    auto It = llvm::lower_bound(Files, Real);
    if (It != Files.end() && *It == Real)
      Found.Files.insert(It - Files.begin());
  }

  void
  handleDependencyOutputOpts(const clang::DependencyOutputOptions &) override {}
  void handlePrebuiltModuleDependency(PrebuiltModuleDep) override {}
  void handleModuleDependency(ModuleDeps) override {}
  void handleDirectModuleDependency(ModuleID) override {}
  void handleVisibleModule(std::string) override {}
  void handleContextHash(std::string) override {}

  Includes Found;

private:
  const Unit &U;
  llvm::ArrayRef<std::string> Files;
  compdb::FileSystem FS = llvm::vfs::getRealFileSystem();
};

/// What does not build modules is not asked.
class Controller : public DependencyActionController {
public:
  std::string lookupModuleOutput(const ModuleDeps &,
                                 ModuleOutputKind) override {
    return "";
  }
};

Includes scan(DependencyScanningWorker &Worker, const Unit &U,
              llvm::ArrayRef<std::string> Files) {
  if (!U.Problem.empty())
    return {};
  Listener Consumer(U, Files);
  Controller Asked;
  clang::DiagnosticConsumer Diags; // Counts.
  Consumer.Found.AreAll =
      clang::tooling::computeDependencies(Worker, U.Directory, U.Arguments,
                                          Consumer, Asked, Diags) &&
      !Diags.getNumErrors();
  return Consumer.Found;
}

/// "5 1 0 3": number 5 includes all of 0 and 3.
void print(size_t Number, const Includes &I, llvm::raw_ostream &OS) {
  OS << Number << ' ' << I.AreAll;
  for (size_t File : I.Files)
    OS << ' ' << File;
  OS << '\n';
  OS.flush(); // The next may crash.
}

/// Of what print() has printed. The numbers that are there are added to `Done`.
void take(llvm::StringRef Text, std::vector<Includes> &All,
          std::set<size_t> &Done) {
  while (Text.contains('\n')) {
    auto [Line, Rest] = Text.split('\n');
    Text = Rest;
    unsigned long long Number = 0, AreAll = 0, File = 0;
    llvm::consumeUnsignedInteger(Line, 10, Number);
    Line.consume_front(" ");
    llvm::consumeUnsignedInteger(Line, 10, AreAll);
    All[Number].AreAll = AreAll;
    while (Line.consume_front(" ") &&
           !llvm::consumeUnsignedInteger(Line, 10, File))
      All[Number].Files.insert(File);
    Done.insert(Number);
  }
}

} // namespace

llvm::Expected<std::vector<Includes>>
scanIncludes(llvm::ArrayRef<const Unit *> Units,
             llvm::ArrayRef<std::string> Files, const Limits &L) {
  std::vector<Includes> Result(Units.size());
  std::vector<size_t> ToDo(Units.size());
  std::iota(ToDo.begin(), ToDo.end(), 0);
  // What is lost with another one is tried again alone.
  for (size_t AtOnce : {PerProcess, size_t(1)}) {
    auto Work = [&](size_t Item, llvm::raw_ostream &OS) {
      DependencyScanningService Service(ScanningMode::DependencyDirectivesScan,
                                        ScanningOutputFormat::Make);
      DependencyScanningWorker Worker(Service,
                                      llvm::vfs::createPhysicalFileSystem());
      auto Mine = llvm::ArrayRef(ToDo).drop_front(Item * AtOnce);
      for (size_t Number : Mine.take_front(AtOnce))
        print(Number, scan(Worker, *Units[Number], Files), OS);
    };
    std::set<size_t> Done;
    std::vector<Cost> Expected(llvm::divideCeil(ToDo.size(), AtOnce));
    if (!forEachInProcess(
            Expected, L, Work,
            [&](size_t, Outcome O) { take(O.Output, Result, Done); }, [] {}))
      return llvm::createStringError(
          "interrupted while looking for sources that include what changed");
    llvm::erase_if(ToDo, [&](size_t Number) { return Done.count(Number); });
  }
  return Result;
}

} // namespace tether
