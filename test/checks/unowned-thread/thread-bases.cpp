// Classes whose virtual run() is the body of their thread.

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <pthread.h>
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

// A base of threads in C: what the entry runs is the override. Its users choose
// between stop(), which detaches, and join().
class CThread {
public:
  virtual ~CThread() {}
  void start() { pthread_create(&Handle, nullptr, &CThread::entry, this); }
  void stop() {
    leave();
    if (Stopped)
      return;
    pthread_detach(Handle);
    Stopped = true;
  }
  void join() { pthread_join(Handle, nullptr); }

protected:
  virtual void run() = 0;
  virtual void leave() = 0;

private:
  static void *entry(void *Self) {
    static_cast<CThread *>(Self)->run();
    return nullptr;
  }
  pthread_t Handle{};
  bool Stopped = false;
};

class Writer : public CThread {
public:
  void stopAndWait() {
    leave();
    join();
  }

protected:
  void run() override {
    while (!Left)
      work();
  }
  void leave() override { Left = true; }

private:
  std::atomic<bool> Left{false};
};

void abandonsWriter() {
  static Writer W;
  W.start();
  W.stop(); // warn: nothing will ever wait for this thread
  W.join();
}

// The destructor of a base that cuts its thread loose.
class Careless {
public:
  void start() { pthread_create(&Handle, nullptr, &Careless::entry, this); }
  virtual ~Careless() { pthread_detach(Handle); } // warn: nothing will ever wait for this thread

protected:
  virtual void run() = 0;

private:
  static void *entry(void *Self) {
    static_cast<Careless *>(Self)->run();
    return nullptr;
  }
  pthread_t Handle{};
};
class Poller : public Careless {
  void run() override { work(); }
};
void startsPoller() {
  static Poller P;
  P.start();
}
