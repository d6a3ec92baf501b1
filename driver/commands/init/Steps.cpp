//===- Steps.cpp - What a repository needs --------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "clang-tidy/ClangTidyOptions.h"
#include "driver/commands/init/Init.h"
#include "driver/commands/init/Yaml.h"
#include "driver/config/CheckGlobs.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using clang::tidy::ClangTidyOptions;

namespace tether {

namespace {

std::optional<ClangTidyOptions> readConfiguration(llvm::StringRef Text) {
  bool HasError = false;
  auto Options = clang::tidy::parseConfigurationWithDiags(
      llvm::MemoryBufferRef(Text, ".clang-tidy"),
      [&](const llvm::SMDiagnostic &) { HasError = true; });
  if (!Options || HasError)
    return std::nullopt;
  return *Options;
}

/// Whether `After` differs only in that it has Checks.
bool addsChecks(const ClangTidyOptions &Before,
                std::optional<ClangTidyOptions> After) {
  if (!After || !std::exchange(After->Checks, Before.Checks))
    return false;
  return clang::tidy::configurationAsText(Before) ==
         clang::tidy::configurationAsText(*After);
}

std::string scanCommand(const Repository &R, llvm::StringRef Format) {
  std::string Command = "tether scan -p " + R.Build->Folder;
  if (!R.Baseline.empty())
    Command += " --baseline=" + R.Baseline;
  return Command + " " + Format.str();
}

/// Of the first item of the list `repos`, which others have to have too.
std::string itemIndent(llvm::StringRef Text) {
  llvm::StringRef Rest = Text.split("repos:").second;
  while (!Rest.empty()) {
    auto [Line, Next] = Rest.split('\n');
    if (Line.ltrim(' ').starts_with("- "))
      return Line.take_while([](char C) { return C == ' '; }).str();
    Rest = Next;
  }
  return "";
}

std::string indented(llvm::StringRef Lines, llvm::StringRef Indent) {
  std::string Result;
  for (llvm::StringRef Line : llvm::split(Lines.rtrim(), '\n'))
    Result += (Indent + Line + "\n").str();
  return Result;
}

constexpr llvm::StringLiteral NoBuild =
    "no build system is recognised here, so the job lacks the command that "
    "leaves a compile_commands.json";

} // namespace

std::string withLines(const Content &Before, llvm::StringRef Lines) {
  std::string Result = Before.value_or("");
  const bool HasCarriageReturns = Result.find("\r\n") != Result.npos;
  std::string Added;
  if (!Result.empty() && Result.back() != '\n')
    Added = "\n";
  Added += Lines;
  for (char C : Added) {
    if (C == '\n' && HasCarriageReturns)
      Result += '\r';
    Result += C;
  }
  return Result;
}

Step configurationStep(const Content &Before) {
  constexpr llvm::StringLiteral Line = "Checks: 'tether-*'\n";
  Step S{".clang-tidy", Line.str()};
  if (!Before) {
    S.Lines = "# For clang-tidy with the plugin of tether; tether scan and "
              "tether-clangd need\n# no configuration.\n" +
              S.Lines;
    return S;
  }
  auto Options = readConfiguration(*Before);
  if (!Options) {
    S.ByHand = true;
    S.Why = "it has a mistake, which 'tether scan' prints";
  } else if (Options->Checks) {
    if (llvm::any_of(checkGlobs(*Options->Checks),
                     [](const CheckGlob &G) { return G.isOurs(); })) {
      S.Lines.clear();
      S.Why = "its Checks name some of tether";
    } else {
      S.ByHand = true;
      S.Lines = "tether-*\n";
      S.Why = "it has Checks, which these belong to";
    }
  } else if (!addsChecks(*Options,
                         readConfiguration(withLines(Before, S.Lines)))) {
    S.ByHand = true;
    S.Why = "it is not written in lines that one can be added to";
  }
  return S;
}

Step preCommitStep(const Content &Before) {
  constexpr llvm::StringLiteral Hook =
      "- repo: local\n"
      "  hooks:\n"
      "  - id: tether\n"
      "    name: tether\n"
      "    entry: tether scan --quiet --diff=HEAD\n"
      "    language: system\n"
      "    pass_filenames: false\n"
      "    types_or: [c, c++]\n";
  Step S{".pre-commit-config.yaml", Hook.str()};
  if (!Before) {
    S.ByHand = true;
    S.Why = "there is no such file; if you use pre-commit, below 'repos:'";
    return S;
  }
  if (llvm::StringRef(*Before).contains("tether")) {
    S.Lines.clear();
    S.Why = "it mentions tether";
    return S;
  }
  const std::string Lines = indented(Hook, itemIndent(*Before));
  if (addsItem(*Before, withLines(Before, Lines), "repos")) {
    S.Lines = Lines;
  } else {
    S.ByHand = true;
    S.Why = "'repos:' is not the last of it, or not written in lines";
  }
  return S;
}

Step gitLabStep(const Repository &R, const Content &Before) {
  Step S{".gitlab-ci.yml", ""};
  if (Before && llvm::StringRef(*Before).contains("tether scan")) {
    S.Why = "it runs 'tether scan'";
    return S;
  }
  if (!R.Build) {
    S.ByHand = true;
    S.Lines = "tether scan -p FOLDER "
              "--output=gitlab=gl-code-quality-report.json\n";
    S.Why = NoBuild.str();
    return S;
  }
  // A job without a stage is in `test`, which a list of stages may lack.
  const std::vector<std::string> Stages =
      Before ? listOf(*Before, "stages") : std::vector<std::string>();
  std::string Stage;
  if (!Stages.empty() && !llvm::is_contained(Stages, "test"))
    Stage = "  stage: " + Stages.front() + "\n";
  S.Lines = (Before ? "\n" : "") +
            std::string("# Its image has to have tether and what the project "
                        "needs.\n"
                        "tether:\n") +
            Stage + "  script:\n    - " + R.Build->Command + "\n    - " +
            scanCommand(R, "--output=gitlab=gl-code-quality-report.json") +
            "\n"
            "  artifacts:\n"
            "    when: always\n"
            "    reports:\n"
            "      codequality: gl-code-quality-report.json\n";
  if (Before && !addsKey(*Before, withLines(Before, S.Lines), "tether")) {
    S.ByHand = true;
    S.Why = "it is not a list of jobs that one can be added to, or has one "
            "called tether";
  }
  return S;
}

Step gitHubStep(const Repository &R, const Content &Before,
                llvm::StringRef Workflows) {
  Step S{".github/workflows/tether.yml", ""};
  if (Before || Workflows.contains("tether scan")) {
    S.Why = Before ? "it exists" : "another workflow runs 'tether scan'";
    return S;
  }
  if (!R.Build) {
    S.ByHand = true;
    S.Lines = "- run: tether scan -p FOLDER --format=github\n";
    S.Why = NoBuild.str();
    return S;
  }
  S.Lines = "name: tether\n"
            "on: [push, pull_request]\n"
            "jobs:\n"
            "  tether:\n"
            "    runs-on: ubuntu-latest\n"
            "    steps:\n"
            "      - uses: actions/checkout@v4\n"
            "      # Install tether and what the project needs here.\n"
            "      - run: " +
            R.Build->Command +
            "\n"
            "      - run: " +
            scanCommand(R, "--format=github") + "\n";
  return S;
}

} // namespace tether
