//===- Cache.cpp - What earlier runs found --------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/run/Cache.h"
#include "checks/model/UserModels.h"
#include "driver/run/Sqlite.h"
#include "driver/support/Paths.h"
#include "driver/support/Program.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <chrono>
#include <ctime>
#include <thread>

namespace tether {

namespace {

/// Of the tables and of the bytes in them; another one is another file.
constexpr llvm::StringLiteral FileName = "results-2.sqlite";

/// Results of one key that are kept: branches that are switched between.
constexpr int64_t KeptPerKey = 4;

constexpr int64_t Day = 24 * 3600;

/// What was not used for so long is removed.
constexpr int64_t KeptSeconds = 30 * Day;

constexpr const char *Tables = R"(
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS file(
    id INTEGER PRIMARY KEY AUTOINCREMENT, path BLOB NOT NULL, state BLOB NOT NULL,
    UNIQUE(path, state));
  CREATE TABLE IF NOT EXISTS entry(
    id INTEGER PRIMARY KEY, key BLOB NOT NULL, used INTEGER NOT NULL,
    seconds REAL NOT NULL, bytes INTEGER NOT NULL,
    files BLOB NOT NULL, result BLOB NOT NULL, hash BLOB NOT NULL);
  CREATE INDEX IF NOT EXISTS entry_by_key ON entry(key, used);
)";

std::string pathIn(llvm::StringRef Folder) {
  llvm::SmallString<256> Path(Folder);
  llvm::sys::path::append(Path, FileName);
  return Path.str().str();
}

/// Increasing numbers, as their differences.
std::string packIds(std::vector<int64_t> Ids) {
  llvm::sort(Ids);
  std::string Bytes;
  llvm::raw_string_ostream OS(Bytes);
  int64_t Last = 0;
  for (int64_t Id : Ids)
    llvm::encodeULEB128(Id - std::exchange(Last, Id), OS);
  return Bytes;
}

std::vector<int64_t> unpackIds(llvm::StringRef Bytes) {
  std::vector<int64_t> Ids;
  int64_t Last = 0;
  const uint8_t *At = Bytes.bytes_begin();
  while (At != Bytes.bytes_end()) {
    unsigned Size = 0;
    const char *Error = nullptr;
    Last += llvm::decodeULEB128(At, &Size, Bytes.bytes_end(), &Error);
    if (Error)
      return {};
    At += Size;
    Ids.push_back(Last);
  }
  return Ids;
}

/// This program and the clang in it.
std::string buildOfTool() {
  auto Content = llvm::MemoryBuffer::getFile(ownProgram(), /*IsText=*/false,
                                             /*RequiresNullTerminator=*/false);
  return (Content ? hashOf((*Content)->getBuffer()) : std::string()) +
         clang::getClangFullVersion();
}

/// Removes the file and those that SQLite keeps beside it.
std::error_code removeFile(const std::string &Path) {
  for (const char *Suffix : {"-wal", "-shm"})
    llvm::sys::fs::remove(Path + Suffix);
  return llvm::sys::fs::remove(Path);
}

} // namespace

class Cache::File {
public:
  explicit File(const std::string &Path) : DB(Path, Tables) {}

  Sqlite DB;
  Query Find{DB, "SELECT id, files, result, hash, seconds, bytes "
                 "FROM entry WHERE key = ? ORDER BY used DESC, id DESC"};
  Query FindFile{DB, "SELECT path, state FROM file WHERE id = ?"};
  Query FindFileId{DB, "SELECT id FROM file WHERE path = ? AND state = ?"};
  Query AddFile{DB, "INSERT OR IGNORE INTO file(path, state) VALUES(?, ?)"};
  Query Add{DB, "INSERT INTO entry(key, used, seconds, bytes, files, "
                "result, hash) VALUES(?, ?, ?, ?, ?, ?, ?)"};
  Query Crowded{DB, "DELETE FROM entry WHERE key = ?1 AND id NOT IN (SELECT id "
                    "FROM entry WHERE key = ?1 ORDER BY used DESC, id DESC "
                    "LIMIT ?2)"};
  Query Use{DB, "UPDATE entry SET used = ? WHERE id = ?"};
  std::string Build = buildOfTool();

  /// Removes old entries and files that none has; once a day. Another process
  /// may know a file's number still: no other file ever gets it, and an entry
  /// with a file that is not there does not count.
  void sweep(int64_t Time) {
    if (Query Last(DB, "PRAGMA user_version");
        !Last.step() || Last.number(0) == Time / Day)
      return;
    Query(DB, "DELETE FROM entry WHERE used < ?")
        .with(Time - KeptSeconds)
        .run();
    llvm::DenseSet<int64_t> Used;
    for (Query Row(DB, "SELECT files FROM entry"); Row.step();)
      Used.insert_range(unpackIds(Row.bytes(0)));
    std::vector<int64_t> Unused;
    for (Query Row(DB, "SELECT id FROM file"); Row.step();)
      if (!Used.contains(Row.number(0)))
        Unused.push_back(Row.number(0));
    Query Remove(DB, "DELETE FROM file WHERE id = ?");
    for (int64_t Id : Unused)
      Remove.with(Id).run();
    DB.run(("PRAGMA user_version = " + std::to_string(Time / Day)).c_str());
  }
};

