//===- Rules.cpp - What findings can be of --------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/result/Rules.h"
#include "llvm/ADT/STLExtras.h"

namespace tether {

llvm::ArrayRef<CheckInfo> allRules() {
  static const std::vector<CheckInfo> All = [] {
    std::vector<CheckInfo> Rules = allChecks().vec();
    Rules.push_back({SuppressionWithoutReason, Severity::Warning,
                     /*OnByDefault=*/false, FixSafety::None, Stability::Stable,
                     "0.1", Act::None,
                     "Finds NOLINT comments that do not say why."});
    // Another way to compile the source may need the comment.
    Rules.push_back({UnusedSuppression, Severity::Warning,
                     /*OnByDefault=*/false, FixSafety::Unsafe,
                     Stability::Stable, "0.1", Act::None,
                     "Finds NOLINT comments that suppress nothing."});
    return Rules;
  }();
  return All;
}

const CheckInfo *checkInfo(llvm::StringRef Check) {
  const CheckInfo *Found = llvm::find_if(
      allRules(), [&](const CheckInfo &C) { return C.Name == Check; });
  return Found == allRules().end() ? nullptr : Found;
}

Severity severity(const Finding &F) {
  if (F.IsError)
    return Severity::Error;
  if (F.Level)
    return *F.Level;
  const CheckInfo *Info = checkInfo(F.Check);
  return Info ? Info->Level : Severity::Warning;
}

FixSafety fixSafety(const Finding &F) {
  if (F.Fixes.empty())
    return FixSafety::None;
  const CheckInfo *Info = checkInfo(F.Check);
  // Nobody has said that it is safe.
  return Info && Info->Fix == FixSafety::Safe ? FixSafety::Safe
                                              : FixSafety::Unsafe;
}

llvm::StringRef word(Severity Level) {
  switch (Level) {
  case Severity::Note:
    return "note";
  case Severity::Warning:
    return "warning";
  case Severity::Error:
    return "error";
  }
  llvm_unreachable("unknown severity");
}

llvm::StringRef word(Story::Part Plays) {
  switch (Plays) {
  case Story::Part::Unknown:
    return "unknown";
  case Story::Part::Declaration:
    return "declaration";
  case Story::Part::Capture:
    return "capture";
  case Story::Part::Use:
    return "use";
  case Story::Part::Start:
    return "start";
  case Story::Part::Keep:
    return "keep";
  case Story::Part::Call:
    return "call";
  case Story::Part::Entry:
    return "entry";
  case Story::Part::Send:
    return "send";
  case Story::Part::Receive:
    return "receive";
  case Story::Part::Close:
    return "close";
  case Story::Part::Signal:
    return "signal";
  case Story::Part::Wait:
    return "wait";
  case Story::Part::Release:
    return "release";
  case Story::Part::Exit:
    return "exit";
  case Story::Part::End:
    return "end";
  }
  llvm_unreachable("unknown part");
}

llvm::StringRef word(Actor::Kind K) {
  switch (K) {
  case Actor::Kind::Thread:
    return "thread";
  case Actor::Kind::Task:
    return "task";
  case Actor::Kind::Function:
    return "function";
  case Actor::Kind::Channel:
    return "channel";
  case Actor::Kind::Object:
    return "object";
  case Actor::Kind::Lock:
    return "lock";
  case Actor::Kind::Process:
    return "process";
  case Actor::Kind::Caller:
    return "caller";
  case Actor::Kind::Nobody:
    return "nobody";
  }
  llvm_unreachable("unknown kind of actor");
}

llvm::StringRef word(Stability Stage) {
  return Stage == Stability::Preview ? "preview" : "stable";
}

std::optional<Severity> severityOf(llvm::StringRef Word) {
  for (Severity Level : {Severity::Note, Severity::Warning, Severity::Error})
    if (Word == word(Level))
      return Level;
  return std::nullopt;
}

} // namespace tether
