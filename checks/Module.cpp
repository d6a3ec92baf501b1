//===- Module.cpp - The checks as a clang-tidy module ---------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Module.h"
#include "Check.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang-tidy/GlobList.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang::tidy;

namespace tether {

namespace {
constexpr bool On = true;
[[maybe_unused]] constexpr bool Off = false;
constexpr bool isOnByDefault(bool Default) { return Default; }
} // namespace

#define TETHER_CHECK(Class, Name, Severity, Default, Fix, StabilityOf, Since,  \
                     About, Summary)                                           \
  static_assert(Stability::StabilityOf == Stability::Stable ||                 \
                    !isOnByDefault(Default),                                   \
                Name " is a preview check, and on by default");                \
  static_assert(any(About), Name " is about nothing");
#include "Checks.def"

llvm::ArrayRef<CheckInfo> allChecks() {
  static constexpr CheckInfo Checks[] = {
#define TETHER_CHECK(Class, Name, SeverityLevel, Default, FixKind,             \
                     StabilityOf, Since, About, Summary)                       \
  {"tether-" Name,                                                             \
   Severity::SeverityLevel,                                                    \
   isOnByDefault(Default),                                                     \
   FixSafety::FixKind,                                                         \
   Stability::StabilityOf,                                                     \
   Since,                                                                      \
   About,                                                                      \
   Summary},
#include "Checks.def"
  };
  return Checks;
}

bool isOn(const CheckInfo &Check, llvm::StringRef Globs) {
  if (Check.Stage == Stability::Stable)
    return GlobList(Globs).contains(Check.Name);
  std::string Deciding;
  llvm::SmallVector<llvm::StringRef> Items;
  llvm::SplitString(Globs, Items, ",\n");
  for (llvm::StringRef Item : Items)
    if (Item = Item.trim(); Item == Check.Name || Item.starts_with("-"))
      Deciding += Item.str() + ",";
  return GlobList(Deciding).contains(Check.Name);
}

Act actsOf(llvm::StringRef Globs) {
  Act Result = Act::None;
  for (const CheckInfo &C : allChecks())
    if (isOn(C, Globs))
      Result |= C.About;
  return Result;
}

void addCheckFactories(ClangTidyCheckFactories &Factories) {
  auto Known = std::make_shared<Sessions>();
#define TETHER_CHECK(Class, Name, Severity, Default, Fix, Stability, Since,    \
                     About, Summary)                                           \
  Factories.registerCheckFactory(                                              \
      "tether-" Name,                                                          \
      [Known](llvm::StringRef CheckName, ClangTidyContext *Context) {          \
        return make##Class##Check(CheckName, Context, Known->of(Context));     \
      });
#include "Checks.def"
}

std::vector<std::unique_ptr<Check>>
enabledChecks(ClangTidyContext &Context, const std::shared_ptr<Session> &Of) {
  std::vector<std::unique_ptr<Check>> Result;
#define TETHER_CHECK(Class, Name, Severity, Default, Fix, Stability, Since,    \
                     About, Summary)                                           \
  if (Context.isCheckEnabled("tether-" Name))                                  \
    Result.push_back(make##Class##Check("tether-" Name, &Context, Of));
#include "Checks.def"
  return Result;
}

} // namespace tether

namespace {
class TetherModule : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    tether::addCheckFactories(Factories);
  }
};
} // namespace

static ClangTidyModuleRegistry::Add<TetherModule>
    Registration("tether", "Ownership, cancellation and communication of "
                           "threads and tasks.");
