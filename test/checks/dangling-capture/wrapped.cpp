// Pools that wrap what they are given.

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

void use(int);
int measure(const std::string &);

class Workers {
public:
  explicit Workers(int N) {
    for (int I = 0; I < N; ++I)
      Threads.emplace_back([this] { work(); });
  }
  ~Workers() {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Stopped = true;
    }
    Changed.notify_all();
    for (std::thread &T : Threads)
      T.join();
  }
  template <typename F> auto submit(F &&Callable) {
    using Result = decltype(Callable());
    auto Task = std::make_shared<std::packaged_task<Result()>>(std::forward<F>(Callable));
    auto Future = Task->get_future();
    add([Task] { (*Task)(); });
    return Future;
  }
  template <typename F, typename... Args> void bound(F &&Callable, Args &&...Arguments) {
    add(std::bind(std::forward<F>(Callable), std::forward<Args>(Arguments)...));
  }
  void guarded(std::function<void()> Callable) {
    add([Callable = std::move(Callable)] {
      try {
        Callable();
      } catch (...) {
      }
    });
  }

private:
  void add(std::function<void()> Job) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Jobs.push(std::move(Job));
    }
    Changed.notify_one();
  }
  void work() {
    for (;;) {
      std::function<void()> Job;
      {
        std::unique_lock<std::mutex> Lock(Mutex);
        Changed.wait(Lock, [this] { return Stopped || !Jobs.empty(); });
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
  bool Stopped = false;
  std::vector<std::thread> Threads;
};

class Catalog {
public:
  void dropped(int Id) {
    std::string Name = std::to_string(Id);
    Pool.submit([&Name] { return measure(Name); }); // warn: captures 'Name' by reference
    Pool.submit([Name] { return measure(Name); });
  }
  void wrapped(int Id) {
    Pool.guarded([&] { use(Id); }); // warn: captures 'Id' by reference
    Pool.guarded([Id] { use(Id); });
  }
  void boundTo(int Id) {
    Pool.bound([&Id](int X) { use(X + Id); }, 3); // warn: captures 'Id' by reference
    Pool.bound([](int X) { use(X); }, Id);
  }
  int waited(std::string Name) {
    auto Size = Pool.submit([&] { return measure(Name); });
    return Size.get();
  }
  int waitedAtOnce(std::string Name) {
    return Pool.submit([&] { return measure(Name); }).get();
  }

private:
  Workers Pool{4};
};

// The first failure leaves the others running.
int total(Workers &Pool, std::vector<int> Values) {
  std::vector<std::future<int>> Parts;
  for (std::size_t I = 0; I < Values.size(); ++I)
    Parts.push_back(Pool.submit([&Values, I] { // warn: captures 'Values' by reference
      if (Values[I] < 0)
        throw std::invalid_argument("negative");
      return Values[I];
    }));
  int Sum = 0;
  for (auto &P : Parts)
    Sum += P.get();
  return Sum;
}

int totalOfAll(Workers &Pool, std::vector<int> Values) {
  std::vector<std::future<int>> Parts;
  for (std::size_t I = 0; I < Values.size(); ++I)
    Parts.push_back(Pool.submit([&Values, I] {
      if (Values[I] < 0)
        throw std::invalid_argument("negative");
      return Values[I];
    }));
  for (auto &P : Parts)
    P.wait();
  int Sum = 0;
  for (auto &P : Parts)
    Sum += P.get();
  return Sum;
}

// Nothing is thrown.
int harmless(Workers &Pool, std::vector<int> Values) {
  std::vector<std::future<int>> Parts;
  for (std::size_t I = 0; I < Values.size(); ++I)
    Parts.push_back(Pool.submit([&Values, I] { return Values[I]; }));
  int Sum = 0;
  for (auto &P : Parts)
    Sum += P.get();
  return Sum;
}

// These futures wait when they die, and die first.
int ofThreads(std::vector<int> Values) {
  std::vector<std::future<int>> Parts;
  for (std::size_t I = 0; I < Values.size(); ++I)
    Parts.push_back(std::async(std::launch::async, [&Values, I] {
      if (Values[I] < 0)
        throw std::invalid_argument("negative");
      return Values[I];
    }));
  int Sum = 0;
  for (auto &P : Parts)
    Sum += P.get();
  return Sum;
}
