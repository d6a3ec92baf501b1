// Pistache's handlers: an override, routes and bound methods.
// flags: -std=c++17 -fdelayed-template-parsing

#include <boost/fiber/buffered_channel.hpp>
#include <pistache/endpoint.h>
#include <pistache/mailbox.h>
#include <pistache/router.h>
#include <string>

using namespace Pistache;

static boost::fibers::buffered_channel<std::string> Jobs(16);
static Pistache::Queue<std::string> Unbounded;

class Handler : public Http::Handler {
public:
  HTTP_PROTOTYPE(Handler)
  void onRequest(const Http::Request &Request, Http::ResponseWriter Response) override { // note: this is the request handler
    Jobs.push(Request.body()); // warn: waits for room in 'Jobs'
    Jobs.push_wait_for(Request.body(), std::chrono::seconds(1));
    Unbounded.push(Request.body());
    Response.send(Http::Code::Ok);
  }
};

class Service {
public:
  void routes(Rest::Router &Router) {
    Rest::Routes::Post(Router, "/job", Rest::Routes::bind(&Service::post, this));
    Rest::Routes::Get(Router, "/job", [](const Rest::Request &Request, Http::ResponseWriter) {
      Jobs.push(Request.body()); // warn: waits for room in 'Jobs'
      return Rest::Route::Result::Ok;
    });
  }

private:
  void post(const Rest::Request &Request, Http::ResponseWriter) {
    Jobs.push(Request.body()); // warn: waits for room in 'Jobs'
  }
};
