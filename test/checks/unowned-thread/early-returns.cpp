// A handle that detaches when it dies, and a way out that forgets to join it.

#include <boost/thread.hpp>
#include <Poco/Runnable.h>
#include <Poco/Thread.h>

void work();
bool ready();

void forgets() {
  boost::thread T([] { work(); }); // warn: its handle is lost on the way out
  if (!ready())
    return; // note: this way out leaves it behind
  T.join();
}
void asksFirst() {
  boost::thread T([] { work(); });
  if (!ready()) {
    T.join();
    return;
  }
  T.join();
}
void startsLate() {
  if (!ready())
    return;
  boost::thread T([] { work(); });
  T.join();
}
void stopsFirst() {
  boost::thread T([] { work(); });
  if (!ready()) {
    T.interrupt();
    if (T.joinable())
      T.join();
    return;
  }
  T.join();
}
void guarded() {
  boost::thread T([] { work(); });
  struct Joins {
    boost::thread &T;
    ~Joins() { T.join(); }
  } AtEnd{T};
  if (!ready())
    return;
  work();
}

struct Job : Poco::Runnable {
  void run() override { work(); }
};
void forgetsObject() {
  static Job J;
  Poco::Thread T;
  T.start(J); // warn: its handle is lost on the way out
  if (!ready())
    return;
  T.join();
}
void joinsObject() {
  Job J;
  Poco::Thread T;
  T.start(J);
  if (!ready()) {
    T.join();
    return;
  }
  T.join();
}
