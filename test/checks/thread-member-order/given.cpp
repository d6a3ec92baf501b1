// Thread objects that are given a pointer to the object that has them, and what
// a constructor initializes by a call.

#include <atomic>
#include <memory>
#include <pthread.h>
#include <thread>
#include <vector>

bool step() noexcept;

struct Handler {
  virtual ~Handler() = default;
  virtual void handle() = 0;
};

class Loop {
public:
  explicit Loop(Handler *H) : Of(H), Thread([this] { run(); }) {}
  ~Loop() {
    Stop = true;
    Thread.join();
  }

private:
  void run() {
    while (!Stop)
      Of->handle();
  }
  Handler *Of;
  std::atomic<bool> Stop{false};
  std::thread Thread;
};

class Device : public Handler {
public:
  void handle() override {
    Buffer.push_back(1); // note: it uses 'Buffer' here
  }

private:
  Loop Events{this}; // warn: this thread is started before 'Buffer' is initialized, which it uses
  std::vector<int> Buffer; // note: 'Buffer' is declared after 'Events'
};

class LoopLast : public Handler {
public:
  void handle() override { Buffer.push_back(1); }

private:
  std::vector<int> Buffer;
  Loop Events{this};
};

class MadeInBody : public Handler {
public:
  MadeInBody() { Events = std::make_unique<Loop>(this); }
  void handle() override { Count = 1; }

private:
  int Count = 0;
  std::unique_ptr<Loop> Events;
};

// By a trampoline of C.
class Raw {
public:
  explicit Raw(Handler *H) : Of(H) {
    pthread_create(&Thread, nullptr, &Raw::main, this);
  }
  ~Raw() {
    Stop = true;
    pthread_join(Thread, nullptr);
  }

private:
  static void *main(void *P) {
    auto *Self = static_cast<Raw *>(P);
    while (!Self->Stop)
      Self->Of->handle();
    return nullptr;
  }
  Handler *Of;
  std::atomic<bool> Stop{false};
  pthread_t Thread{};
};

class Filter : public Handler {
public:
  Filter() : Taps(64, 1) {}
  void handle() override { Taps.front() = 2; }

private:
  Raw Events{this}; // warn: this thread is started before 'Taps' is initialized
  std::vector<int> Taps;
};

class FilterFirst : public Handler {
public:
  FilterFirst() : Taps(64, 1) {}
  void handle() override { Taps.front() = 2; }

private:
  std::vector<int> Taps;
  Raw Events{this};
};

// It is started when all is there.
class Later {
public:
  explicit Later(Handler *H) : Of(H) {}
  void start() {
    Thread = std::thread([this] {
      while (!Stop)
        Of->handle();
    });
  }
  ~Later() {
    Stop = true;
    if (Thread.joinable())
      Thread.join();
  }

private:
  Handler *Of;
  std::atomic<bool> Stop{false};
  std::thread Thread;
};

class StartsLater : public Handler {
public:
  StartsLater() : Events(this) { Events.start(); }
  void handle() override { Count = 1; }

private:
  int Count = 0;
  Later Events;
};

class Modem {
public:
  Modem() {
    pthread_create(&Thread, nullptr, &Modem::main, this); // warn: this thread is started before 'Lock' is initialized, which it uses
    pthread_mutex_init(&Lock, nullptr); // note: 'Lock' is initialized here, when the thread runs
  }
  ~Modem() {
    Stop = true;
    pthread_join(Thread, nullptr);
    pthread_mutex_destroy(&Lock);
  }

private:
  static void *main(void *P) {
    auto *Self = static_cast<Modem *>(P);
    while (!Self->Stop) {
      pthread_mutex_lock(&Self->Lock); // note: it uses 'Lock' here
      step();
      pthread_mutex_unlock(&Self->Lock);
    }
    return nullptr;
  }
  std::atomic<bool> Stop{false};
  pthread_mutex_t Lock;
  pthread_t Thread{};
};

class InitializesFirst {
public:
  InitializesFirst() {
    pthread_mutex_init(&Lock, nullptr);
    pthread_create(&Thread, nullptr, &InitializesFirst::main, this);
    pthread_mutex_init(&Other, nullptr);
  }
  ~InitializesFirst() {
    Stop = true;
    pthread_join(Thread, nullptr);
  }

private:
  static void *main(void *P) {
    auto *Self = static_cast<InitializesFirst *>(P);
    while (!Self->Stop) {
      pthread_mutex_lock(&Self->Lock);
      step();
      pthread_mutex_unlock(&Self->Lock);
    }
    return nullptr;
  }
  std::atomic<bool> Stop{false};
  pthread_mutex_t Lock;
  pthread_mutex_t Other;
  pthread_t Thread{};
};

class Filled {
public:
  Filled()
      : Thread([this] { // warn: this thread may read 'Values' before it is assigned
          while (!Stop)
            if (Values)
              Values->push_back(1);
        }) {
    Values.reset(new std::vector<int>);
  }
  ~Filled() {
    Stop = true;
    Thread.join();
  }

private:
  std::atomic<bool> Stop{false};
  std::unique_ptr<std::vector<int>> Values;
  std::thread Thread;
};
