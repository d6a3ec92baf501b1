// Threads whose class leaves the join to somebody who does it, or of whom
// nobody knows.

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <thread>

bool step() noexcept;

class Maintained {
public:
  void start() {
    join();
    Thread = std::thread([this] {
      while (!Stop)
        step();
    });
  }
  ~Maintained() {
    Stop = true;
    join();
  }

private:
  void join() {
    if (Thread.joinable())
      Thread.join();
  }
  std::atomic<bool> Stop{false};
  std::thread Thread;
};

// Some methods are defined elsewhere.
class Elsewhere {
public:
  void start() {
    if (Thread.joinable())
      Thread.join();
    Thread = std::thread([this] { step(); });
  }
  void stop();
  ~Elsewhere() { Stop = true; }

private:
  std::atomic<bool> Stop{false};
  std::thread Thread;
};

class ByContract {
public:
  void start() {
    if (Thread.joinable())
      Thread.join();
    Thread = std::thread([this] { step(); });
  }
  void wait() { Thread.join(); }
  ~ByContract() { Stop = true; }

private:
  std::atomic<bool> Stop{false};
  std::thread Thread;
};

class Link {
public:
  Link() {
    Thread = std::thread([this] {
      while (!Closed)
        step();
    });
  }
  void use() {}
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
    auto It = Links.find(Id);
    if (It == Links.end())
      return;
    It->second->close();
    Links.erase(It);
  }
  ~Hub() {
    for (auto &Entry : Links)
      Entry.second->close();
  }

private:
  std::map<int, std::unique_ptr<Link>> Links;
};

class HandsOut {
public:
  void add(int Id) { Links.emplace(Id, std::make_unique<Link>()); }
  Link *find(int Id) {
    auto It = Links.find(Id);
    return It == Links.end() ? nullptr : It->second.get();
  }
  void drop(int Id) { Links.erase(Id); }

private:
  std::map<int, std::unique_ptr<Link>> Links;
};

class HandsIn {
public:
  void add(int Id) { Links.emplace(Id, std::make_unique<Link>()); }
  void each(const std::function<void(Link &)> &Do) {
    for (auto &Entry : Links)
      Do(*Entry.second);
  }
  void clear() { Links.clear(); }

private:
  std::map<int, std::unique_ptr<Link>> Links;
};

void far(Link &L);
void finish(Link &L) { L.close(); }

int closed() {
  Link L;
  if (!step()) {
    L.close();
    return 1;
  }
  L.use();
  L.close();
  return 0;
}

int handed() {
  Link L;
  finish(L);
  return 0;
}

int unseen() {
  Link L;
  far(L);
  return 0;
}

int guarded() {
  Link L;
  std::shared_ptr<void> Guard(nullptr, [&](void *) { L.close(); });
  return step();
}

std::unique_ptr<Link> made() {
  auto L = std::make_unique<Link>();
  step();
  return L;
}

int perhaps(bool On) {
  std::unique_ptr<Link> L;
  if (On)
    L = std::make_unique<Link>();
  step();
  if (L)
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

int neverStarted() {
  Timer T;
  return step();
}

int startedLate() {
  Timer T;
  if (!step())
    return 1;
  T.start();
  T.stop();
  return 0;
}

class StopsIt {
public:
  void run() { T.start(); }
  ~StopsIt() { T.stop(); }

private:
  Timer T;
};

class LetsStop {
public:
  void run() { T.start(); }
  void end() { T.stop(); }

private:
  Timer T;
};

class Shows {
public:
  void run() { T.start(); }
  Timer &timer() { return T; }

private:
  Timer T;
};

// Given to the caller on all ways, or joined before the other ways out.
class Linked {
public:
  Linked() {
    Thread = std::thread([this] {
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

std::unique_ptr<Linked> make() {
  auto L = std::make_unique<Linked>();
  if (!step()) {
    L->close();
    return nullptr;
  }
  return L;
}

std::unique_ptr<Linked> makeAlways() {
  auto L = std::make_unique<Linked>();
  step();
  return L;
}

std::shared_ptr<Linked> makeShared() {
  std::unique_ptr<Linked> L = std::make_unique<Linked>();
  return std::shared_ptr<Linked>(std::move(L));
}

struct Registry {
  void add(std::unique_ptr<Linked> L);
};
bool addTo(Registry &R) {
  auto L = std::make_unique<Linked>();
  R.add(std::move(L));
  return step();
}

// What is thrown is caught before the object dies, or nothing is running yet.
class Game {
public:
  void run(bool Fails) {
    check(Fails);
    Loop = std::thread([this] {
      while (!Over)
        step();
    });
    try {
      check(Fails);
    } catch (...) {
      quit();
      throw;
    }
  }
  void quit() {
    Over = true;
    if (Loop.joinable())
      Loop.join();
  }

private:
  void check(bool Fails) {
    if (Fails)
      throw 1;
  }
  std::atomic<bool> Over{false};
  std::thread Loop;
};

void play(bool Fails) {
  Game G;
  G.run(Fails);
  G.quit();
}

void mayThrow(bool Fails) {
  if (Fails)
    throw 1;
}
void playCaught(bool Fails) {
  Game G;
  G.run(false);
  try {
    mayThrow(Fails);
  } catch (...) {
  }
  G.quit();
}
void playBefore(bool Fails) {
  Game G;
  mayThrow(Fails);
  G.run(false);
  G.quit();
  mayThrow(Fails);
}
