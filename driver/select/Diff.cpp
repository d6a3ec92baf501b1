//===- Diff.cpp - Scans of what has changed -------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/select/Diff.h"
#include "driver/run/Includes.h"
#include "driver/select/GitChanges.h"
#include "driver/support/Paths.h"
#include "clang/Driver/Types.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace path = llvm::sys::path;

namespace tether {

namespace {

/// The file that a patch means by `Name`.
std::string resolved(llvm::vfs::FileSystem &FS, llvm::StringRef Name,
                     llvm::StringRef Root) {
  llvm::StringRef Stripped = Name.split('/').second;
  llvm::SmallVector<llvm::StringRef, 2> Names = {Name, Stripped};
  if (Name.starts_with("b/"))
    std::swap(Names[0], Names[1]);
  for (llvm::StringRef Try : Names)
    for (llvm::StringRef Folder : {Root, llvm::StringRef(".")}) {
      std::string File = compdb::canonical(FS, Folder, Try);
      if (!Try.empty() && llvm::sys::fs::is_regular_file(File))
        return File;
    }
  return compdb::canonical(FS, Root, Names[0]);
}

enum class Kind { Source, Header, Other };

/// Of a file that no source is known to include.
Kind kindOf(llvm::StringRef File) {
  namespace types = clang::driver::types;
  llvm::StringRef Extension = path::extension(File);
  Extension.consume_front(".");
  types::ID Type = types::lookupTypeForExtension(Extension);
  if (types::isDerivedFromC(Type) && Type != types::TY_Asm)
    return types::onlyPrecompileType(Type) ? Kind::Header : Kind::Source;
  return llvm::StringSwitch<Kind>(Extension)
      .Cases({"inc", "inl", "ipp", "tcc", "tpp", "txx"}, Kind::Header)
      .Default(Kind::Other);
}

/// Finds a few sources that include all changed files between them.
class Cover {
public:
  Cover(const Changes &C, llvm::ArrayRef<Unit> Units,
        const compdb::Database &DB, const Limits &L)
      : C(C), Units(Units), L(L), Known(Units.size()) {
    std::set<std::string> Sources;
    for (const compdb::Entry &E : DB.Entries)
      Sources.insert(E.File);
    for (const auto &[File, Lines] : C)
      if (!Sources.count(File))
        Files.push_back(File);
  }

  /// What earlier runs have read.
  void recall(Cache &Store) {
    if (Files.empty())
      return;
    for (auto [U, K] : llvm::zip(Units, Known))
      if (auto Read = Store.filesOf(U))
        recall(*Read, K);
  }

  llvm::Error find() {
    // A source that changed may include other files now.
    std::vector<size_t> ToScan;
    if (!Files.empty())
      ToScan = select([&](size_t I) { return C.count(Units[I].File); });
    while (true) {
      if (llvm::Error E = scan(ToScan))
        return E;
      choose();
      // Nor need a record be right: an include may have moved.
      ToScan = select([&](size_t I) {
        return !C.count(Units[I].File) && Chosen.count(Units[I].File);
      });
      if (ToScan.empty() && llvm::any_of(Left, [&](size_t File) {
            return kindOf(Files[File]) != Kind::Other;
          }))
        ToScan = select([&](size_t I) { return Known[I].MayIncludeMore; });
      if (ToScan.empty())
        return llvm::Error::success();
    }
  }

  bool has(const Unit &U) const { return Chosen.count(U.File); }

  /// The changed files that no chosen source includes.
  std::vector<std::string> missed() const {
    std::vector<std::string> Result;
    for (size_t File : Left)
      Result.push_back(Files[File]);
    return Result;
  }

  /// Units of which is not known all that they include.
  size_t doubtful() const {
    return llvm::count_if(
        Known, [](const UnitIncludes &K) { return K.MayIncludeMore; });
  }

private:
  struct UnitIncludes {
    std::set<size_t> Files;
    bool IsScanned = false;
    bool MayIncludeMore = true;
  };

  void recall(const FilesRead &Read, UnitIncludes &K) {
    K.MayIncludeMore = false;
    for (const auto &[Path, State] : Read) {
      auto [It, IsNew] = RealPaths.try_emplace(Path);
      if (IsNew)
        It->second = compdb::canonical(*FS, "", Path);
      const std::string &File = It->second;
      // What changed, or was not there, may include other files by now.
      if (!C.count(File))
        continue;
      K.MayIncludeMore = true;
      auto Number = llvm::lower_bound(Files, File);
      if (State != NoFile && State != SomeFile && Number != Files.end() &&
          *Number == File)
        K.Files.insert(Number - Files.begin());
    }
  }

  /// The units that are not scanned yet and `Wanted`.
  std::vector<size_t> select(llvm::function_ref<bool(size_t)> Wanted) const {
    std::vector<size_t> Result;
    for (size_t I = 0; I != Units.size(); ++I)
      if (!Known[I].IsScanned && Wanted(I))
        Result.push_back(I);
    return Result;
  }

