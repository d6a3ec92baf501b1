// Timers and handlers that WebSocket++'s endpoints and connections keep.
// flags: -std=c++17

#include <string>
#include <websocketpp/config/asio_no_tls.hpp>
#include <websocketpp/server.hpp>

using Server = websocketpp::server<websocketpp::config::asio>;
using Error = websocketpp::lib::error_code;

void later(Server &Endpoint, Server::connection_ptr Connection) {
  int Count = 0;
  Endpoint.set_timer(100, [&Count](const Error &) { ++Count; });    // warn: 'Count'
  Connection->set_timer(100, [&Count](const Error &) { ++Count; }); // warn: 'Count'
}

void handlers(Server &Endpoint) {
  std::string Names;
  Endpoint.set_tcp_pre_init_handler([&Names](websocketpp::connection_hdl) { Names += "x"; }); // warn: 'Names'
}

int untilRun(Server &Endpoint) {
  int Count = 0;
  Endpoint.set_timer(100, [&Count](const Error &) { ++Count; });
  Endpoint.run();
  return Count;
}
