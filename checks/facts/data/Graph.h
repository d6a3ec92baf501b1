//===- Graph.h - The control flow of one body -------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Blocks of points, as clang's CFG has them, without a pointer into an AST.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_DATA_GRAPH_H
#define TETHER_CHECKS_FACTS_DATA_GRAPH_H

#include "llvm/ADT/SmallVector.h"
#include <set>
#include <tuple>
#include <vector>

namespace tether::facts {

/// A place in the control flow of a body, before its element runs. The index
/// behind the last element of a block stands for the branch at its end.
struct Point {
  static constexpr unsigned None = ~0u;
  unsigned Block = None;
  unsigned Index = 0;

  explicit operator bool() const { return Block != None; }
  /// The point behind the element.
  Point next() const { return {Block, Index + 1}; }
  bool operator==(const Point &O) const {
    return Block == O.Block && Index == O.Index;
  }
  bool operator<(const Point &O) const {
    return std::tie(Block, Index) < std::tie(O.Block, O.Index);
  }
};

using Points = std::set<Point>;

struct Graph {
  static constexpr unsigned None = Point::None;

  struct Block {
    unsigned Size = 0; ///< Of its elements.
    /// The blocks behind it; None for a way that is never taken. Of two the
    /// first is taken where the condition holds.
    llvm::SmallVector<unsigned, 2> Next;
    /// The number of the condition that decides between two ways, or None.
    unsigned Condition = None;
    bool IsHandler = false;       ///< Begins a handler of exceptions.
    bool HandsToHandlers = false; ///< What is thrown, to those of one `try`.
    bool EndsProcess = false;     ///< By its last element, as far as is known.
    bool EndsThread = false;      ///< By its last element.
    /// Where it may throw first, and to which block; or None.
    unsigned ThrowsAt = None, ThrowsTo = None;
  };
  std::vector<Block> Blocks;
  unsigned Entry = None, Exit = None;

  bool isValid() const { return Entry != None; }
  Point entry() const { return {Entry, 0}; }
  Point exit() const { return {Exit, 0}; }
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_DATA_GRAPH_H