  llvm::Error scan(llvm::ArrayRef<size_t> ToScan) {
    std::vector<const Unit *> Which;
    for (size_t I : ToScan) {
      Which.push_back(&Units[I]);
      Known[I].IsScanned = true;
    }
    auto Found = [&](size_t Number, FilesRead Read, bool AreAll) {
      UnitIncludes &K = Known[ToScan[Number]];
      if (AreAll)
        K.Files.clear();
      recall(Read, K);
      K.MayIncludeMore = !AreAll;
    };
    if (scanIncludes(Which, L, Found))
      return llvm::Error::success();
    return llvm::createStringError(
        "interrupted while looking for sources that include what changed");
  }

  void choose() {
    Chosen.clear();
    Left.clear();
    for (size_t File = 0; File != Files.size(); ++File)
      Left.insert(File);
    std::map<std::string, std::set<size_t>> BySource;
    for (auto [U, K] : llvm::zip(Units, Known))
      BySource[U.File].insert(K.Files.begin(), K.Files.end());

    auto Take = [&](const auto &Source) {
      Chosen.insert(Source.first);
      for (size_t File : Source.second)
        Left.erase(File);
    };
    for (const auto &Source : BySource)
      if (C.count(Source.first))
        Take(Source);
    for (size_t File = 0; File != Files.size(); ++File)
      for (const auto &Source : BySource)
        if (Left.count(File) && Source.second.count(File) &&
            path::stem(Source.first) == path::stem(Files[File]))
          Take(Source);
    while (true) {
      const auto Gain = [&](const auto &Source) {
        return llvm::count_if(Source.second,
                              [&](size_t File) { return Left.count(File); });
      };
      auto Best =
          llvm::max_element(BySource, [&](const auto &A, const auto &B) {
            return Gain(A) < Gain(B);
          });
      if (Best == BySource.end() || !Gain(*Best))
        return;
      Take(*Best);
    }
  }

  const Changes &C;
  llvm::ArrayRef<Unit> Units;
  const Limits &L;
  compdb::FileSystem FS = llvm::vfs::getRealFileSystem();
  std::vector<std::string> Files;  ///< Changed, and no sources; sorted.
  std::vector<UnitIncludes> Known; ///< By unit.
  llvm::StringMap<std::string> RealPaths;
  std::set<std::string> Chosen; ///< Sources.
  std::set<size_t> Left;        ///< Of Files.
};

} // namespace

llvm::Expected<Changes> readChanges(llvm::StringRef Base,
                                    llvm::StringRef Root) {
  compdb::FileSystem FS = llvm::vfs::getRealFileSystem();
  Changes Result;
  if (Base != "-") {
    auto Since = changesSince(Base, Root);
    if (!Since)
      return Since.takeError();
    for (const auto &[File, Lines] : *Since)
      Result[compdb::canonical(*FS, "", File)].add(Lines);
    return Result;
  }
  auto Input = llvm::MemoryBuffer::getSTDIN();
  if (!Input)
    return llvm::createStringError("--diff: cannot read standard input: " +
                                   Input.getError().message());
  auto Patch = parsePatch((*Input)->getBuffer());
  if (!Patch)
    return llvm::createStringError("--diff: " +
                                   llvm::toString(Patch.takeError()));
  for (const auto &[Name, Lines] : *Patch)
    Result[resolved(*FS, Name, Root)].add(Lines);
  return Result;
}

llvm::Expected<Affected> affectedBy(const Changes &C, std::vector<Unit> Units,
                                    const compdb::Database &DB, Cache *Store,
                                    const Limits &L) {
  Cover Sources(C, Units, DB, L);
  if (Store)
    Sources.recall(*Store);
  if (llvm::Error E = Sources.find())
    return std::move(E);

  Affected Result;
  for (const std::string &File : Sources.missed()) {
    std::string Name = "'" + relativeTo(File, DB.Root).str() + "'";
    Kind K = kindOf(File);
    if (K == Kind::Other)
      continue;
    if (!llvm::sys::fs::exists(File))
      Result.Uncovered.push_back(Name + " does not exist; apply the patch "
                                        "first, and run from the folder that "
                                        "its names are relative to");
    else if (K == Kind::Source)
      Result.Uncovered.push_back(Name +
                                 " is not analysed: the compile database does "
                                 "not have it, and no source includes it");
    else
      Result.Uncovered.push_back(Name +
                                 " is not analysed: no source includes it");
  }
  if (size_t N = Sources.doubtful(); N && !Result.Uncovered.empty())
    Result.Uncovered.push_back(
        "what " + std::to_string(N) +
        (N == 1 ? " source includes" : " sources include") +
        " is not completely known");
  llvm::copy_if(std::move(Units), std::back_inserter(Result.Units),
                [&](const Unit &U) { return Sources.has(U); });
  return Result;
}

void keepChanged(Report &R, const Changes &C, DiffContext Context) {
  auto IsElsewhere = [&](const Finding &F) {
    auto Lines = C.find(F.Where.File);
    if (Lines == C.end())
      return true;
    if (Lines->second.meet(F.Where.Line, F.Where.Line))
      return false;
    return Context == DiffContext::Lines || F.Function.empty() ||
           !Lines->second.meet(F.FunctionBegin, F.FunctionEnd);
  };
  llvm::erase_if(R.Findings, IsElsewhere);
  llvm::erase_if(R.Suppressed, IsElsewhere);
}

} // namespace tether
