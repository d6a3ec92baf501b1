// Threads that are started again, and those that are not.

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

void work() noexcept;

// Told to end and started again by one method.
class Receiver {
public:
  void start() {
    Running = true;
    Thread = std::thread([this] { // warn: 'Thread' is overwritten while it may be joinable
      while (Running)
        work();
    });
  }
  void reset() {
    Running = false; // note: the thread is told to end and not waited for
    start();
  }
  ~Receiver() {
    Running = false;
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<bool> Running{false};
  std::thread Thread;
};

class Camera {
public:
  void onLost() {
    Stop = true; // note: the thread is told to end and not waited for
    capture();
  }
  void open() { capture(); }
  ~Camera() {
    Stop = true;
    if (Thread)
      Thread->join();
  }

private:
  void capture() {
    Stop = false;
    Thread.reset(new std::thread([this] { // warn: 'Thread' is overwritten while it may be joinable
      while (!Stop)
        work();
    }));
  }
  std::atomic<bool> Stop{false};
  std::unique_ptr<std::thread> Thread;
};

// Waited for in between.
class Waits {
public:
  void start() {
    Running = true;
    Thread = std::thread([this] {
      while (Running)
        work();
    });
  }
  void reset() {
    Running = false;
    if (Thread.joinable())
      Thread.join();
    start();
  }
  ~Waits() {
    Running = false;
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<bool> Running{false};
  std::thread Thread;
};

// What it is at first is no sign of an end: it may be the first start.
class First {
public:
  void open() {
    Running = false;
    begin();
  }
  ~First() {
    Running = false;
    if (Thread.joinable())
      Thread.join();
  }

private:
  void begin() {
    Running = true;
    Thread = std::thread([this] {
      while (Running)
        work();
    });
  }
  std::atomic<bool> Running{false};
  std::thread Thread;
};

// The start does not set it back: it is no end.
class Paused {
public:
  void start() {
    Thread = std::thread([this] {
      while (!Stop)
        if (!Pause)
          work();
    });
  }
  void startPaused() {
    Pause = true;
    start();
  }
  ~Paused() {
    Stop = true;
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<bool> Stop{false}, Pause{false};
  std::thread Thread;
};

// By the constructor, and by who has the object.
class Attached {
public:
  Attached() { attach(); }
  ~Attached() { detach(); }
  void attach() {
    Thread = std::thread(work); // warn: 'Thread' is overwritten while it may be joinable
  }
  void detach() {
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::thread Thread;
};
void attachAgain() {
  Attached A;
  A.attach(); // note: it is called again
}
void attachBehind() {
  Attached A;
  A.detach();
  A.attach();
}

class Asked {
public:
  explicit Asked(bool Now) {
    if (Now)
      attach();
  }
  ~Asked() {
    if (Thread.joinable())
      Thread.join();
  }
  void attach() { Thread = std::thread(work); }

private:
  std::thread Thread;
};
void attachAsked() {
  Asked A(false);
  A.attach();
}

class Looked {
public:
  Looked() { attach(); }
  ~Looked() {
    if (Thread.joinable())
      Thread.join();
  }
  bool isAttached() const { return Thread.joinable(); }
  void attach() { Thread = std::thread(work); }

private:
  std::thread Thread;
};
void attachLooked() {
  Looked L;
  if (!L.isAttached())
    L.attach();
}

// Each start has a slot of its own, unless a method waits for that first.
class Slots {
public:
  explicit Slots(int N) : Workers(N) {
    for (int I = 0; I < N; ++I)
      start(I);
  }
  ~Slots() {
    for (std::thread &T : Workers)
      T.join();
  }
  void again(int I) {
    Workers[I].join();
    start(I);
  }

private:
  void start(int I) { Workers[I] = std::thread(work); }
  std::vector<std::thread> Workers;
};

class Array {
public:
  Array() {
    for (auto &T : Workers)
      start(T);
    startAt(0);
    startAt(1);
  }
  ~Array() {
    for (std::thread &T : Workers)
      if (T.joinable())
        T.join();
    for (std::thread &T : More)
      T.join();
  }
  void again(std::size_t I) {
    More.at(I).join();
    startAt(I);
  }

private:
  void start(std::thread &T) { T = std::thread(work); }
  void startAt(std::size_t I) { More.at(I) = std::thread(work); }
  std::array<std::thread, 4> Workers;
  std::array<std::thread, 2> More;
};

class Named {
public:
  void open(const std::string &A, const std::string &B) {
    start(A);
    start(B);
  }
  void close(const std::string &Name) { Threads[Name].join(); }
  void again(const std::string &Name) {
    close(Name);
    start(Name);
  }
  ~Named() {
    for (auto &T : Threads)
      if (T.second.joinable())
        T.second.join();
  }

private:
  void start(const std::string &Name) { Threads[Name] = std::thread(work); }
  std::map<std::string, std::thread> Threads;
};

// One slot twice.
class SameSlot {
public:
  void open() {
    start(0);
    start(0); // note: it is called again
  }
  ~SameSlot() {
    for (std::thread &T : Workers)
      if (T.joinable())
        T.join();
  }

private:
  void start(int I) {
    Workers[I] = std::thread(work); // warn: 'Workers' is overwritten while it may be joinable
  }
  std::thread Workers[2];
};
