// Handlers and slots that libraries keep.
// flags: -std=c++20 -fPIC -isystem/usr/include/x86_64-linux-gnu/qt6

#include <QtCore/QEventLoop>
#include <QtCore/QObject>
#include <QtCore/QThread>
#include <QtCore/QTimer>
#include <boost/signals2.hpp>
#include <httplib.h>
#include <string>

void use(int);
void print(const std::string &);

class Poller : public QObject {
public:
  void begin(int Period) {
    QObject::connect(&Ticks, &QTimer::timeout, [&] { use(Period); }); // warn: this callable captures 'Period' by reference and may still be called // note: it is registered here
    QObject::connect(&Ticks, &QTimer::timeout, this, [&Period, this] { use(Period + Own); }); // warn: this callable captures 'Period' by reference
    QObject::connect(&Ticks, &QTimer::timeout, this, [Period, this] { use(Period + Own); });
    QObject::connect(&Ticks, &QTimer::timeout, this, &Poller::tick);
    Ticks.start(Period);
  }
  // The context, the sender or the loop ends it.
  void once(int Period) {
    QEventLoop Loop;
    QTimer Local;
    QObject::connect(&Local, &QTimer::timeout, [&] { use(Period); });
    QObject::connect(&Local, &QTimer::timeout, this, [&] { use(Period); });
    QObject Context;
    QObject::connect(&Ticks, &QTimer::timeout, &Context, [&] { use(Period); });
    auto *Child = new QTimer(&Context);
    QObject::connect(Child, &QTimer::timeout, [&] { use(Period); });
    Loop.exec();
  }
  void blocks(int Period) {
    QEventLoop Loop;
    QObject::connect(&Ticks, &QTimer::timeout, this, [&] {
      use(Period);
      Loop.quit();
    });
    Loop.exec();
  }
  void tick();

private:
  QTimer Ticks;
  int Own = 0;
};

class Model {
public:
  void follow(int Scale) {
    Changed.connect([&](int X) { use(X * Scale); }); // warn: this callable captures 'Scale' by reference
    Changed.connect([Scale](int X) { use(X * Scale); });
  }
  void followShortly(int Scale) {
    boost::signals2::scoped_connection C = Changed.connect([&](int X) { use(X * Scale); });
    Changed(1);
  }
  void followUntil(int Scale) {
    auto C = Changed.connect([&](int X) { use(X * Scale); });
    Changed(1);
    C.disconnect();
  }
  void followLocally(int Scale) {
    boost::signals2::signal<void(int)> Own;
    Own.connect([&](int X) { use(X * Scale); });
    Own(2);
  }

private:
  boost::signals2::signal<void(int)> Changed;
};

struct Database {
  std::string find(const std::string &);
};
void routes(httplib::Server &Svr) {
  Database Db;
  Svr.Get("/find", [&](const httplib::Request &Req, httplib::Response &Res) { Res.body = Db.find(Req.body); }); // warn: this callable captures 'Db' by reference
}
void serves(httplib::Server &Svr) {
  Database Db;
  Svr.Get("/find", [&](const httplib::Request &Req, httplib::Response &Res) { Res.body = Db.find(Req.body); });
  Svr.listen("localhost", 80);
}
void servesLocally() {
  httplib::Server Svr;
  Database Db;
  Svr.Get("/find", [&](const httplib::Request &Req, httplib::Response &Res) { Res.body = Db.find(Req.body); });
  Svr.listen("localhost", 80);
}
// The caller has both.
void routesOf(httplib::Server &Svr, const Database &Db, Database &Other) {
  Svr.Get("/find", [&](const httplib::Request &, httplib::Response &) { (void)&Db; });
  Svr.Get("/find", [&](const httplib::Request &Req, httplib::Response &Res) { Res.body = Other.find(Req.body); });
}
