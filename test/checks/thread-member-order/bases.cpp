// Threads of a base class that run what a derived class has.

#include <atomic>
#include <mutex>
#include <pthread.h>
#include <string>
#include <thread>

void use(const std::string &) noexcept;

// Started by the constructor of the base: by way of C, ...
class Recorder {
public:
  Recorder() {
    pthread_create(&Thread, nullptr, &Recorder::entry, this); // warn: this thread may call the virtual 'capture' before the constructor of the derived class has run
  }
  virtual ~Recorder() { pthread_join(Thread, nullptr); }
  virtual void capture() {}

private:
  static void *entry(void *Self) {
    auto *R = static_cast<Recorder *>(Self);
    R->capture(); // note: it calls 'capture' here
    return nullptr;
  }
  pthread_t Thread;
};
class Microphone : public Recorder {
  void capture() override { use(Device); } // note: it is overridden here
  std::string Device;
};

// ... by a class that hides the operating system, ...
using Entry = void (*)(void *);
class SystemThread {
public:
  void create(const char *Name, Entry Function, void *Argument) {
    Label = Name;
    Thread = std::thread(Function, Argument);
  }
  void join() {
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::string Label;
  std::thread Thread;
};
class Driver {
public:
  Driver() {
    Thread.create("driver", &Driver::entry, this); // warn: this thread may call the virtual 'poll' before
  }
  virtual ~Driver() { Thread.join(); }
  virtual void poll() = 0;

private:
  static void entry(void *Self) { static_cast<Driver *>(Self)->poll(); }
  SystemThread Thread;
};

// ... by a method that the constructor calls, ...
class Ticker {
public:
  Ticker() {
    start(); // warn: this thread may call the virtual 'tick' before
  }
  virtual ~Ticker() { Thread.join(); }

protected:
  virtual void tick() = 0;

private:
  void start() {
    Thread = std::thread([this] { tick(); });
  }
  std::thread Thread;
};

// ... with the virtual method itself as the body.
class Body {
public:
  Body() : Thread(&Body::run, this) {} // warn: this thread may call the virtual 'run' before
  virtual ~Body() { Thread.join(); }
  virtual void run() = 0;

private:
  std::thread Thread;
};

// Joined by the destructor of the base.
class Task {
public:
  virtual ~Task() {
    Stop = true;
    if (Thread.joinable())
      Thread.join();
  }
  void start() {
    Thread = std::thread([this] { run(); }); // warn: this thread is joined after 'Names' is destroyed, which it uses
  }

protected:
  virtual void run() = 0;
  std::atomic<bool> Stop{false};

private:
  std::thread Thread;
};
class Mixer : public Task {
  void run() override {
    while (!Stop)
      use(Names); // note: it uses 'Names' here
  }
  std::string Names; // note: 'Names' belongs to a class derived from 'Task', whose destructor joins the thread
};

class Metronome {
public:
  virtual ~Metronome() {
    Stop = true;
    Thread.join();
  }
  void start() {
    Thread = std::thread(&Metronome::loop, this); // warn: this thread may call the pure virtual 'beat' when the destructor of the derived class has run
  }
  virtual void beat() = 0;

private:
  void loop() {
    while (!Stop)
      beat();
  }
  std::atomic<bool> Stop{false};
  std::thread Thread;
};
class Click : public Metronome {
  void beat() override { ++Count; }
  int Count = 0;
};

//===----------------------------------------------------------------------===//

// The derived class starts it and ends it.
class Base {
public:
  virtual ~Base() { finish(); }

protected:
  void start() {
    Thread = std::thread([this] { step(); });
  }
  void finish() {
    if (Thread.joinable())
      Thread.join();
  }
  virtual void step() = 0;

private:
  std::thread Thread;
};
class Leaf final : public Base {
public:
  Leaf() { start(); }
  ~Leaf() override { finish(); }
  void step() override { use(Name); }

private:
  std::string Name;
};
class Sibling final : public Base {
public:
  void open() { start(); }
  ~Sibling() override { finish(); }
  void step() override { use(Name); }

private:
  std::string Name;
};

// Whoever has it ends it.
class Service {
public:
  virtual ~Service() { stop(); }
  void start() {
    Thread = std::thread([this] { serve(); });
  }
  void stop() {
    if (Thread.joinable())
      Thread.join();
  }

protected:
  virtual void serve() = 0;

private:
  std::thread Thread;
};
class Files : public Service {
  void serve() override { use(Root); }
  std::string Root;
};
void serveFiles() {
  Files F;
  F.start();
  F.stop();
}

// What the override uses outlives it.
class Counted : public Service {
  void serve() override { ++Count; }
  int Count = 0;
};

// A base that knows the derived class by its parameter.
template <typename T> class Active {
public:
  Active() : Thread([this] { static_cast<T *>(this)->run(); }) {} // warn: this thread is started before 'Box' is initialized, which it uses
  ~Active() { Thread.join(); }

private:
  std::thread Thread;
};
class Mailer : public Active<Mailer> {
public:
  void run() { use(Box); }

private:
  std::string Box; // note: 'Box' belongs to a class derived from 'Active', whose constructor starts the thread
};
void mail() { Mailer M; }
