//===- Conventions.h - Names as evidence ------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What functions are taken to do by their names and the types of their
// parameters. Whoever asks has made sure that nothing better is known: neither
// a body nor a model. The names of a built-in library's namespaces mean what
// its model says, and nothing more.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_MODEL_CONVENTIONS_H
#define TETHER_CHECKS_MODEL_CONVENTIONS_H

#include "Model.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"
#include <deque>
#include <string>
#include <vector>

namespace tether::model {

class Resolver;

/// The option of clang-tidy that switches conventions off.
inline constexpr llvm::StringLiteral ConventionsOption = "tether.Conventions";

/// True unless the value of that option is a word for no.
bool areConventionsOn(llvm::StringRef Value);

/// The words of a name in any style, in lower case: "postTask", "post_task" and
/// "PostTASK2" are "post", "task".
llvm::SmallVector<std::string, 4> nameWords(llvm::StringRef Name);

/// True if the words have those of the phrase in a row; `AtEnd`: as the last.
bool hasPhrase(llvm::ArrayRef<std::string> Words, llvm::StringRef Phrase,
               bool AtEnd = false);

class Conventions {
public:
  Conventions(const Resolver &Names, llvm::ArrayRef<const Library *> Libraries);

  bool empty() const { return All.empty(); }

  /// What a function does: to the callable that it is given, if the role is
  /// Spawn or RegisterHandler. `Given` are the functions that the arguments
  /// name, null where they name none. Null if its name says nothing.
  const Operation *
  operation(const clang::FunctionDecl *F,
            llvm::ArrayRef<const clang::FunctionDecl *> Given) const;

  /// How an override of a method that is called by somebody unseen is a request
  /// handler, or null.
  const Handler *handler(const clang::CXXMethodDecl *Override) const;

  /// The constant by which the class says how much it keeps, or null.
  const clang::NamedDecl *boundOf(const clang::CXXRecordDecl *R) const;

private:
  struct Entry {
    const Convention *C;
    Handler H; ///< As which it is handed out.
  };

  bool isDescribed(const clang::FunctionDecl *F) const;
  bool isHandler(const Convention &C, llvm::ArrayRef<std::string> Words,
                 llvm::ArrayRef<clang::QualType> Parameters) const;
  bool endsWithAny(clang::QualType T,
                   llvm::ArrayRef<llvm::StringRef> Phrases) const;
  bool isWritable(clang::QualType T) const;

  const Operation &operation(const Convention &C, int8_t Callable,
                             int8_t Argument) const;

  const Resolver &Names;
  std::deque<Entry> All; ///< Does not move what it hands out.
  /// Those that were handed out, of each convention one for each position.
  mutable std::deque<std::pair<const Convention *, Operation>> Operations;
  /// The outermost namespaces of built-in libraries.
  llvm::StringSet<> Described;
};

} // namespace tether::model

#endif // TETHER_CHECKS_MODEL_CONVENTIONS_H
