//===- Webhook.cpp - Tells others that a job is done ----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Webhook.h"
#include <httplib.h>
#include <thread>

namespace jobs {

static void post(const std::string &Callback, const std::string &Body) {
  std::size_t Slash = Callback.find('/');
  if (Slash == std::string::npos)
    return;
  httplib::Client Client("http://" + Callback.substr(0, Slash));
  Client.set_connection_timeout(std::chrono::seconds(5));
  Client.Post(Callback.substr(Slash), Body, "text/plain");
}

void notifyCallback(const Job &J, const std::string &Output) {
  std::thread Sender(
      [Callback = J.Callback, Output] { post(Callback, Output); });
  Sender.detach(); // expect: tether-unowned-thread
}

} // namespace jobs
