//===- ScanResult.cpp - What a scan leaves for a merge --------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/result/ScanResult.h"
#include "driver/result/Archive.h"
#include "driver/support/Paths.h"
#include "driver/support/Version.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SHA256.h"

namespace tether {

namespace {

constexpr llvm::StringLiteral Magic = "tether-result ";

/// Of the file's form, and of what has written it.
std::string version() {
  return ("2 (tether " + versionNumber() + ", LLVM " + llvmVersion() + ")")
      .str();
}

std::string checksum(llvm::StringRef Bytes) {
  return llvm::toHex(llvm::SHA256::hash(llvm::arrayRefFromStringRef(Bytes)),
                     /*LowerCase=*/true);
}

/// `Path` and `Text` are applied to all there is of either.
void relocate(ScanResult &Result, llvm::function_ref<void(std::string &)> Path,
              llvm::function_ref<void(std::string &)> Text) {
  for (PlannedFile &F : Result.Plan)
    Path(F.File);
  for (std::string &File : Result.Gone)
    Path(File);
  for (UnitResult &R : Result.Units) {
    forEachPath(R, Path);
    forEachText(R, Text);
  }
}

} // namespace

llvm::Error writeResult(OutputFile &File, ScanResult Result) {
  const std::string Root = std::exchange(Result.Root, "");
  relocate(
      Result, [&](std::string &Path) { Path = portablePath(Path, Root); },
      [&](std::string &Text) { Text = portableText(Text, Root); });
  const std::string Bytes = pack(Result);
  return File.write([&](llvm::raw_ostream &OS) {
    OS << Magic << version() << '\n' << checksum(Bytes) << '\n' << Bytes;
  });
}

llvm::Expected<ScanResult> readResult(llvm::StringRef Path,
                                      llvm::StringRef Root) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return llvm::createStringError("cannot read '" + Path +
                                   "': " + Buffer.getError().message());
  llvm::StringRef Rest = (*Buffer)->getBuffer();
  if (!Rest.consume_front(Magic))
    return llvm::createStringError(
        "'" + Path + "' is not a result; 'tether scan --result' writes one");
  auto [Version, AfterVersion] = Rest.split('\n');
  auto [Checksum, Bytes] = AfterVersion.split('\n');
  if (AfterVersion.empty() ||
      (Version == version() && Checksum != checksum(Bytes)))
    return llvm::createStringError("'" + Path +
                                   "' is damaged; copy it again, or run "
                                   "'tether scan' for it again");
  auto Result = unpackScan(Version == version() ? Bytes : "");
  if (!Result)
    return llvm::createStringError("'" + Path +
                                   "' is of another tether, version " +
                                   Version + ", and this one is " + version() +
                                   "; use the same tether on all machines");
  Result->Root = Root.str();
  relocate(
      *Result, [&](std::string &Path) { Path = localPath(Path, Root); },
      [&](std::string &Text) { Text = localText(Text, Root); });
  return std::move(*Result);
}

} // namespace tether
