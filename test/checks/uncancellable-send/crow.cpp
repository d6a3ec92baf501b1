// Crow's routes.

#include "../../model/stubs/crow.h"
#include <boost/fiber/buffered_channel.hpp>

static boost::fibers::buffered_channel<std::string> Queue(16);

void routes(crow::SimpleApp &App) {
  App.route<1>("/plain")([] {
    Queue.push("job"); // warn: waits for room in 'Queue'
    return "ok";
  });
  App.route<2>("/request")([](const crow::request &Request) {
    Queue.push(Request.body); // warn: waits for room in 'Queue'
    return crow::response(200);
  });
  App.route<3>("/tries")([](const crow::request &Request, crow::response &Response) {
    Queue.try_push(Request.body);
    Response.end();
  });
}

void handler(const crow::request &Request, crow::response &) {
  Queue.push(Request.body); // warn: stalls its event loop
}

// A middleware is called for each request.
struct Audit {
  struct context {};
  void before_handle(crow::request &Request, crow::response &, context &) {
    Queue.push(Request.body); // warn: stalls its event loop
  }
};

void more(crow::Crow<Audit> &App, crow::WebSocketRule<crow::SimpleApp> &Rule) {
  Rule.onerror([](const std::string &Error) {
    Queue.push(Error); // warn: waits for room in 'Queue'
  });
  App.tick(std::chrono::seconds(1), [] {
    Queue.push("tick"); // warn: waits for room in 'Queue'
  });
  App.exception_handler([](crow::response &Response) {
    Queue.push("failed"); // warn: waits for room in 'Queue'
    Response.end();
  });
}
