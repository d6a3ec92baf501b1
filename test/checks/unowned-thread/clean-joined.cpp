// Somebody joins.

#include <algorithm>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

void work();
void use(int);

class InDestructor {
public:
  InDestructor() : Worker([this] { run(); }) {}
  ~InDestructor() {
    if (Worker.joinable())
      Worker.join();
  }

private:
  void run() { work(); }
  std::thread Worker;
};

class InStop {
public:
  void start() { Worker = std::thread(&InStop::run, this); }
  void stop() { Worker.join(); }

private:
  void run() { work(); }
  std::thread Worker;
};

class ByHelperOfStop {
public:
  void start() { Worker = std::make_unique<std::thread>([this] { work(); }); }
  void shutdown() { reset(); }
  ~ByHelperOfStop() { shutdown(); }

private:
  void reset() {
    if (Worker) {
      Worker->join();
      Worker.reset();
    }
  }
  std::unique_ptr<std::thread> Worker;
};

class Containers {
public:
  void start() {
    Vector.emplace_back([this] { work(); });
    Vector.push_back(std::thread([this] { work(); }));
    List.emplace_back(&Containers::run, this);
    ByName["a"] = std::thread([] { work(); });
    ByName.emplace("b", std::thread([] { work(); }));
    Shared.push_back(std::make_shared<std::thread>([] { work(); }));
    JThreads.emplace_back([] { work(); });
    Array[0] = std::thread([] { work(); });
  }
  ~Containers() {
    for (auto &T : Vector)
      T.join();
    for (std::list<std::thread>::iterator I = List.begin(); I != List.end(); ++I)
      I->join();
    for (auto &[Name, T] : ByName)
      T.join();
    for (const auto &T : Shared)
      T->join();
    for (std::thread &T : Array)
      if (T.joinable())
        T.join();
  }

private:
  void run() { work(); }
  std::vector<std::thread> Vector;
  std::list<std::thread> List;
  std::map<std::string, std::thread> ByName;
  std::vector<std::shared_ptr<std::thread>> Shared;
  std::vector<std::jthread> JThreads;
  std::thread Array[2];
};

// Moved into somebody who joins.
class Joiner {
public:
  explicit Joiner(std::vector<std::thread> Threads) : Threads(std::move(Threads)) {}
  ~Joiner() {
    for (auto &T : Threads)
      T.join();
  }

private:
  std::vector<std::thread> Threads;
};

void containerIntoJoiner(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I)
    Pool.emplace_back([I] { use(I); });
  Joiner J(std::move(Pool));
}

std::thread factory() {
  return std::thread([] { work(); });
}
std::unique_ptr<std::thread> factoryOnHeap() {
  auto T = std::make_unique<std::thread>([] { work(); });
  return T;
}
std::thread *rawFactory() { return new std::thread([] { work(); }); }
void outParameter(std::thread &Out) { Out = std::thread([] { work(); }); }
void outPointer(std::thread **Out) { *Out = new std::thread([] { work(); }); }
void into(std::vector<std::thread> &Pool) {
  Pool.emplace_back([] { work(); });
}
std::future<void> asyncFactory() {
  return std::async(std::launch::async, [] { work(); });
}

void joinedOnHeap() {
  std::thread *T = new std::thread([] { work(); });
  T->join();
  delete T;
}

struct JoinAndDelete {
  void operator()(std::thread *T) const {
    T->join();
    delete T;
  }
};

class Deleters {
public:
  void start() {
    Struct.reset(new std::thread([] { work(); }));
    Lambda = std::shared_ptr<std::thread>(new std::thread([] { work(); }), [](std::thread *T) {
      T->join();
      delete T;
    });
  }

private:
  std::unique_ptr<std::thread, JoinAndDelete> Struct;
  std::shared_ptr<std::thread> Lambda;
};

// Handles that are joined already, or were never started.
void alreadyJoined() {
  std::thread T([] { work(); });
  T.join();
  if (T.joinable())
    T.detach();
}

void neverStarted() {
  std::thread T;
  if (T.joinable())
    T.detach();
}

class CleansUp {
public:
  void stop() {
    Worker.join();
    if (Worker.joinable())
      Worker.detach();
  }
  void start() { Worker = std::thread([] { work(); }); }

private:
  std::thread Worker;
};

// The detach is the last resort.
class LastResort {
public:
  void start() { Worker = std::thread([] { work(); }); }
  ~LastResort() {
    try {
      Worker.join();
    } catch (const std::system_error &) {
      Worker.detach();
    }
  }

private:
  std::thread Worker;
};

// A task cannot join itself.
class OwnThread {
public:
  void start() {
    Worker = std::thread([this] { work(); });
  }
  ~OwnThread() {
    if (Worker.get_id() == std::this_thread::get_id())
      Worker.detach();
    else
      Worker.join();
  }

private:
  std::thread Worker;
};

// Detached because the process ends here.
[[noreturn]] void fatal() {
  std::thread T([] { work(); });
  T.detach();
  std::abort();
}

void endsOnAllWays(bool (*Confirm)()) {
  std::thread T([] { work(); });
  if (Confirm()) {
    T.join();
    return;
  }
  T.detach();
  std::_Exit(1);
}

// A member named where the library does not keep it: `wait` is in a base.
class ByNamedMember {
public:
  void start() {
    std::packaged_task<void()> Task([this] { work(); });
    Results.push_back(Task.get_future());
    std::thread(std::move(Task)).detach();
  }
  ~ByNamedMember() {
    std::for_each(Results.begin(), Results.end(),
                  std::mem_fn(&std::future<void>::wait));
  }

private:
  std::vector<std::future<void>> Results;
};
