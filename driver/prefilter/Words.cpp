//===- Words.cpp - The identifiers of a source ----------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/prefilter/Words.h"
#include "driver/suppression/Directives.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace tether {

/// In a list: who names all checks need not mean ours.
static bool hasSuppression(StringRef Text) {
  return llvm::any_of(parseDirectives(Text), [](const Directive &D) {
    return llvm::any_of(D.Names, [](StringRef Name) {
      return Name != "*" && canNameOurs(Name);
    });
  });
}

FileWords wordsOf(StringRef Text) {
  FileWords Result;
  Result.IsNeeded = hasSuppression(Text);
  LangOptions Options;
  Options.CPlusPlus = Options.CPlusPlus11 = Options.CPlusPlus20 = true;
  // The lexer needs a null character behind the text.
  std::string Copy = Text.str();
  Lexer Lex(SourceLocation(), Options, Copy.data(), Copy.data(),
            Copy.data() + Copy.size());

  enum { Code, Hash, Define, Body, Other } At = Code;
  StringRef Last;
  Token T;
  for (bool AtEnd = false; !AtEnd;) {
    AtEnd = Lex.LexFromRawLexer(T);
    if (T.isAtStartOfLine())
      At = T.is(tok::hash) ? Hash : Code;
    if (T.isOneOf(tok::coloncolon, tok::less) && !Last.empty())
      Result.All.insert((Last + "::").str());
    Last = "";
    if (T.isNot(tok::raw_identifier))
      continue;
    StringRef Word = T.getRawIdentifier();
    Result.IsNeeded |= At == Code && T.isAtStartOfLine() && Word == "import";
    switch (At) {
    case Hash:
      At = Word == "define" ? Define : Other;
      continue;
    case Define:
      Result.Macros.push_back({Word.str(), {}});
      At = Body;
      continue;
    case Body:
      Result.Macros.back().second.push_back(Word.str());
      break;
    case Other: // `#if defined(THREADS)` does nothing.
      continue;
    case Code:
      break;
    }
    Result.All.insert(Word);
    Last = Word;
  }
  return Result;
}

static bool isAct(const model::Operation &Op) {
  switch (Op.R) {
  case model::Role::Spawn:
  case model::Role::Keep:
  case model::Role::RegisterHandler:
  case model::Role::Send:
  case model::Role::Close:
    return true;
  default:
    return false;
  }
}

/// "std::future" as its parts, without template arguments.
static std::vector<std::string> parts(StringRef Name) {
  std::vector<std::string> Result;
  SmallVector<StringRef, 4> Split;
  Name.take_until([](char C) { return C == '<'; })
      .split(Split, "::", -1, false);
  for (StringRef Part : Split)
    Result.push_back(Part.str());
  return Result;
}

/// By what is called, and the types that a handler is given: some header or the
/// source names them.
static void addWords(const model::Convention &C,
                     std::vector<ModelWord> &Result) {
  ArrayRef<StringRef> First = C.Words.empty() ? C.Takes : C.Words;
  ArrayRef<StringRef> Second = C.Words.empty() ? C.Fills : C.Takes;
  for (StringRef Word : First) {
    if (Second.empty())
      Result.push_back({Word.str(), {}, /*ArePhrases=*/true});
    for (StringRef Other : Second)
      Result.push_back({Word.str(), {Other.str()}, /*ArePhrases=*/true});
  }
}

std::vector<ModelWord>
modelWords(llvm::ArrayRef<const model::Library *> Libraries,
           bool WithConventions) {
  std::vector<ModelWord> Result;
  for (const model::Library *L : Libraries) {
    // Entries are written with the first of the library's namespaces; where it
    // has others, none of them need be spelled.
    auto Named = [&](StringRef Name) {
      for (StringRef Space : L->Namespaces)
        if (L->Namespaces.size() > 1 && Name.consume_front(Space) &&
            Name.consume_front("::"))
          break;
      return parts(Name);
    };
    for (const model::Type &T : L->Types) {
      std::vector<std::string> Type = Named(T.Name);
      ModelWord Itself{Type.back(), Type};
      Itself.Around.pop_back();
      auto IsWait = [](const model::Operation &Op) {
        return Op.R == model::Role::Wait;
      };
      // Who makes, derives from, or builds a channel around it.
      if (llvm::any_of(T.Constructors, isAct) || !T.Bodies.empty() ||
          llvm::any_of(T.Operations, IsWait))
        Result.push_back(Itself);
      for (const model::Operation &Op : T.Operations)
        if (isAct(Op) ||
            (T.K == model::Kind::Graph && Op.R == model::Role::Insert))
          Result.push_back(Op.Name.starts_with("operator")
                               ? Itself
                               : ModelWord{Op.Name.str(), Type});
    }
    for (const model::Operation &Op : L->Functions)
      if (isAct(Op) || Op.R == model::Role::Wait) {
        ModelWord W{"", Named(Op.Name)};
        W.Word = std::move(W.Around.back());
        W.Around.pop_back();
        Result.push_back(std::move(W));
      }
    if (WithConventions)
      for (const model::Convention &C : L->Conventions)
        addWords(C, Result);
  }
  return Result;
}

} // namespace tether
