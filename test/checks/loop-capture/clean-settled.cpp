// Tasks that are waited for before their iteration is over.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

void use(int);

void joined(int N) {
  for (int I = 0; I < N; ++I) {
    std::thread T([&] { use(I); });
    T.join();
  }
}

void joinedAfterWork(const std::vector<int> &Values) {
  for (int V : Values) {
    std::thread T([&] { use(V); });
    use(V + 1);
    if (T.joinable())
      T.join();
  }
}

void joinedInHeader(int N) {
  std::thread T;
  for (int I = 0; I < N; T.join(), ++I)
    T = std::thread([&] { use(I); });
}

void joinedOnAllWays(int N) {
  for (int I = 0; I < N; ++I) {
    std::thread T([&] { use(I); });
    if (I % 2) {
      T.join();
      continue;
    }
    use(I);
    T.join();
  }
}

void jthreadOfTurn(int N) {
  for (int I = 0; I < N; ++I) {
    std::jthread T([&] { use(I); });
    use(I + 1);
  }
}

void temporaryJthread(int N) {
  for (int I = 0; I < N; ++I)
    std::jthread([&] { use(I); });
}

void jthreadsOfTurn(int N) {
  for (int I = 0; I < N; ++I) {
    std::vector<std::jthread> Pool;
    for (int J = 0; J < 3; ++J)
      Pool.emplace_back([&, J] { use(I + J); });
  }
}

// Every round has its own threads.
void rounds(int N) {
  for (int Round = 0; Round < N; ++Round) {
    std::vector<std::thread> Pool;
    std::atomic<int> Sum{0};
    for (int J = 0; J < 4; ++J)
      Pool.emplace_back([&, J] { Sum += Round * J; });
    for (std::thread &T : Pool)
      T.join();
    use(Sum);
  }
}

void roundsWithReusedPool(int N) {
  std::vector<std::thread> Pool;
  for (int Round = 0; Round < N; ++Round) {
    for (int J = 0; J < 4; ++J)
      Pool.emplace_back([&Round, J] { use(Round * J); });
    for (auto &T : Pool)
      T.join();
    Pool.clear();
  }
}

void joinAll(std::vector<std::thread> &Threads) {
  for (auto It = Threads.begin(); It != Threads.end(); ++It)
    It->join();
  Threads.clear();
}

void roundsWithHelper(int N) {
  for (int Round = 0; Round < N; ++Round) {
    std::vector<std::thread> Pool;
    for (int J = 0; J < 4; ++J)
      Pool.push_back(std::thread([&Round, J] { use(Round * J); }));
    joinAll(Pool);
  }
}

void asyncGot(int N) {
  for (int I = 0; I < N; ++I)
    std::async(std::launch::async, [&] { use(I); }).get();
  for (int I = 0; I < N; ++I) {
    std::future<int> Result = std::async(std::launch::async, [&] { return I; });
    use(Result.get());
  }
  for (int I = 0; I < N; ++I) {
    auto Result = std::async(std::launch::async, [&] { use(I); });
    Result.wait();
  }
}

// The destructor of the future waits.
void asyncOfTurn(int N) {
  for (int I = 0; I < N; ++I) {
    auto Left = std::async(std::launch::async, [&] { use(I); });
    auto Right = std::async(std::launch::async, [&I] { use(I + 1); });
  }
}

void asyncDropped(int N) {
  for (int I = 0; I < N; ++I)
    (void)std::async(std::launch::async, [&] { use(I); });
}

void asyncRounds(int N) {
  for (int I = 0; I < N; ++I) {
    std::vector<std::future<int>> Parts;
    for (int J = 0; J < 3; ++J)
      Parts.push_back(std::async(std::launch::async, [&, J] { return I + J; }));
    for (auto &P : Parts)
      use(P.get());
  }
}

void packaged(int N) {
  for (int I = 0; I < N; ++I) {
    std::packaged_task<int()> Task([&] { return I; });
    std::future<int> Result = Task.get_future();
    std::thread(std::move(Task)).detach();
    use(Result.get());
  }
}

void promised(int N) {
  for (int I = 0; I < N; ++I) {
    std::promise<int> Promise;
    std::future<int> Result = Promise.get_future();
    std::thread([&, P = std::move(Promise)]() mutable { P.set_value(I); }).detach();
    use(Result.get());
  }
}

void latched(int N) {
  for (int I = 0; I < N; ++I) {
    std::latch Done(2);
    for (int J = 0; J < 2; ++J)
      std::thread([&, J] {
        use(I + J);
        Done.count_down();
      }).detach();
    Done.wait();
  }
}

void semaphored(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    std::binary_semaphore Ready(0);
    Pool.emplace_back([&] {
      use(I);
      Ready.release();
    });
    Ready.acquire();
  }
  joinAll(Pool);
}

void conditioned(int N) {
  for (int I = 0; I < N; ++I) {
    std::mutex M;
    std::condition_variable Changed;
    bool Done = false;
    std::thread T([&] {
      use(I);
      std::lock_guard<std::mutex> Lock(M);
      Done = true;
      Changed.notify_one();
    });
    {
      std::unique_lock<std::mutex> Lock(M);
      Changed.wait(Lock, [&] { return Done; });
    }
    T.join();
  }
}

void polled(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    std::atomic<bool> Done{false};
    Pool.emplace_back([&] {
      use(I);
      Done = true;
    });
    while (!Done)
      std::this_thread::yield();
  }
  joinAll(Pool);
}

// Classes that wait when they die.
class Joiner {
public:
  explicit Joiner(std::thread T) : T(std::move(T)) {}
  ~Joiner() {
    if (T.joinable())
      T.join();
  }
  Joiner(const Joiner &) = delete;

private:
  std::thread T;
};

void joinerOfTurn(int N) {
  for (int I = 0; I < N; ++I) {
    Joiner J(std::thread([&] { use(I); }));
    use(I);
  }
}

class Group {
public:
  template <typename F> void run(F Callable) { Threads.emplace_back(std::move(Callable)); }
  void wait() {
    for (auto &T : Threads)
      T.join();
    Threads.clear();
  }
  ~Group() { wait(); }

private:
  std::vector<std::thread> Threads;
};

void groupOfTurn(int N) {
  for (int I = 0; I < N; ++I) {
    Group G;
    G.run([&] { use(I); });
    G.run([&I] { use(I + 1); });
  }
}

void groupWaitedFor(int N) {
  Group G;
  for (int I = 0; I < N; ++I) {
    G.run([&] { use(I); });
    G.wait();
  }
}

struct JoinAndDelete {
  void operator()(std::thread *T) const {
    T->join();
    delete T;
  }
};

void joiningDeleter(int N) {
  for (int I = 0; I < N; ++I)
    std::unique_ptr<std::thread, JoinAndDelete> T(new std::thread([&] { use(I); }));
}

void uniqueOfTurn(int N) {
  for (int I = 0; I < N; ++I) {
    auto T = std::make_unique<std::thread>([&] { use(I); });
    T->join();
  }
}

std::thread start(std::function<void()> Body) { return std::thread(std::move(Body)); }

void startedByHelper(int N) {
  for (int I = 0; I < N; ++I) {
    std::thread T = start([&] { use(I); });
    T.join();
  }
}

// The whole of it within one function that the iteration calls.
void runToEnd(const std::function<void()> &Body) {
  std::thread T(Body);
  T.join();
}

void runByHelper(int N) {
  for (int I = 0; I < N; ++I)
    runToEnd([&] { use(I); });
}
