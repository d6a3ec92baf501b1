//===- Identity.h - What makes two findings the same ------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding of yesterday is found again by its fingerprint: 16 hexadecimal
// digits, made of the check, the file's path in the project, the function and
// the statement around, and, among findings that share all these, of their
// order. So it stays when lines move, code is formatted anew or the checkout
// lies elsewhere, and no two findings of a run have the same.
//
// Old fingerprints are kept in files of users: what goes into one must not
// change.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_JUDGE_IDENTITY_H
#define TETHER_DRIVER_JUDGE_IDENTITY_H

#include "driver/result/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace tether {

/// Sets the fingerprints of all findings of a run, which are in the order of
/// the report. `Root` is the project's folder.
void identify(llvm::MutableArrayRef<Finding> Findings, llvm::StringRef Root);

} // namespace tether

#endif // TETHER_DRIVER_JUDGE_IDENTITY_H
