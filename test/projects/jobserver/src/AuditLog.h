//===- AuditLog.h - A line for everything that happened ---------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef JOBSERVER_AUDITLOG_H
#define JOBSERVER_AUDITLOG_H

#include "BoundedQueue.h"
#include <fstream>
#include <string>
#include <thread>

namespace jobs {

/// Workers record lines, a thread of its own writes them.
class AuditLog {
public:
  explicit AuditLog(const std::string &Path);
  ~AuditLog();

  void record(std::string Line);

private:
  void writeLines();

  std::ofstream File;
  BoundedQueue<std::string> Lines{256};
  std::thread Writer;
};

} // namespace jobs

#endif // JOBSERVER_AUDITLOG_H
