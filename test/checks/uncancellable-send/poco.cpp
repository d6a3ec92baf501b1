// POCO's handlers and connections.

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/TCPServerConnection.h>
#include <Poco/Notification.h>
#include <Poco/NotificationQueue.h>
#include <boost/fiber/buffered_channel.hpp>
#include <string>

static boost::fibers::buffered_channel<std::string> Queue(16);
static Poco::NotificationQueue Notifications;

class Handler : public Poco::Net::HTTPRequestHandler {
public:
  void handleRequest(Poco::Net::HTTPServerRequest &Request, Poco::Net::HTTPServerResponse &) override { // note: this is the request handler
    Queue.push(Request.getURI()); // warn: waits for room in 'Queue'
    Queue.try_push(Request.getURI());
    Notifications.enqueueNotification(new Poco::Notification);
  }
};

class Connection : public Poco::Net::TCPServerConnection {
public:
  using TCPServerConnection::TCPServerConnection;
  void run() override {
    Queue.push("connected"); // warn: waits for room in 'Queue'
  }
};
