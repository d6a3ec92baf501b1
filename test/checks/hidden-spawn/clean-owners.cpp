// Functions whose task has an owner that callers can reach.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <future>
#include <latch>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

void work();

class StartStop {
public:
  void start() { Worker = std::thread([this] { run(); }); }
  void stop() {
    Stop = true;
    Worker.join();
  }

private:
  void run() {
    while (!Stop)
      work();
  }
  std::atomic<bool> Stop{false};
  std::thread Worker;
};

class JoinsInDestructor {
public:
  JoinsInDestructor() : Worker([this] { ++Count; }) {}
  ~JoinsInDestructor() { Worker.join(); }

private:
  std::atomic<int> Count{0};
  std::thread Worker;
};

class JoiningMembers {
public:
  JoiningMembers() : Worker([](std::stop_token) { work(); }) {
    Many.emplace_back([] { work(); });
    Owned = std::make_unique<std::jthread>([] { work(); });
  }

private:
  std::jthread Worker;
  std::vector<std::jthread> Many;
  std::unique_ptr<std::jthread> Owned;
};

class FutureMember {
public:
  void start() {
    Result = std::async(std::launch::async, [] {
      work();
      return 1;
    });
  }
  int wait() { return Result.get(); }

private:
  std::future<int> Result;
};

class FutureMemberDropped {
public:
  void start() {
    Result = std::async(std::launch::async, [] { work(); });
  }

private:
  std::future<void> Result;
};

// Private helpers of a class that joins.
class Helpers {
public:
  Helpers() { init(); }
  ~Helpers() { shutdown(); }

private:
  void init() {
    for (int I = 0; I < 4; ++I)
      spawn(I);
  }
  void spawn(int I) {
    Workers.push_back(std::thread([I] {
      for (int J = 0; J < I; ++J)
        work();
    }));
  }
  void shutdown() { joinAll(Workers); }
  static void joinAll(std::vector<std::thread> &Threads) {
    for (auto &T : Threads)
      T.join();
  }
  std::vector<std::thread> Workers;
};

// A hidden implementation joins.
class Pimpl {
public:
  Pimpl();
  ~Pimpl();

private:
  struct Impl;
  std::unique_ptr<Impl> I;
};
struct Pimpl::Impl {
  Impl() : Worker([] { work(); }) {}
  ~Impl() { Worker.join(); }
  std::thread Worker;
};
Pimpl::Pimpl() : I(std::make_unique<Impl>()) {}
Pimpl::~Pimpl() = default;

// The base class joins what the derived one starts.
class Base {
public:
  virtual ~Base() {
    if (Worker.joinable())
      Worker.join();
  }

protected:
  std::thread Worker;
};
class Derived : public Base {
public:
  void start() { Worker = std::thread([] { work(); }); }
};

// The destructor is defined in another unit.
class Elsewhere {
public:
  void start() { Worker = std::thread([] { work(); }); }
  ~Elsewhere();

private:
  std::thread Worker;
};

class StopElsewhere {
public:
  void start() { Worker = std::thread([] { work(); }); }
  void stop();

private:
  std::thread Worker;
};

// Returned, in any form.
std::thread factory() { return std::thread(work); }
std::unique_ptr<std::thread> owned() { return std::make_unique<std::thread>(work); }
std::future<void> future() { return std::async(std::launch::async, work); }
std::shared_ptr<StartStop> started() {
  auto S = std::make_shared<StartStop>();
  S->start();
  return S;
}
std::vector<std::thread> crew(int N) {
  std::vector<std::thread> Result;
  for (int I = 0; I < N; ++I)
    Result.emplace_back([] { work(); });
  return Result;
}
struct Handle {
  std::thread Thread;
  int Id;
};
Handle inStruct() { return {std::thread([] { work(); }), 1}; }
std::pair<int, std::thread> inPair() { return {1, std::thread([] { work(); })}; }

// Handed out.
void into(std::thread &Out) {
  Out = std::thread([] { work(); });
}
void intoVector(std::vector<std::thread> &Out) {
  Out.emplace_back([] { work(); });
}
void intoStruct(Handle *Out) {
  Out->Thread = std::thread([] { work(); });
}

class Accessible {
public:
  void start() {
    Worker = std::thread([] { work(); });
  }
  std::thread &thread() { return Worker; }

private:
  std::thread Worker;
};

