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

using namespace clang::tidy;

namespace tether {

namespace {
constexpr bool On = true;
[[maybe_unused]] constexpr bool Off = false;
constexpr bool isOn(bool Default) { return Default; }
} // namespace

llvm::ArrayRef<CheckInfo> allChecks() {
  static constexpr CheckInfo Checks[] = {
#define TETHER_CHECK(Class, Name, SeverityLevel, Default, FixKind, Since,      \
                     Summary)                                                  \
  {"tether-" Name, Severity::SeverityLevel,                                    \
   isOn(Default),  FixSafety::FixKind,                                         \
   Since,          Summary},
#include "Checks.def"
  };
  return Checks;
}

void addCheckFactories(ClangTidyCheckFactories &Factories) {
  auto Known = std::make_shared<Sessions>();
#define TETHER_CHECK(Class, Name, Severity, Default, Fix, Since, Summary)      \
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
#define TETHER_CHECK(Class, Name, Severity, Default, Fix, Since, Summary)      \
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
