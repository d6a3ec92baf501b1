// A push of userver ends when the request is cancelled.

#include "../../model/stubs/userver.h"

struct Queue {};

class Handler : public userver::server::handlers::HttpHandlerBase {
public:
  explicit Handler(userver::concurrent::Producer<Queue> &Jobs) : Jobs(Jobs) {}
  std::string HandleRequestThrow(const userver::server::http::HttpRequest &,
                                 userver::server::request::RequestContext &) const override {
    return Jobs.Push(1) ? "ok" : "cancelled";
  }

private:
  userver::concurrent::Producer<Queue> &Jobs;
};
