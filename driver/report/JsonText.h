//===- JsonText.h - How our JSON is written ---------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_JSONTEXT_H
#define TETHER_DRIVER_REPORT_JSONTEXT_H

#include "llvm/Support/raw_ostream.h"
#include <nlohmann/json.hpp>
#include <string>

namespace tether {

using Json = nlohmann::ordered_json;

/// Null for what is empty.
inline Json orNull(const std::string &Text) {
  return Text.empty() ? Json() : Json(Text);
}

/// Prints it for readers and programs. Names of files and sources need not be
/// UTF-8; JSON has to be.
inline void printJson(const Json &J, llvm::raw_ostream &OS) {
  OS << J.dump(2, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace)
     << '\n';
}

} // namespace tether

#endif // TETHER_DRIVER_REPORT_JSONTEXT_H
