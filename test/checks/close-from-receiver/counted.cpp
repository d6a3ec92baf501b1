// Channels whose senders are counted.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>

bool handle(int);

class Queue {
public:
  void put(int Value) {
    std::unique_lock<std::mutex> Lock(Guard);
    Room.wait(Lock, [this] { return Items.size() < 16 || Ended; });
    if (Ended)
      throw std::runtime_error("ended");
    Items.push_back(Value);
    Ready.notify_one();
  }
  bool take(int &Value) {
    std::unique_lock<std::mutex> Lock(Guard);
    Ready.wait(Lock, [this] { return Ended || !Items.empty(); });
    if (Items.empty())
      return false;
    Value = Items.front();
    Items.pop_front();
    Room.notify_one();
    return true;
  }
  void end() {
    std::lock_guard<std::mutex> Lock(Guard);
    Ended = true;
    Ready.notify_all();
    Room.notify_all();
  }
  std::atomic<int> Senders{0};

private:
  std::mutex Guard;
  std::condition_variable Ready, Room;
  std::deque<int> Items;
  bool Ended = false;
};

// The last of the senders closes, whoever that is.
class Sender {
public:
  explicit Sender(std::shared_ptr<Queue> To) : To(std::move(To)) { ++this->To->Senders; }
  Sender(const Sender &O) : To(O.To) { ++To->Senders; }
  ~Sender() {
    if (--To->Senders == 0)
      To->end();
  }
  void operator()(int Value) const { To->put(Value); }

private:
  std::shared_ptr<Queue> To;
};
void counted(int N) {
  auto Values = std::make_shared<Queue>();
  std::thread Thread;
  {
    Sender First(Values);
    Thread = std::thread([First, N] {
      for (int I = 0; I < N; ++I)
        First(I);
    });
  }
  int Value;
  while (Values->take(Value))
    handle(Value);
  Thread.join();
}

// What is counted here is what was received.
void uncounted() {
  auto Values = std::make_shared<Queue>();
  std::thread Thread([Values] {
    for (int I = 0; I < 100; ++I)
      Values->put(I); // note: another context sends here
  });
  int Value, Taken = 0;
  while (Values->take(Value)) {
    ++Taken;
    if (!handle(Value) || Taken == 50) {
      Values->end(); // warn: a send that meets the closed channel throws
      break;
    }
  }
  Thread.join();
}
