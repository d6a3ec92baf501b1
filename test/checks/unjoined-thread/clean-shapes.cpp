// Shapes of real code in which no thread dies joinable.

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

void work();
bool connect();
void fatal() __attribute__((noreturn));

void swapped(std::thread &Other) {
  std::thread T(work);
  std::swap(T, Other);
}

void swappedByMember(std::thread &Other) {
  std::thread T(work);
  T.swap(Other);
}

struct Session {
  explicit Session(std::thread T) : Thread(std::move(T)) {}
  ~Session() { Thread.join(); }
  std::thread Thread;
};

void intoObject(std::vector<std::unique_ptr<Session>> &All) {
  std::thread T(work);
  All.push_back(std::make_unique<Session>(std::move(T)));
}

void captured(std::vector<std::function<void()>> &Joins) {
  auto T = std::make_shared<std::thread>(work);
  Joins.push_back([T] { T->join(); });
}

void moveCaptured() {
  std::thread T(work);
  auto Join = [T = std::move(T)]() mutable { T.join(); };
  Join();
}

void optional(bool Wanted) {
  std::optional<std::thread> T;
  if (Wanted)
    T.emplace(work);
  connect();
  if (T)
    T->join();
}

void pointer(bool Wanted) {
  std::unique_ptr<std::thread> T;
  if (Wanted)
    T.reset(new std::thread(work));
  connect();
  if (T)
    T->join();
}

void flag() {
  bool Started = false;
  std::thread T;
  if (connect()) {
    T = std::thread(work);
    Started = true;
  }
  work();
  if (Started)
    T.join();
}

void count(int N) {
  std::vector<std::thread> All;
  for (int I = 1; I < N; ++I)
    All.emplace_back(work);
  work();
  for (int I = 0; I < int(All.size()); ++I)
    All[I].join();
}

void whileNotEmpty() {
  std::vector<std::thread> All;
  All.emplace_back(work);
  while (!All.empty()) {
    All.back().join();
    All.pop_back();
  }
}

bool cleanup() {
  bool Result = false;
  std::thread T(work);
  if (!connect())
    goto out;
  Result = true;
out:
  T.join();
  return Result;
}

void rethrown() {
  std::thread T(work);
  try {
    connect();
  } catch (...) {
    T.join();
    throw;
  }
  T.join();
}

void detachedIfSlow() {
  std::thread T(work);
  if (connect())
    T.join();
  else
    fatal();
}

std::vector<std::thread> many() {
  std::vector<std::thread> All;
  for (int I = 0; I < 4; ++I)
    All.emplace_back(work);
  return All;
}

std::pair<std::thread, int> pair() {
  std::thread T(work);
  return {std::move(T), 1};
}

class Pool {
public:
  void grow() {
    std::thread T([this] { run(); });
    Threads.push_back(std::move(T));
  }
  void restart(int I) {
    Threads[I].join();
    Threads[I] = std::thread([this] { run(); });
  }
  void start() {
    stop();
    Main = std::thread([this] { run(); });
  }
  void stop() {
    if (Main.joinable())
      Main.join();
  }
  ~Pool() {
    stop();
    for (auto &T : Threads)
      T.join();
  }

private:
  void run() { connect(); }
  std::vector<std::thread> Threads;
  std::thread Main;
};
Pool ThePool;

template <typename... F> void all(F... Bodies) {
  std::thread Threads[] = {std::thread(Bodies)...};
  for (auto &T : Threads)
    T.join();
}
void callsAll() {
  all([] { work(); }, [] { connect(); });
}

int main() {
  std::thread T(work);
  T.join();
}
