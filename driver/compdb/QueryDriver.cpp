//===- QueryDriver.cpp - What a compiler knows of itself ------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/compdb/QueryDriver.h"
#include "driver/compdb/ParsedCommand.h"
#include "driver/support/Paths.h"
#include "driver/support/Program.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

extern char **environ;

namespace path = llvm::sys::path;
namespace types = clang::driver::types;

namespace tether::compdb {

namespace {

/// Absolute, without dots; links stay, since a driver looks at its own name.
std::string absolute(llvm::StringRef Directory, llvm::StringRef Path) {
  llvm::SmallString<256> Result(Path);
  path::make_absolute(Directory, Result);
  path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

/// What `Name` would run in `Directory`; empty if it is not found.
std::string program(llvm::StringRef Directory, llvm::StringRef Name) {
  if (path::has_parent_path(Name))
    return absolute(Directory, Name);
  auto Found = llvm::sys::findProgramByName(Name);
  return Found ? absolute(Directory, *Found) : "";
}

/// `.../lib/gcc/<target>/<version>/include` and clang's
/// `.../lib/clang/<version> /include` have headers that only their compiler
/// understands.
bool hasBuiltinHeaders(llvm::StringRef Folder) {
  llvm::StringRef Name = path::filename(Folder);
  if (Name != "include" && Name != "include-fixed")
    return false;
  llvm::StringRef Above = path::parent_path(path::parent_path(Folder));
  return path::filename(Above) == "clang" ||
         path::filename(path::parent_path(Above)) == "gcc";
}

/// The options of a command that decide what the driver answers, with the
/// folders in them made absolute, since it is not run where the command is.
std::vector<std::string> relevantOptions(const Entry &E) {
  constexpr llvm::StringLiteral Folders[] = {"--sysroot", "-isysroot", "-B",
                                             "--gcc-toolchain"};
  constexpr llvm::StringLiteral Others[] = {
      "-std=",        "--std=",         "-stdlib=", "-nostdinc", "-nostdlibinc",
      "--target",     "-target",        "-m",       "-specs",    "--specs",
      "-fno-builtin", "-ffreestanding", "-pthread", "-ansi"};
  std::vector<std::string> Result;
  for (size_t I = 1; I < E.Arguments.size(); ++I) {
    llvm::StringRef Argument = E.Arguments[I];
    bool IsFolder = false;
    for (llvm::StringRef Option : Folders) {
      llvm::StringRef Value = Argument;
      if (!Value.consume_front(Option))
        continue;
      IsFolder = true;
      llvm::StringRef Joint = Value.consume_front("=") ? "=" : "";
      Result.push_back((Option + Joint).str());
      if (!Value.empty())
        Result.back() += absolute(E.Directory, Value);
      else if (I + 1 != E.Arguments.size())
        Result.push_back(absolute(E.Directory, E.Arguments[++I]));
      break;
    }
    if (IsFolder || !llvm::any_of(Others, [&](llvm::StringRef Option) {
          return Argument.starts_with(Option);
        }))
      continue;
    Result.push_back(Argument.str());
    if ((Argument == "-target" || Argument == "--target") &&
        I + 1 != E.Arguments.size())
      Result.push_back(E.Arguments[++I]);
  }
  return Result;
}

/// The environment with English messages.
std::vector<llvm::StringRef> environment() {
  std::vector<llvm::StringRef> Result;
  for (char **Variable = environ; *Variable; ++Variable)
    if (!llvm::StringRef(*Variable).starts_with("LC_ALL="))
      Result.push_back(*Variable);
  Result.push_back("LC_ALL=C");
  return Result;
}

std::string lastLine(llvm::StringRef Text) {
  Text = Text.rtrim();
  return Text.substr(Text.rfind('\n') + 1).trim().str();
}

} // namespace

std::optional<DriverAnswer> parseDriverAnswer(llvm::StringRef Text) {
  DriverAnswer Answer;
  bool InList = false, Complete = false, SeenBuiltin = false;
  llvm::SmallVector<llvm::StringRef, 0> Lines;
  Text.split(Lines, '\n');
  for (llvm::StringRef Line : Lines) {
    Line = Line.trim();
    if (llvm::StringRef Target = Line; Target.consume_front("Target: "))
      Answer.Target = Target.str();
    else if (Line == "#include <...> search starts here:")
      InList = true;
    else if (Line == "End of search list.")
      Complete |= std::exchange(InList, false);
    else if (InList && !Line.ends_with("(framework directory)")) {
      std::string Folder = absolute("/", Line);
      if (hasBuiltinHeaders(Folder))
        SeenBuiltin = true;
      else
        (SeenBuiltin ? Answer.After : Answer.Before).push_back(Folder);
    }
  }
  if (!Complete)
    return std::nullopt;
  return Answer;
}

QueryDriver::QueryDriver(llvm::StringRef List, unsigned Seconds)
    : Seconds(Seconds) {
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  List.split(Parts, ',', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Part : Parts)
    Globs.push_back(Part.trim().str());
}

llvm::Error QueryDriver::addTo(Entry &E) {
  if (Globs.empty() || isForCL(E.Arguments))
    return llvm::Error::success();
  std::string Program = program(E.Directory, E.Arguments.front());
  if (Program.empty() || llvm::none_of(Globs, [&](llvm::StringRef Glob) {
        return matchesGlob(Glob, Program);
      })) {
    if (FirstRefused.empty())
      FirstRefused = Program.empty() ? E.Arguments.front() : Program;
    return llvm::Error::success();
  }

  const bool IsCXX = types::isCXX(language(E.Arguments, E.File)) ||
                     driverMode(E.Arguments) == "g++";
  std::vector<std::string> Command = {Program};
  llvm::append_range(Command, relevantOptions(E));
  llvm::append_range(Command,
                     std::initializer_list<std::string>{
                         "-E", "-x", IsCXX ? "c++" : "c", "-v", "/dev/null"});
  auto [At, IsNew] = Answers.try_emplace(llvm::join(Command, "\n"));
  if (IsNew) {
    auto Answer = ask(Command);
    if (!Answer)
      return Answer.takeError();
    At->second = std::move(*Answer);
  }

  const DriverAnswer &Answer = At->second;
  std::vector<std::string> Added;
  if (!Answer.Target.empty())
    Added.push_back("--target=" + Answer.Target);
  // Only clang's own headers stay, between the others as in the driver.
  Added.push_back("-nostdlibinc");
  Added.push_back("-nostdinc++");
  for (const std::string &Folder : Answer.Before)
    Added.insert(Added.end(), {"-isystem", Folder});
  for (const std::string &Folder : Answer.After)
    Added.insert(Added.end(), {"-idirafter", Folder});
  auto End = llvm::find(E.Arguments, "--");
  E.Arguments.insert(End, Added.begin(), Added.end());
  return llvm::Error::success();
}

std::string QueryDriver::warning() const {
  if (Globs.empty() || !Answers.empty())
    return "";
  return "no compiler matches --query-driver=" + llvm::join(Globs, ",") +
         "; the first is '" + FirstRefused + "'";
}

llvm::Expected<DriverAnswer>
QueryDriver::ask(llvm::ArrayRef<std::string> Command) const {
  auto Fail = [&](const llvm::Twine &Why) {
    return llvm::createStringError(
        "--query-driver: " + Why + " (it was run as " +
        llvm::join(Command, " ") +
        "); repair it, or leave it out of the globs");
  };
  std::vector<llvm::StringRef> Words(Command.begin(), Command.end());
  const std::vector<llvm::StringRef> Environment = environment();
  auto Run = runProgram(Command.front(), llvm::ArrayRef(Words).drop_front(),
                        Seconds, llvm::ArrayRef(Environment));
  if (!Run)
    return Fail(llvm::toString(Run.takeError()));
  if (Run->Status)
    return Fail("'" + Command.front() + "' fails with status " +
                llvm::Twine(Run->Status) + ": " + lastLine(Run->Errors));
  auto Answer = parseDriverAnswer(Run->Errors);
  if (!Answer)
    return Fail("'" + Command.front() + "' does not say where its headers are");
  return std::move(*Answer);
}

} // namespace tether::compdb
