//===- RawTokens.h - A source as tokens, comments included ------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_NOLINT_RAWTOKENS_H
#define TETHER_DRIVER_NOLINT_RAWTOKENS_H

#include "clang/Basic/TokenKinds.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

namespace tether {

/// Calls `Of` for each token and comment of the C++ source `Text`, in order,
/// with the bytes [Begin, End) that it is made of. Nothing is preprocessed.
void forEachRawToken(llvm::StringRef Text,
                     llvm::function_ref<void(clang::tok::TokenKind Kind,
                                             size_t Begin, size_t End)>
                         Of);

} // namespace tether

#endif // TETHER_DRIVER_NOLINT_RAWTOKENS_H
