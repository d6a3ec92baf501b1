// msd::channel is bounded only if it was given a capacity.

#include "../../model/stubs/cpp-channel.h"
#include <httplib.h>

static msd::channel<int> Bounded(4);
static msd::channel<int> Unbounded;

void routes(httplib::Server &Server) {
  Server.Get("/bounded", [](const httplib::Request &, httplib::Response &) {
    Bounded.write(1); // warn: waits for room in 'Bounded'
    Bounded << 2; // warn: waits for room in 'Bounded'
  });
  Server.Get("/unbounded", [](const httplib::Request &, httplib::Response &) {
    Unbounded.write(1);
    Unbounded << 2;
  });
}