Cache::Cache(llvm::StringRef Folder, llvm::StringRef Root)
    : Path(pathIn(Folder)), Root(Root.str()) {
  if (std::error_code E = llvm::sys::fs::create_directories(Folder)) {
    Trouble = "'" + Folder.str() + "' cannot be made: " + E.message();
    return;
  }
  Opened = std::make_unique<File>(Path);
  // While another process opens or closes it, SQLite does not wait by itself.
  for (int Times = 0; Opened->DB.isBusy() && Times != 100; ++Times) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    Opened = std::make_unique<File>(Path);
  }
  if (Opened->DB.isDamaged()) {
    // Nothing in it can be believed, and nothing in it is missed.
    Opened.reset();
    removeFile(Path);
    Opened = std::make_unique<File>(Path);
  }
  if (!Opened->DB.isGood())
    giveUp();
}

Cache::~Cache() {
  if (!Opened)
    return;
  int64_t Time = std::time(nullptr);
  Opened->DB.run("BEGIN IMMEDIATE");
  for (int64_t Entry : Used)
    Opened->Use.with(Time, Entry).run();
  Opened->sweep(Time);
  Opened->DB.run("COMMIT");
}

/// After each use.
void Cache::look() {
  if (Opened->DB.isBusy())
    Opened->DB.forgive(); // One result less.
  else if (!Opened->DB.isGood())
    giveUp();
}

void Cache::giveUp() {
  Trouble = "'" + Path + "' is of no use: " + Opened->DB.error();
  bool IsDamaged = Opened->DB.isDamaged();
  Opened.reset();
  if (IsDamaged) {
    removeFile(Path);
    Trouble += "; it is removed, and made anew by the next run";
  }
}

std::string Cache::stored(llvm::StringRef Path) const {
  return portablePath(Path, Root);
}

std::string Cache::restored(llvm::StringRef Path) const {
  return localPath(Path, Root);
}

/// All that decides how the unit is analysed, but the files that it reads.
std::string Cache::keyOf(const Unit &U) {
  std::string Text;
  auto Add = [&](llvm::StringRef Part) {
    Text += std::to_string(Part.size()) + ":";
    Text += Part;
  };
  // Flags and options may have a path of the project anywhere.
  auto AddFreed = [&](llvm::StringRef Part) { Add(portableText(Part, Root)); };

  Add(Opened->Build);
  Add(stored(U.File));
  AddFreed(U.Directory);
  for (const std::string &Argument : U.Arguments)
    AddFreed(Argument);
  AddFreed(clang::tidy::configurationAsText(U.Options));
  for (const char *Variable : {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH",
                               "OBJC_INCLUDE_PATH", "CCC_OVERRIDE_OPTIONS"})
    Add(llvm::sys::Process::GetEnv(Variable).value_or(""));

  std::vector<std::string> Models;
  auto Option = U.Options.CheckOptions.find(model::ModelFilesOption);
  if (Option != U.Options.CheckOptions.end())
    Models = model::splitModelFiles(Option->second.Value);
  FilesRead Read;
  auto FS = llvm::makeIntrusiveRefCnt<RecordingFileSystem>(
      llvm::vfs::getRealFileSystem(), Read);
  model::loadUserModels(Models, U.File, *FS);
  for (const auto &[Path, State] : Read)
    if (State != NoFile) {
      Add(stored(Path));
      Add(State);
    }
  return hashOf(Text);
}

bool Cache::isCurrent(int64_t FileId) {
  auto [It, IsNew] = Current.try_emplace(FileId, false);
  if (!IsNew || !Opened->FindFile.with(FileId).step())
    return It->second;
  std::string File = restored(Opened->FindFile.bytes(0));
  FileState Then = Opened->FindFile.bytes(1).str();
  // Whether there is something is cheap to ask; what it is, is not.
  if (Then == NoFile || Then == SomeFile)
    return It->second = stateNow(File, Then) == Then;
  auto [State, IsUnread] = Now.try_emplace(File);
  if (IsUnread)
    State->second = stateNow(File, Then);
  return It->second = State->second == Then;
}

/// What is kept under a key.
struct Cache::Entry {
  int64_t Id;
  std::vector<int64_t> Files;
  llvm::StringRef Bytes; ///< Valid until the next entry is looked at.
  Cost Took;
};

/// Shows `Take` whole entries, the last used one first, until it takes one.
bool Cache::findEntry(llvm::StringRef Key,
                      llvm::function_ref<bool(Entry &)> Take) {
  for (Query &Row = Opened->Find.with(Key); Row.step();) {
    llvm::StringRef Files = Row.bytes(1), Bytes = Row.bytes(2);
    if (hashOf((Files + Bytes).str()) != Row.bytes(3))
      continue;
    Entry E{Row.number(0),
            unpackIds(Files),
            Bytes,
            {Row.real(4), uint64_t(Row.number(5))}};
    if (Take(E))
      return true;
  }
  return false;
}

