// Detached tasks that report their end to somebody who waits or watches.

#include <atomic>
#include <barrier>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <latch>
#include <map>
#include <memory>
#include <mutex>
#include <semaphore>
#include <set>
#include <thread>
#include <vector>

void work();
bool ready();

class Latch {
public:
  void start() {
    std::thread([this] {
      work();
      Done.count_down();
    }).detach();
  }
  ~Latch() { Done.wait(); }

private:
  std::latch Done{1};
};

class LatchBySharedPointer {
public:
  void start() {
    std::thread([Done = Done] {
      work();
      Done->count_down();
    }).detach();
  }
  ~LatchBySharedPointer() { Done->wait(); }

private:
  std::shared_ptr<std::latch> Done = std::make_shared<std::latch>(1);
};

class Semaphore {
public:
  void start() {
    std::thread(&Semaphore::run, this).detach();
  }
  void stop() { Done.acquire(); }

private:
  void run() {
    work();
    Done.release();
  }
  std::binary_semaphore Done{0};
};

class Condition {
public:
  void start() {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      ++Active;
    }
    std::thread([this] {
      work();
      std::lock_guard<std::mutex> Lock(Mutex);
      --Active;
      Changed.notify_all();
    }).detach();
  }
  ~Condition() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [this] { return Active == 0; });
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  int Active = 0;
};

class ConditionByLoop {
public:
  void start() {
    Running = true;
    std::thread(&ConditionByLoop::run, this).detach();
  }
  void stop() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Stop = true;
    while (Running)
      Changed.wait(Lock);
  }

private:
  void run() {
    while (!Stop)
      work();
    std::unique_lock<std::mutex> Lock(Mutex);
    Running = false;
    Changed.notify_one();
  }
  std::mutex Mutex;
  std::condition_variable Changed;
  std::atomic<bool> Stop{false};
  bool Running = false;
};

class Polled {
public:
  void start() {
    Active.fetch_add(1);
    std::thread([this] {
      work();
      Active.fetch_sub(1);
    }).detach();
  }
  ~Polled() {
    while (Active.load() != 0)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }

private:
  std::atomic<int> Active{0};
};

class AtomicWait {
public:
  void start() {
    std::thread([this] {
      work();
      Done.store(true);
      Done.notify_one();
    }).detach();
  }
  ~AtomicWait() { Done.wait(false); }

private:
  std::atomic<bool> Done{false};
};

class PollsWithEarlyReturns {
public:
  void start() {
    std::thread([this] {
      if (!ready()) {
        Done = true;
        return;
      }
      work();
      Done = true;
    }).detach();
  }
  ~PollsWithEarlyReturns() {
    while (!Done)
      std::this_thread::yield();
  }

private:
  std::atomic<bool> Done{false};
};

class Promise {
public:
  void start() {
    std::promise<void> P;
    Done = P.get_future();
    std::thread([P = std::move(P)]() mutable {
      work();
      P.set_value();
    }).detach();
  }
  ~Promise() { Done.wait(); }

private:
  std::future<void> Done;
};

class PromiseMember {
public:
  void start() {
    std::thread([this] {
      work();
      Done.set_value_at_thread_exit();
    }).detach();
  }
  ~PromiseMember() { Done.get_future().wait(); }

private:
  std::promise<void> Done;
};

class Packaged {
public:
  void start() {
    std::packaged_task<int()> Task([] {
      work();
      return 1;
    });
    Result = Task.get_future();
    std::thread(std::move(Task)).detach();
  }
  int result() { return Result.get(); }

private:
  std::future<int> Result;
};

int packagedLocal() {
  std::packaged_task<int(int)> Task([](int V) {
    work();
    return V;
  });
  std::future<int> Result = Task.get_future();
  std::thread Runner(std::move(Task), 3);
  Runner.detach();
  return Result.get();
}