class Releases {
public:
  void start() {
    Worker = std::thread([] { work(); });
  }
  std::thread release() { return std::move(Worker); }

private:
  std::thread Worker;
};

// Settled before it returns.
void parallel(int N) {
  std::vector<std::thread> Workers;
  for (int I = 0; I < N; ++I)
    Workers.emplace_back([] { work(); });
  for (auto &T : Workers)
    T.join();
}

void dropsBlockingFuture() { (void)std::async(std::launch::async, work); }

// The file's own thread has a stop function.
static std::thread Background;
static std::atomic<bool> StopBackground{false};
void startBackground() {
  Background = std::thread([] {
    while (!StopBackground)
      work();
  });
}
void stopBackground() {
  StopBackground = true;
  Background.join();
}

static std::vector<std::thread> Workers;
void startWorkers(int N) {
  for (int I = 0; I < N; ++I)
    Workers.emplace_back([] { work(); });
}
void stopWorkers() {
  for (auto &T : Workers)
    T.join();
  Workers.clear();
}

// A variable that other units can join.
std::thread Exported;
void startExported() {
  Exported = std::thread([] { work(); });
}

// Singletons that can stop and join.
class Singleton {
public:
  static Singleton &instance() {
    static Singleton *Leaked = new Singleton;
    return *Leaked;
  }
  void stop() {
    Stop = true;
    Worker.join();
  }

private:
  Singleton() : Worker([this] { run(); }) {}
  void run() {
    while (!Stop)
      work();
  }
  std::atomic<bool> Stop{false};
  std::thread Worker;
};
void log() { Singleton::instance(); }

class StaticSingleton {
public:
  static StaticSingleton &instance() {
    static StaticSingleton Only;
    return Only;
  }
  ~StaticSingleton() { Worker.join(); }

private:
  StaticSingleton() : Worker([] { work(); }) {}
  std::thread Worker;
};
void logStatic() { StaticSingleton::instance(); }

// The caller has brought the means to stop it or to hear of its end.
void withToken(std::stop_token Stop) {
  static std::thread Worker([Stop] {
    while (!Stop.stop_requested())
      work();
  });
}

class CallsBack {
public:
  void compute(std::function<void(int)> Done) {
    Workers.push_back(std::thread([Done] {
      work();
      Done(1);
    }));
  }

private:
  std::vector<std::thread> Workers;
};

// Watched for, though never joined.
class Watched {
public:
  void start() {
    Worker = new std::thread([this] {
      work();
      Done.count_down();
    });
  }
  ~Watched() { Done.wait(); }

private:
  std::latch Done{1};
  std::thread *Worker = nullptr;
};

// Ids by which callers wait.
class Registry {
public:
  int launch() {
    int Id = ++Last;
    Threads.emplace(Id, std::thread([] { work(); }));
    return Id;
  }
  void wait(int Id) {
    Threads.at(Id).join();
    Threads.erase(Id);
  }

private:
  int Last = 0;
  std::map<int, std::thread> Threads;
};

// A class that is a handle itself.
class Thread {
public:
  template <typename F> explicit Thread(F Body) : Inner(std::move(Body)) {}
  void join() { Inner.join(); }

private:
  std::thread Inner;
};

// Moved to an owner that joins.
class Joiner {
public:
  void adopt(std::thread T) { Threads.push_back(std::move(T)); }
  ~Joiner() {
    for (auto &T : Threads)
      T.join();
  }

private:
  std::vector<std::thread> Threads;
};
class Delegates {
public:
  void start() { Owner.adopt(std::thread([] { work(); })); }

private:
  Joiner Owner;
};

void adopt(std::thread);
void delegatesToUnseen() { adopt(std::thread([] { work(); })); }

// Joined by another class, by way of a pointer.
class Worker {
public:
  void start() { Own = std::thread([] { work(); }); }
  friend class Manager;

private:
  std::thread Own;
};
class Manager {
public:
  void add(Worker *W) {
    W->start();
    All.push_back(W);
  }
  ~Manager() {
    for (Worker *W : All)
      W->Own.join();
  }

private:
  std::vector<Worker *> All;
};

// Only main calls it.
static void startForMain() {
  static std::thread T([] { work(); });
}

int main() {
  startForMain();
  static std::thread T([] { work(); });
}
