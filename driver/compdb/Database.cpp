//===- Database.cpp - Compile databases -----------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/compdb/Database.h"
#include "driver/compdb/JsonDatabase.h"
#include "driver/compdb/ParsedCommand.h"
#include "driver/compdb/ShellCommand.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include <tuple>

using namespace clang::tooling;
namespace path = llvm::sys::path;
namespace types = clang::driver::types;

namespace tether::compdb {

namespace {

constexpr llvm::StringLiteral FileName = "compile_commands.json";
constexpr llvm::StringLiteral Remedy =
    "configure the project with 'cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON' "
    "(other build systems: 'bear -- <build command>') and name the build "
    "folder with -p";

llvm::Error error(const llvm::Twine &Message) {
  return llvm::createStringError(Message);
}

bool isBelow(llvm::StringRef File, llvm::StringRef Directory) {
  if (!File.consume_front(Directory))
    return false;
  return File.empty() || path::is_separator(File.front()) ||
         path::is_separator(Directory.back());
}

/// Databases also list assembler, resource and other sources.
bool isCOrCXX(types::ID Type) {
  return types::isAcceptedByClang(Type) && types::isDerivedFromC(Type) &&
         Type != types::TY_Asm && !types::isObjC(Type) &&
         !types::isCuda(Type) && !types::isHIP(Type) &&
         !types::isOpenCL(Type) && !types::isHLSL(Type);
}

std::string commonDirectory(llvm::ArrayRef<Entry> Entries) {
  llvm::StringRef Common = path::parent_path(Entries.front().File);
  for (const Entry &E : Entries)
    while (!Common.empty() && !isBelow(E.File, Common))
      Common = path::parent_path(Common);
  return std::string(Common);
}

auto key(const Entry &E) { return std::tie(E.File, E.Directory, E.Arguments); }

} // namespace

std::string projectAround(llvm::vfs::FileSystem &FS, llvm::StringRef Folder) {
  for (llvm::StringRef Dir = Folder; !Dir.empty();
       Dir = path::parent_path(Dir)) {
    llvm::SmallString<256> Marker(Dir);
    path::append(Marker, ".git");
    if (FS.exists(Marker))
      return std::string(Dir);
  }
  return Folder.str();
}

std::string canonical(llvm::vfs::FileSystem &FS, llvm::StringRef Directory,
                      llvm::StringRef File) {
  llvm::SmallString<256> Path(File);
  if (!path::is_absolute(Path)) {
    Path = Directory;
    path::append(Path, File);
  }
  FS.makeAbsolute(Path);
  llvm::SmallString<256> Real;
  if (!FS.getRealPath(Path, Real))
    return std::string(Real);
  path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}

llvm::Expected<std::string> locate(FileSystem FS, llvm::StringRef BuildDir,
                                   llvm::ArrayRef<std::string> Paths) {
  if (!BuildDir.empty()) {
    auto Status = FS->status(BuildDir);
    if (!Status)
      return error("'" + BuildDir + "' does not exist; " + Remedy);
    llvm::SmallString<256> File(BuildDir);
    if (Status->isDirectory())
      path::append(File, FileName);
    if (!FS->exists(File))
      return error("'" + BuildDir + "' has no " + FileName + "; " + Remedy);
    return std::string(File);
  }

  std::string Start = canonical(*FS, "", Paths.empty() ? "." : Paths.front());
  for (llvm::StringRef Dir = Start; !Dir.empty(); Dir = path::parent_path(Dir))
    for (llvm::StringRef Sub : {"", "build"}) {
      llvm::SmallString<256> File(Dir);
      path::append(File, Sub, FileName);
      if (FS->exists(File))
        return std::string(File);
    }
  return error("no " + FileName + " in '" + Start +
               "' nor in any folder above it; " + Remedy);
}

llvm::Expected<Database> read(FileSystem FS, llvm::StringRef Path) {
  auto Buffer = FS->getBufferForFile(Path);
  if (!Buffer)
    return error("cannot read '" + Path + "': " + Buffer.getError().message() +
                 "; name a readable " + FileName + " or its folder with -p");
  llvm::StringRef Text = (*Buffer)->getBuffer();
  if (Text.trim().empty())
    return error("'" + Path + "' is empty; " + Remedy);
  auto Listed = readJson(Path, Text);
  if (!Listed)
    return error(llvm::toString(Listed.takeError()) +
                 "; the compile database is damaged, " + Remedy);

  Database DB;
  DB.Path = Path.str();
  llvm::SmallString<256> Folder(Path);
  FS->makeAbsolute(Folder);
  path::remove_filename(Folder);
  for (JsonEntry &L : *Listed) {
    std::string Directory = canonical(*FS, Folder, L.Directory);
    std::string File = canonical(*FS, Directory, L.File);
    llvm::ArrayRef<std::string> Command = withoutLauncher(L.Arguments);
    if (isCOrCXX(language(Command, File)))
      DB.Entries.push_back({std::move(File), std::move(Directory), Command});
    else
      DB.Others.push_back(std::move(File));
  }
  if (DB.Entries.empty())
    return error("'" + Path + "' lists no C or C++ source; " + Remedy);
  llvm::sort(DB.Entries,
             [](const Entry &A, const Entry &B) { return key(A) < key(B); });
  DB.Entries.erase(
      llvm::unique(DB.Entries, [](const Entry &A,
                                  const Entry &B) { return key(A) == key(B); }),
      DB.Entries.end());
  DB.Root = projectAround(*FS, commonDirectory(DB.Entries));
  return DB;
}

llvm::Expected<Database> fixed(FileSystem FS, llvm::ArrayRef<std::string> Files,
                               llvm::ArrayRef<std::string> Flags) {
  if (Files.empty())
    return error("flags after '--' need the sources they are for before it");
  auto Directory = FS->getCurrentWorkingDirectory();
  if (!Directory)
    return error("no working directory: " + Directory.getError().message());

  Database DB;
  FixedCompilationDatabase Commands(*Directory, Flags);
  for (const std::string &File : Files) {
    auto Status = FS->status(File);
    if (Status && Status->isDirectory())
      return error("'" + File +
                   "' is a folder; flags after '--' are for "
                   "sources, a folder needs a compile database (-p)");
    for (CompileCommand &Command : Commands.getCompileCommands(File))
      DB.Entries.push_back({canonical(*FS, Command.Directory, File),
                            std::move(Command.Directory),
                            std::move(Command.CommandLine)});
  }
  DB.Root = projectAround(*FS, commonDirectory(DB.Entries));
  return DB;
}

llvm::Expected<Selection> select(FileSystem FS, const Database &DB,
                                 llvm::ArrayRef<std::string> Paths) {
  std::vector<std::string> Wanted;
  for (const std::string &Path : Paths)
    Wanted.push_back(canonical(*FS, "", Path));
  std::vector<bool> Used(Wanted.size());

  auto Matches = [&](llvm::StringRef File) {
    bool Result = Wanted.empty();
    for (size_t I = 0; I != Wanted.size(); ++I)
      if (isBelow(File, Wanted[I]))
        Result = Used[I] = true;
    return Result;
  };

  Selection Result;
  for (const Entry &E : DB.Entries) {
    if (!Matches(E.File))
      continue;
    if (FS->exists(E.File))
      Result.Present.push_back(E);
    else if (Result.Gone.empty() || Result.Gone.back() != E.File)
      Result.Gone.push_back(E.File);
  }
  for (size_t I = 0; I != Wanted.size(); ++I) {
    if (Used[I])
      continue;
    if (!FS->exists(Wanted[I]))
      return error("'" + Paths[I] + "' does not exist");
    return error("'" + DB.Path + "' compiles nothing " +
                 (FS->status(Wanted[I])->isDirectory() ? "below" : "named") +
                 " '" + Paths[I] +
                 "'; name a source that it compiles (for a header: one that "
                 "includes it), or give its flags after '--'");
  }
  for (const std::string &File : DB.Others)
    if (Matches(File))
      ++Result.Skipped[path::extension(File).str()];
  return Result;
}

} // namespace tether::compdb
