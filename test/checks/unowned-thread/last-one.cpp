// Several tasks share one report, which the last or the first of them makes.

#include <atomic>
#include <future>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

void work();
bool ok();

void byPromise(const std::vector<int> &Values) {
  auto Left = std::make_shared<std::atomic<size_t>>(Values.size());
  auto All = std::make_shared<std::promise<void>>();
  auto Done = All->get_future();
  for (int I : Values)
    std::thread([I, Left, All] {
      if (I > 0)
        work();
      if (--*Left == 0)
        All->set_value();
    }).detach();
  Done.get();
}

void byFetch(int N) {
  std::atomic<int> Left(N);
  std::binary_semaphore Done(0);
  for (int I = 0; I < N; ++I)
    std::thread([&] {
      work();
      if (Left.fetch_sub(1) == 1)
        Done.release();
    }).detach();
  Done.acquire();
}

struct State {
  std::mutex Mutex;
  int Left = 3;
  std::promise<void> All;
};

void underLock() {
  auto S = std::make_shared<State>();
  auto Done = S->All.get_future();
  for (int I = 0; I < 3; ++I)
    std::thread([S] {
      work();
      bool Last;
      {
        std::lock_guard<std::mutex> Lock(S->Mutex);
        Last = --S->Left == 0;
      }
      if (Last)
        S->All.set_value();
    }).detach();
  Done.wait();
}

void byCopy() {
  auto S = std::make_shared<State>();
  auto Done = S->All.get_future();
  for (int I = 0; I < 3; ++I)
    std::thread([S] {
      work();
      S->Mutex.lock();
      const int Left = --S->Left;
      S->Mutex.unlock();
      if (!Left)
        S->All.set_value();
    }).detach();
  Done.wait();
}

void theFirst() {
  auto Result = std::make_shared<std::promise<int>>();
  auto Answered = std::make_shared<std::atomic<bool>>(false);
  auto Answer = Result->get_future();
  for (int I = 0; I < 3; ++I)
    std::thread([Result, Answered, I] {
      work();
      if (!Answered->exchange(true))
        Result->set_value(I);
    }).detach();
  Answer.wait();
}

class ByFunction {
public:
  void run() {
    for (int I = 0; I < 3; ++I)
      std::thread([this] {
        work();
        if (--Left == 0)
          finish();
      }).detach();
    Done.wait();
  }

private:
  void finish() { All.set_value(); }
  std::atomic<int> Left{3};
  std::promise<void> All;
  std::future<void> Done = All.get_future();
};

void onOneWay() {
  auto S = std::make_shared<State>();
  auto Done = S->All.get_future();
  std::thread([S] {
    work();
    if (ok())
      S->All.set_value();
  }).detach(); // warn: nothing
  Done.wait();
}
