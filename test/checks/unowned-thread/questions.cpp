// Who waits asks a function, which looks at what the task changes.

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

void work();
bool step();

static void nap() { std::this_thread::sleep_for(std::chrono::milliseconds(1)); }

class Asked {
public:
  void start() {
    ++Live;
    std::thread([this] {
      work();
      --Live;
    }).detach();
  }
  ~Asked() {
    while (!idle())
      nap();
  }

private:
  bool idle() const { return Live == 0; }
  std::atomic<int> Live{0};
};

class AskedFromOutside {
public:
  void start() {
    ++Live;
    std::thread([this] {
      work();
      --Live;
    }).detach();
  }
  int live() const { return Live; }

private:
  std::atomic<int> Live{0};
};

void outside(AskedFromOutside &A) {
  A.start();
  while (A.live() > 0)
    nap();
}

class UnderLock {
public:
  void start() {
    Jobs.push_back(1);
    std::thread([this] {
      work();
      std::lock_guard<std::mutex> Lock(Mutex);
      Jobs.clear();
    }).detach();
  }
  ~UnderLock() {
    while (!empty())
      nap();
  }

private:
  bool empty() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Jobs.empty();
  }
  std::mutex Mutex;
  std::vector<int> Jobs;
};

class ByBranches {
public:
  void start() {
    std::thread([this] {
      work();
      Done = true;
    }).detach();
  }
  ~ByBranches() {
    while (busy())
      nap();
  }

private:
  bool busy() const {
    if (Done)
      return false;
    const bool Busy = Started;
    return Busy;
  }
  std::atomic<bool> Done{false}, Started{true};
};

class OneAsksAnother {
public:
  void start() {
    std::thread([this] {
      work();
      Done = true;
    }).detach();
  }
  ~OneAsksAnother() {
    while (busy())
      nap();
  }

private:
  bool done() const { return Done.load(); }
  bool busy() const { return !done(); }
  std::atomic<bool> Done{false};
};

class ByLambda {
public:
  void start() {
    ++Live;
    std::thread([this] {
      work();
      --Live;
    }).detach();
  }
  ~ByLambda() {
    auto Idle = [this] { return Live == 0; };
    while (!Idle())
      nap();
  }

private:
  std::atomic<int> Live{0};
};

// A loop that counts its iterations, and whose condition does not ask for them.
class Counts {
public:
  void start() {
    ++Live;
    std::thread([this] {
      work();
      --Live;
    }).detach();
  }
  int wait() {
    int Turns;
    for (int I = Turns = 0; Live != 0; ++I, ++Turns)
      nap();
    return Turns;
  }

private:
  std::atomic<int> Live{0};
};

// It gives up after a while.
class GivesUp {
public:
  void start() {
    ++Live;
    std::thread([this] {
      work();
      --Live;
    }).detach(); // warn: although it uses 'this'
  }
  ~GivesUp() {
    for (int I = 0; I < 100 && Live != 0; ++I)
      nap();
  }

private:
  std::atomic<int> Live{0};
};

// The question is about something else.
class AsksOther {
public:
  void start() {
    ++Live;
    std::thread([this] {
      work();
      --Live;
    }).detach(); // warn: although it uses 'this'
  }
  ~AsksOther() {
    while (!opened())
      nap();
  }

private:
  bool opened() const { return Opened; }
  std::atomic<int> Live{0};
  std::atomic<bool> Opened{true};
};

// What does more than look is no question.
class Acts {
public:
  void start() {
    ++Live;
    std::thread([this] {
      work();
      --Live;
    }).detach(); // warn: although it uses 'this'
  }
  ~Acts() {
    while (drain())
      nap();
  }

private:
  bool drain() {
    while (step())
      if (Live == 0)
        Turns = Turns + 1;
    return Turns < 10;
  }
  std::atomic<int> Live{0};
  int Turns = 0;
};

// The task hands its owner to code that cannot be seen.
class HandsOn;
void drive(HandsOn &);

class HandsOn {
public:
  void start() {
    ++Live;
    std::thread([this] { drive(*this); }).detach();
  }
  void finished() { --Live; }
  ~HandsOn() {
    while (!idle())
      nap();
  }

private:
  bool idle() const { return Live == 0; }
  std::atomic<int> Live{0};
};

template <typename Predicate> static void waitFor(Predicate P) {
  while (!P())
    nap();
}

static void waitUntil(const std::function<bool()> &P) {
  while (!P())
    nap();
}

class ByPredicate {
public:
  void start() {
    std::thread([this] {
      work();
      Done = true;
    }).detach();
  }
  ~ByPredicate() {
    waitFor([this] { return Done.load(); });
  }

private:
  std::atomic<bool> Done{false};
};

class ByErasedPredicate {
public:
  void start() {
    std::thread([this] {
      work();
      State = 1;
    }).detach();
  }
  ~ByErasedPredicate() {
    waitUntil([this] { return State == 1; });
  }

private:
  std::atomic<int> State{0};
};

class ByMemberPredicate {
public:
  void start() {
    std::thread([this] {
      work();
      State = 1;
    }).detach();
  }
  ~ByMemberPredicate() {
    while (Busy())
      nap();
  }

private:
  std::atomic<int> State{0};
  std::function<bool()> Busy = [this] { return State == 0; };
};

class BySwitch {
public:
  void start() {
    std::thread([this] {
      work();
      State = 1;
    }).detach();
  }
  ~BySwitch() {
    while (busy())
      nap();
  }

private:
  bool busy() const {
    switch (State.load()) {
    case 0:
      return true;
    case 1:
      break;
    default:
      std::abort();
    }
    return false;
  }
  std::atomic<int> State{0};
};

class ByOtherPredicate {
public:
  void start() {
    std::thread([this] {
      work();
      Done = true;
    }).detach(); // warn: although it uses 'this'
  }
  ~ByOtherPredicate() {
    waitUntil([this] { return Opened.load(); });
  }

private:
  std::atomic<bool> Done{false}, Opened{true};
};

// Who asks knows the question only, not who answers it.
class Activity {
public:
  virtual ~Activity() = default;
  virtual bool busy() const = 0;
  virtual int pending() const { return 0; }
};

class Download : public Activity {
public:
  void start() {
    ++Live;
    std::thread([this] {
      work();
      --Live;
    }).detach();
  }
  bool busy() const override {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Live != 0;
  }

private:
  mutable std::mutex Mutex;
  int Live = 0;
};

class Upload : public Activity {
public:
  void start() {
    ++Live;
    std::thread([this] {
      work();
      --Live;
    }).detach();
  }
  bool busy() const override { return false; }
  int pending() const override { return Live; }

private:
  std::atomic<int> Live{0};
};

class Both : public Activity {
public:
  explicit Both(const std::vector<Activity *> &All) : All(All) {}
  bool busy() const override {
    for (const Activity *A : All)
      if (A->busy())
        return true;
    return false;
  }

private:
  const std::vector<Activity *> &All;
};

class Import : public Activity {
public:
  void start() {
    std::thread([this] {
      work();
      Done = true;
    }).detach(); // warn: although it uses 'this'
  }
  bool busy() const override { return !Started; }
  bool done() const { return Done; }

private:
  std::atomic<bool> Done{false}, Started{true};
};

void finish(const Activity &A) {
  while (A.busy() || A.pending() > 0)
    nap();
}
