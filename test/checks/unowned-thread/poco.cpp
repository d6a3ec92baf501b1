// POCO's threads, which detach when they die.

#include <Poco/Runnable.h>
#include <Poco/RunnableAdapter.h>
#include <Poco/Thread.h>

void work();

class Job : public Poco::Runnable {
public:
  void run() override { work(); }
};

void joined() {
  Job J;
  Poco::Thread T;
  T.start(J);
  T.join();
}

void dies() {
  static Job J;
  Poco::Thread T;
  T.start(J); // warn: its handle dies unjoined
}

class Member {
public:
  Member() : Adapter(*this, &Member::run) { Thread.start(Adapter); }
  ~Member() { Thread.join(); }

private:
  void run() { work(); }
  Poco::RunnableAdapter<Member> Adapter;
  Poco::Thread Thread;
};

void waits() {
  Job J;
  Poco::Thread T;
  T.start(J);
  while (!T.tryJoin(100))
    work();
}

// What gives up has not waited, and the handle dies.
bool expectsItsEnd() {
  static Job J;
  Poco::Thread T;
  T.start(J); // warn: its handle dies unjoined
  return T.tryJoin(100);
}
