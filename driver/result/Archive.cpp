//===- Archive.cpp - Results as bytes -------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/result/Archive.h"
#include "driver/result/ScanResult.h"
#include "llvm/Support/Endian.h"

namespace tether {

namespace {

//===----------------------------------------------------------------------===//
// What a result is made of. The bindings name every member, so that a new one
// cannot be forgotten here.
//===----------------------------------------------------------------------===//

template <typename Visitor> void members(Visitor &V, Location &L) {
  auto &[File, Offset, Line, Column] = L;
  V.path(File);
  V(Offset, Line, Column);
}

template <typename Visitor> void members(Visitor &V, Range &R) {
  auto &[File, Offset, Length] = R;
  V.path(File);
  V(Offset, Length);
}

template <typename Visitor> void members(Visitor &V, Edit &E) {
  auto &[Where, Text, FileHash] = E;
  V(Where, Text, FileHash);
}

template <typename Visitor> void members(Visitor &V, Note &N) {
  auto &[Message, Where, Fixes, Plays, When] = N;
  V(Message, Where, Fixes, Plays, When);
}

template <typename Visitor> void members(Visitor &V, Actor &A) {
  auto &[K, Name, Shown] = A;
  V(K, Name, Shown);
}

template <typename Visitor> void members(Visitor &V, Relation &R) {
  auto &[From, Verb, To, IsMissing, Step] = R;
  V(From, Verb, To, IsMissing, Step);
}

template <typename Visitor> void members(Visitor &V, Finding &F) {
  auto &[Check, Message, Where, Function, FunctionBegin, FunctionEnd, Statement,
         Fingerprint, Configuration, IsError, Level, Ranges, Plays, Notes,
         Actors, Relations, Fixes, Justification] = F;
  V(Check, Message, Where, Function, FunctionBegin, FunctionEnd, Statement,
    Fingerprint, Configuration, IsError, Level, Ranges, Plays, Notes, Actors,
    Relations, Fixes, Justification);
}

template <typename Visitor> void members(Visitor &V, SuppressedName &N) {
  auto &[Name, Does] = N;
  V(Name, Does);
}

template <typename Visitor> void members(Visitor &V, Suppression &S) {
  auto &[Where, Text, Reason, Names, Function, FunctionBegin, FunctionEnd,
         Removal, FileHash] = S;
  V(Where, Text, Reason, Names, Function, FunctionBegin, FunctionEnd, Removal,
    FileHash);
}

template <typename Visitor> void members(Visitor &V, Failure &F) {
  auto &[Why, File, Message, Where, MoreErrors] = F;
  V(Why);
  V.path(File);
  V(Message, Where, MoreErrors);
}

template <typename Visitor> void members(Visitor &V, HeaderWord &W) {
  auto &[Header, Word, Begin, End] = W;
  V.path(Header);
  V(Word, Begin, End);
}

template <typename Visitor> void members(Visitor &V, UnitResult &R) {
  auto &[File, Configuration, Findings, Suppressed, Suppressions, Failed,
         ConfigErrors, IsSkipped, Words] = R;
  V.path(File);
  V(Configuration, Findings, Suppressed, Suppressions, Failed, ConfigErrors,
    IsSkipped, Words);
}

template <typename Visitor> void members(Visitor &V, Analysis &A) {
  auto &[Result, Files] = A;
  V(Result, Files);
}

template <typename Visitor> void members(Visitor &V, ScannedUnit &U) {
  auto &[Number, AreAll, Files] = U;
  V(Number, AreAll, Files);
}

template <typename Visitor> void members(Visitor &V, IncludeScan &S) {
  auto &[Seen, Units] = S;
  V(Seen, Units);
}

template <typename Visitor> void members(Visitor &V, PlannedFile &F) {
  auto &[File, Shard, Milliseconds] = F;
  V(File, Shard, Milliseconds);
}

template <typename Visitor> void members(Visitor &V, ScanResult &R) {
  auto &[Root, Shard, Shards, Digest, Plan, Units, Gone, Checks, IsWhole] = R;
  V(Root, Shard, Shards, Digest, Plan, Units, Gone, Checks, IsWhole);
}

//===----------------------------------------------------------------------===//
// What is done with them.
//===----------------------------------------------------------------------===//

class Writer {
public:
  explicit Writer(std::string &Bytes) : Bytes(Bytes) {}

  template <typename... Members> void operator()(Members &...M) {
    (add(M), ...);
  }
  void path(std::string &File) { add(File); }

private:
  void add(uint64_t Number) {
    char Text[sizeof(Number)];
    llvm::support::endian::write64le(Text, Number);
    Bytes.append(Text, sizeof(Number));
  }
  void add(Failure::Reason Why) { add(uint64_t(Why)); }
  void add(Severity Level) { add(uint64_t(Level)); }
  void add(Story::Part Plays) { add(uint64_t(Plays)); }
  void add(Actor::Kind K) { add(uint64_t(K)); }
  void add(Use Does) { add(uint64_t(Does)); }
  void add(const std::string &Text) {
    add(Text.size());
    Bytes += Text;
  }
  template <typename T> void add(std::vector<T> &Items) {
    add(Items.size());
    for (T &Item : Items)
      add(Item);
  }
  template <typename T> void add(std::optional<T> &Item) {
    add(Item.has_value());
    if (Item)
      add(*Item);
  }
  void add(FilesRead &Files) {
    add(Files.size());
    for (const auto &[Path, State] : Files) {
      add(Path);
      add(State);
    }
  }
  template <typename T>
  auto add(T &Struct) -> decltype(members(*this, Struct)) {
    members(*this, Struct);
  }

