// Shapes of real code in which the task is over before the variable is gone.

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <condition_variable>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

void use(int);
bool ready();

// The start may fail.
void *threadMain(void *);
bool startFails() {
  pthread_t Thread;
  int Local = 0;
  if (pthread_create(&Thread, nullptr, threadMain, &Local) != 0)
    return false;
  ready();
  pthread_join(Thread, nullptr);
  return true;
}

int startFailsLater() {
  pthread_t Thread;
  int Local = 0;
  int Error = pthread_create(&Thread, nullptr, threadMain, &Local);
  if (Error) {
    use(Error);
    return Error;
  }
  return pthread_join(Thread, nullptr);
}

// Loops that are run by a thread of the function.
void loopInThread() {
  boost::asio::io_context Loop;
  auto Work = boost::asio::make_work_guard(Loop);
  std::thread Runner([&] { Loop.run(); });
  int Local = 0;
  boost::asio::post(Loop, [&] { Local = 1; });
  Work.reset();
  Runner.join();
  use(Local);
}

void loopForSomeTime() {
  boost::asio::io_context Loop;
  int Local = 0;
  boost::asio::post(Loop, [&] { Local = 1; });
  Loop.run_for(std::chrono::seconds(1));
}

// Futures in containers.
void futures() {
  std::vector<int> Results(4);
  std::vector<std::future<void>> All;
  for (int I = 0; I < 4; ++I)
    All.push_back(std::async(std::launch::async, [&Results, I] { Results[I] = I; }));
  for (auto &F : All)
    F.get();
}

void futuresThatDie() {
  std::mutex Guard;
  std::map<int, std::future<void>> All;
  for (int I = 0; I < 4; ++I)
    All[I] = std::async(std::launch::async, [&Guard] { std::lock_guard<std::mutex> L(Guard); });
}

// A counter that is waited for.
class Tasks {
public:
  void run(std::function<void()> F) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      ++Running;
    }
    Threads.emplace_back([this, F = std::move(F)] {
      F();
      std::lock_guard<std::mutex> Lock(Mutex);
      --Running;
      Changed.notify_all();
    });
  }
  void wait() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [this] { return Running == 0; });
  }
  ~Tasks() {
    for (std::thread &T : Threads)
      T.join();
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  int Running = 0;
  std::vector<std::thread> Threads;
};

void counted(Tasks &T) {
  int Local = 0;
  T.run([&] { use(Local); });
  T.wait();
}

void ownTasks() {
  int Local = 0;
  Tasks T;
  T.run([&] { use(Local); });
}

// A flag that is polled.
void polled(std::vector<std::thread> &Threads) {
  std::atomic<bool> Done{false};
  int Local = 0;
  Threads.emplace_back([&] {
    use(Local);
    Done = true;
  });
  while (!Done)
    std::this_thread::yield();
}

// A promise.
void promised(std::vector<std::thread> &Threads) {
  std::promise<int> Promise;
  auto Future = Promise.get_future();
  Threads.emplace_back([&Promise] { Promise.set_value(1); });
  Future.wait();
}

// A packaged task.
int packaged(std::vector<std::thread> &Threads) {
  int Local = 0;
  std::packaged_task<int()> Task([&Local] { return Local; });
  auto Future = Task.get_future();
  Threads.emplace_back(std::move(Task));
  return Future.get();
}

// Started and joined by an object.
class Scoped {
public:
  template <typename F> explicit Scoped(F Body) : Thread(std::move(Body)) {}
  ~Scoped() {
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::thread Thread;
};

void scoped() {
  int Local = 0;
  Scoped S([&] { use(Local); });
  ready();
}

void scopedOnHeap() {
  int Local = 0;
  auto S = std::make_unique<Scoped>([&] { use(Local); });
  ready();
}

// Joined through a structure, an array, a pointer, a tuple.
struct Pair {
  std::thread First, Second;
};
void structure() {
  int Local = 0;
  Pair P;
  P.First = std::thread([&] { use(Local); });
  P.Second = std::thread([&] { use(Local); });
  P.First.join();
  P.Second.join();
}

void array() {
  int Local = 0;
  std::thread All[4];
  for (auto &T : All)
    T = std::thread([&] { use(Local); });
  for (int I = 0; I < 4; ++I)
    All[I].join();
}

void joinThem(std::thread *Threads, int N) {
  for (int I = 0; I < N; ++I)
    Threads[I].join();
}
void heapArray(int N) {
  int Local = 0;
  auto All = std::make_unique<std::thread[]>(N);
  for (int I = 0; I < N; ++I)
    All[I] = std::thread([&] { use(Local); });
  joinThem(All.get(), N);
}

void listOfPointers() {
  int Local = 0;
  std::list<std::shared_ptr<std::thread>> All;
  for (int I = 0; I < 4; ++I)
    All.push_back(std::make_shared<std::thread>([&] { use(Local); }));
  for (auto &T : All)
    T->join();
}

// Started by a template with a callable of its own.
template <typename F> void parallel(int N, F Body) {
  std::vector<std::thread> All;
  for (int I = 0; I < N; ++I)
    All.emplace_back([&Body, I] { Body(I); });
  for (auto &T : All)
    T.join();
}
void callsParallel() {
  std::vector<int> Values(4);
  parallel(4, [&](int I) { Values[I] = I; });
}

// Joined at the end of every way, also by a guard that was made before.
struct JoinAll {
  std::vector<std::thread> &Threads;
  ~JoinAll() {
    for (auto &T : Threads)
      T.join();
  }
};
bool guarded() {
  int Local = 0;
  std::vector<std::thread> Threads;
  JoinAll Join{Threads};
  Threads.emplace_back([&] { use(Local); });
  if (!ready())
    return false;
  use(1);
  return true;
}

// A wait that a macro puts under a condition.
bool always();
#define EXPECT(statement)                                                      \
  if (always()) {                                                              \
    statement;                                                                 \
  } else                                                                       \
    use(0)
void byMacro() {
  std::vector<std::thread> Threads;
  auto Local = std::make_unique<int>(0);
  Threads.emplace_back([&Local] { use(*Local); });
  EXPECT(Threads.front().join());
}

// What a local pointer points to is no local.
struct Inner {
  int Number;
};
struct Outer {
  Inner Member;
  Inner Elements[3];
};
Outer *makeOuter();
static void look(Inner &I) { use(I.Number); }
class Keeps {
public:
  void member() {
    Outer *O = makeOuter();
    Result = std::async(std::launch::async, look, std::ref(O->Member));
  }
  void element() {
    Outer *O = makeOuter();
    Result = std::async(std::launch::async, look, std::ref(O->Elements[1]));
  }
  void pointee() {
    Inner *I = &makeOuter()->Member;
    Result = std::async(std::launch::async, look, std::ref(*I));
  }

private:
  std::future<void> Result;
};
