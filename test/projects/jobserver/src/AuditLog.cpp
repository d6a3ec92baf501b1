//===- AuditLog.cpp - A line for everything that happened -----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AuditLog.h"
#include <iostream>

namespace jobs {

AuditLog::AuditLog(const std::string &Path) : File(Path, std::ios::app) {
  Writer = std::thread([this] { writeLines(); });
}

// Whoever records has been joined before; what is still queued is written.
AuditLog::~AuditLog() {
  Lines.close();
  Writer.join();
}

void AuditLog::record(std::string Line) { Lines.push(std::move(Line)); }

void AuditLog::writeLines() {
  while (auto Line = Lines.pop()) {
    File << *Line << std::endl;
    if (!File) {
      std::cerr << "the audit log cannot be written any more\n";
      Lines.close(); // expect: tether-close-from-receiver
      return;
    }
  }
}

} // namespace jobs