  std::string &Bytes;
};

class Reader {
public:
  explicit Reader(llvm::StringRef Bytes) : Bytes(Bytes) {}

  template <typename... Members> void operator()(Members &...M) {
    (take(M), ...);
  }
  void path(std::string &File) { take(File); }

  bool tookAll() const { return !Failed && Bytes.empty(); }

private:
  uint64_t number() {
    Failed |= Bytes.size() < sizeof(uint64_t);
    if (Failed)
      return 0;
    uint64_t Result = llvm::support::endian::read64le(Bytes.data());
    Bytes = Bytes.drop_front(sizeof(uint64_t));
    return Result;
  }
  /// Of items that take a byte each at least.
  size_t size() {
    uint64_t Result = number();
    Failed |= Result > Bytes.size();
    return Failed ? 0 : Result;
  }
  void take(unsigned &Number) { Number = number(); }
  void take(int &Number) { Number = number(); }
  void take(bool &Value) { Value = number(); }
  void take(Failure::Reason &Why) { Why = Failure::Reason(number()); }
  void take(Severity &Level) { Level = Severity(number()); }
  void take(Story::Part &Plays) { Plays = Story::Part(number()); }
  void take(Actor::Kind &K) { K = Actor::Kind(number()); }
  void take(Use &Does) { Does = Use(number()); }
  void take(std::string &Text) {
    size_t Size = size();
    Text = Bytes.take_front(Size).str();
    Bytes = Bytes.drop_front(Size);
  }
  template <typename T> void take(std::vector<T> &Items) {
    for (size_t Left = size(); Left && !Failed; --Left)
      take(Items.emplace_back());
  }
  template <typename T> void take(std::optional<T> &Item) {
    if (number())
      take(Item.emplace());
  }
  void take(FilesRead &Files) {
    for (size_t Left = size(); Left && !Failed; --Left) {
      std::string Path;
      take(Path);
      take(Files[std::move(Path)]);
    }
  }
  template <typename T>
  auto take(T &Struct) -> decltype(members(*this, Struct)) {
    members(*this, Struct);
  }

  llvm::StringRef Bytes;
  bool Failed = false;
};

class StringVisitor {
public:
  using Function = llvm::function_ref<void(std::string &)>;
  StringVisitor(Function Path, Function Text) : Path(Path), Text(Text) {}

  template <typename... Members> void operator()(Members &...M) {
    (look(M), ...);
  }
  void path(std::string &File) { Path(File); }

private:
  void look(std::string &Other) { Text(Other); }
  void look(unsigned) {}
  void look(int) {}
  void look(Failure::Reason) {}
  void look(Severity) {}
  void look(Story::Part) {}
  void look(Actor::Kind) {}
  void look(Use) {}
  template <typename T> void look(std::vector<T> &Items) {
    for (T &Item : Items)
      look(Item);
  }
  template <typename T> void look(std::optional<T> &Item) {
    if (Item)
      look(*Item);
  }
  template <typename T>
  auto look(T &Struct) -> decltype(members(*this, Struct)) {
    members(*this, Struct);
  }

  Function Path;
  Function Text;
};

template <typename T> std::string packed(const T &Struct) {
  std::string Bytes;
  Writer W(Bytes);
  // The members are described once, for reading and for writing.
  W(const_cast<T &>(Struct));
  return Bytes;
}

template <typename T> std::optional<T> unpacked(llvm::StringRef Bytes) {
  T Result;
  Reader R(Bytes);
  R(Result);
  if (!R.tookAll())
    return std::nullopt;
  return Result;
}

} // namespace

std::string pack(const Analysis &A) { return packed(A); }
std::string pack(const IncludeScan &S) { return packed(S); }
std::string pack(const UnitResult &R) { return packed(R); }
std::string pack(const ScanResult &R) { return packed(R); }

std::optional<Analysis> unpackAnalysis(llvm::StringRef Bytes) {
  return unpacked<Analysis>(Bytes);
}

std::optional<IncludeScan> unpackIncludes(llvm::StringRef Bytes) {
  return unpacked<IncludeScan>(Bytes);
}

std::optional<UnitResult> unpackResult(llvm::StringRef Bytes) {
  return unpacked<UnitResult>(Bytes);
}

std::optional<ScanResult> unpackScan(llvm::StringRef Bytes) {
  return unpacked<ScanResult>(Bytes);
}

void forEachPath(UnitResult &R,
                 llvm::function_ref<void(std::string &)> Change) {
  StringVisitor V(Change, [](std::string &) {});
  V(R);
}

void forEachText(UnitResult &R,
                 llvm::function_ref<void(std::string &)> Change) {
  StringVisitor V([](std::string &) {}, Change);
  V(R);
}

} // namespace tether
