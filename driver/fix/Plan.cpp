//===- Plan.cpp - Which fixes are applied ---------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/fix/Plan.h"
#include "driver/result/Rules.h"
#include "driver/support/FilesRead.h"
#include "driver/support/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <map>

namespace fs = llvm::sys::fs;

namespace tether {

namespace {

bool isSame(const Edit &A, const Edit &B) {
  return A.Where.Offset == B.Where.Offset && A.Where.Length == B.Where.Length &&
         A.Text == B.Text;
}

/// Whether the result could depend on which of the two comes first.
bool overlap(const Range &A, const Range &B) {
  const unsigned AEnd = A.Offset + A.Length, BEnd = B.Offset + B.Length;
  if (!A.Length || !B.Length)
    return A.Offset <= BEnd && B.Offset <= AEnd;
  return A.Offset < BEnd && B.Offset < AEnd;
}

class Planner {
public:
  explicit Planner(llvm::StringRef From) : From(From) {}

  /// Whether the fix of `F` is planned now.
  bool add(const Finding &F) {
    // Whatever is wrong with any of the files is to be said.
    size_t Good = llvm::count_if(
        F.Fixes, [&](const Edit &E) { return isReady(fileOf(E), E); });
    if (Good != F.Fixes.size())
      return false;
    std::vector<const Edit *> New;
    for (const Edit &E : F.Fixes) {
      const std::vector<Edit> &Planned = fileOf(E).Edited.Edits;
      if (llvm::any_of(Planned, [&](const Edit &P) { return isSame(P, E); }))
        continue;
      if (llvm::any_of(Planned, [&](const Edit &P) {
            return overlap(P.Where, E.Where);
          })) {
        Left.push_back((relativeTo(F.Where.File, From) + ":" +
                        llvm::Twine(F.Where.Line) + ":" +
                        llvm::Twine(F.Where.Column) + ": the fix of " +
                        F.Check + " overlaps another one and is left")
                           .str());
        return false;
      }
      New.push_back(&E);
    }
    for (const Edit *E : New)
      fileOf(*E).Edited.Edits.push_back(*E);
    return true;
  }

  std::vector<FixedFile> files() {
    std::vector<FixedFile> Result;
    for (auto &[Path, File] : Files) {
      if (File.Edited.Edits.empty())
        continue;
      llvm::sort(File.Edited.Edits, [](const Edit &A, const Edit &B) {
        return A.Where.Offset < B.Where.Offset;
      });
      Result.push_back(std::move(File.Edited));
    }
    return Result;
  }

  std::vector<std::string> Left;

private:
  struct File {
    FixedFile Edited;
    std::string State; ///< Of the old text; empty: not to be touched.
    bool IsSaid = false;
  };

  File &fileOf(const Edit &E) {
    auto [It, IsNew] = Files.try_emplace(E.Where.File);
    if (IsNew)
      read(E.Where.File, It->second);
    return It->second;
  }

  void read(const std::string &Path, File &To) {
    To.Edited.Path = Path;
    llvm::StringRef Folder = llvm::sys::path::parent_path(Path);
    std::error_code Problem = fs::access(Path, fs::AccessMode::Write);
    if (!Problem)
      Problem = fs::access(Folder, fs::AccessMode::Write);
    if (!Problem) {
      auto Text = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                              /*RequiresNullTerminator=*/false);
      Problem = Text.getError();
      if (Text) {
        To.Edited.Old = (*Text)->getBuffer().str();
        To.State = hexHashOf(To.Edited.Old);
      }
    }
    if (Problem)
      leave(To, "cannot be written: " + Problem.message());
  }

  bool isReady(File &Of, const Edit &E) {
    if (Of.State.empty())
      return false;
    if (Of.State == E.FileHash &&
        E.Where.Offset + uint64_t(E.Where.Length) <= Of.Edited.Old.size())
      return true;
    leave(Of, "has changed since it was analysed");
    return false;
  }

  void leave(File &What, const std::string &Why) {
    if (!std::exchange(What.IsSaid, true))
      Left.push_back("'" + relativeTo(What.Edited.Path, From).str() + "' " +
                     Why + "; fixes that touch it are left");
  }

  llvm::StringRef From;
  std::map<std::string, File> Files;
};

} // namespace

std::string fixedText(const FixedFile &File) {
  std::string Result;
  llvm::StringRef Old = File.Old;
  size_t Done = 0;
  for (const Edit &E : File.Edits) {
    Result += Old.slice(Done, E.Where.Offset);
    Result += E.Text;
    Done = E.Where.Offset + E.Where.Length;
  }
  return Result += Old.drop_front(Done);
}

FixPlan planEdits(llvm::ArrayRef<Finding> Findings,
                  llvm::function_ref<bool(const Finding &)> IsWanted,
                  llvm::StringRef From) {
  FixPlan Plan;
  Planner All(From);
  for (const Finding &F : Findings)
    Plan.IsFixed.push_back(IsWanted(F) && All.add(F));
  Plan.Files = All.files();
  Plan.Left = std::move(All.Left);
  return Plan;
}

FixPlan planFixes(const Report &R, bool Unsafe, llvm::StringRef From) {
  size_t NotAsked = 0;
  auto IsWanted = [&](const Finding &F) {
    const FixSafety Safety = fixSafety(F);
    NotAsked += Safety == FixSafety::Unsafe && !Unsafe;
    return Safety == FixSafety::Safe || (Safety == FixSafety::Unsafe && Unsafe);
  };
  FixPlan Plan = planEdits(R.Findings, IsWanted, From);
  Plan.Unsafe = NotAsked;
  return Plan;
}

} // namespace tether
