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
