//===- ManPage.cpp - tether man-page --------------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The manual page, from the same definitions as --help. The build writes it to
// share/man/man1/tether.1.
//
//===----------------------------------------------------------------------===//

#include "driver/cli/Commands.h"
#include "driver/support/Version.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <CLI/CLI.hpp>

using namespace tether;
using llvm::StringRef;

/// Text without any meaning for troff.
static std::string plain(StringRef Text) {
  std::string Result;
  for (char C : Text) {
    bool AtLineStart = Result.empty() || Result.back() == '\n';
    if (AtLineStart && (C == '.' || C == '\''))
      Result += "\\&";
    if (C == '\\')
      Result += "\\e";
    else if (C == '-')
      Result += "\\-";
    else
      Result += C;
  }
  return Result;
}

static std::string bold(StringRef Text) {
  return "\\fB" + plain(Text) + "\\fR";
}

static std::string italic(StringRef Text) {
  return "\\fI" + plain(Text) + "\\fR";
}

/// Its own words or those of CLI11: "FOLDER", or "UINT" of "UINT:POSITIVE".
static std::string placeholder(const CLI::Option &O) {
  if (!O.get_option_text().empty())
    return O.get_option_text();
  return StringRef(O.get_type_name()).split(':').first.str();
}

static void printOption(const CLI::Option &O, llvm::raw_ostream &OS) {
  std::vector<std::string> Names;
  for (const std::string &Name : O.get_snames())
    Names.push_back(bold("-" + Name));
  for (const std::string &Name : O.get_lnames())
    Names.push_back(bold("--" + Name));
  OS << ".TP\n";
  if (Names.empty())
    OS << italic(O.get_name());
  else
    OS << llvm::join(Names, ", ");
  if (!Names.empty() && O.get_items_expected_min() > 0)
    OS << ' ' << italic(placeholder(O));
  OS << '\n' << plain(O.get_description()) << '\n';
}

static bool isPositional(const CLI::Option &O) {
  return O.get_positional() && !O.nonpositional();
}

/// "tether scan [OPTION...] [path...]"
static void printUsage(const CLI::App &Command, StringRef Path,
                       llvm::raw_ostream &OS) {
  OS << bold(Path) << " [" << italic("option") << "...]";
  for (const CLI::Option *O : Command.get_options())
    if (isPositional(*O)) {
      std::string Name = italic(O->get_name());
      if (O->get_items_expected_max() > 1)
        Name += "...";
      OS << ' ' << (O->get_required() ? Name : "[" + Name + "]");
    }
  OS << '\n';
}

/// Calls `Do` with each command that does something, and its full name.
static void
forEachCommand(const CLI::App &Command, const std::string &Path,
               llvm::function_ref<void(const CLI::App &, StringRef Path)> Do) {
  auto Subs = Command.get_subcommands(
      [](const CLI::App *Sub) { return !Sub->get_group().empty(); });
  if (Subs.empty())
    Do(Command, Path);
  for (const CLI::App *Sub : Subs)
    forEachCommand(*Sub, Path + " " + Sub->get_name(), Do);
}

static void printCommand(const CLI::App &Command, StringRef Path,
                         llvm::raw_ostream &OS) {
  OS << ".SS " << plain(Path) << '\n'
     << plain(Command.get_description()) << ".\n.PP\n";
  printUsage(Command, Path, OS);
  for (const CLI::Option *O : Command.get_options())
    printOption(*O, OS);
  llvm::SmallVector<StringRef> Paragraphs;
  std::string Footer = Command.get_footer();
  StringRef(Footer).split(Paragraphs, "\n\n", -1, /*KeepEmpty=*/false);
  for (StringRef Paragraph : Paragraphs)
    OS << ".PP\n" << plain(Paragraph.trim()) << '\n';
}

static void printManPage(const CLI::App &App, llvm::raw_ostream &OS) {
  OS << ".TH TETHER 1 \"\" \"Tether " << versionNumber()
     << "\" \"User Commands\"\n"
        ".SH NAME\n"
        "tether \\- find C++ threads, tasks and channels that escape whoever "
        "started them\n"
        ".SH SYNOPSIS\n.nf\n";
  forEachCommand(App, "tether", [&](const CLI::App &Command, StringRef Path) {
    printUsage(Command, Path, OS);
  });
  OS << ".fi\n.SH DESCRIPTION\n"
     << plain(App.get_description()) << "\n"
     << ".SH COMMANDS\n";
  forEachCommand(App, "tether", [&](const CLI::App &Command, StringRef Path) {
    printCommand(Command, Path, OS);
  });
  OS << R"(.SH FILES
.TP
.I compile_commands.json
How the sources are compiled; searched upwards, and in folders named
.IR build .
.TP
.I .clang\-tidy
The configuration of the sources below its folder.
.TP
.I tether\-model.yaml
What the project's own libraries mean.
.SH SEE ALSO
.BR tether\-clangd (1)
.PP
The pages of the checks and the whole documentation are in
.IR share/doc/tether .
)";
}

void tether::addManPageCommand(CLI::App &App, Invocation &Asked) {
  CLI::App &Command =
      *App.add_subcommand("man-page", "Print the manual page, for man");
  Command.group(""); // Is for the build.
  Command.callback([&App, &Asked] {
    Asked.Run = [&App] {
      printManPage(App, llvm::outs());
      return Clean;
    };
  });
}
