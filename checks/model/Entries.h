//===- Entries.h - The entries of models by number --------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What names an entry in facts that are kept: whoever has the same libraries
// in the same order finds the same entry by its number.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_MODEL_ENTRIES_H
#define TETHER_CHECKS_MODEL_ENTRIES_H

#include "Model.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>
#include <vector>

namespace tether::model {

class Entries {
public:
  explicit Entries(llvm::ArrayRef<const Library *> Libraries);

  /// None if it is in none of the libraries, such as that of a convention.
  std::optional<unsigned> numberOf(const void *Entry) const {
    auto It = Numbers.find(Entry);
    return It == Numbers.end() ? std::nullopt
                               : std::optional<unsigned>(It->second);
  }
  /// Null if there is no such entry, or if it is something else.
  const Type *type(unsigned N) const { return at<Type>(N, OfType); }
  const Operation *operation(unsigned N) const {
    return at<Operation>(N, OfOperation);
  }
  const Handler *handler(unsigned N) const { return at<Handler>(N, OfHandler); }

private:
  enum Kind { OfType, OfOperation, OfHandler };

  void add(Kind K, const void *Entry) {
    Numbers.try_emplace(Entry, All.size());
    All.push_back({K, Entry});
  }
  template <typename T> const T *at(unsigned N, Kind K) const {
    return N < All.size() && All[N].first == K
               ? static_cast<const T *>(All[N].second)
               : nullptr;
  }

  std::vector<std::pair<Kind, const void *>> All;
  llvm::DenseMap<const void *, unsigned> Numbers;
};

} // namespace tether::model

#endif // TETHER_CHECKS_MODEL_ENTRIES_H
