//===- Webhook.h - Tells others that a job is done --------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef JOBSERVER_WEBHOOK_H
#define JOBSERVER_WEBHOOK_H

#include "JobStore.h"

namespace jobs {

/// Posts `Output` to the job's callback without making the caller wait.
void notifyCallback(const Job &J, const std::string &Output);

} // namespace jobs

#endif // JOBSERVER_WEBHOOK_H
