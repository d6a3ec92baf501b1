// Threads that run while the members that they use exist.

#include <atomic>
#include <condition_variable>
#include <future>
#include <latch>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

void use(const std::string &);

class DeclaredLast {
public:
  DeclaredLast() : Worker([this] { use(Name); }) {}
  ~DeclaredLast() { Worker.join(); }

private:
  std::string Name;
  std::thread Worker;
};

// Started when all members are there.
class InBody {
public:
  InBody() {
    Worker = std::thread([this] { use(Name); });
  }
  ~InBody() { Worker.join(); }

private:
  std::thread Worker;
  std::string Name;
};

// The destructor joins.
class JoinsFirst {
public:
  JoinsFirst() {
    Worker = std::jthread([this] { use(Name); });
  }
  ~JoinsFirst() {
    Worker.request_stop();
    Worker.join();
  }

private:
  std::jthread Worker;
  std::string Name;
};

class Empties {
public:
  void start() {
    Workers.emplace_back([this] { use(Name); });
  }
  ~Empties() { Workers.clear(); }

private:
  std::vector<std::jthread> Workers;
  std::string Name;
};

// Its user is to stop it.
class Stopped {
public:
  void start() {
    Worker = std::jthread([this] { use(Name); });
  }
  void stop() { Worker.join(); }

private:
  std::jthread Worker;
  std::string Name;
};

class Unseen {
public:
  Unseen() {
    Worker = std::jthread([this] { use(Name); });
  }
  ~Unseen();

private:
  std::jthread Worker;
  std::string Name;
};

// The later member is not used, or nothing is done to make it.
class NotUsed {
public:
  NotUsed() : Worker([this] { use(Name); }) {}
  ~NotUsed() { Worker.join(); }
  std::string other() const { return Other; }

private:
  std::string Name;
  std::thread Worker;
  std::string Other;
};

class Counts {
public:
  Counts() : Worker([this] { Count = 1; }) {}
  ~Counts() { Worker.join(); }

private:
  std::thread Worker;
  int Count;
};

// It waits until it may go on.
class Waits {
public:
  Waits() : Worker([this] {
              Start.wait();
              use(Name);
            }) {
    Start.count_down();
  }
  ~Waits() { Worker.join(); }

private:
  std::latch Start{1};
  std::thread Worker;
  std::string Name;
};

// Nobody derives from it.
class Alone {
public:
  Alone() : Worker([this] { step(); }) {}
  virtual ~Alone() { Worker.join(); }

protected:
  virtual void step() { use("step"); }

private:
  std::thread Worker;
};

// Started by a method that the derived class or its user calls.
class StartedLater {
public:
  void start() {
    Worker = std::thread([this] { step(); });
  }
  virtual ~StartedLater() { Worker.join(); }

protected:
  virtual void step() = 0;

private:
  std::thread Worker;
};
class Later : public StartedLater {
  void step() override { use("later"); }
};

// The base's own.
class Qualified {
public:
  Qualified() : Worker([this] { Qualified::step(); }) {}
  virtual ~Qualified() { Worker.join(); }

protected:
  virtual void step() { use("step"); }

private:
  std::thread Worker;
};
class MoreQualified : public Qualified {
  void step() override { use("more"); }
};
