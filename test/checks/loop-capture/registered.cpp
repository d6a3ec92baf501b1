// Slots and handlers that are registered in a loop.
// flags: -std=c++20 -fPIC -isystem/usr/include/x86_64-linux-gnu/qt6

#include <QtCore/QEventLoop>
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <httplib.h>
#include <string>
#include <vector>

void use(int);

void connected(std::vector<QTimer *> &Timers, QObject *Context) {
  int I = 0;
  for (QTimer *T : Timers) {
    QObject::connect(T, &QTimer::timeout, Context, [&] { use(T->interval()); }); // warn: 'T' belongs to one iteration // fix: [&, T]
    QObject::connect(T, &QTimer::timeout, Context, [T] { use(T->interval()); });
  }
  for (I = 0; I < 3; ++I)
    QObject::connect(Timers[I], &QTimer::timeout, Context, [&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
}

void withinIteration(int N, QTimer *Shared) {
  for (int I = 0; I < N; ++I) {
    QEventLoop Loop;
    QTimer Timer;
    QObject::connect(&Timer, &QTimer::timeout, [&] { Loop.exit(I); });
    QObject::connect(Shared, &QTimer::timeout, &Loop, [&] { use(I); });
    Loop.exec();
  }
}

void serverOfIteration(const std::vector<std::string> &Bodies) {
  for (std::string Body : Bodies) {
    httplib::Server Svr;
    Svr.Get("/", [&](const httplib::Request &, httplib::Response &Res) { Res.body = Body; });
    Svr.listen("localhost", 80);
  }
}
