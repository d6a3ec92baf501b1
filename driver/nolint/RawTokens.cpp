//===- RawTokens.cpp - A source as tokens, comments included --------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/nolint/RawTokens.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Lexer.h"
#include <string>

namespace tether {

void forEachRawToken(
    llvm::StringRef Text,
    llvm::function_ref<void(clang::tok::TokenKind, size_t, size_t)> Of) {
  clang::LangOptions Language;
  Language.CPlusPlus = Language.CPlusPlus11 = Language.CPlusPlus14 =
      Language.CPlusPlus17 = true;
  Language.LineComment = Language.RawStringLiterals = true;
  // The lexer looks for the NUL at the end.
  const std::string Copy = Text.str();
  clang::Lexer Lexer(clang::SourceLocation(), Language, Copy.data(),
                     Copy.data(), Copy.data() + Copy.size());
  Lexer.SetCommentRetentionState(true);
  clang::Token Token;
  while (true) {
    Lexer.LexFromRawLexer(Token);
    if (Token.is(clang::tok::eof))
      return;
    const size_t End = Lexer.getBufferLocation() - Copy.data();
    Of(Token.getKind(), End - Token.getLength(), End);
  }
}

} // namespace tether
