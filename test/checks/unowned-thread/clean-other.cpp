// Not cut loose, not guilty, or not a task at all.

#include <chrono>
#include <cstdlib>
#include <thread>
#include <unistd.h>
#include <vector>

void work();
void adopt(std::thread);
void adoptPointer(std::thread *);
void adoptAll(std::vector<std::thread> &&);

// Handed to code that cannot be seen.
void transferred() {
  adopt(std::thread([] { work(); }));
  std::thread T([] { work(); });
  adopt(std::move(T));
  adoptPointer(new std::thread([] { work(); }));
  std::vector<std::thread> Pool;
  Pool.emplace_back([] { work(); });
  adoptAll(std::move(Pool));
}


// The caller decides.
void eitherWay(bool Detached) {
  std::thread T([] { work(); });
  if (Detached)
    T.detach();
  else
    T.join();
}

// A class that is a handle itself.
class Thread {
public:
  template <typename F> void start(F Body) { Inner = std::thread(std::move(Body)); }
  void join() { Inner.join(); }
  void detach() { Inner.detach(); }
  bool joinable() const { return Inner.joinable(); }
  ~Thread() {
    if (Inner.joinable())
      Inner.detach();
  }

private:
  std::thread Inner;
};

void joinsWrapper() {
  Thread T;
  T.start([] { work(); });
  T.join();
}

// Watchdogs end the process whatever happens.
void watchdogs() {
  std::thread([] {
    std::this_thread::sleep_for(std::chrono::seconds(30));
    std::abort();
  }).detach();
  std::thread([] {
    sleep(10);
    _exit(1);
  }).detach();
  std::thread T([] {
    std::this_thread::sleep_for(std::chrono::seconds(30));
    std::exit(3);
  });
  T.detach();
}

static void exitLater() {
  sleep(3);
  std::_Exit(2);
}
void namedWatchdog() { std::thread(exitLater).detach(); }

// Things with a method of that name that are no tasks.
struct Filter {
  void detach();
};
template <typename T> struct Intrusive {
  T *detach();
};
class Storage {
public:
  void Detach(std::thread T) { Threads.push_back(std::move(T)); }
  void detach(std::thread T) { Threads.push_back(std::move(T)); }
  ~Storage() {
    for (auto &T : Threads)
      T.join();
  }

private:
  std::vector<std::thread> Threads;
};

void notTasks(Filter &F, Intrusive<int> &I, Storage &S) {
  F.detach();
  I.detach();
  S.Detach(std::thread([] { work(); }));
  S.detach(std::thread([] { work(); }));
}

// A swap hands the task to a member that is joined.
class Swapped {
public:
  void start() {
    std::thread T([] { work(); });
    Worker.swap(T);
  }
  void restart() {
    std::thread T([] { work(); });
    std::swap(Worker, T);
    if (T.joinable())
      T.join();
  }
  ~Swapped() { Worker.join(); }

private:
  std::thread Worker;
};

// What only main calls is main's business.
static void startSignalThread() {
  std::thread([] { work(); }).detach();
}
namespace {
struct App {
  void run() {
    std::thread([] { work(); }).detach();
  }
};
} // namespace

int main() {
  startSignalThread();
  App A;
  A.run();
  std::thread([] { work(); }).detach();
}
