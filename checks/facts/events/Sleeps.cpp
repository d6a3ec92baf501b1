//===- Sleeps.cpp - How long sleeps last ----------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Family.h"

using namespace clang;

namespace tether::facts {
namespace {

class Sleeps : public Family {
public:
  using Family::Family;

  void performed(const ModelledCall &M) override;
};

void Sleeps::performed(const ModelledCall &M) {
  if (M.Op.R != model::Role::Sleep)
    return;
  for (Event &E : llvm::reverse(C.B.Events)) {
    if (E.At != M.Call)
      return;
    if (E.Kind == EventKind::Sleep)
      E.Duration = M.Call->getDuration();
  }
}

} // namespace

std::unique_ptr<Family> makeSleeps(BodyContext &C) {
  return std::make_unique<Sleeps>(C);
}

} // namespace tether::facts
