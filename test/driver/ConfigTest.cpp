//===- ConfigTest.cpp - Which checks are on -------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/config/Config.h"
#include "checks/Module.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace tether;

namespace {

constexpr llvm::StringLiteral A = "tether-unowned-thread";
constexpr llvm::StringLiteral B = "tether-hidden-spawn";

std::string names(llvm::StringRef FromFiles, llvm::StringRef FromLine = "") {
  return llvm::join(enabledChecks(FromFiles, FromLine), ",");
}

/// Those that a pattern can turn on.
std::string all() {
  std::vector<llvm::StringRef> Names;
  for (const CheckInfo &C : allChecks())
    if (C.Stage == Stability::Stable)
      Names.push_back(C.Name);
  return llvm::join(Names, ",");
}

std::string defaults(llvm::StringRef Without = "") {
  std::vector<llvm::StringRef> Names;
  for (const CheckInfo &C : allChecks())
    if (C.OnByDefault && C.Name != Without)
      Names.push_back(C.Name);
  return llvm::join(Names, ",");
}

std::string error(llvm::StringRef Checks) {
  ConfigRequest Request;
  Request.Checks = Checks.str();
  auto C = Config::create(Request);
  return C ? "" : llvm::toString(C.takeError());
}

TEST(ConfigTest, ChecksAreOnWithoutBeingNamed) {
  EXPECT_EQ(names(""), defaults());
  EXPECT_EQ(names("bugprone-*"), defaults());
  EXPECT_EQ(names("-*,bugprone-*"), defaults());
  EXPECT_EQ(names("*,-llvm-*"), defaults());
  EXPECT_EQ(names("-*"), defaults());
}

TEST(ConfigTest, ChecksAreOffWhenNamed) {
  EXPECT_EQ(names(("bugprone-*,-" + A).str()), defaults(A));
  EXPECT_EQ(names("bugprone-*,-tether-*"), "");
  EXPECT_EQ(names("", ("-" + A).str()), defaults(A));
}

TEST(ConfigTest, NamedChecksAreTheOnlyOnes) {
  EXPECT_EQ(names(("-*," + A).str()), A);
  EXPECT_EQ(names(("bugprone-*,\n  " + A).str()), A);
  EXPECT_EQ(names("", A), A);
  EXPECT_EQ(names("-*,bugprone-*", A), A);
  EXPECT_EQ(names("tether-*"), all());
  EXPECT_EQ(names("", "*"), all());
  EXPECT_EQ(names("", ("tether-*,-" + A + ",-" + B).str()),
            names(("tether-*,-" + A + ",-" + B).str()));
}

TEST(ConfigTest, TheCommandLineComesLast) {
  EXPECT_EQ(names(("-*," + A).str(), B), (B + "," + A).str());
  EXPECT_EQ(names(("-*," + A).str(), ("-*," + B).str()), B);
  EXPECT_EQ(names("tether-*", "-*"), "");
  EXPECT_EQ(names("", "-*"), "");
}

TEST(ConfigTest, OnlyItsNameTurnsOnACheckInPreview) {
  const CheckInfo Check = {"tether-new-thing",
                           Severity::Warning,
                           /*OnByDefault=*/false,
                           FixSafety::None,
                           Stability::Preview,
                           "0.1",
                           Act::Spawn,
                           "Finds it."};
  for (llvm::StringRef Globs :
       {"", "*", "tether-*", "tether-new-*", "-tether-new-thing",
        "tether-new-thing,-*,tether-*", "tether-new-thing,-tether-new-*"})
    EXPECT_FALSE(isOn(Check, Globs)) << Globs.str();
  for (llvm::StringRef Globs :
       {"tether-new-thing", "-*,tether-*,\n tether-new-thing",
        "tether-new-thing,tether-*", "tether-new-thing,-tether-old"})
    EXPECT_TRUE(isOn(Check, Globs)) << Globs.str();
  CheckInfo Stable = Check;
  Stable.Stage = Stability::Stable;
  EXPECT_TRUE(isOn(Stable, "-*,tether-*"));
}

TEST(ConfigTest, ActsAreThoseOfTheChecksThatAreOn) {
  EXPECT_EQ(actsOf(""), Act::None);
  EXPECT_EQ(actsOf(("-*," + A).str()), Act::Spawn);
  EXPECT_EQ(actsOf("-*,tether-close-from-receiver,tether-unowned-*"),
            Act::Spawn | Act::Send | Act::Close);
}

TEST(ConfigTest, UnknownChecksAreErrors) {
  EXPECT_EQ(error("tether-*"), "");
  EXPECT_EQ(error("-*,tether-unowned-*"), "");
  EXPECT_EQ(error("tether-unowned-tread"),
            "unknown check 'tether-unowned-tread' in --checks; did you mean "
            "'tether-unowned-thread'?");
  EXPECT_EQ(error("bugprone-*"), "unknown check 'bugprone-*' in --checks; "
                                 "'tether explain' lists all");
}

TEST(ConfigTest, FiltersMustBeRegularExpressions) {
  ConfigRequest Request;
  Request.HeaderFilter = "(";
  auto C = Config::create(Request);
  ASSERT_FALSE(C);
  EXPECT_NE(llvm::toString(C.takeError()).find("--header-filter: '('"),
            std::string::npos);
}

} // namespace
