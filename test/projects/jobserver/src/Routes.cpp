//===- Routes.cpp - What the server answers -------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Routes.h"
#include <algorithm>

namespace jobs {

using httplib::Request;
using httplib::Response;

static Job createJob(Service &S, const Request &Req) {
  return S.Store.create(Req.body, Req.get_param_value("callback"));
}

static void accept(Service &S, Job J, Response &Res) {
  std::string Id = std::to_string(J.Id);
  S.Queue.push(std::move(J)); // expect: tether-uncancellable-send
  ++S.Counters.Accepted;
  Res.status = 202;
  Res.set_content(Id + "\n", "text/plain");
}

/// Never waits: a client that is in a hurry is told to come back.
static void acceptIfRoom(Service &S, Job J, Response &Res) {
  std::uint64_t Id = J.Id;
  if (!S.Queue.try_push(std::move(J))) {
    S.Store.reject(Id);
    ++S.Counters.Rejected;
    Res.status = 503;
    Res.set_header("Retry-After", "1");
    return;
  }
  ++S.Counters.Accepted;
  Res.status = 202;
  Res.set_content(std::to_string(Id) + "\n", "text/plain");
}

static void showJob(const Service &S, const Request &Req, Response &Res) {
  auto Result = S.Store.find(std::stoull(Req.matches[1]));
  if (!Result) {
    Res.status = 404;
    return;
  }
  bool Done = Result->S == JobResult::State::Done;
  Res.set_content(Done ? Result->Output : "waiting", "text/plain");
}

void addRoutes(httplib::Server &Server, Service &S) {
  Server.Post("/jobs", [&S](const Request &Req, Response &Res) {
    accept(S, createJob(S, Req), Res);
  });

  Server.Post("/jobs/urgent", [&S](const Request &Req, Response &Res) {
    acceptIfRoom(S, createJob(S, Req), Res);
  });

  Server.Get(R"(/jobs/(\d{1,18}))",
             [&S](const Request &Req, Response &Res) { showJob(S, Req, Res); });

  Server.Get("/jobs", [&S](const Request &, Response &Res) {
    std::vector<std::string> Lines = S.Store.lines();
    std::sort(Lines.begin(), Lines.end(),
              [&](const std::string &A, const std::string &B) {
                return A.size() != B.size() ? A.size() < B.size() : A < B;
              });
    std::string Body;
    for (const std::string &Line : Lines)
      Body += Line + "\n";
    Res.set_content(Body, "text/plain");
  });

  Server.Post("/export", [&S](const Request &Req, Response &Res) {
    S.Copies.start(Req.body);
    Res.status = 202;
  });

  Server.Post("/backup", [&S](const Request &Req, Response &Res) {
    std::size_t Lines =
        S.Copies.writeCopies({Req.body + ".1", Req.body + ".2"});
    Res.set_content(std::to_string(Lines) + "\n", "text/plain");
  });

  Server.Get("/metrics", [&S](const Request &, Response &Res) {
    Res.set_content(S.Counters.text(), "text/plain");
  });
}

} // namespace jobs
