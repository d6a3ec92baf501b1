//===- ConfigFile.cpp - Reading .clang-tidy files -------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/config/ConfigFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"

using clang::tidy::ClangTidyOptions;

namespace tether {

/// Blanks a key that clang-tidy has dropped and many projects still have. It
/// meant nothing to our checks.
static std::string withoutDroppedKeys(llvm::StringRef Text) {
  std::string Result = Text.str();
  constexpr llvm::StringLiteral Dropped = "AnalyzeTemporaryDtors:";
  for (size_t At = 0; (At = Result.find(Dropped.str(), At)) != Result.npos;
       ++At)
    if (At == 0 || Result[At - 1] == '\n')
      while (At < Result.size() && Result[At] != '\n')
        Result[At++] = ' ';
  return Result;
}

// clang-tidy prints what is wrong and goes on; we must not.
llvm::ErrorOr<ClangTidyOptions> parseConfigFile(llvm::MemoryBufferRef Original,
                                                std::string &FirstError) {
  const std::string Kept = withoutDroppedKeys(Original.getBuffer());
  llvm::MemoryBufferRef Text(Kept, Original.getBufferIdentifier());
  auto Keep = [&](const llvm::SMDiagnostic &D) {
    if (FirstError.empty())
      FirstError =
          (Text.getBufferIdentifier() + ":" + llvm::Twine(D.getLineNo()) + ":" +
           llvm::Twine(D.getColumnNo() + 1) + ": " + D.getMessage())
              .str();
  };
  auto Options = clang::tidy::parseConfigurationWithDiags(Text, Keep);
  if (Options)
    return Options;
  if (FirstError.empty())
    FirstError =
        (Text.getBufferIdentifier() + ": " + Options.getError().message())
            .str();
  return ClangTidyOptions();
}

llvm::Expected<ClangTidyOptions> readConfigFile(llvm::StringRef Path) {
  auto Text = llvm::MemoryBuffer::getFile(Path);
  if (!Text)
    return llvm::createStringError("cannot read '" + Path +
                                   "': " + Text.getError().message());
  std::string Error;
  auto Options = parseConfigFile((*Text)->getMemBufferRef(), Error);
  if (!Error.empty())
    return llvm::createStringError(Error);
  return *Options;
}

llvm::Error ExtendedFiles::append(ConfigSource Source,
                                  std::vector<ConfigSource> &To) {
  std::vector<std::string> Around;
  return append(std::move(Source), To, Around);
}

llvm::Error ExtendedFiles::append(ConfigSource Source,
                                  std::vector<ConfigSource> &To,
                                  std::vector<std::string> &Around) {
  auto &Options = Source.Options.CheckOptions;
  const std::string Names = Options.lookup(ExtendsOption).Value;
  Options.erase(ExtendsOption);
  llvm::SmallVector<llvm::StringRef, 4> Paths;
  llvm::SplitString(Names, Paths, ";\n");
  for (llvm::StringRef Path : Paths) {
    if (Path.trim().empty())
      continue;
    llvm::SmallString<256> File;
    if (llvm::sys::path::is_relative(Path.trim()))
      File = llvm::sys::path::parent_path(Source.Name);
    llvm::sys::path::append(File, Path.trim());
    llvm::SmallString<256> Real;
    if (std::error_code Error = llvm::sys::fs::real_path(File, Real))
      return llvm::createStringError(ExtendsOption + " of '" + Source.Name +
                                     "': '" + File + "': " + Error.message());
    if (llvm::is_contained(Around, Real))
      return llvm::createStringError(ExtendsOption + " of '" + Source.Name +
                                     "': '" + Real + "' extends itself");
    auto [It, IsNew] = Known.try_emplace(std::string(Real));
    if (IsNew) {
      auto Read = readConfigFile(Real);
      if (!Read)
        return Read.takeError();
      It->second = std::move(*Read);
    }
    Around.push_back(std::string(Real));
    if (llvm::Error E = append({It->second, std::string(Real), Source.Folder,
                                /*IsFile=*/true, /*IsExtended=*/true},
                               To, Around))
      return E;
    Around.pop_back();
  }
  To.push_back(std::move(Source));
  return llvm::Error::success();
}

} // namespace tether