std::future<int> packagedReturned() {
  auto Task = std::make_shared<std::packaged_task<int()>>([] {
    work();
    return 1;
  });
  std::future<int> Result = Task->get_future();
  std::thread([Task] { (*Task)(); }).detach();
  return Result;
}

// By an object whose destructor reports.
class Notifier {
public:
  explicit Notifier(std::latch &Done) : Done(Done) {}
  ~Notifier() { Done.count_down(); }

private:
  std::latch &Done;
};

class ByGuard {
public:
  void start() {
    std::thread([this] {
      Notifier Guard(Done);
      if (!ready())
        return;
      work();
    }).detach();
  }
  ~ByGuard() { Done.wait(); }

private:
  std::latch Done{1};
};

template <typename F> class Finally {
public:
  explicit Finally(F Callable) : Callable(std::move(Callable)) {}
  ~Finally() { Callable(); }

private:
  F Callable;
};

class ByLambdaGuard {
public:
  void start() {
    std::thread([this] {
      Finally Guard([this] {
        std::lock_guard<std::mutex> Lock(Mutex);
        Done = true;
        Changed.notify_all();
      });
      if (!ready())
        return;
      work();
    }).detach();
  }
  ~ByLambdaGuard() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [this] { return Done; });
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  bool Done = false;
};

// By a method of another class: an event of one's own.
class Event {
public:
  void set() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Signalled = true;
    Changed.notify_all();
  }
  void wait() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [this] { return Signalled; });
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  bool Signalled = false;
};

class ByEvent {
public:
  void start() {
    std::thread([this] { run(); }).detach();
  }
  ~ByEvent() { Done.wait(); }

private:
  void run() {
    work();
    Done.set();
  }
  Event Done;
};

class ByEventPointer {
public:
  void start() {
    auto Event = Done;
    std::thread([Event] {
      work();
      Event->set();
    }).detach();
  }
  void stop() { Done->wait(); }

private:
  std::shared_ptr<Event> Done = std::make_shared<Event>();
};

// Through a named function and its parameters.
static void runAndReport(int Job, Event *Done) {
  if (Job > 3)
    work();
  Done->set();
}
static void runAndReportRef(Event &Done) {
  work();
  Done.set();
}
static void runAndReportShared(std::shared_ptr<Event> Done) {
  work();
  Done->set();
}

class ThroughParameters {
public:
  void start() {
    std::thread(runAndReport, 1, &First).detach();
    std::thread(runAndReportRef, std::ref(Second)).detach();
    std::thread(std::bind(runAndReport, 2, &Third)).detach();
    std::thread(runAndReportShared, Fourth).detach();
  }
  ~ThroughParameters() {
    First.wait();
    Second.wait();
    Third.wait();
    Fourth->wait();
  }

private:
  Event First, Second, Third;
  std::shared_ptr<Event> Fourth = std::make_shared<Event>();
};

// In the same function.
void spawnerWaits() {
  std::latch Done(2);
  std::thread([&] {
    work();
    Done.count_down();
  }).detach();
  std::thread([&Done] {
    work();
    Done.count_down();
  }).detach();
  Done.wait();
}

void spawnerWaitsForEvent() {
  Event Done;
  std::thread([&Done] {
    work();
    Done.set();
  }).detach();
  Done.wait();
}

void spawnerPolls() {
  auto Done = std::make_shared<std::atomic<bool>>(false);
  std::thread([Done] {
    work();
    *Done = true;
  }).detach();
  while (!*Done)
    std::this_thread::yield();
}

void spawnerSyncs() {
  std::barrier<> Meet(2);
  std::thread([&] {
    work();
    Meet.arrive_and_drop();
  }).detach();
  Meet.arrive_and_wait();
}

// Shared state with its own synchronisation.
struct State {
  std::mutex Mutex;
  std::condition_variable Changed;
  bool Done = false;
};

