// Objects with an override that a pool of others, or one that dies later, runs.

#include <Poco/Runnable.h>
#include <Poco/RunnableAdapter.h>
#include <Poco/ThreadPool.h>
#include <boost/fiber/future/async.hpp>
#include <string>

struct Job : Poco::Runnable {
  std::string Name;
  void run() override { Name += "x"; }
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
