// Channels whose receivers do not wait, or take all at once.

#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

bool handle(int);

class Tray {
public:
  void put(int Value) {
    std::lock_guard<std::mutex> Lock(Guard);
    if (Done)
      throw std::logic_error("done");
    Values.push_back(Value);
  }
  bool poll(int &Value) {
    std::lock_guard<std::mutex> Lock(Guard);
    if (Values.empty())
      return false;
    Value = Values.back();
    Values.pop_back();
    return true;
  }
  void finish() {
    std::lock_guard<std::mutex> Lock(Guard);
    Done = true;
  }

private:
  std::mutex Guard;
  std::vector<int> Values;
  bool Done = false;
};

void polls() {
  Tray Jobs;
  std::thread Sender([&] {
    for (int I = 0; I < 100; ++I)
      Jobs.put(I);
  });
  int Job;
  for (;;)
    if (Jobs.poll(Job) && !handle(Job)) {
      Jobs.finish(); // warn: a send that meets the closed channel throws
      break;
    }
  Sender.join();
}

// What can be opened again is no end.
class Gate {
public:
  bool put(int Value) {
    std::lock_guard<std::mutex> Lock(Guard);
    if (Shut)
      return false;
    Values.push_back(Value);
    return true;
  }
  bool poll(int &Value) {
    std::lock_guard<std::mutex> Lock(Guard);
    if (Values.empty())
      return false;
    Value = Values.back();
    Values.pop_back();
    return true;
  }
  void pause() {
    std::lock_guard<std::mutex> Lock(Guard);
    Shut = true;
  }
  void resume() {
    std::lock_guard<std::mutex> Lock(Guard);
    Shut = false;
  }

private:
  std::mutex Guard;
  std::vector<int> Values;
  bool Shut = false;
};

void pauses() {
  Gate Jobs;
  std::thread Sender([&] {
    for (int I = 0; I < 100; ++I)
      Jobs.put(I);
  });
  int Job;
  while (Jobs.poll(Job)) {
    Jobs.pause();
    handle(Job);
    Jobs.resume();
  }
  Sender.join();
}

class Batches {
public:
  void add(int Value) {
    std::lock_guard<std::mutex> Lock(Guard);
    if (Ended)
      return;
    Values.push_back(Value);
    Some.notify_one();
  }
  bool takeAll(std::vector<int> &All) {
    std::unique_lock<std::mutex> Lock(Guard);
    Some.wait(Lock, [this] { return Ended || !Values.empty(); });
    All.clear();
    All.swap(Values);
    return !All.empty();
  }
  void end() {
    std::lock_guard<std::mutex> Lock(Guard);
    Ended = true;
    Some.notify_all();
  }

private:
  std::mutex Guard;
  std::condition_variable Some;
  std::vector<int> Values;
  bool Ended = false;
};

void swaps() {
  Batches Jobs;
  std::thread Sender([&] {
    for (int I = 0; I < 100; ++I)
      Jobs.add(I);
    Jobs.end();
  });
  std::vector<int> All;
  while (Jobs.takeAll(All))
    for (int Job : All)
      if (!handle(Job)) {
        Jobs.end(); // warn: a send that meets the closed channel loses its element
        break;
      }
  Sender.join();
}
