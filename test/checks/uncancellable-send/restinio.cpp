// RESTinio's handlers, of a router and of a server without one.
// flags: -std=c++17 -DASIO_STANDALONE

#include <boost/fiber/buffered_channel.hpp>
#include <restinio/all.hpp>
#include <restinio/websocket/websocket.hpp>
#include <string>

static boost::fibers::buffered_channel<std::string> Queue(16);

using Router = restinio::router::express_router_t<>;

void routes(Router &Routes) {
  Routes.http_post("/job", [](const restinio::request_handle_t &Request, auto) {
    Queue.push(Request->body()); // warn: waits for room in 'Queue'
    return Request->create_response().done();
  });
  Routes.http_put("/job", [](const restinio::request_handle_t &Request, auto) {
    if (Queue.try_push(Request->body()) != boost::fibers::channel_op_status::success)
      return restinio::request_rejected();
    return Request->create_response().done();
  });
}

void serve() {
  restinio::run(restinio::on_this_thread<>().port(8080).address("localhost").request_handler(
      [](restinio::request_handle_t Request) {
        Queue.push(Request->body()); // warn: waits for room in 'Queue'
        return Request->create_response().done();
      }));
}

void upgrade(const restinio::request_handle_t &Request) {
  restinio::websocket::basic::upgrade<restinio::default_traits_t>(
      *Request, restinio::websocket::basic::activation_t::immediate,
      [](restinio::websocket::basic::ws_handle_t, restinio::websocket::basic::message_handle_t Message) {
        Queue.push(Message->payload()); // warn: waits for room in 'Queue'
      });
}
