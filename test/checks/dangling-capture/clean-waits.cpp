// Tasks that are over because the object that runs them has waited.

#include <boost/asio.hpp>
#include <condition_variable>
#include <functional>
#include <future>
#include <latch>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

void use(int);

class Queue {
public:
  Queue() : Thread([this] { run(); }) {}
  ~Queue() {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Stop = true;
    }
    Changed.notify_all();
    Thread.join();
  }
  void post(std::function<void()> Job) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Jobs.push(std::move(Job));
    }
    Changed.notify_one();
  }
  void flush() {
    std::latch Done(1);
    post([&] { Done.count_down(); });
    Done.wait();
  }

private:
  void run() {
    for (;;) {
      std::function<void()> Job;
      {
        std::unique_lock<std::mutex> Lock(Mutex);
        Changed.wait(Lock, [this] { return Stop || !Jobs.empty(); });
        if (Jobs.empty())
          return;
        Job = std::move(Jobs.front());
        Jobs.pop();
      }
      Job();
    }
  }
  std::mutex Mutex;
  std::condition_variable Changed;
  std::queue<std::function<void()>> Jobs;
  bool Stop = false;
  std::thread Thread;
};

// What is posted later is over later.
void flushed(Queue &Q) {
  int X = 0;
  Q.post([&] { use(X); });
  Q.flush();
}

// The queue dies first, and its destructor waits.
void local() {
  int X = 0;
  Queue Q;
  Q.post([&] { use(X); });
}
void owned() {
  int X = 0;
  auto Q = std::make_unique<Queue>();
  Q->post([&] { use(X); });
}

// A timer runs what it is given on the loop that is run here.
void timer() {
  boost::asio::io_context Loop;
  int X = 0;
  boost::asio::steady_timer Timer(Loop);
  Timer.async_wait([&](const boost::system::error_code &) { use(X); });
  Loop.run();
}

// The bindings of a loop are no way out of it.
static void joinEach(std::vector<std::thread> &Threads) {
  for (auto &T : Threads)
    T.join();
}
void bindings(const std::vector<std::tuple<int, int>> &Tuples) {
  int X = 0;
  std::vector<std::thread> Pool;
  for (auto [A, B] : Tuples)
    Pool.emplace_back([&X, A = A, B = B] { use(X + A + B); });
  joinEach(Pool);
}

// A future that is shared is the same one.
void shared() {
  int X = 0;
  std::shared_future<void> Done = std::async(std::launch::async, [&] { use(X); }).share();
  Done.wait();
}

// The condition that starts it says whether there is something to wait for.
#include <pthread.h>
void *lengthOf(void *);
void ifItStarts(std::string Name) {
  pthread_t Thread;
  if (pthread_create(&Thread, nullptr, lengthOf, &Name) == 0)
    pthread_join(Thread, nullptr);
}

// Whoever is given the object that has both the callable and the thread waits,
// unless the task has said that it is over.
struct Transfer {
  explicit Transfer(std::function<void(bool)> F) : Done(std::move(F)) {}
  std::function<void(bool)> Done;
  bool Stopped = false;
  std::mutex Mutex;
  std::thread Thread;
};
static void fetch(std::shared_ptr<Transfer> T) {
  struct Setter {
    std::shared_ptr<Transfer> Of;
    ~Setter() { Of->Stopped = true; }
  } AtEnd{T};
  std::lock_guard<std::mutex> Lock(T->Mutex);
  T->Done(true);
}
std::shared_ptr<Transfer> startTransfer(std::function<void(bool)> F) {
  auto T = std::make_shared<Transfer>(F);
  T->Thread = std::thread([T] { fetch(T); });
  return T;
}
void finish(const std::shared_ptr<Transfer> &T) {
  if (!T)
    return;
  {
    std::lock_guard<std::mutex> Lock(T->Mutex);
    if (T->Stopped)
      return;
  }
  T->Thread.join();
}
bool transfer() {
  bool Good = false;
  std::shared_ptr<Transfer> T = startTransfer([&Good](bool B) { Good = B; });
  finish(T);
  return Good;
}

// The destructor that waits is that of a member, and need not be written.
struct OnThread {
  explicit OnThread(std::function<void()> F) : Worker(std::move(F)) {}
  std::jthread Worker;
};
struct OnThreads {
  ~OnThreads() = default;
  void start(std::function<void()> F) { Workers.emplace_back(std::move(F)); }
  std::vector<std::jthread> Workers;
};
struct AsResult {
  void start(std::function<void()> F) { Result = std::async(std::launch::async, std::move(F)); }
  std::future<void> Result;
};
struct OnPointer {
  explicit OnPointer(std::function<void()> F) : Worker(std::make_unique<std::jthread>(std::move(F))) {}
  std::unique_ptr<std::jthread> Worker;
};
struct AsMember {
  explicit AsMember(std::function<void()> F) : Inner(std::move(F)) {}
  OnThread Inner;
};
void inMembers() {
  int X = 0;
  OnThread A([&] { use(X); });
  OnThreads B;
  B.start([&] { use(X); });
  AsResult C;
  C.start([&] { use(X); });
  OnPointer D([&] { use(X); });
  auto E = std::make_unique<OnThread>([&] { use(X); });
  AsMember F([&] { use(X); });
}
