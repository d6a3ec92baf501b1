// Objects whose destructor would join their thread, and that nobody can destroy.

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

void work();
void measure(int);

class Runner {
public:
  explicit Runner(std::function<void()> Body) : Inner(std::move(Body)) {}
  ~Runner() { Inner.join(); }

private:
  std::thread Inner;
};

// It returns what it makes, and hides nothing.
Runner *launch(std::function<void()> Body) {
  return new Runner(std::move(Body));
}

static void beat() {
  for (;;)
    work();
}

void dropped() {
  launch([] { beat(); }); // warn: 'dropped' starts a thread that its caller can neither wait for nor stop: the object that would wait for it is leaked
}

void droppedOnPurpose(int N) {
  (void)launch([N] { measure(N); }); // warn: is leaked
}

void droppedByComma() {
  static bool Once = (launch([] { beat(); }), true); // warn: 'droppedByComma' starts a thread
  (void)Once;
}

void droppedAtOnce() {
  new Runner([] { beat(); }); // warn: is leaked
}

void inStaticPointer() {
  static Runner *Only = new Runner([] { beat(); }); // warn: is leaked
  (void)Only;
}

void inLocalPointer() {
  auto *Mine = new Runner([] { beat(); }); // warn: is leaked
  (void)Mine;
}

namespace {
Runner *Background = nullptr;
}
void inFilePointer() {
  if (!Background)
    Background = launch([] { beat(); });
}
void stopFilePointer() {
  delete Background;
  Background = nullptr;
}

// Whoever calls it may delete it.
Runner *shared() {
  static Runner *Only = new Runner([] { beat(); });
  return Only;
}

void owned() {
  std::unique_ptr<Runner> Mine(launch([] { work(); }));
}

void deleted() {
  Runner *Mine = launch([] { work(); });
  measure(1);
  delete Mine;
}

void adopt(Runner *);
void handedOn() { adopt(launch([] { work(); })); }

class Keeper {
public:
  void start() { Mine = launch([] { work(); }); }
  ~Keeper() { delete Mine; }

private:
  Runner *Mine = nullptr;
};

// It has told others where it is.
class Registered {
public:
  Registered();
  ~Registered() { Inner.join(); }

private:
  std::thread Inner;
};
std::vector<Registered *> All;
Registered::Registered() : Inner([] { work(); }) { All.push_back(this); }
void startRegistered() { new Registered; }

// By way of a function that has the list.
class Listed {
public:
  static std::vector<Listed *> &list() {
    static std::vector<Listed *> Every;
    return Every;
  }
  Listed() : Inner([] { work(); }) { list().push_back(this); }
  ~Listed() { Inner.join(); }

private:
  std::thread Inner;
};
void startListed() { new Listed; }

// Smart pointers own what they are made of, in containers too.
static std::vector<std::unique_ptr<Runner>> Crew;
void hire() { Crew.emplace_back(new Runner([] { work(); })); }
void guarded() {
  auto *Mine = new Runner([] { work(); });
  std::shared_ptr<Runner> Guard(Mine);
}
void handOut(Runner **Out) { *Out = new Runner([] { work(); }); }

// A singleton that is leaked, and can be stopped.
class Stoppable {
public:
  Stoppable() : Inner([this] { run(); }) {}
  ~Stoppable() { stop(); }
  void stop() {
    Stop = true;
    if (Inner.joinable())
      Inner.join();
  }

private:
  void run() {
    while (!Stop)
      work();
  }
  std::atomic<bool> Stop{false};
  std::thread Inner;
};
void logLine() {
  static Stoppable *Leaked = new Stoppable;
  (void)Leaked;
}

// The same, by its destructor alone: a singleton is leaked on purpose, an object
// that nobody can get at is not.
class Flusher {
public:
  Flusher() : Inner([this] { run(); }) {}
  ~Flusher() {
    Stop = true;
    Inner.join();
  }

private:
  void run() {
    while (!Stop)
      work();
  }
  std::atomic<bool> Stop{false};
  std::thread Inner;
};
void enableFlusher() {
  static auto *Leaked = new Flusher;
  (void)Leaked;
}
void forgetFlusher() {
  new Flusher; // warn: 'forgetFlusher' starts a thread
}
// Its destructor stops and joins when the process ends.
void enableFlusherToo() { static Flusher Only; }

// Started by a method, not by the constructor.
class Poller {
public:
  void start() {
    Inner = std::thread([] { beat(); });
  }
  ~Poller() {
    if (Inner.joinable())
      Inner.join();
  }

private:
  std::thread Inner;
};
void startPoller() {
  auto *P = new Poller; // warn: 'startPoller' starts a thread
  P->start();
}
void makePoller() { auto *P = new Poller; (void)P; } // Not started.

// By a base class.
class Derived : public Runner {
public:
  Derived() : Runner([] { beat(); }) {}
};
void startDerived() {
  new Derived; // warn: is leaked
}

// A static object that only joins waits at exit.
void inStaticObject() {
  static Runner Only([] { beat(); }); // warn: its handle ends in the static variable 'Only'
}
static Runner AtStart([] { beat(); }); // warn: its handle ends in the static variable 'AtStart'
Runner &handedOut() {
  static Runner Only([] { work(); });
  return Only;
}

int main() {
  launch([] { work(); });
}
