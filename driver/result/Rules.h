//===- Rules.h - What findings can be of ------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_RESULT_RULES_H
#define TETHER_DRIVER_RESULT_RULES_H

#include "checks/Module.h"
#include "driver/result/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace tether {

/// What the driver itself finds; docs/usage/suppressions.md describes it.
inline constexpr llvm::StringLiteral SuppressionWithoutReason =
    "tether-suppression-without-reason";
inline constexpr llvm::StringLiteral UnusedSuppression =
    "tether-unused-suppression";

/// All that findings can be of: the checks of the registry, then the above.
llvm::ArrayRef<CheckInfo> allRules();

/// What allRules() says of the check; null if it is not there.
const CheckInfo *checkInfo(llvm::StringRef Check);

/// That of the check, unless the configuration gives it another.
Severity severity(const Finding &F);

/// Whether the finding has a fix, and one that can be applied unseen.
FixSafety fixSafety(const Finding &F);

/// "note", "warning" or "error".
llvm::StringRef word(Severity Level);
llvm::StringRef word(Story::Part Plays);
llvm::StringRef word(Actor::Kind K);
/// "stable" or "preview".
llvm::StringRef word(Stability Stage);

/// The reverse; nothing for other words.
std::optional<Severity> severityOf(llvm::StringRef Word);

} // namespace tether

#endif // TETHER_DRIVER_RESULT_RULES_H
