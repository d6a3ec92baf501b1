// Handlers that a listener of the C++ REST SDK calls on its pool.

#include <boost/fiber/buffered_channel.hpp>
#include <cpprest/http_listener.h>

using web::http::http_request;
using web::http::experimental::listener::http_listener;

static boost::fibers::buffered_channel<int> Queue(16);

class Service {
public:
  explicit Service(http_listener &Listener) {
    Listener.support(web::http::methods::POST, std::bind(&Service::post, this, std::placeholders::_1));
    Listener.support(web::http::methods::PUT, [](http_request Request) {
      Queue.push(1); // warn: waits for room in 'Queue'
      Request.reply(web::http::status_codes::OK);
    });
    Listener.support([](http_request Request) {
      Queue.try_push(1);
      Request.reply(web::http::status_codes::OK);
    });
  }

private:
  void post(http_request Request) {
    Queue.push(1); // warn: waits for room in 'Queue'
    Request.reply(web::http::status_codes::OK);
  }
};
