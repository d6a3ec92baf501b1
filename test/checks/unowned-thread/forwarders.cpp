// Functions and classes that detach what they are given: the place that chose
// them is at fault, once.

#include <functional>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <utility>

void work();
void use(int);

void runDetached(std::function<void()> Body) {
  std::thread(std::move(Body)).detach(); // note: it is cut loose here
}

void callsFunction() {
  runDetached([] { work(); }); // warn: nothing will ever wait for this thread
}

template <typename F> void spawn(F &&Body) {
  std::thread(std::forward<F>(Body)).detach();
}

template <typename F, typename... Args> void spawnWith(F &&Body, Args &&...Arguments) {
  std::thread T(std::forward<F>(Body), std::forward<Args>(Arguments)...);
  T.detach();
}

void callsTemplates(int N) {
  spawn([] { work(); }); // warn: nothing will ever wait for this thread
  spawnWith([](int V) { use(V); }, N); // warn: nothing will ever wait for this thread
  spawnWith(&use, N); // warn: nothing will ever wait for this thread
}

// Of two callers, the one whose task reports its end is right.
void rightCaller() {
  std::latch Done(1);
  spawn([&Done] {
    work();
    Done.count_down();
  });
  Done.wait();
}

void twoLevels(std::function<void()> Body) { runDetached(std::move(Body)); }
void callsTwoLevels() {
  twoLevels([] { work(); }); // warn: nothing will ever wait for this thread
}

// Nobody is seen to call it: it has decided to detach whatever it is given.
void uncalledForwarder(std::function<void()> Body) {
  std::thread(std::move(Body)).detach(); // warn: nothing will ever wait for this thread
}

// So has one that adds code of its own.
void named(const std::string &Name, std::function<void()> Body) {
  std::thread([Name, Body] {
    use(static_cast<int>(Name.size()));
    Body();
  }).detach(); // warn: nothing will ever wait for this thread
}

// A callback that is seen to tell somebody who waits.
void later(std::function<void()> Callback) {
  std::thread([Callback] {
    work();
    Callback();
  }).detach();
}
void callsLater() {
  std::latch Done(1);
  later([&Done] { Done.count_down(); });
  Done.wait();
}

// Not a forwarder: it chose the task itself.
void startFlusher(int Interval) {
  std::thread([Interval] {
    use(Interval);
  }).detach(); // warn: nothing will ever wait for this thread
}

void detachHelper(std::thread &T) { T.detach(); }
void detachesByHelper() {
  std::thread T([] { work(); });
  detachHelper(T); // warn: nothing will ever wait for this thread
}

