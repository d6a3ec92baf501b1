//===- Configurations.cpp - The ways to compile one file ------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/compdb/Configurations.h"
#include "driver/compdb/ParsedCommand.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <set>
#include <tuple>

namespace tether::compdb {

namespace {

/// What one command has, or lacks, of the options of others. Macros say most
/// about what a configuration is, the compiler least.
struct Difference {
  std::string Option;
  bool IsLacking = false;

  auto key() const {
    llvm::StringRef Text = Option;
    const int Kind = Text.starts_with("-D") || Text.starts_with("/D") ? 0
                     : Text.starts_with("compiler ")                  ? 2
                                                                      : 1;
    return std::tuple(Kind, IsLacking, Text.size(), Text);
  }
  std::string text() const {
    return (IsLacking ? "without " : "with ") + Option;
  }
};

using Counts = std::map<std::string, size_t>;

/// `HowMany` of all `Commands` commands have an option.
std::string name(const std::set<std::string> &Mine, const Counts &HowMany,
                 size_t Commands) {
  std::vector<Difference> Unique;
  std::string With, Without;
  for (const auto &[Option, Count] : HowMany) {
    const bool IsLacking = !Mine.count(Option);
    if (Count == (IsLacking ? Commands - 1 : 1))
      Unique.push_back({Option, IsLacking});
    if (Count != Commands)
      (IsLacking ? Without : With) += " " + Option;
  }
  if (!Unique.empty())
    return llvm::min_element(Unique,
                             [](const Difference &A, const Difference &B) {
                               return A.key() < B.key();
                             })
        ->text();
  if (!With.empty())
    return "with" + With;
  return Without.empty() ? "" : "without" + Without;
}

} // namespace

std::vector<std::string> optionsOf(llvm::ArrayRef<std::string> Command) {
  std::vector<std::string> Result = {"compiler " + Command.front()};
  ParsedCommand Parsed(Command);
  for (const ParsedOption &O : Parsed.options())
    if (!O.is(clang::options::OPT_INPUT))
      Result.push_back(O.text());
  return Result;
}

std::vector<std::string>
configurationNames(llvm::ArrayRef<std::vector<std::string>> Commands) {
  std::vector<std::set<std::string>> Options;
  Counts HowMany;
  for (const std::vector<std::string> &Command : Commands) {
    std::vector<std::string> Mine = optionsOf(Command);
    Options.emplace_back(Mine.begin(), Mine.end());
    for (const std::string &Option : Options.back())
      ++HowMany[Option];
  }
  std::vector<std::string> Names;
  for (const std::set<std::string> &Mine : Options)
    Names.push_back(name(Mine, HowMany, Commands.size()));
  return Names;
}

} // namespace tether::compdb
