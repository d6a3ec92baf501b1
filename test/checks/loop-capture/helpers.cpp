// In-house functions and classes that start, keep or run what they are given.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <vector>

void use(int);
void print(const std::string &);

void startWorker(std::vector<std::thread> &Pool, std::function<void()> Body) {
  Pool.emplace_back(std::move(Body));
}

std::thread startNamed(const std::string &Name, const std::function<void()> &Body) {
  return std::thread([Name, Body] {
    print(Name);
    Body();
  });
}

std::shared_ptr<std::thread> startShared(std::function<void()> Body) {
  return std::make_shared<std::thread>(std::move(Body));
}

void joinAll(std::vector<std::thread> &Threads) {
  for (auto &T : Threads)
    if (T.joinable())
      T.join();
}

void startedByHelpers(int N) {
  std::vector<std::thread> Pool;
  std::vector<std::shared_ptr<std::thread>> Shared;
  for (int I = 0; I < N; ++I) {
    startWorker(Pool, [&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
    Pool.push_back(startNamed("a", [&I] { use(I); })); // warn: 'I' belongs to one iteration // fix: [I]
    Shared.push_back(startShared([&] { use(I); })); // warn: 'I' belongs to one iteration // fix: [&, I]
    startWorker(Pool, [I] { use(I); });
  }
  joinAll(Pool);
  for (auto &T : Shared)
    T->join();
}

// A pool with a queue, as it is written everywhere.
class ThreadPool {
public:
  explicit ThreadPool(std::size_t Count) {
    for (std::size_t I = 0; I < Count; ++I)
      Workers.emplace_back([this] {
        for (;;) {
          std::function<void()> Task;
          {
            std::unique_lock<std::mutex> Lock(Mutex);
            Changed.wait(Lock, [this] { return Stop || !Tasks.empty(); });
            if (Stop && Tasks.empty())
              return;
            Task = std::move(Tasks.front());
            Tasks.pop();
          }
          Task();
        }
      });
  }

  void post(std::function<void()> Task) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Tasks.push(std::move(Task));
    }
    Changed.notify_one();
  }

  template <typename F, typename... Args>
  auto enqueue(F &&Callable, Args &&...Arguments)
      -> std::future<typename std::invoke_result<F, Args...>::type> {
    using Result = typename std::invoke_result<F, Args...>::type;
    auto Task = std::make_shared<std::packaged_task<Result()>>(
        std::bind(std::forward<F>(Callable), std::forward<Args>(Arguments)...));
    std::future<Result> Future = Task->get_future();
    {
      std::unique_lock<std::mutex> Lock(Mutex);
      Tasks.emplace([Task]() { (*Task)(); });
    }
    Changed.notify_one();
    return Future;
  }

  ~ThreadPool() {
    {
      std::unique_lock<std::mutex> Lock(Mutex);
      Stop = true;
    }
    Changed.notify_all();
    for (std::thread &Worker : Workers)
      Worker.join();
  }

private:
  std::vector<std::thread> Workers;
  std::queue<std::function<void()>> Tasks;
  std::mutex Mutex;
  std::condition_variable Changed;
  bool Stop = false;
};

void intoPool(int N) {
  ThreadPool Pool(4);
  for (int I = 0; I < N; ++I) {
    Pool.post([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
    Pool.post([I] { use(I); });
  }
}

void enqueued(int N) {
  ThreadPool Pool(4);
  std::vector<std::future<int>> Results;
  for (int I = 0; I < N; ++I)
    Results.emplace_back(Pool.enqueue([&] { return I * I; })); // warn: 'I' belongs to one iteration // fix: [&, I]
  for (auto &R : Results)
    use(R.get());
}

void enqueuedByCopy(int N) {
  ThreadPool Pool(4);
  std::vector<std::future<int>> Results;
  for (int I = 0; I < N; ++I) {
    Results.emplace_back(Pool.enqueue([I] { return I * I; }));
    Results.emplace_back(Pool.enqueue([](int J) { return J; }, I));
  }
  for (auto &R : Results)
    use(R.get());
}

void enqueuedAndAwaited(int N) {
  ThreadPool Pool(4);
  for (int I = 0; I < N; ++I)
    use(Pool.enqueue([&] { return I * I; }).get());
}

void poolOfTurn(int N) {
  for (int I = 0; I < N; ++I) {
    ThreadPool Pool(2);
    Pool.post([&] { use(I); });
  }
}

// Callbacks that are kept.
class Signal {
public:
  void connect(std::function<void(int)> Slot) { Slots.push_back(std::move(Slot)); }
  void emit(int V) {
    for (auto &Slot : Slots)
      Slot(V);
  }

private:
  std::vector<std::function<void(int)>> Slots;
};

void connected(Signal &S, const std::vector<std::string> &Names) {
  for (auto Name : Names)
    S.connect([&](int) { print(Name); }); // warn: 'Name' belongs to one iteration // fix: [&, Name]
  for (auto &Name : Names)
    S.connect([&](int) { print(Name); });
}

void signalOfTurn(int N) {
  for (int I = 0; I < N; ++I) {
    Signal S;
    S.connect([&](int V) { use(I + V); });
    S.emit(1);
  }
}

void storedInLocals(int N) {
  std::vector<std::function<void()>> Later;
  std::map<int, std::function<int()>> ByKey;
  std::function<void()> Last;
  for (int I = 0; I < N; ++I) {
    Later.push_back([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
    Later.emplace_back([&I] { use(I); }); // warn: 'I' belongs to one iteration // fix: [I]
    ByKey[I] = [&] { return I; }; // warn: 'I' belongs to one iteration // fix: [&, I]
    Last = [&] { use(I); }; // warn: 'I' belongs to one iteration // fix: [&, I]
  }
  for (auto &Step : Later)
    Step();
  use(ByKey.at(0)());
  Last();
}

class Button {
public:
  std::function<void()> OnClick;
};

void handlersOfMembers(std::vector<Button> &Buttons) {
  for (std::size_t I = 0; I < Buttons.size(); ++I) {
    Buttons[I].OnClick = [&] { use(static_cast<int>(I)); }; // warn: 'I' belongs to one iteration // fix: [&, I]
    Buttons[I].OnClick = [I] { use(static_cast<int>(I)); };
  }
  for (auto &B : Buttons)
    B.OnClick = [&B] { B.OnClick = nullptr; };
}

// Returned out of the loop.
std::function<int()> firstEven(const std::vector<int> &Values) {
  for (int V : Values)
    if (V % 2 == 0)
      return [&] { return V; }; // warn: 'V' belongs to one iteration // fix: [&, V]
  return {};
}

// A helper that starts and waits.
void runAll(const std::vector<std::function<void()>> &Steps) {
  std::vector<std::thread> Pool;
  for (const auto &Step : Steps)
    Pool.emplace_back(Step);
  joinAll(Pool);
}

void awaitedByHelper(int N) {
  for (int I = 0; I < N; ++I) {
    runAll({[&] { use(I); }, [&] { use(I + 1); }});
    std::vector<std::function<void()>> Steps;
    Steps.push_back([&] { use(I); });
    runAll(Steps);
  }
}
