//===- Complete.cpp - tether complete -------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What shells offer when Tab is pressed. Their own files
// (packaging/completions) only pass the words of the command line on:
//
//   tether complete -- baseline cr
//
// prints, a line each, what the last word could become, a tab and what it
// means. Nothing is printed where a file may be meant: shells know files
// themselves.
//
//===----------------------------------------------------------------------===//

#include "driver/cli/Commands.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <CLI/CLI.hpp>

using namespace tether;
using llvm::StringRef;

static void offer(StringRef Candidate, StringRef Meaning, StringRef Word,
                  StringRef Before = "") {
  if (Candidate.starts_with(Word))
    llvm::outs() << Before << Candidate << '\t' << Meaning << '\n';
}

static void offerOptions(const CLI::App &Command, StringRef Word) {
  for (const CLI::Option *O : Command.get_options()) {
    for (const std::string &Name : O->get_lnames())
      offer("--" + Name, O->get_description(), Word);
    for (const std::string &Name : O->get_snames())
      offer("-" + Name, O->get_description(), Word);
  }
}

static void offerCommands(const CLI::App &Command, StringRef Word) {
  for (const CLI::App *Sub : Command.get_subcommands(nullptr))
    if (!Sub->get_group().empty()) // Else it is hidden.
      offer(Sub->get_name(), Sub->get_description(), Word);
}

/// An option that takes one of a few words says so: text|json.
static void offerValues(const CLI::Option &O, StringRef Word,
                        StringRef Before = "") {
  StringRef Text = O.get_option_text();
  if (Text.contains('|'))
    for (StringRef Value : llvm::split(Text, '|'))
      offer(Value, "", Word, Before);
}

/// Prints what the last of `Words`, which follow the name of the program, could
/// become.
static void complete(const CLI::App &App, llvm::ArrayRef<std::string> Words) {
  const CLI::App *Command = &App;
  const CLI::Option *Awaiting = nullptr; // its value
  for (const std::string &Word : Words.drop_back()) {
    if (Awaiting) {
      Awaiting = nullptr;
      continue;
    }
    if (Word == "--")
      return; // Flags of a compiler follow.
    if (const CLI::Option *O = Command->get_option_no_throw(Word))
      Awaiting = O->get_items_expected_min() > 0 ? O : nullptr;
    else if (auto Subs = Command->get_subcommands(
                 [&](const CLI::App *Sub) { return Sub->get_name() == Word; });
             !Subs.empty())
      Command = Subs.front();
  }
  const StringRef Word = Words.back();
  if (Awaiting)
    return offerValues(*Awaiting, Word);
  if (auto [Name, Value] = Word.split('='); Name.size() < Word.size()) {
    if (const CLI::Option *O = Command->get_option_no_throw(Name.str()))
      offerValues(*O, Value, Word.take_front(Name.size() + 1));
    return;
  }
  if (Word.starts_with("-"))
    return offerOptions(*Command, Word);
  offerCommands(*Command, Word);
}

void tether::addCompleteCommand(CLI::App &App, Invocation &Asked) {
  CLI::App &Command = *App.add_subcommand(
      "complete", "Print what the last of the words after '--' could become");
  Command.group(""); // Is for shells.
  Command.callback([&App, &Asked] {
    Asked.Run = [&App, &Asked] {
      if (Asked.Flags && !Asked.Flags->empty())
        complete(App, *Asked.Flags);
      return Clean;
    };
  });
}
