// Objects with an override that a pool of others, or one that dies later, runs.

#include <Poco/AutoPtr.h>
#include <Poco/RefCountedObject.h>
#include <Poco/Runnable.h>
#include <Poco/RunnableAdapter.h>
#include <Poco/ThreadPool.h>
#include <Poco/Timer.h>
#include <boost/fiber/future/async.hpp>
#include <string>

struct Job : Poco::Runnable {
  std::string Name;
  void run() override { Name += "x"; }
};
struct Counted : Poco::Runnable, Poco::RefCountedObject {
  void run() override { release(); }
};
struct Work {
  std::string Name;
  void append() { Name += "x"; }
};

void onTheDefaultPool() {
  Job J;
  Poco::ThreadPool::defaultPool().start(J); // warn: this task is given 'J' by reference and may still run when 'J' is gone
}
void declaredBehindThePool() {
  Poco::ThreadPool Pool;
  Job J;
  Pool.start(J); // warn: this task is given 'J' by reference
}
// What a pointer leads to is not the pointer, and counts its own references.
void countsItself(Poco::AutoPtr<Counted> J) {
  Poco::ThreadPool::defaultPool().start(*J);
  J->duplicate();
}

// A timer copies what it is given.
class Janitor {
public:
  Janitor() : Timer(1000, 1000) {
    Poco::TimerCallback<Janitor> Callback(*this, &Janitor::clean);
    Timer.start(Callback);
  }

private:
  void clean(Poco::Timer &);
  Poco::Timer Timer;
};

void adapted() {
  Work W;
  Poco::RunnableAdapter<Work> Adapter(W, &Work::append);
  Poco::ThreadPool::defaultPool().start(Adapter); // warn: this task is given 'Adapter' by reference
}
void waitedFor() {
  Poco::ThreadPool Pool;
  Job J;
  Pool.start(J);
  Pool.joinAll();
}
void declaredBeforeThePool() {
  Job J;
  Poco::ThreadPool Pool;
  Pool.start(J);
}
void onTheHeap() {
  auto *J = new Job;
  Poco::ThreadPool::defaultPool().start(*J);
}
void ofTheCaller(Job &J) {
  Poco::ThreadPool::defaultPool().start(J);
}

// What a fiber may outlive is worse than that it is hidden.
void dropsItsFuture() {
  int Count = 0;
  boost::fibers::async([&Count] { ++Count; }); // warn: this task captures 'Count' by reference
}
