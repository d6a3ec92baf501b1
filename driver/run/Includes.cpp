//===- Includes.cpp - What units include ----------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/run/Includes.h"
#include "driver/result/Archive.h"
#include "clang/Tooling/DependencyScanningTool.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <numeric>
#include <set>

using namespace clang::dependencies;

namespace tether {

namespace {

/// Units that one process scans: it reads their common headers once.
constexpr size_t PerProcess = 50;

class Listener : public DependencyConsumer {
public:
  explicit Listener(const Unit &U) : U(U) {}

  void handleFileDependency(llvm::StringRef File) override {
    llvm::SmallString<256> Path(File);
    llvm::sys::path::make_absolute(U.Directory, Path);
    Files.insert(Path.str().str());
  }

  void
  handleDependencyOutputOpts(const clang::DependencyOutputOptions &) override {}
  void handlePrebuiltModuleDependency(PrebuiltModuleDep) override {}
  void handleModuleDependency(ModuleDeps) override {}
  void handleDirectModuleDependency(ModuleID) override {}
  void handleVisibleModule(std::string) override {}
  void handleContextHash(std::string) override {}

  std::set<std::string> Files;

private:
  const Unit &U;
};

/// What does not build modules is not asked.
class Controller : public DependencyActionController {
public:
  std::string lookupModuleOutput(const ModuleDeps &,
                                 ModuleOutputKind) override {
    return "";
  }
};

IncludeScan scan(llvm::ArrayRef<const Unit *> Units,
                 llvm::ArrayRef<size_t> Numbers) {
  IncludeScan Result;
  auto FS = llvm::makeIntrusiveRefCnt<RecordingFileSystem>(
      llvm::vfs::createPhysicalFileSystem(), Result.Seen);
  DependencyScanningService Service(ScanningMode::DependencyDirectivesScan,
                                    ScanningOutputFormat::Make);
  DependencyScanningWorker Worker(Service, FS);
  struct UnitRead {
    ScannedUnit Unit;
    std::set<std::string> Files;
  };
  std::vector<UnitRead> Read;
  for (size_t Number : Numbers) {
    const Unit &U = *Units[Number];
    Listener Consumer(U);
    Controller Asked;
    clang::DiagnosticConsumer Diags; // Counts.
    UnitRead &R = Read.emplace_back();
    R.Unit.Number = Number;
    R.Unit.AreAll =
        U.Problem.empty() && llvm::sys::fs::is_directory(U.Directory) &&
        clang::tooling::computeDependencies(Worker, U.Directory, U.Arguments,
                                            Consumer, Asked, Diags) &&
        !Diags.getNumErrors();
    R.Files = std::move(Consumer.Files);
  }
  // A name that the scanner has made up of others is not in the record.
  for (const UnitRead &R : Read)
    for (const std::string &File : R.Files)
      if (FileState &State = Result.Seen[File];
          State.size() != ContentStateSize)
        State = stateNow(File, FileState(ContentStateSize, 0));
  for (UnitRead &R : Read) {
    unsigned Index = 0;
    for (const auto &[File, State] : Result.Seen) {
      if (R.Files.count(File))
        R.Unit.Files.push_back(Index);
      ++Index;
    }
    Result.Units.push_back(std::move(R.Unit));
  }
  return Result;
}

} // namespace

bool scanIncludes(llvm::ArrayRef<const Unit *> Units, const Limits &L,
                  llvm::function_ref<void(size_t, FilesRead, bool)> Found) {
  std::vector<size_t> ToDo(Units.size());
  std::iota(ToDo.begin(), ToDo.end(), 0);
  // What is lost with another one is tried again alone.
  for (size_t AtOnce : {PerProcess, size_t(1)}) {
    std::set<size_t> Scanned;
    auto Part = [&](size_t Item) {
      auto Rest = llvm::ArrayRef(ToDo).drop_front(Item * AtOnce);
      return Rest.take_front(std::min(AtOnce, Rest.size()));
    };
    auto Work = [&](size_t Item, llvm::raw_ostream &OS) {
      OS << pack(scan(Units, Part(Item)));
    };
    auto Done = [&](size_t Item, Outcome O) {
      std::optional<IncludeScan> Result;
      if (O.How == Outcome::End::Done)
        Result = unpackIncludes(O.Output);
      if (!Result)
        return;
      for (size_t Number : Part(Item))
        Scanned.insert(Number);
      std::vector<FilesRead::const_iterator> Seen;
      FilesRead Missing;
      for (auto It = Result->Seen.begin(); It != Result->Seen.end(); ++It) {
        Seen.push_back(It);
        if (It->second == NoFile)
          Missing.insert(*It);
      }
      for (const ScannedUnit &U : Result->Units) {
        FilesRead Files = Missing;
        for (unsigned Index : U.Files)
          if (Index < Seen.size())
            Files.insert(*Seen[Index]);
        if (U.Number < Units.size())
          Found(U.Number, std::move(Files), U.AreAll);
      }
    };
    std::vector<Cost> Expected(llvm::divideCeil(ToDo.size(), AtOnce));
    if (!forEachInProcess(Expected, L, Work, Done, [] {}))
      return false;
    llvm::erase_if(ToDo, [&](size_t Number) { return Scanned.count(Number); });
  }
  return true;
}

} // namespace tether
