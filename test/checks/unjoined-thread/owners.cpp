// Threads whose class leaves the join to somebody who does not do it.

#include <atomic>
#include <map>
#include <memory>
#include <thread>

bool step() noexcept;

// Joined before each start, and not when the object dies.
class Maintained {
public:
  void start() {
    join();
    Thread = std::thread([this] { // warn: nothing joins this thread before the member 'Thread' is destroyed
      while (!Stop)
        step();
    });
  }
  void stop() { Stop = true; }
  ~Maintained() { // note: it is destroyed here
    stop();
  }

private:
  void join() {
    if (Thread.joinable())
      Thread.join();
  }
  std::atomic<bool> Stop{false};
  std::thread Thread;
};

// Joined by a method that its owners have to call.
class Link {
public:
  Link() {
    Thread = std::thread([this] { // note: its thread is started here
      while (!Closed)
        step();
    });
  }
  void close() {
    Closed = true;
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<bool> Closed{false};
  std::thread Thread;
};

class Hub {
public:
  void add(int Id) { Links.emplace(Id, std::make_unique<Link>()); }
  void drop(int Id) {
    Links.erase(Id); // warn: what is in 'Links' is destroyed while its thread may be joinable, which ends the process
  }

private:
  std::map<int, std::unique_ptr<Link>> Links;
};

int local() {
  Link L; // warn: 'L' goes out of scope while its thread may be joinable, which ends the process
  step();
  return 1;
}

int early() {
  auto L = std::make_unique<Link>(); // warn: 'L' goes out of scope
  if (!step())
    return 1;
  L->close();
  return 0;
}

class Timer {
public:
  void start() {
    Thread = std::thread([this] {
      while (!Stop)
        step();
    });
  }
  void stop() {
    Stop = true;
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<bool> Stop{false};
  std::thread Thread;
};

int started() {
  Timer T; // warn: 'T' goes out of scope
  T.start();
  if (!step())
    return 1;
  T.stop();
  return 0;
}

class Beats {
public:
  void start() {
    Thread = std::thread([this] {
      while (!Stop)
        step();
    });
  }
  void stop() {
    Stop = true;
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<bool> Stop{false};
  std::thread Thread;
};

class Node {
public:
  void run() {
    Heart.start();
    step();
  }

private:
  Beats Heart; // warn: 'Heart' dies with its object while its thread may be joinable, which ends the process
};
