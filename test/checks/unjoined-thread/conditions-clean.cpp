// Conditions that may know whether there is a thread to join.

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

void work() noexcept;
bool ready();
struct Options {
  bool Background = false;
  int Threads = 1;
};

// The handle itself is asked.
class Joinable {
public:
  Joinable() : Thread(work) {}
  ~Joinable() {
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::thread Thread;
};

class Pointer {
public:
  void start() {
    if (!Worker)
      Worker = std::make_unique<std::thread>(work);
  }
  ~Pointer() {
    if (Worker)
      Worker->join();
  }

private:
  std::unique_ptr<std::thread> Worker;
};

class Optional {
public:
  explicit Optional(bool Start) {
    if (Start)
      Worker.emplace(work);
  }
  ~Optional() {
    if (Worker.has_value())
      Worker->join();
  }

private:
  std::optional<std::thread> Worker;
};

class Id {
public:
  Id() { Thread = std::thread(work); }
  ~Id() {
    if (Thread.get_id() != std::thread::id())
      Thread.join();
  }

private:
  std::thread Thread;
};

// A flag that the start sets.
class Started {
public:
  void start() {
    if (Running)
      return;
    Running = true;
    Thread = std::thread(work);
  }
  ~Started() {
    if (Running)
      Thread.join();
  }

private:
  bool Running = false;
  std::thread Thread;
};

// A state.
class Machine {
public:
  void start() {
    if (Now != State::Idle)
      return;
    Now = State::Started;
    Thread = std::thread(work);
  }
  void pause() { Now = State::Paused; }
  ~Machine() {
    if (Now != State::Idle)
      Thread.join();
  }

private:
  enum class State { Idle, Started, Paused };
  State Now = State::Idle;
  std::thread Thread;
};

// A count of those that were started.
class Counted {
public:
  void add() {
    if (Count)
      return;
    ++Count;
    Thread = std::thread(work);
  }
  ~Counted() {
    if (Count > 0)
      Thread.join();
  }

private:
  int Count = 0;
  std::thread Thread;
};

// What the constructor is given decides about the start and the join.
class Enabled {
public:
  explicit Enabled(bool On) : On(On) {
    if (On)
      Thread = std::thread(work);
  }
  ~Enabled() {
    if (On)
      Thread.join();
  }

private:
  const bool On;
  std::thread Thread;
};

// What a setter sets decides about the start, too.
class Configured {
public:
  void setThreads(int N) { Threads = N; }
  void start() {
    if (Threads > 0)
      Thread = std::thread(work);
  }
  ~Configured() {
    if (Threads > 0)
      Thread.join();
  }

private:
  int Threads = 0;
  std::thread Thread;
};

// Who sets it may start it as well.
class ByUser {
public:
  void setThreads(int N) { Threads = N; }
  void start() { Thread = std::thread(work); }
  ~ByUser() {
    if (Threads > 0)
      Thread.join();
  }

private:
  int Threads = 0;
  std::thread Thread;
};
void use(int N) {
  ByUser U;
  U.setThreads(N);
  if (N > 0)
    U.start();
}

// Another method may have joined it, and then has been told to wait no more.
class JoinedBefore {
public:
  JoinedBefore() : Thread(work) {}
  void setWait(bool W) { Wait = W; }
  void close() { Thread.join(); }
  ~JoinedBefore() {
    if (Wait)
      Thread.join();
  }

private:
  bool Wait = true;
  std::thread Thread;
};

// Joined, or cut loose.
class Either {
public:
  Either() : Thread(work) {}
  void setWait(bool W) { Wait = W; }
  ~Either() {
    if (Wait)
      Thread.join();
    else
      Thread.detach(); // warn[tether-unowned-thread]: it is detached
  }

private:
  bool Wait = true;
  std::thread Thread;
};

// It was given away where it is not wanted any more.
class Given {
public:
  Given() : Thread(work) {}
  void setOwn(bool O, std::vector<std::thread> &Others) {
    Own = O;
    if (!O)
      Others.push_back(std::move(Thread));
  }
  ~Given() {
    if (Own)
      Thread.join();
  }

private:
  bool Own = true;
  std::thread Thread;
};

// The setter starts it.
class StartedBySetter {
public:
  StartedBySetter() = default;
  void set(int N) {
    if (!Period && N) {
      Period = N;
      Thread = std::thread(work);
    }
  }
  ~StartedBySetter() {
    if (Period)
      Thread.join();
  }

private:
  int Period = 0;
  std::thread Thread;
};

// Local variables: what decides about the start decides about the join.
void parallel(const Options &O) {
  std::thread Worker;
  if (O.Background)
    Worker = std::thread(work);
  if (O.Background)
    Worker.join();
}

void twice(bool Wait) {
  std::thread Worker(work);
  if (Wait)
    Worker.join();
  work();
  if (!Wait)
    Worker.join();
}

enum class End { Join, Leave };
void enumerated(End How) {
  std::thread Worker(work);
  if (How == End::Join)
    Worker.join();
  else if (How == End::Leave)
    Worker.detach();
}

void done(bool Wait) {
  std::thread Worker(work);
  bool Joined = false;
  if (Wait) {
    Worker.join();
    Joined = true;
  }
  if (!Joined)
    Worker.join();
}

void checked(bool Wait, std::vector<std::thread> &Others) {
  std::thread Worker(work);
  if (Wait)
    Worker.join();
  else
    Others.push_back(std::move(Worker));
}

void asksOther(bool Wait) {
  std::thread Worker(work);
  if (Wait && ready())
    Worker.join();
  else
    Worker.join();
}

void changed(bool Wait) {
  std::thread Worker(work);
  if (!ready())
    Wait = true;
  if (Wait)
    Worker.join();
  else
    Worker.join();
}

void ends(bool Wait) {
  std::thread Worker(work);
  if (Wait)
    Worker.join();
  else
    std::_Exit(1);
}

void several(int N) {
  std::vector<std::thread> Workers;
  for (int I = 0; I < N; ++I)
    Workers.emplace_back(work);
  if (N > 0)
    for (std::thread &T : Workers)
      T.join();
}

// A wait that gives up is followed by another, or by what it is worth.
void patient(std::future<void> Done) {
  std::thread Worker(work);
  while (Done.wait_for(1s) != std::future_status::ready)
    work();
  Worker.join();
}

class Patient {
public:
  Patient() { Thread = new std::thread([this] { work(); End.set_value(); }); }
  void stop() {
    if (Done.wait_for(2s) == std::future_status::timeout)
      Thread->detach();
    else
      Thread->join();
    delete Thread;
  }
  bool tryStop() {
    if (Done.wait_for(2s) == std::future_status::timeout)
      return false;
    Thread->join();
    delete Thread;
    return true;
  }

private:
  std::promise<void> End;
  std::future<void> Done = End.get_future();
  std::thread *Thread;
};