FilesRead Cache::filesOf(const Entry &E) {
  FilesRead Result;
  for (int64_t Id : E.Files)
    if (Opened->FindFile.with(Id).step())
      Result.emplace(restored(Opened->FindFile.bytes(0)),
                     Opened->FindFile.bytes(1).str());
  return Result;
}

Cache::Hit Cache::find(const Unit &U) {
  Hit Result;
  if (!Opened)
    return Result;
  findEntry(keyOf(U), [&](Entry &E) {
    if (!Result.Took.Bytes)
      Result.Took = E.Took;
    if (!llvm::all_of(E.Files, [&](int64_t Id) { return isCurrent(Id); }))
      return false;
    Result.Result = unpackResult(E.Bytes);
    if (!Result.Result)
      return false;
    forEachPath(*Result.Result,
                [&](std::string &Path) { Path = restored(Path); });
    // Depends on the other units of the file.
    Result.Result->Configuration = U.Configuration;
    Used.push_back(E.Id);
    return true;
  });
  look();
  return Result;
}

std::optional<FilesRead> Cache::filesOf(const Unit &U) {
  std::optional<FilesRead> Result;
  if (!Opened)
    return Result;
  findEntry(keyOf(U), [&](Entry &E) {
    Result = filesOf(E);
    return true;
  });
  look();
  return Result;
}

/// Of what a unit includes, which is found in less time than what it does.
static std::string includesKey(std::string Key) {
  return hashOf("includes " + Key);
}

std::optional<FilesRead> Cache::findIncludes(const Unit &U) {
  std::optional<FilesRead> Result;
  if (!Opened)
    return Result;
  std::string Key = keyOf(U);
  auto Take = [&](Entry &E) {
    if (!llvm::all_of(E.Files, [&](int64_t Id) { return isCurrent(Id); }))
      return false;
    Result = filesOf(E);
    Used.push_back(E.Id);
    return true;
  };
  if (!findEntry(Key, Take))
    findEntry(includesKey(Key), Take);
  look();
  return Result;
}

void Cache::storeIncludes(const Unit &U, const FilesRead &Files) {
  if (Opened)
    addEntry(includesKey(keyOf(U)), Files, "", Cost());
}

void Cache::store(const Unit &U, const Analysis &A, const Cost &Took) {
  if (!Opened)
    return;
  UnitResult Result = A.Result;
  forEachPath(Result, [&](std::string &Path) { Path = stored(Path); });
  addEntry(keyOf(U), A.Files, pack(Result), Took);
}

void Cache::addEntry(llvm::StringRef Key, const FilesRead &Files,
                     llvm::StringRef Bytes, const Cost &Took) {
  Opened->DB.run("BEGIN IMMEDIATE");
  std::vector<int64_t> Ids;
  for (const auto &[Path, State] : Files) {
    std::string File = stored(Path);
    auto [It, IsNew] = FileIds.try_emplace(State + File, 0);
    if (IsNew) {
      Opened->AddFile.with(llvm::StringRef(File), llvm::StringRef(State)).run();
      Query &Row = Opened->FindFileId.with(llvm::StringRef(File),
                                           llvm::StringRef(State));
      if (Row.step())
        It->second = Row.number(0);
    }
    Ids.push_back(It->second);
  }
  std::string Packed = packIds(std::move(Ids));
  Opened->Add
      .with(Key, int64_t(std::time(nullptr)), Took.Seconds, int64_t(Took.Bytes),
            llvm::StringRef(Packed), Bytes,
            llvm::StringRef(hashOf(Packed + Bytes.str())))
      .run();
  Opened->Crowded.with(Key, KeptPerKey).run();
  Opened->DB.run("COMMIT");
  look();
}

std::string defaultCacheFolder() {
  llvm::SmallString<256> Folder;
  if (!llvm::sys::path::cache_directory(Folder))
    return "";
  llvm::sys::path::append(Folder, "tether");
  return Folder.str().str();
}

llvm::Expected<CacheStatistics> cacheStatistics(llvm::StringRef Folder) {
  CacheStatistics Result;
  Result.File = pathIn(Folder);
  if (std::error_code E = llvm::sys::fs::file_size(Result.File, Result.Bytes))
    return llvm::createStringError("there is no cache '" + Result.File +
                                   "': " + E.message());
  Sqlite DB(Result.File, "");
  Query Entries(DB, "SELECT count(*) FROM entry");
  Query Files(DB, "SELECT count(*) FROM file");
  if (Entries.step() && Files.step()) {
    Result.Results = Entries.number(0);
    Result.Files = Files.number(0);
    return Result;
  }
  return llvm::createStringError("'" + Result.File +
                                 "' cannot be read: " + DB.error() +
                                 "; `tether cache clean` removes it");
}

llvm::Error removeCache(llvm::StringRef Folder) {
  std::string Path = pathIn(Folder);
  if (std::error_code E = removeFile(Path))
    return llvm::createStringError("'" + Path +
                                   "' cannot be removed: " + E.message());
  return llvm::Error::success();
}

} // namespace tether
