//===- Timings.cpp - How long sources have taken --------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/select/Timings.h"
#include "driver/support/Paths.h"
#include "llvm/Support/MemoryBuffer.h"

namespace tether {

static constexpr llvm::StringLiteral Header = "tether-timings 1";

llvm::Expected<Timings> readTimings(llvm::StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  if (!Buffer)
    return llvm::createStringError("cannot read '" + Path +
                                   "': " + Buffer.getError().message());
  auto Mistake = [&](size_t Line, llvm::StringRef What) {
    return llvm::createStringError(
        Path + ":" + llvm::Twine(Line) + ": " + What +
        "; 'tether merge --timings' writes a new file");
  };
  Timings Result;
  auto [First, Text] = (*Buffer)->getBuffer().split('\n');
  if (First != Header)
    return Mistake(1, "the file does not begin with '" + Header.str() + "'");
  for (size_t Number = 2; !Text.empty(); ++Number) {
    auto [Line, Rest] = Text.split('\n');
    Text = Rest;
    auto [Milliseconds, File] = Line.split('\t');
    unsigned Value = 0;
    if (Milliseconds.getAsInteger(10, Value) || File.empty())
      return Mistake(Number, "this is not milliseconds, a tab and a file");
    Result[File.str()] = Value;
  }
  return Result;
}

Timings timingsOf(const ScanResult &Result) {
  Timings T;
  for (const PlannedFile &F : Result.Plan) {
    std::string Path = portablePath(F.File, Result.Root);
    if (F.Milliseconds && Path.find('\n') == Path.npos)
      T[std::move(Path)] = F.Milliseconds;
  }
  return T;
}

llvm::Error writeTimings(OutputFile &File, const Timings &T) {
  return File.write([&](llvm::raw_ostream &OS) {
    OS << Header << '\n';
    for (const auto &[Path, Milliseconds] : T)
      OS << Milliseconds << '\t' << Path << '\n';
  });
}

} // namespace tether
