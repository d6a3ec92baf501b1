//===- boost.cpp - A source that includes much of Boost
//--------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A server of HTTP and WebSockets on Boost.Beast, as its users write them.
//
//===----------------------------------------------------------------------===//

#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <boost/signals2.hpp>
#include <boost/thread.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

template <typename Key> struct Mixed {
  size_t operator()(const Key &K) const {
    return std::hash<std::string>()(K.Name) * 31 + K.Version;
  }
};

struct Topic {
  std::string Name;
  size_t Version = 0;
  bool operator==(const Topic &Other) const {
    return Name == Other.Name && Version == Other.Version;
  }
};

class Room {
public:
  using Listener = std::function<void(const std::string &)>;

  void join(const Topic &T, Listener L) {
    asio::post(Strand, [this, T, L = std::move(L)]() mutable {
      Listeners[T].push_back(std::move(L));
    });
  }
  void say(const Topic &T, std::string Text) {
    asio::post(Strand, [this, T, Text = std::move(Text)] {
      for (const auto &L : Listeners[T])
        L(Text);
      Said(Text);
    });
  }
  explicit Room(asio::io_context &Loop) : Strand(Loop.get_executor()) {}
  boost::signals2::signal<void(const std::string &)> Said;

private:
  asio::strand<asio::io_context::executor_type> Strand;
  std::unordered_map<Topic, std::vector<Listener>, Mixed<Topic>> Listeners;
};

class Chat : public std::enable_shared_from_this<Chat> {
public:
  Chat(tcp::socket Socket, Room &In) : Stream(std::move(Socket)), In(In) {}

  template <typename Body> void run(const http::request<Body> &Request) {
    Stream.async_accept(Request, [Self = shared_from_this()](error_code E) {
      if (!E)
        Self->read();
    });
  }

private:
  void read() {
    Stream.async_read(Buffer, [Self = shared_from_this()](error_code E,
                                                          size_t) {
      if (E)
        return;
      Self->In.say({"all", 1}, beast::buffers_to_string(Self->Buffer.data()));
      Self->Buffer.consume(Self->Buffer.size());
      Self->read();
    });
  }

  beast::websocket::stream<beast::tcp_stream> Stream;
  beast::flat_buffer Buffer;
  Room &In;
};

class Session : public std::enable_shared_from_this<Session> {
public:
  Session(tcp::socket Socket, Room &In) : Stream(std::move(Socket)), In(In) {}

  void read() {
    Request = {};
    Stream.expires_after(std::chrono::seconds(30));
    http::async_read(
        Stream, Buffer, Request,
        beast::bind_front_handler(&Session::onRead, shared_from_this()));
  }

private:
  void onRead(error_code E, size_t) {
    if (E)
      return;
    if (beast::websocket::is_upgrade(Request)) {
      std::make_shared<Chat>(Stream.release_socket(), In)->run(Request);
      return;
    }
    auto Answer = std::make_shared<http::response<http::string_body>>(
        http::status::ok, Request.version());
    Answer->body() = "said: " + std::string(Request.target());
    Answer->prepare_payload();
    http::async_write(
        Stream, *Answer,
        [Self = shared_from_this(), Answer](error_code E, size_t) {
          if (!E && Answer->keep_alive())
            Self->read();
        });
  }

  beast::tcp_stream Stream;
  beast::flat_buffer Buffer;
  http::request<http::string_body> Request;
  Room &In;
};

class Server {
public:
  Server(unsigned short Port, unsigned Threads)
      : Acceptor(Loop, {tcp::v4(), Port}), In(Loop), Idle(Loop) {
    accept();
    tick();
    for (unsigned I = 0; I < Threads; ++I)
      Workers.emplace_back([this] { Loop.run(); });
  }
  ~Server() {
    Loop.stop();
    for (std::thread &W : Workers)
      W.join();
  }

private:
  void accept() {
    Acceptor.async_accept(
        asio::make_strand(Loop), [this](error_code E, tcp::socket Socket) {
          if (E)
            return;
          std::make_shared<Session>(std::move(Socket), In)->read();
          accept();
        });
  }
  void tick() {
    Idle.expires_after(std::chrono::minutes(1));
    Idle.async_wait([this](error_code E) {
      if (!E) {
        In.say({"all", 1}, "still here");
        tick();
      }
    });
  }

  asio::io_context Loop;
  tcp::acceptor Acceptor;
  Room In;
  asio::steady_timer Idle;
  std::vector<std::thread> Workers;
};

int main() {
  Server S(8080, 4);
  asio::io_context Signals;
  asio::signal_set Ends(Signals, SIGINT, SIGTERM);
  Ends.async_wait([](error_code, int) {});
  Signals.run();
}
