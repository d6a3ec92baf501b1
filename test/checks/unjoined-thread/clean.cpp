// Threads that are joined, detached or handed on on every path, or of which
// that cannot be told.

#include <functional>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

void work();
bool connect();
int next();
[[noreturn]] void fail();

void joined() {
  std::thread T(work);
  T.join();
}

bool onEveryPath() {
  std::thread T(work);
  if (!connect()) {
    T.join();
    return false;
  }
  T.join();
  return true;
}

void ifJoinable(bool Parallel) {
  std::thread T;
  if (Parallel)
    T = std::thread(work);
  connect();
  if (T.joinable())
    T.join();
}

// The same condition twice.
void sameCondition(bool Parallel) {
  std::thread T;
  if (Parallel)
    T = std::thread(work);
  else
    work();
  if (Parallel)
    T.join();
}

std::thread returned() {
  std::thread T(work);
  connect();
  return T;
}

class Holder {
public:
  void start() {
    std::thread T(work);
    Worker = std::move(T);
  }
  void add() {
    std::thread T(work);
    Workers.push_back(std::move(T));
  }
  void restart() {
    if (Worker.joinable())
      Worker.join();
    Worker = std::thread(work);
  }
  void cycle() {
    while (connect()) {
      Worker = std::thread(work);
      Worker.join();
    }
  }
  ~Holder() {
    Worker.join();
    for (std::thread &T : Workers)
      T.join();
  }

private:
  std::thread Worker;
  std::vector<std::thread> Workers;
};

void joinAll(std::vector<std::thread> &All) {
  for (std::thread &T : All)
    T.join();
}

void byHelper() {
  std::vector<std::thread> All;
  for (int I = 0; I < 4; ++I)
    All.emplace_back(work);
  joinAll(All);
}

void take(std::thread);
void see(std::thread &);
void handedOn() {
  std::thread T(work);
  take(std::move(T));
  std::thread Seen(work);
  see(Seen);
}

class Guard {
public:
  explicit Guard(std::thread &T) : T(T) {}
  ~Guard() {
    if (T.joinable())
      T.join();
  }

private:
  std::thread &T;
};

bool guarded() {
  std::thread T(work);
  Guard G(T);
  return connect();
}

class Defer {
public:
  explicit Defer(std::function<void()> F) : F(std::move(F)) {}
  ~Defer() { F(); }

private:
  std::function<void()> F;
};

bool deferred() {
  std::thread T(work);
  Defer Join([&] { T.join(); });
  return connect();
}

void processEnds() {
  std::thread T(work);
  if (!connect())
    fail();
  T.join();
}

void caught() {
  std::thread T(work);
  try {
    if (!connect())
      throw std::runtime_error("no connection");
  } catch (const std::exception &) {
  }
  T.join();
}

void serves() {
  std::thread T(work);
  for (;;)
    connect();
}

void jthreads() {
  std::jthread T(work);
  if (!connect())
    return;
  T = std::jthread(work);
}

void oneOrTheOther() {
  std::thread T;
  if (connect())
    T = std::thread(work);
  else
    T = std::thread([] { next(); });
  T.join();
}

void each() {
  for (int I = 0; I < 4; ++I) {
    std::thread T(work);
    T.join();
  }
  std::thread Many[4];
  for (std::thread &T : Many)
    T = std::thread(work);
  for (std::thread &T : Many)
    T.join();
  std::vector<std::thread> All(4);
  for (int I = 0; I < 4; ++I)
    All[I] = std::thread(work);
  for (std::thread &T : All)
    T.join();
}

// What is caught in a loop without end is no way past the detach or the join.
void servesForever(int Count) {
  for (;;) {
    try {
      std::thread T([Count] { (void)Count; });
      T.join();
    } catch (const std::exception &) {
    }
  }
}
