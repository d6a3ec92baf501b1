// Oat++ calls handlers on a thread of the connection, or on the executor's few.

#include "../../model/stubs/oatpp.h"
#include <boost/fiber/buffered_channel.hpp>

static boost::fibers::buffered_channel<int> Queue(16);

using oatpp::web::server::HttpRequestHandler;

class Jobs : public HttpRequestHandler {
public:
  std::shared_ptr<OutgoingResponse> handle(const std::shared_ptr<IncomingRequest> &) override {
    Queue.push(1); // warn: waits for room in 'Queue'
    return nullptr;
  }
};

class AsyncJobs : public HttpRequestHandler {
public:
  oatpp::async::CoroutineStarterForResult<const std::shared_ptr<OutgoingResponse> &>
  handleAsync(const std::shared_ptr<IncomingRequest> &) override {
    Queue.push(2); // warn: the request handler never returns and stalls its event loop
    return {};
  }
};
