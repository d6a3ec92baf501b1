//===- FileWords.cpp - The identifiers of a source ------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/select/FileWords.h"
#include "driver/nolint/Directives.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace tether {

using facts::Act;
using facts::actOf;

/// In a list: who names all checks need not mean ours.
static bool hasSuppression(StringRef Text) {
  return llvm::any_of(parseDirectives(Text), [](const Directive &D) {
    return llvm::any_of(D.Names, [](StringRef Name) {
      return Name != "*" && canNameOurs(Name);
    });
  });
}

/// An expression begins behind the keyword.
static bool isStart(StringRef Word) {
  return Word == "return" || Word == "co_return" || Word == "co_yield" ||
         Word == "co_await" || Word == "else" || Word == "do";
}

/// Follows the tokens of what may be the captures of a lambda.
class Captures {
public:
  /// The word for the lambda whose captures end with the token, or "". `Before`
  /// is the token before it; `MayStart`: whatever that is, a lambda can follow.
  StringRef see(const Token &T, tok::TokenKind Before, bool MayStart) {
    if (Depth == 0) {
      // Behind a value it is a subscript, behind another bracket an attribute.
      const bool IsValue = Before == tok::raw_identifier ||
                           Before == tok::r_paren || Before == tok::r_square ||
                           Before == tok::string_literal;
      if (T.is(tok::l_square) && Before != tok::l_square &&
          (MayStart || !IsValue)) {
        Depth = 1;
        Refers = HasAny = false;
      }
      return "";
    }
    if (T.isOneOf(tok::l_square, tok::l_paren, tok::l_brace)) {
      ++Depth;
    } else if (T.isOneOf(tok::r_square, tok::r_paren, tok::r_brace)) {
      if (--Depth == 0)
        return Refers   ? StringRef(ReferringLambda)
               : HasAny ? StringRef(CapturingLambda)
                        : "";
    } else if (Depth == 1 && T.is(tok::amp) &&
               (Before == tok::l_square || Before == tok::comma ||
                Before == tok::equal)) {
      Refers = true; // Also `[p = &x]`.
    } else if (T.is(tok::semi)) {
      Depth = 0; // It was something else.
    }
    HasAny = true;
    return "";
  }

private:
  unsigned Depth = 0;
  bool Refers = false, HasAny = false;
};

FileWords wordsOf(StringRef Text) {
  FileWords Result;
  Result.IsNeeded = hasSuppression(Text);
  Result.All.insert(AnyCode);
  LangOptions Options;
  Options.CPlusPlus = Options.CPlusPlus11 = Options.CPlusPlus20 = true;
  // The lexer needs a null character behind the text.
  std::string Copy = Text.str();
  Lexer Lex(SourceLocation(), Options, Copy.data(), Copy.data(),
            Copy.data() + Copy.size());

  enum { Code, Hash, Define, Body, Other } At = Code;
  StringRef Last;
  Token T;
  Captures Lambda;
  tok::TokenKind Before = tok::unknown;
  for (bool AtEnd = false; !AtEnd;) {
    AtEnd = Lex.LexFromRawLexer(T);
    if (T.isAtStartOfLine())
      At = T.is(tok::hash) ? Hash : Code;
    // What a macro stands for may begin behind its name or parameters.
    const bool MayStart = At == Body || isStart(Last);
    if (StringRef Word = Lambda.see(T, Before, MayStart); !Word.empty()) {
      Result.All.insert(Word);
      if (At == Body)
        Result.Macros.back().second.push_back(Word.str());
    }
    if (T.is(tok::amp) && Before == tok::equal)
      Result.All.insert(AddressTaken);
    Before = T.getKind();
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
  // It may copy a pointer to a local, or be a coroutine; both are written where
  // the lambda is.
  constexpr llvm::StringLiteral Reasons[] = {AddressTaken, "co_await",
                                             "co_return", "co_yield"};
  if (llvm::none_of(Reasons,
                    [&](StringRef Word) { return Result.All.contains(Word); }))
    Result.All.erase(CapturingLambda);
  return Result;
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

std::vector<ModelWord>
modelWords(llvm::ArrayRef<const model::Library *> Libraries, Act About) {
  std::vector<ModelWord> Result;
  if (any(About & Act::Keep)) {
    Result.push_back({ReferringLambda.str(), {}});
    Result.push_back({CapturingLambda.str(), {}});
  }
  if (any(About & Act::Wait))
    Result.push_back({"co_await", {}});
  if (any(About & Act::Throw))
    Result.push_back({"throw", {}});
  if (any(About & Act::Flag))
    Result.push_back({AnyCode.str(), {}});
  const Act Made = any(About & facts::ByChannel) ? About | Act::Wait : About;
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
      // Such a template is written by its aliases: `steady_timer`.
      if (StringRef(Type.back()).starts_with("basic_"))
        Type.pop_back();
      // Who makes, derives from, or builds a channel around it.
      if (any(actOf(T) & About) ||
          llvm::any_of(T.Operations, [&](const model::Operation &Op) {
            return any(actOf(Op) & Made & Act::Wait);
          }))
        Result.push_back(Itself);
      for (const model::Operation &Op : T.Operations)
        if (any(actOf(Op) & About) ||
            (T.K == model::Kind::Graph && Op.R == model::Role::Insert &&
             any(About & (Act::Spawn | Act::Keep))))
          Result.push_back(Op.Name.starts_with("operator")
                               ? Itself
                               : ModelWord{Op.Name.str(), Type});
    }
    for (const model::Operation &Op : L->Functions)
      if (any(actOf(Op) & Made)) {
        ModelWord W{"", Named(Op.Name)};
        W.Word = std::move(W.Around.back());
        W.Around.pop_back();
        Result.push_back(std::move(W));
      }
  }
  return Result;
}

} // namespace tether
