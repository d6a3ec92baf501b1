//===- ShellCommand.cpp - Commands as a build runs them -------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/compdb/ShellCommand.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"

namespace tether::compdb {

namespace {

/// llvm::cl's tokenizer for GNU response files is no shell: it takes a
/// backslash away from any character in any quotes.
class ShellSplitter {
public:
  explicit ShellSplitter(llvm::StringRef Text) : Text(Text) {}

  std::vector<std::string> split() {
    std::vector<std::string> Words;
    while (skipBlanks())
      Words.push_back(word());
    return Words;
  }

private:
  /// False at the end.
  bool skipBlanks() {
    Text = Text.ltrim(" \t\r\n");
    return !Text.empty();
  }

  std::string word() {
    std::string Word;
    while (!Text.empty() && !llvm::isSpace(Text.front())) {
      char C = take();
      if (C == '\'')
        singleQuoted(Word);
      else if (C == '"')
        doubleQuoted(Word);
      else if (C == '\\')
        escaped(Word);
      else
        Word += C;
    }
    return Word;
  }

  void singleQuoted(std::string &Word) {
    auto [Inside, Rest] = Text.split('\'');
    Word += Inside;
    Text = Rest;
  }

  void doubleQuoted(std::string &Word) {
    while (!Text.empty()) {
      char C = take();
      if (C == '"')
        return;
      if (C != '\\')
        Word += C;
      else if (!Text.empty() &&
               llvm::StringRef("$`\"\\\n").contains(Text.front()))
        escaped(Word);
      else
        Word += C;
    }
  }

  /// After a backslash; one before a newline joins lines.
  void escaped(std::string &Word) {
    if (Text.empty())
      return;
    if (char C = take(); C != '\n')
      Word += C;
  }

  char take() {
    char C = Text.front();
    Text = Text.drop_front();
    return C;
  }

  llvm::StringRef Text;
};

llvm::StringRef baseName(llvm::StringRef Program) {
  // Also of paths written on Windows.
  return Program.substr(Program.find_last_of("/\\") + 1);
}

std::vector<std::string> splitForWindows(llvm::StringRef Command) {
  llvm::BumpPtrAllocator Memory;
  llvm::StringSaver Saver(Memory);
  llvm::SmallVector<const char *, 64> Words;
  llvm::cl::TokenizeWindowsCommandLineFull(Command, Saver, Words);
  return {Words.begin(), Words.end()};
}

bool isOfWindows(llvm::StringRef Program) {
  llvm::StringRef Name = baseName(Program);
  return Name.ends_with_insensitive(".exe") || Name.equals_insensitive("cl");
}

bool isAssignment(llvm::StringRef Word) {
  auto [Name, Value] = Word.split('=');
  return Name.size() != Word.size() && !Name.empty() &&
         llvm::all_of(Name,
                      [](char C) { return llvm::isAlnum(C) || C == '_'; });
}

bool isLauncher(llvm::StringRef Program) {
  llvm::StringRef Name = baseName(Program);
  Name.consume_back_insensitive(".exe");
  for (llvm::StringRef Known :
       {"buildcache", "cachepot", "ccache", "colorgcc", "distcc", "env",
        "fastbuild", "gomacc", "icecc", "libtool", "nice", "reclient",
        "rewrapper", "sccache", "sscache", "time"})
    if (Name.equals_insensitive(Known))
      return true;
  return false;
}

/// What a launcher's own options take as a word of its own.
bool takesValue(llvm::StringRef Launcher, llvm::StringRef Option) {
  llvm::StringRef Name = baseName(Launcher);
  return (Name == "env" && (Option == "-u" || Option == "-C")) ||
         (Name == "nice" && Option == "-n");
}

/// `--` ends a launcher's options.
llvm::ArrayRef<std::string> withoutOptions(llvm::StringRef Launcher,
                                           llvm::ArrayRef<std::string> Rest) {
  while (!Rest.empty()) {
    llvm::StringRef Word = Rest.front();
    if (!Word.starts_with("-") && !isAssignment(Word))
      return Rest;
    Rest = Rest.drop_front();
    if (Word == "--")
      return Rest;
    if (takesValue(Launcher, Word) && !Rest.empty())
      Rest = Rest.drop_front();
  }
  return Rest;
}

/// `cmake -E env`, `cmake -E time` and what CMake itself puts before a compiler
/// to run other tools as well: `cmake -E __run_co_compile ... -- c++ ...`.
llvm::ArrayRef<std::string> withoutCMake(llvm::ArrayRef<std::string> Command) {
  if (Command.size() < 3 || baseName(Command[0]) != "cmake" ||
      Command[1] != "-E")
    return Command;
  return withoutOptions(Command[2], Command.drop_front(3));
}

/// `/bin/sh ./libtool ...`
llvm::ArrayRef<std::string> withoutShell(llvm::ArrayRef<std::string> Command) {
  llvm::StringRef Name = baseName(Command.front());
  if ((Name == "sh" || Name == "bash" || Name == "dash") &&
      Command.size() > 1 && isLauncher(Command[1]))
    return Command.drop_front();
  return Command;
}

} // namespace

std::vector<std::string> splitCommand(llvm::StringRef Command) {
  // What is quoted alike in both worlds tells which it is.
  llvm::StringRef First = Command.ltrim();
  First = First.consume_front("\"") ? First.split('"').first
                                    : First.take_until(llvm::isSpace);
  if (isOfWindows(First))
    return splitForWindows(Command);
  return ShellSplitter(Command).split();
}

llvm::ArrayRef<std::string>
withoutLauncher(llvm::ArrayRef<std::string> Command) {
  llvm::ArrayRef<std::string> Rest = Command;
  while (!Rest.empty()) {
    llvm::ArrayRef<std::string> Before = Rest;
    if (isAssignment(Rest.front()))
      Rest = Rest.drop_front();
    else if (isLauncher(Rest.front()))
      Rest = withoutOptions(Rest.front(), Rest.drop_front());
    else
      Rest = withoutCMake(withoutShell(Rest));
    if (Rest.size() == Before.size())
      return Rest;
  }
  return Command;
}

} // namespace tether::compdb
