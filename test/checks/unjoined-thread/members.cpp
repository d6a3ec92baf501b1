// Members that are overwritten or die while their thread is joinable.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

void work() noexcept;
bool ready();

// The task itself says that it is over, and then nobody joins it.
class Feed {
public:
  void start() {
    join();
    Running = true;
    Thread = std::thread([this] { run(); }); // warn: on some path nothing joins this thread before the member 'Thread' is destroyed
  }
  void stop() {
    if (!Running)
      return;
    Running = false;
    Thread.join();
  }
  ~Feed() { stop(); }

private:
  void join() {
    if (Thread.joinable())
      Thread.join();
  }
  void run() {
    while (Running)
      if (!ready())
        break;
    Running = false; // note: the task itself sets 'Running', which tells '~Feed' not to join
  }
  std::atomic<bool> Running{false};
  std::thread Thread;
};

class Exchanged {
public:
  Exchanged() {
    Thread = std::thread([this] { run(); }); // warn: on some path nothing joins this thread before the member 'Thread'
  }
  ~Exchanged() {
    if (!Alive.exchange(false))
      return;
    Thread.join();
  }

private:
  void run() {
    while (Alive)
      if (!ready()) {
        Alive.store(false);
        return;
      }
  }
  std::atomic<bool> Alive{true};
  std::thread Thread;
};

class Compared {
public:
  Compared() : Thread([this] { // warn: on some path nothing joins this thread before the member 'Thread'
    work();
    Active = false;
  }) {}
  ~Compared() { end(); }

private:
  void end() {
    bool Expected = true;
    if (Active.compare_exchange_strong(Expected, false))
      Thread.join();
  }
  std::atomic<bool> Active{true};
  std::thread Thread;
};

