// Drogon's controllers and lambdas, and trantor's messages.

#include "../../model/stubs/drogon.h"
#include "../../model/stubs/trantor.h"
#include <boost/fiber/buffered_channel.hpp>

using namespace drogon;
using Callback = std::function<void(const HttpResponsePtr &)>;

static boost::fibers::buffered_channel<std::string> Queue(16);

class Simple : public HttpSimpleController<Simple> {
public:
  void asyncHandleHttpRequest(const HttpRequestPtr &Request, Callback &&) override {
    Queue.push(Request->body()); // warn: stalls its event loop
  }
};

class Controller : public HttpController<Controller> {
public:
  void post(const HttpRequestPtr &Request, Callback &&, int) {
    Queue.push(Request->body()); // warn: stalls its event loop
  }
  void put(const HttpRequestPtr &Request, Callback &&Done) {
    if (Queue.try_push(Request->body()) == boost::fibers::channel_op_status::success)
      Done(HttpResponse::newHttpResponse());
  }
};

void serve(trantor::TcpServer &Server) {
  app().registerHandler("/job", [](const HttpRequestPtr &Request, Callback &&) {
    Queue.push(Request->body()); // warn: waits for room in 'Queue'
  });
  Server.setRecvMessageCallback([](const trantor::TcpConnectionPtr &, trantor::MsgBuffer *) {
    Queue.push("message"); // warn: stalls its event loop
  });
}

void worker(const HttpRequestPtr &Request) { Queue.push(Request->body()); }
