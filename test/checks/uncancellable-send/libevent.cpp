// Callbacks of libevent's HTTP server run on its only loop.

#include <boost/fiber/buffered_channel.hpp>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/listener.h>

static boost::fibers::buffered_channel<int> Queue(16);

static void onRequest(struct evhttp_request *Request, void *) { // note: this is the request handler
  Queue.push(1); // warn: waits for room in 'Queue'
  evhttp_send_reply(Request, 200, "OK", nullptr);
}

static void onOther(struct evhttp_request *Request, void *) {
  if (Queue.try_push(1) != boost::fibers::channel_op_status::success)
    evhttp_send_error(Request, 503, nullptr);
}

static void inBackground() { Queue.push(2); }

void serve(struct evhttp *Server) {
  evhttp_set_cb(Server, "/job", onRequest, nullptr); // note: it is registered here
  evhttp_set_gencb(Server, onOther, nullptr);
  inBackground();
}

static void onRead(struct bufferevent *, void *) {
  Queue.push(3); // warn: waits for room in 'Queue'
}

static void onWritten(struct bufferevent *, void *) {
  Queue.push(4); // warn: waits for room in 'Queue'
}

static void onEvent(struct bufferevent *, short, void *) {
  Queue.push(5); // warn: waits for room in 'Queue'
}

static void onAccepted(struct evconnlistener *, evutil_socket_t, struct sockaddr *, int, void *) {
  Queue.push(6); // warn: waits for room in 'Queue'
}

void connect(struct bufferevent *Buffers, struct evconnlistener *Listener) {
  bufferevent_setcb(Buffers, onRead, nullptr, onEvent, nullptr);
  bufferevent_setcb(Buffers, nullptr, onWritten, nullptr, nullptr);
  evconnlistener_set_cb(Listener, onAccepted, nullptr);
}