class States {
  enum State { Idle, Busy, Done };

public:
  States() : Now(Busy), Thread([this] { // warn: on some path nothing joins this thread before the member 'Thread'
    work();
    Now = Done;
  }) {}
  ~States() {
    if (Now == Busy && Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<State> Now;
  std::thread Thread;
};

// A guard of the task resets it.
class Guarded {
  struct Reset {
    std::atomic<bool> &Flag;
    explicit Reset(std::atomic<bool> &Flag) : Flag(Flag) {}
    ~Reset() { Flag = false; } // note: the task itself sets 'On', which tells '~Guarded' not to join
  };

public:
  Guarded() : Thread([this] { // warn: on some path nothing joins this thread before the member 'Thread'
    Reset R(On);
    while (On && ready())
      work();
  }) {}
  ~Guarded() {
    if (On) {
      On = false;
      Thread.join();
    }
  }

private:
  std::atomic<bool> On{true};
  std::thread Thread;
};

// The wait gave up.
class Impatient {
public:
  Impatient() : Thread([this] { // warn: on some path nothing joins this thread before the member 'Thread'
    work();
    std::lock_guard<std::mutex> Lock(Mutex);
    Done = true;
    Changed.notify_all();
  }) {}
  ~Impatient() {
    std::unique_lock<std::mutex> Lock(Mutex);
    bool InTime = Changed.wait_for(Lock, std::chrono::seconds(5), [this] { return Done; }); // note: this wait may give up
    Lock.unlock();
    if (!InTime)
      return;
    Thread.join();
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  bool Done = false;
  std::thread Thread;
};

// The constructor throws, and no destructor runs but those of the members.
class Throws {
public:
  Throws() {
    First = std::thread(work); // warn: on some path nothing joins this thread before the member 'First'
    Second = std::thread(work);
    if (!ready())
      throw std::runtime_error("not ready"); // note: this leaves the constructor, and the destructor of 'Throws' does not run
  }
  ~Throws() {
    First.join();
    Second.join();
  }

private:
  std::thread First, Second;
};

class CallsWhatThrows {
public:
  CallsWhatThrows() : Thread(work) { // warn: on some path nothing joins this thread before the member 'Thread'
    connect();
  }
  ~CallsWhatThrows() { Thread.join(); }

private:
  void connect() {
    if (!ready())
      throw std::runtime_error("not ready");
  }
  std::thread Thread;
};

// Started again when the task has said that it is over.
class Again {
public:
  void start() {
    if (Busy)
      return;
    Busy = true;
    Thread = std::thread([this] { // warn: 'Thread' is overwritten while it may be joinable
      work();
      Busy = false; // note: the task itself sets 'Busy', which lets it be started again
    });
  }
  ~Again() {
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<bool> Busy{false};
  std::thread Thread;
};

class SaysStopped {
public:
  void start() {
    if (Running)
      return;
    Running = true;
    Thread = std::thread([this] { // warn: 'Thread' is overwritten while it may be joinable
      while (Running)
        work();
    });
  }
  void stop() {
    Running = false; // note: this sets 'Running' and does not join, which lets it be started again
  }
  ~SaysStopped() {
    stop();
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<bool> Running{false};
  std::thread Thread;
};

// Who ends it asks whether it runs, and who starts it does not.
class Announcer {
public:
  void announce(const std::string &Text) {
    Topic = Text;
    Stop = false; // note: 'Stop' is set back for another start
    Thread = std::make_unique<std::thread>([this] { // warn: 'Thread' is overwritten while it may be joinable
      while (!Stop)
        work();
    });
  }
  void withdraw() {
    if (Topic.empty())
      return;
    Stop = true;
    if (Thread)
      Thread->join();
    Thread.reset();
    Topic.clear();
  }
  ~Announcer() { withdraw(); }

private:
  std::string Topic;
  std::atomic<bool> Stop{false};
  std::unique_ptr<std::thread> Thread;
};

// Nothing but the destructor ends it.
class Capture {
public:
  void onClicked() {
    Stop = false; // note: 'Stop' is set back for another start
    Thread = std::thread([this] { // warn: 'Thread' is overwritten while it may be joinable
      while (!Stop)
        work();
    });
  }
  ~Capture() {
    Stop = true;
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::atomic<bool> Stop{false};
  std::thread Thread;
};

// That it can be started again after it was joined says nothing of twice.
class Loader {
public:
  void start() {
    Stop = false;
    Thread = std::thread([this] {
      while (!Stop)
        work();
    });
  }
  void stop() {
    Stop = true;
    if (Thread.joinable())
      Thread.join();
  }
  ~Loader() { stop(); }

private:
  std::atomic<bool> Stop{false};
  std::thread Thread;
};

class Restarts {
public:
  void restart() {
    tell();
    start();
  }
  ~Restarts() {
    tell();
    if (Thread.joinable())
      Thread.join();
  }

private:
  void tell() { ++Generation; }
  void start() {
    unsigned Mine = Generation;
    Thread = std::thread([this, Mine] { // warn: 'Thread' is overwritten while it may be joinable
      while (Generation == Mine)
        work();
    });
  }
  std::atomic<unsigned> Generation{0};
  std::thread Thread;
};

class Twice {
public:
  void start() {
    Thread = std::thread(work); // warn: 'Thread' is overwritten while it may be joinable
  }
  void stop() {
    if (Thread.joinable())
      Thread.join();
  }
  ~Twice() { stop(); }

private:
  std::thread Thread;
};
void startTwice() {
  Twice T;
  T.start();
  work();
  T.start(); // note: it is called again
  T.stop();
}

// An assignment that nobody wrote.
class Watcher {
public:
  Watcher() = default;
  Watcher(Watcher &&) = default;
  Watcher &operator=(Watcher &&) = default; // warn: the defaulted move assignment of 'Watcher' overwrites 'Thread' while it may be joinable
  ~Watcher() {
    if (Thread.joinable())
      Thread.join();
  }
  void watch() {
    Thread = std::thread(work);
  }

private:
  std::thread Thread;
};
class Editor {
public:
  void open() {
    Current = Watcher(); // note: it is assigned here
    Current.watch();
  }

private:
  Watcher Current;
};

// What a function throws that is called between start and join.
void check(int N) {
  if (N < 0)
    throw std::invalid_argument("N");
}
void parallel(int N) {
  std::vector<std::thread> Crew;
  for (int I = 0; I < 4; ++I)
    Crew.emplace_back(work); // warn: on some path nothing joins this thread before 'Crew' is destroyed
  check(N); // note: what this calls throws and leaves the scope of 'Crew'
  for (std::thread &T : Crew)
    T.join();
}
