//===- HeaderWords.h - How sources take part in headers ---------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A source that spells no name of the models may still do what a check is
// about, by way of a header of the project's own: it calls the `enqueue` that
// the header defines, assigns to its `Workers`, or defines a member of its
// class. These are the words without which it cannot.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_HEADERWORDS_H
#define TETHER_CHECKS_HEADERWORDS_H

#include "facts/data/Acts.h"
#include <set>
#include <string>
#include <tuple>

namespace clang {
class ASTContext;
}

namespace tether {

namespace facts {
class Program;
}
namespace model {
class Resolver;
}

struct HeaderWord {
  std::string Header; ///< Its real path.
  std::string Word;   ///< An identifier, or one with `::` after it, if only its
                      ///< use as a qualifier counts.
  /// Nothing is known of what it does (a template that the unit does not
  /// instantiate): it counts if what is written here has such words. Offsets in
  /// the header; both 0 if it does count.
  unsigned Begin = 0, End = 0;

  bool operator<(const HeaderWord &Other) const {
    return std::tie(Header, Word, Begin, End) <
           std::tie(Other.Header, Other.Word, Other.Begin, Other.End);
  }
};

/// Of the headers of the unit that are no system headers: by which words one of
/// the acts is done.
std::set<HeaderWord> headerWords(const clang::ASTContext &Context,
                                 const model::Resolver &Names,
                                 const facts::Program &Prog, facts::Act About);

} // namespace tether

#endif // TETHER_CHECKS_HEADERWORDS_H
