//===- Session.h - The facts of one unit ------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All checks of a unit ask the same facts, which are collected once, when
// somebody first asks for them.
//
// Threading: clangd runs several units at once. A Session belongs to one unit
// and one thread; a Sessions to one set of check factories. It is the only
// state that units share, and is locked.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_SESSION_H
#define TETHER_CHECKS_SESSION_H

#include "Story.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "llvm/ADT/DenseMap.h"
#include <functional>
#include <memory>
#include <mutex>

namespace tether {

namespace facts {
class Program;
}
namespace model {
class Resolver;
struct Library;
}

/// The options that all checks read alike are named "tether.", so that a user
/// sets them once: ModelFiles (paths, separated by semicolons), Conventions
/// (whether names count where nothing better is known), PerPath (checks on and
/// off by path) and Extends (files to begin with).
clang::tidy::ClangTidyCheck::OptionsView
commonOptions(clang::tidy::ClangTidyContext &Tidy);

class Session {
public:
  Session();
  ~Session();

  /// Collects the facts of `Context` the first time it is called. `Tidy` has
  /// the options that say which models count; mistakes in the users' model
  /// files are reported through it, once.
  const facts::Program &facts(clang::ASTContext &Context,
                              clang::tidy::ClangTidyContext &Tidy);

  /// What the names of the libraries mean in the unit, and which libraries
  /// these are. To be called after `facts`.
  const model::Resolver &names() const;
  llvm::ArrayRef<const model::Library *> libraries() const;

  /// `facts` gives these instead of what it would collect.
  void use(std::unique_ptr<facts::Program> Instead);

  /// Hears each story that the checks of the unit tell, right after it was
  /// reported to clang-tidy. May be empty.
  std::function<void(Story)> Listener;

private:
  struct State;
  std::unique_ptr<State> S;
};

/// Gives all checks that are created for one ClangTidyContext the same session.
class Sessions {
public:
  std::shared_ptr<Session> of(clang::tidy::ClangTidyContext *Context);

private:
  std::mutex Mutex;
  llvm::DenseMap<clang::tidy::ClangTidyContext *, std::weak_ptr<Session>> Known;
};

} // namespace tether

#endif // TETHER_CHECKS_SESSION_H
