// Members whose thread is over before the later members are destroyed, though
// no method of the class joins it by name.

#include <latch>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

void unseenEnd(std::jthread &);

class Swapped {
public:
  void start() {
    Worker = std::jthread([this] { Text += "x"; });
  }
  ~Swapped() {
    std::jthread Last;
    Last.swap(Worker);
  }

private:
  std::jthread Worker;
  std::string Text;
};

class Moved {
public:
  void start() {
    Worker = std::jthread([this] { Text += "x"; });
  }
  ~Moved() { auto Last = std::move(Worker); }

private:
  std::jthread Worker;
  std::string Text;
};

class HandedToUnseen {
public:
  void start() {
    Worker = std::jthread([this] { Text += "x"; });
  }
  ~HandedToUnseen() { unseenEnd(Worker); }

private:
  std::jthread Worker;
  std::string Text;
};

// A later member joins.
class Guarded {
  struct Guard {
    std::jthread &Thread;
    ~Guard() { Thread.join(); }
  };

public:
  void start() {
    Worker = std::jthread([this] { Text += "x"; });
  }

private:
  std::jthread Worker;
  std::string Text;
  Guard Joins{Worker};
};

class GuardedByConstructor {
  struct Guard {
    explicit Guard(std::jthread &Thread) : Thread(Thread) {}
    ~Guard() { Thread.join(); }
    std::jthread &Thread;
  };

public:
  GuardedByConstructor() : Joins(Worker) {}
  void start() {
    Worker = std::jthread([this] { Text += "x"; });
  }

private:
  std::jthread Worker;
  std::string Text;
  Guard Joins;
};

// The destructor waits for what the task reports.
class Latched {
public:
  void start() {
    Worker = std::jthread([this] {
      Text += "x";
      Done.count_down();
    });
  }
  ~Latched() { Done.wait(); }

private:
  std::latch Done{1};
  std::jthread Worker;
  std::string Text;
};

// Emptied in many ways.
class Emptied {
public:
  Emptied() {
    Optional.emplace([this] { Text += "x"; });
    Pointer = std::make_unique<std::jthread>([this] { Text += "x"; });
    Assigned = std::jthread([this] { Text += "x"; });
    Many.emplace_back([this] { Text += "x"; });
    ByKey.emplace(1, [this] { Text += "x"; });
  }
  ~Emptied() {
    Optional.reset();
    Pointer.reset();
    Assigned = {};
    Many.clear();
    ByKey.erase(1);
  }

private:
  std::optional<std::jthread> Optional;
  std::unique_ptr<std::jthread> Pointer;
  std::jthread Assigned;
  std::vector<std::jthread> Many;
  std::map<int, std::jthread> ByKey;
  std::string Text;
};
