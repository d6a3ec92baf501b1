// That a task calls back whoever was handed in, or a listener, tells nobody who
// waits: an excuse needs its waiter.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

void work();
bool ready();

class Callback {
public:
  void onEnd(std::function<void()> F) { End = std::move(F); }
  void start() {
    std::thread([this] {
      work();
      if (End)
        End();
    }).detach(); // warn: although it uses 'this'
  }

private:
  std::function<void()> End;
};

class Pointer {
public:
  explicit Pointer(void (*End)(int)) : End(End) {}
  void start() {
    std::thread([this] {
      work();
      if (End != nullptr)
        End(1);
    }).detach(); // warn: although it uses 'this'
  }

private:
  void (*End)(int);
};

struct Listener {
  virtual ~Listener() = default;
  virtual void ended() = 0;
  virtual int id() const = 0;
};

class Tells {
public:
  explicit Tells(Listener *L) : To(L) {}
  void start() {
    std::thread([this] {
      work();
      To->ended();
    }).detach(); // warn: although it uses 'this'
  }

private:
  Listener *To;
};

// A listener that is seen, and waited for.
class Waits : public Listener {
public:
  void ended() override {
    std::lock_guard<std::mutex> Lock(Mutex);
    Over = true;
    Changed.notify_all();
  }
  int id() const override { return 1; }
  void start() {
    std::thread([this] {
      work();
      ended();
    }).detach();
  }
  ~Waits() override {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [this] { return Over; });
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  bool Over = false;
};
