// A sender that catches what its send throws has been told.

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

void use(int);

class Queue {
public:
  void push(int V) {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [this] { return Closed || Items.size() < 4; });
    if (Closed)
      throw std::runtime_error("closed");
    Items.push_back(V);
    Changed.notify_all();
  }
  std::optional<int> pop() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [this] { return Closed || !Items.empty(); });
    if (Items.empty())
      return std::nullopt;
    int V = Items.front();
    Items.pop_front();
    Changed.notify_all();
    return V;
  }
  void close() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Closed = true;
    Changed.notify_all();
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  std::deque<int> Items;
  bool Closed = false;
};

class Catches {
public:
  Catches()
      : Sender([this] {
          try {
            for (int I = 0;; ++I)
              Numbers.push(I);
          } catch (const std::exception &) {
          }
        }) {}
  void take() {
    std::optional<int> V = Numbers.pop();
    if (V && *V > 3)
      Numbers.close();
  }
  ~Catches() {
    Numbers.close();
    Sender.join();
  }

private:
  Queue Numbers;
  std::thread Sender;
};

class CallerCatches {
public:
  CallerCatches()
      : Sender([this] {
          try {
            run();
          } catch (...) {
          }
        }) {}
  void take() {
    std::optional<int> V = Numbers.pop();
    if (V && *V > 3)
      Numbers.close();
  }
  ~CallerCatches() { Sender.join(); }

private:
  void run() {
    for (int I = 0;; ++I)
      Numbers.push(I);
  }
  Queue Numbers;
  std::thread Sender;
};

// The handler of the send itself is too late for it.
class SendsFromHandler {
public:
  SendsFromHandler()
      : Sender([this] {
          try {
            use(1);
          } catch (...) {
            Numbers.push(0);
          }
        }) {}
  void take() {
    std::optional<int> V = Numbers.pop();
    if (V && *V > 3)
      Numbers.close(); // warn: a send that meets the closed channel throws
  }
  ~SendsFromHandler() { Sender.join(); }

private:
  Queue Numbers;
  std::thread Sender;
};
