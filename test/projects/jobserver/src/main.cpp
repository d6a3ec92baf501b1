//===- main.cpp - A job service over HTTP ---------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   jobserver [--audit FILE] [--metrics FILE]
//
// Listens on a free port of the loopback interface, prints the port, and ends
// when its standard input does.
//
//===----------------------------------------------------------------------===//

#include "Janitor.h"
#include "Routes.h"
#include "WorkerPool.h"
#include <cstring>
#include <iostream>

using namespace jobs;

static const char *option(int Argc, char **Argv, const char *Name,
                          const char *Default) {
  for (int I = 1; I + 1 < Argc; ++I)
    if (std::strcmp(Argv[I], Name) == 0)
      return Argv[I + 1];
  return Default;
}

int main(int Argc, char **Argv) {
  Service S;
  AuditLog Audit(option(Argc, Argv, "--audit", "/dev/null"));
  WorkerPool Workers(S.Queue, S.Store, Audit, S.Counters);
  Workers.start(std::max(2u, std::thread::hardware_concurrency()));
  Janitor Cleaner(S.Store, std::chrono::minutes(10));
  if (const char *Path = option(Argc, Argv, "--metrics", nullptr))
    startMetrics(S.Counters, Path);

  httplib::Server Server;
  addRoutes(Server, S);
  int Port = Server.bind_to_any_port("127.0.0.1");
  if (Port < 0) {
    std::cerr << "cannot listen\n";
    return 1;
  }
  std::cout << Port << std::endl;

  // The handlers have all returned when listen does, so the pool can stop.
  std::thread UntilEndOfInput([&Server] {
    while (std::cin.get() != std::char_traits<char>::eof())
      ;
    Server.stop();
  });
  Server.listen_after_bind();
  UntilEndOfInput.join();
  return 0;
}
