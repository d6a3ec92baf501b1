// trantor keeps the callbacks of its servers, clients and connections.

#include "../../model/stubs/trantor.h"
#include <memory>
#include <string>

using trantor::MsgBuffer;
using trantor::TcpConnectionPtr;

void client(trantor::TcpClient &Client) {
  std::string Text;
  Client.setMessageCallback([&Text](const TcpConnectionPtr &, MsgBuffer *) { Text += "x"; }); // warn: 'Text'
  Client.setConnectionErrorCallback([&Text] { Text += "x"; });                                // warn: 'Text'
}

void connection(const TcpConnectionPtr &Connection) {
  std::string Text;
  Connection->setCloseCallback([&Text](const TcpConnectionPtr &) { Text += "x"; }); // warn: 'Text'
}

void server(trantor::TcpServer &Server) {
  std::string Text;
  Server.setWriteCompleteCallback([&Text](const TcpConnectionPtr &) { Text += "x"; }); // warn: 'Text'
}

void shared(trantor::TcpClient &Client) {
  auto Text = std::make_shared<std::string>();
  Client.setConnectionCallback([Text](const TcpConnectionPtr &) { *Text += "x"; });
}
