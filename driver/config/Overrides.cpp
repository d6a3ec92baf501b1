//===- Overrides.cpp - Severities, and checks by path ---------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/config/Overrides.h"
#include "driver/config/CheckGlobs.h"
#include "driver/result/Rules.h"
#include "driver/support/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

namespace tether {

namespace {

constexpr llvm::StringLiteral SeveritySuffix = ".Severity";
constexpr llvm::StringLiteral PathOption = "tether.PerPath";

/// As in .gitignore: a glob without a slash is of names, one that ends with a
/// slash of all below a folder.
bool matchesPath(llvm::StringRef Glob, llvm::StringRef Path) {
  Glob.consume_front("./");
  if (!Glob.contains('/'))
    return matchesGlob(Glob, llvm::sys::path::filename(Path));
  const std::string Whole = Glob.str() + (Glob.ends_with("/") ? "**" : "");
  // "**/test/*" also means the test of the folder itself.
  return matchesGlob(Whole, Path) || matchesGlob(Whole, ("/" + Path).str());
}

llvm::Expected<std::vector<Overrides::AtPath>>
parsePaths(llvm::StringRef Value, llvm::StringRef Source) {
  std::vector<Overrides::AtPath> Result;
  const std::string Where = (PathOption + " of '" + Source + "'").str();
  llvm::SmallVector<llvm::StringRef, 8> Items;
  llvm::SplitString(Value, Items, ";\n");
  for (llvm::StringRef Item : Items) {
    if (Item.trim().empty())
      continue;
    auto [Glob, Checks] = Item.split(':');
    std::vector<CheckGlob> Globs = checkGlobs(Checks);
    if (Glob.trim().empty() || Globs.empty())
      return llvm::createStringError(Where + ": '" + Item.trim() +
                                     "' is not GLOB: CHECKS");
    if (llvm::Error E = checkNames(Globs, Where))
      return std::move(E);
    Result.push_back({Glob.trim().str(), Checks.trim().str()});
  }
  return Result;
}

llvm::Expected<Severity> parseSeverity(llvm::StringRef Option,
                                       llvm::StringRef Value,
                                       llvm::StringRef Source) {
  llvm::StringRef Check = Option.drop_back(SeveritySuffix.size());
  if (llvm::Error E =
          checkNames(CheckGlob{Check, true}, ("'" + Source + "'").str()))
    return std::move(E);
  if (!checkInfo(Check))
    return llvm::createStringError("'" + Source + "': " + Option +
                                   " does not name one check");
  if (auto Level = severityOf(Value))
    return *Level;
  return llvm::createStringError("'" + Source + "': " + Option + " is '" +
                                 Value + "'; use error, warning or note");
}

} // namespace

bool isOverride(llvm::StringRef Option) {
  return Option == PathOption || Option == ExtendsOption ||
         (Option.starts_with("tether-") && Option.ends_with(SeveritySuffix));
}

llvm::Expected<Overrides> takeOverrides(
    clang::tidy::ClangTidyOptions &Options,
    llvm::function_ref<const ConfigSource &(llvm::StringRef)> OriginOf) {
  Overrides Result;
  std::map<std::string, std::string> Ours; // In an order, for the first error.
  for (const auto &Option : Options.CheckOptions)
    if (isOverride(Option.first()))
      Ours[Option.first().str()] = Option.second.Value;
  for (const auto &[Option, Value] : Ours) {
    Options.CheckOptions.erase(Option);
    const ConfigSource &Origin = OriginOf(Option);
    if (Option == PathOption) {
      auto Paths = parsePaths(Value, Origin.Name);
      if (!Paths)
        return Paths.takeError();
      Result.Paths = std::move(*Paths);
      Result.Folder = Origin.Folder;
    } else if (!Value.empty()) { // As --dump-config writes what is not set.
      auto Level = parseSeverity(Option, Value, Origin.Name);
      if (!Level)
        return Level.takeError();
      Result.Levels[Option.substr(0, Option.size() - SeveritySuffix.size())] =
          *Level;
    }
  }
  return Result;
}

Severity Overrides::levelOf(const CheckInfo &Check) const {
  auto Given = Levels.find(Check.Name.str());
  return Given == Levels.end() ? Check.Level : Given->second;
}

bool Overrides::matches(const AtPath &Item, llvm::StringRef File) const {
  return matchesPath(Item.Glob, relativeTo(File, Folder));
}

bool Overrides::isOn(llvm::StringRef Check, llvm::StringRef File) const {
  std::string Globs = llvm::is_contained(Checks, Check) ? Check.str() : "";
  for (const AtPath &P : Paths)
    if (matches(P, File))
      Globs += "," + P.Checks;
  const CheckInfo *Info = checkInfo(Check);
  return Info && tether::isOn(*Info, Globs);
}

bool Overrides::isOnSomewhere(llvm::StringRef Check) const {
  const CheckInfo *Info = checkInfo(Check);
  return llvm::is_contained(Checks, Check) ||
         llvm::any_of(Paths, [&](const AtPath &P) {
           return tether::isOn(*Info, P.Checks);
         });
}

void Overrides::applyTo(UnitResult &R) const {
  if (!Paths.empty())
    llvm::erase_if(R.Findings, [&](const Finding &F) {
      return !isOn(F.Check, F.Where.File);
    });
  for (Finding &F : R.Findings)
    if (auto Given = Levels.find(F.Check); Given != Levels.end())
      F.Level = Given->second;
}

std::string Overrides::text() const {
  std::string Result;
  for (const auto &[Check, Level] : Levels)
    Result += Check + "=" + word(Level).str() + "\n";
  for (const std::string &Check : Checks)
    Result += Check + "\n";
  for (const AtPath &P : Paths)
    Result += P.Glob + ":" + P.Checks + "\n";
  return Result + Folder;
}

} // namespace tether
