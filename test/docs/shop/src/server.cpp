#include "house.h"
#include "mailbox.h"
#include "metrics.h"

void send(const std::string &Mail);

static house::BoundedQueue<std::string> Orders(16);
static shop::Mailbox<std::string> Mails;

void serve(Metrics &Counts) {
  Counts.start();
  house::on_request("/order", [](const house::Request &In, house::Reply &Out) {
    Orders.push(In.Body);
    Mails.put(In.Body);
    Out.Status = 202;
  });
}

void deliver() {
  for (;;)
    send(Mails.take());
}
