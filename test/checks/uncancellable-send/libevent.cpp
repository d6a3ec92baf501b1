// Callbacks of libevent's HTTP server run on its only loop.

#include <boost/fiber/buffered_channel.hpp>
#include <event2/event.h>
#include <event2/http.h>

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