class BySharedState {
public:
  void start() {
    std::thread([S = Shared] {
      work();
      std::lock_guard<std::mutex> Lock(S->Mutex);
      S->Done = true;
      S->Changed.notify_all();
    }).detach();
  }
  void wait() {
    std::unique_lock<std::mutex> Lock(Shared->Mutex);
    Shared->Changed.wait(Lock, [this] { return Shared->Done; });
  }

private:
  std::shared_ptr<State> Shared = std::make_shared<State>();
};

// It takes itself off a list that the destructor watches.
class ByRegistry {
public:
  void start(int Id) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Active.insert(Id);
    }
    std::thread([this, Id] {
      work();
      std::lock_guard<std::mutex> Lock(Mutex);
      Active.erase(Id);
      Empty.notify_all();
    }).detach();
  }
  ~ByRegistry() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Empty.wait(Lock, [this] { return Active.empty(); });
  }

private:
  std::mutex Mutex;
  std::condition_variable Empty;
  std::set<int> Active;
};

class ByRegistryPolled {
public:
  void start(int Id) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Active[Id] = true;
    }
    std::thread([this, Id] {
      work();
      std::lock_guard<std::mutex> Lock(Mutex);
      Active.erase(Id);
    }).detach();
  }
  void stop() {
    for (;;) {
      {
        std::lock_guard<std::mutex> Lock(Mutex);
        if (Active.empty())
          return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

private:
  std::mutex Mutex;
  std::map<int, bool> Active;
};

// A wait group of one's own, captured by value.
class WaitGroup {
public:
  void add() {
    std::lock_guard<std::mutex> Lock(Inner->Mutex);
    ++Inner->Count;
  }
  void done() const {
    std::lock_guard<std::mutex> Lock(Inner->Mutex);
    if (--Inner->Count == 0)
      Inner->Changed.notify_all();
  }
  void wait() {
    std::unique_lock<std::mutex> Lock(Inner->Mutex);
    Inner->Changed.wait(Lock, [this] { return Inner->Count == 0; });
  }

private:
  struct Data {
    std::mutex Mutex;
    std::condition_variable Changed;
    int Count = 0;
  };
  std::shared_ptr<Data> Inner = std::make_shared<Data>();
};

void waitGroup(int N) {
  WaitGroup Group;
  for (int I = 0; I < N; ++I) {
    Group.add();
    std::thread([Group] {
      work();
      Group.done();
    }).detach();
  }
  Group.wait();
}

// The queue outlives the task, and its owner takes the result out.
class Results {
public:
  void push(int V) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Values.push_back(V);
    }
    Changed.notify_one();
  }
  int pop() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [this] { return !Values.empty(); });
    int V = Values.back();
    Values.pop_back();
    return V;
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  std::vector<int> Values;
};

int collected() {
  Results Done;
  std::thread([&] {
    work();
    Done.push(1);
  }).detach();
  return Done.pop();
}

// Through a callback that the spawner has made.
static void runThen(std::function<void()> OnDone) {
  std::thread([OnDone] {
    work();
    OnDone();
  }).detach();
}

void byCallback() {
  std::latch Done(1);
  runThen([&] { Done.count_down(); });
  Done.wait();
}

void waitsAtThreadExit() {
  static std::mutex Mutex;
  static std::condition_variable Changed;
  static bool Done = false;
  std::thread([] {
    work();
    std::unique_lock<std::mutex> Lock(Mutex);
    Done = true;
    std::notify_all_at_thread_exit(Changed, std::move(Lock));
  }).detach();
  std::unique_lock<std::mutex> Lock(Mutex);
  Changed.wait(Lock, [] { return Done; });
}

// Whoever has changed the state before has reported as well.
class StateMachine {
public:
  void start() {
    std::thread([this] {
      work();
      if (State == Running)
        State = Stopped;
    }).detach();
  }
  void cancel() { State = Cancelled; }
  ~StateMachine() {
    while (State == Running)
      std::this_thread::yield();
  }

private:
  enum { Running, Stopped, Cancelled };
  std::atomic<int> State{Running};
};
