// The handlers of WebSocket++, which the endpoint's Asio loop calls.

#include <boost/fiber/buffered_channel.hpp>
#include <functional>
#include <string>
#include <websocketpp/config/asio_no_tls.hpp>
#include <websocketpp/server.hpp>

using Server = websocketpp::server<websocketpp::config::asio>;
using Inbox = boost::fibers::buffered_channel<std::string>;

class Chat {
public:
  Chat() : Received(256) {
    Endpoint.set_message_handler(std::bind(&Chat::onMessage, this, std::placeholders::_1, std::placeholders::_2)); // note: it is registered here
    Endpoint.set_close_handler([this](websocketpp::connection_hdl) {
      Received.push("gone"); // warn: the request handler never returns and stalls its event loop
    });
    Endpoint.set_open_handler([this](websocketpp::connection_hdl Peer) {
      Endpoint.get_con_from_hdl(Peer)->set_pong_handler([this](websocketpp::connection_hdl, std::string Text) {
        Received.push(Text); // warn: 'push' waits for room in 'Received'
      });
    });
    Endpoint.set_fail_handler([this](websocketpp::connection_hdl) {
      if (Received.try_push("failed") != boost::fibers::channel_op_status::success)
        ++Lost;
    });
    Endpoint.set_timer(1000, [this](const websocketpp::lib::error_code &) {
      Received.push("tick"); // warn: this callback never returns
    });
  }
  void run() { Endpoint.run(); }
  void speak() { Received.push("mine"); }

private:
  void onMessage(websocketpp::connection_hdl, Server::message_ptr Message) { // note: this is the request handler
    Received.push(Message->get_payload()); // warn: 'push' waits for room in 'Received'
  }
  Server Endpoint;
  Inbox Received;
  int Lost = 0;
};
