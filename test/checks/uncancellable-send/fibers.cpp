// Handlers of Seastar, Oat++ and PhotonLibOS, and libgo's and PhotonLibOS'
// queues.

#include "../../model/stubs/oatpp.h"
#include "../../model/stubs/photon.h"
#include "../../model/stubs/seastar.h"
// Behind the others, for its macro `go`.
#include "../../model/stubs/libgo.h"

static co::Channel<int> Channel(16);
static RingQueue<int> Ring(16);
static seastar::queue<int> Local(16);

class SeastarHandler : public seastar::httpd::handler_base {
public:
  seastar::future<> handle(const char *, int, int) override {
    Ring.push_back(1); // warn: stalls its event loop
    return Local.push_eventually(1);
  }
};

class OatHandler : public oatpp::web::server::HttpRequestHandler {
public:
  std::shared_ptr<OutgoingResponse> handle(const std::shared_ptr<IncomingRequest> &) override {
    Channel << 1; // warn: waits for room in 'Channel'
    Channel.TryPush(1);
    Channel.TimedPush(1, std::chrono::seconds(1));
    return nullptr;
  }
};

class PhotonHandler : public photon::net::http::HTTPHandler {
public:
  int handle_request(int &, int &, int) override {
    Ring.push_back(1); // warn: waits for room in 'Ring'
    return 0;
  }
};
