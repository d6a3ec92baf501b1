// Classes whose virtual run() is the body of their thread.

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

void work();

// The base waits.
class Joining {
public:
  virtual ~Joining() = default;
  void start() {
    Handle = std::thread([this] { run(); });
  }
  void join() { Handle.join(); }

protected:
  virtual void run() = 0;

private:
  std::thread Handle;
};

class First : public Joining {
  void run() override { work(); }
};

void joins() {
  First F;
  F.start();
  F.join();
}

// The override reports its end.
class Loose {
public:
  void start() {
    std::thread([this] { run(); }).detach();
  }
  virtual ~Loose() = default;

private:
  virtual void run() = 0;
};

class Reporting : public Loose {
public:
  ~Reporting() override {
    std::unique_lock<std::mutex> Lock(Guard);
    Changed.wait(Lock, [this] { return Done; });
  }

private:
  void run() override {
    work();
    std::lock_guard<std::mutex> Lock(Guard);
    Done = true;
    Changed.notify_all();
  }
  std::mutex Guard;
  std::condition_variable Changed;
  bool Done = false;
};

// It is one with the thread's body, so the thread uses its members.
class Loud {
public:
  void start() {
    std::thread([this] { loop(); }).detach(); // warn: nothing will ever wait for this thread: it is detached, although it uses 'this'
  }

private:
  void loop() { step(); }
  void step() { work(); }
};
