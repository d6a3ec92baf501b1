//===- Profile.cpp - What the analysis of each source took ----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/report/Profile.h"
#include "driver/support/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"

namespace tether {

namespace {
constexpr size_t Shown = 20;
} // namespace

void printProfile(llvm::ArrayRef<ProfiledSource> Sources,
                  llvm::raw_ostream &OS) {
  std::vector<const ProfiledSource *> Parsed;
  double All = 0;
  uint64_t Most = 0;
  for (const ProfiledSource &S : Sources)
    if (S.Seconds > 0) {
      Parsed.push_back(&S);
      All += S.Seconds;
      Most = std::max(Most, S.Bytes);
    }
  llvm::stable_sort(Parsed, [](const auto *A, const auto *B) {
    return A->Seconds > B->Seconds;
  });
  auto Row = [&](double Seconds, uint64_t Bytes, llvm::StringRef Name) {
    OS << llvm::format("%8.2f %6.1f", Seconds, All ? 100 * Seconds / All : 0.)
       << llvm::right_justify(Bytes ? std::to_string(Bytes >> 20) : "", 6)
       << "  " << Name << '\n';
  };
  OS << "   CPU s      %   MiB\n";
  double Rest = All;
  for (const ProfiledSource *S : llvm::ArrayRef(Parsed).take_front(Shown)) {
    Row(S->Seconds, S->Bytes, S->Name);
    Rest -= S->Seconds;
  }
  if (Parsed.size() > Shown)
    Row(Rest, 0, count(Parsed.size() - Shown, "other source"));
  Row(All, Most, count(Parsed.size(), "parsed source"));
}

} // namespace tether
