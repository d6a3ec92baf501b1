// Classes of the project that are handles: what they do to the thread when they
// die, and what their users ask of them.

#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

void work();

// Offers everything and decides nothing.
class Thread {
public:
  Thread() = default;
  ~Thread() {
    if (Handle.joinable())
      Handle.detach();
  }
  void start(std::function<void()> Body) { Handle = std::thread(std::move(Body)); }
  void join() { Handle.join(); }
  void detach() { Handle.detach(); }

private:
  std::thread Handle;
};

void detached() {
  Thread T;
  T.start([] { work(); }); // warn: nothing will ever wait for this thread
  T.detach(); // note: it is cut loose here
}

void dies() {
  Thread T;
  T.start([] { work(); }); // warn: nothing will ever wait for this thread: it is detached
}

void joined() {
  Thread T;
  T.start([] { work(); });
  T.join();
}

void onlyOneOfTwo() {
  Thread First, Second;
  First.start([] { work(); });
  Second.start([] { work(); }); // warn: nothing will ever wait for this thread
  First.join();
}

void inContainer() {
  std::vector<std::unique_ptr<Thread>> All;
  for (int I = 0; I < 4; ++I) {
    auto T = std::make_unique<Thread>();
    T->start([] { work(); });
    All.push_back(std::move(T));
  }
  for (auto &T : All)
    T->join();
}

void joinIt(Thread &T) { T.join(); }
void joinedByHelper() {
  Thread T;
  T.start([] { work(); });
  joinIt(T);
}

void hand(Thread &);
void handedOut() {
  Thread T;
  T.start([] { work(); });
  hand(T);
}

class Owner {
public:
  Owner() {
    Kept.start([] { work(); });
    Forgotten.start([] { work(); }); // warn: nothing will ever wait for this thread
  }
  ~Owner() { Kept.join(); }

private:
  Thread Kept, Forgotten;
};
Owner TheOwner;

class Stopped {
public:
  void run() { Worker.start([] { work(); }); }
  void stop() { Worker.join(); }

private:
  Thread Worker;
};
void stopped() {
  Stopped S;
  S.run();
  S.stop();
}

// Started by its constructor, joined by its destructor.
class Joining {
public:
  explicit Joining(std::function<void()> Body) : Handle(std::move(Body)) {}
  ~Joining() {
    if (Handle.joinable())
      Handle.join();
  }
  void detach() { Handle.detach(); }

private:
  std::thread Handle;
};

void joining() {
  Joining T([] { work(); });
}

void joiningDetached() {
  Joining T([] { work(); }); // warn: nothing will ever wait for this thread
  T.detach(); // note: it is cut loose here
}

// Started by its constructor, detached by its destructor.
class Detaching {
public:
  template <typename F> explicit Detaching(F Body) : Handle(std::move(Body)) {}
  ~Detaching() {
    if (Handle.joinable())
      Handle.detach(); // note: it is cut loose here
  }
  void wait() { Handle.join(); }

private:
  std::thread Handle;
};

void detaching() {
  Detaching T([] { work(); }); // warn: nothing will ever wait for this thread
}

void detachingWaited() {
  Detaching T([] { work(); });
  T.wait();
}

// Another unit may join it.
Thread Global;
void startsGlobal() {
  Global.start([] { work(); });
}
