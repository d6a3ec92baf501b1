// A join in the loop that does not settle the task of this iteration.

#include <deque>
#include <future>
#include <latch>
#include <thread>
#include <vector>

void use(int);

// The window joins the task of an earlier iteration.
void window(int N) {
  std::deque<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    if (Pool.size() >= 4) {
      Pool.front().join();
      Pool.pop_front();
    }
    Pool.emplace_back([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
  }
  for (auto &T : Pool)
    T.join();
}

// Each slot is joined before it is used again, a whole round later.
void slots(int N) {
  std::thread Slots[4];
  for (int I = 0; I < N; ++I) {
    std::thread &Slot = Slots[I % 4];
    if (Slot.joinable())
      Slot.join();
    Slot = std::thread([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
  }
  for (auto &Slot : Slots)
    if (Slot.joinable())
      Slot.join();
}

// On one of the ways through the iteration only.
void sometimes(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    std::thread T([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
    if (Pool.size() < 4)
      Pool.push_back(std::move(T));
    else
      T.join();
  }
  for (auto &T : Pool)
    T.join();
}

// A timed wait may give up.
void timedOut(int N) {
  std::vector<std::future<void>> Tasks;
  for (int I = 0; I < N; ++I) {
    Tasks.push_back(std::async(std::launch::async, [&] { use(I); })); // warn: 'I' belongs to one iteration // fix: [&, I]
    Tasks.back().wait_for(std::chrono::milliseconds(10));
  }
}

// The latch is waited for behind the loop.
void latchBehindLoop(int N) {
  std::latch Done(N);
  std::vector<std::jthread> Pool;
  for (int I = 0; I < N; ++I)
    Pool.emplace_back([&] { // fix: [&, I]
      use(I); // warn: 'I' belongs to one iteration
      Done.count_down();
    });
  Done.wait();
}

// `continue` jumps over the join.
void continued(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    Pool.emplace_back([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
    if (I % 2)
      continue;
    for (auto &T : Pool)
      T.join();
    Pool.clear();
  }
  for (auto &T : Pool)
    T.join();
}
