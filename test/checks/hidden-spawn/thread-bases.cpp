// What a base class leaves to those derived from it is no code that could join
// for it.

#include <atomic>
#include <pthread.h>

class Service {
public:
  virtual ~Service() { Stopped = true; }
  void start() {
    pthread_create(&Thread, nullptr, &Service::enter, this); // warn: 'start' starts a thread that its caller can neither wait for nor stop
  }
  virtual void run() = 0;

protected:
  static void *enter(void *Self) {
    static_cast<Service *>(Self)->run();
    return nullptr;
  }
  std::atomic<bool> Stopped{false};

private:
  pthread_t Thread;
};

class Counter : public Service {
  void run() override {
    while (!Stopped)
      ++Count;
  }
  int Count = 0;
};

class Joined {
public:
  virtual ~Joined() { stop(); }
  void start() { pthread_create(&Thread, nullptr, &Joined::enter, this); }
  void stop() {
    Stopped = true;
    pthread_join(Thread, nullptr);
  }
  virtual void run() = 0;

protected:
  static void *enter(void *Self) {
    static_cast<Joined *>(Self)->run();
    return nullptr;
  }
  std::atomic<bool> Stopped{false};

private:
  pthread_t Thread;
};
