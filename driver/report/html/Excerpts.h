//===- Excerpts.h - The sources that a page shows ---------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_HTML_EXCERPTS_H
#define TETHER_DRIVER_REPORT_HTML_EXCERPTS_H

#include "driver/result/Finding.h"
#include "clang/Basic/LangOptions.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace tether {

/// Reads the sources again. Each line that some finding needs is kept once,
/// however many need it.
class Excerpts {
public:
  /// Paths are shown relative to `Root`.
  explicit Excerpts(llvm::StringRef Root);

  /// The place for the page, whose lines will be among those of `files`: `file`
  /// (an index), `line`, `column`, and `at` and `length` in UTF-16 units of the
  /// shown line, which are left out if the source does not have the place. Null
  /// if there is no place.
  nlohmann::json place(const Location &L);

  /// The edit in its line: `line`, and `before`, `old`, `new` and `after`. Null
  /// if the source is not what it was.
  nlohmann::json edit(const Edit &E);

  /// All files in the order of their indices, with the lines around their
  /// places. A line is a list of pieces, every other of them, from the second
  /// on, highlighted: its first character says as what. `c` is a comment, `k` a
  /// keyword, `n` a number, `p` the head of a directive, `s` a string; `x` is
  /// the label of a glyph, `m` the number of bytes that a long line goes on
  /// for.
  nlohmann::json files();

private:
  struct Source {
    size_t Index = 0;
    std::unique_ptr<llvm::MemoryBuffer> Text; ///< Null: cannot be read.
    std::vector<size_t> LineStarts;
    bool HasChanged = false; ///< Some place is not where it was.
    std::set<size_t> Wanted; ///< Lines to keep, from 0.
  };
  struct Span {
    size_t Begin;
    size_t End;
    char Kind;
  };

  Source &source(llvm::StringRef File);
  static llvm::StringRef line(const Source &S, size_t Line);
  unsigned tokenLength(const Source &S, size_t Offset) const;
  std::vector<Span> highlight(const Source &S) const;
  nlohmann::json chunks(const Source &S) const;

  llvm::StringRef Root;
  clang::LangOptions Language;
  llvm::StringMap<Source> Sources;
};

} // namespace tether

#endif // TETHER_DRIVER_REPORT_HTML_EXCERPTS_H
