// What the task reports is polled, by whomever, as often as it takes.

#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <thread>
#include <vector>

void step();
bool more();

using Pool = boost::asio::thread_pool;

// Each iteration polls, and clears the flag for the next one.
void clearedForTheNext(Pool &P, int N) {
  std::atomic<bool> Done{false};
  auto Report = [&Done] { Done.store(true); };
  for (int I = 0; I < N; ++I) {
    boost::asio::post(P, Report);
    while (!Done.load())
      step();
    Done.store(false);
  }
}

// The loop itself changes what it asks, and waits for nobody.
void countsItself(Pool &P) {
  std::atomic<bool> Done{false};
  boost::asio::post(P, [&Done] { step(), Done = true; }); // warn: captures 'Done' by reference
  while (!Done) {
    step();
    Done = !more();
  }
}
void countsItselfInside(Pool &P, int N) {
  std::atomic<bool> Done{false};
  boost::asio::post(P, [&Done] { step(), Done = true; }); // warn: captures 'Done' by reference
  for (int I = 0; I < N; ++I) {
    while (!Done) {
      step();
      Done = !more();
    }
    Done = false;
  }
}

// Threads that are joined poll for their starter.
template <typename F> static void onEach(int N, const F &Code) {
  std::vector<std::thread> Threads;
  for (int I = 0; I < N; ++I)
    Threads.emplace_back([&Code, I] { Code(I); });
  for (auto &T : Threads)
    T.join();
}
void polledByOthers(Pool &P) {
  std::atomic<bool> Done{false};
  boost::asio::post(P, [&Done] { step(), Done = true; });
  onEach(3, [&](int) {
    while (!Done)
      step();
  });
}
// These only look.
void lookedAtByOthers(Pool &P) {
  std::atomic<bool> Done{false};
  boost::asio::post(P, [&Done] { step(), Done = true; }); // warn: captures 'Done' by reference
  onEach(3, [&](int) {
    if (!Done)
      step();
  });
}
