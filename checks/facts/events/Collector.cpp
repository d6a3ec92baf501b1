//===- Collector.cpp - One walk over a translation unit -------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Collector.h"
#include "Walker.h"

namespace tether::facts {

static void addBody(const Definition &D, Bodies &All) {
  if (D.Function) {
    All.of(D.Function);
    return;
  }
  Body *B = All.add();
  B->Initializes = D.Variable;
  B->InitializesMembersOf = D.Class;
  B->Code = D.Variable ? D.Variable->getInit() : D.MemberInit;
}

void collect(const Code &From, const ModelNames &Names, PathResolver &Paths,
             Facts &Result) {
  Bodies All(Result);
  for (const Definition &D : From.Definitions)
    addBody(D, All);
  while (Body *Next = All.next()) {
    BodyContext C(Names, Paths, All, Result, *Next);
    walk(C);
  }
}

} // namespace tether::facts
