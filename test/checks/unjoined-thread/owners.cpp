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

// Made for a caller, who does not get it on the way out.
bool connect();
std::unique_ptr<Link> make() {
  auto L = std::make_unique<Link>(); // warn: 'L' goes out of scope
  if (!connect())
    return nullptr;
  return L;
}

// What is seen to throw leaves it behind.
class Game {
public:
  void run(bool Fails) {
    Loop = std::thread([this] { // note: its thread is started here
      while (!Over)
        step();
    });
    load(Fails);
  }
  void quit() {
    Over = true;
    if (Loop.joinable())
      Loop.join();
  }

private:
  void load(bool Fails) {
    if (Fails)
      throw 1;
  }
  std::atomic<bool> Over{false};
  std::thread Loop;
};

void play(bool Fails) {
  Game G; // warn: 'G' goes out of scope while its thread may be joinable
  G.run(Fails);
  G.quit();
}

void load(bool Fails) {
  if (Fails)
    throw 1;
}
void playLater(bool Fails) {
  Game G; // warn: 'G' goes out of scope while its thread may be joinable
  G.run(false);
  load(Fails);
  G.quit();
}
