//===- Entries.cpp - The entries of models by number ----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Entries.h"

namespace tether::model {

Entries::Entries(llvm::ArrayRef<const Library *> Libraries) {
  for (const Library *L : Libraries) {
    for (const Type &T : L->Types) {
      add(OfType, &T);
      for (const Operation &Op : T.Constructors)
        add(OfOperation, &Op);
      for (const Operation &Op : T.Operations)
        add(OfOperation, &Op);
    }
    for (const Operation &Op : L->Functions)
      add(OfOperation, &Op);
    for (const Handler &H : L->Handlers)
      add(OfHandler, &H);
  }
}

} // namespace tether::model
