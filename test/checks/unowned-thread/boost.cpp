// Boost.Thread, whose handles detach when they die, and Boost.Fiber.

#include <boost/fiber/all.hpp>
#include <boost/thread/future.hpp>
#include <boost/thread/scoped_thread.hpp>
#include <boost/thread/thread.hpp>
#include <boost/thread/thread_guard.hpp>
#include <memory>

void work();

void dies() {
  boost::thread T([] { work(); }); // warn: its handle dies unjoined
}

void temporary() {
  boost::thread([] { work(); }); // warn: its handle dies unjoined
}

void detached() {
  boost::thread T([] { work(); });
  T.detach(); // warn: it is detached
  boost::thread([] { work(); }).detach(); // warn: it is detached
}

void joined() {
  boost::thread T([] { work(); });
  T.join();
  boost::scoped_thread<> Scoped([] { work(); });
  boost::thread_group Group;
  Group.create_thread([] { work(); });
  Group.join_all();
}

void guarded() {
  boost::thread T([] { work(); });
  boost::thread_guard<> Guard(T);
  work();
}

class Member {
public:
  void start() { Worker = boost::thread([this] { ++Count; }); }
  ~Member() {
    Worker.interrupt();
    Worker.join();
  }

private:
  int Count = 0;
  boost::thread Worker;
};

class SharedMember {
public:
  void start() { Worker = boost::make_shared<boost::thread>([] { work(); }); }
  ~SharedMember() { Worker->join(); }

private:
  boost::shared_ptr<boost::thread> Worker;
};

boost::thread returned() { return boost::thread([] { work(); }); }

bool timed() {
  boost::thread T([] { work(); });
  if (T.try_join_for(boost::chrono::seconds(1)))
    return true;
  T.detach(); // warn: this task is abandoned when the timed wait for it gives up
  return false;
}

void fibers() {
  boost::fibers::fiber([] { work(); }).detach(); // warn: nothing will ever wait for this task: it is detached
  boost::fibers::fiber F([] { work(); });
  F.join();
}

// The result comes through a channel that the spawner reads.
int byChannel() {
  boost::fibers::buffered_channel<int> Results(2);
  boost::fibers::fiber([&] {
    work();
    Results.push(1);
  }).detach();
  return Results.value_pop();
}
