// Templates, generic lambdas and macros. One finding per place.

#include <atomic>
#include <chrono>
#include <thread>
#include <utility>
#include <vector>

void work();
template <typename T> void handle(T);

template <typename T> class Poller {
public:
  explicit Poller(T Value) : Value(Value) {
    std::thread([this] {
      for (;;)
        ++Count;
    }).detach(); // warn: although it uses 'this'
  }

private:
  T Value;
  std::atomic<int> Count{0};
};
template class Poller<int>;
template class Poller<long>;

template <typename T> class Joined {
public:
  explicit Joined(T Value) : Value(Value), Worker([this] { run(); }) {}
  ~Joined() { Worker.join(); }

private:
  void run() { ++Count; }
  T Value;
  int Count = 0;
  std::thread Worker;
};
template class Joined<int>;

template <typename T> void detachAll(std::vector<T> &Threads) {
  for (auto &X : Threads)
    X.detach();
}
template <typename T> void joinAll(std::vector<T> &Threads) {
  for (auto &X : Threads)
    X.join();
}

void helpers() {
  std::vector<std::thread> First, Second;
  First.emplace_back([] { work(); });
  detachAll(First); // warn: nothing will ever wait for this thread
  Second.emplace_back([] { work(); });
  joinAll(Second);
}

template <typename Rep, typename F> void after(std::chrono::duration<Rep> Delay, F Callable) {
  std::thread([Delay, Callable = std::move(Callable)] {
    std::this_thread::sleep_for(Delay);
    Callable();
  }).detach();
}

// Mixed in by a base class.
template <typename Derived> class Startable {
public:
  void start() {
    std::thread([this] { static_cast<Derived *>(this)->run(); }).detach(); // warn: although it uses 'this'
  }
};
class Impl : public Startable<Impl> {
public:
  void run() { ++Count; }

private:
  int Count = 0;
};
void useImpl(Impl &I) { I.start(); }

// A pattern that nobody instantiates is not looked at.
template <typename T> void never(T Value) {
  std::thread([Value] { handle(Value); }).detach();
}

#define DETACH(BODY) std::thread([=] { BODY; }).detach()
#define ASYNC std::thread

void macros(int N) {
  DETACH(work()); // warn: nothing will ever wait for this thread
  ASYNC([N] { handle(N); }).detach(); // warn: nothing will ever wait for this thread
}
