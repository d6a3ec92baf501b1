// What a task owns dies with it, and its destructor may report the end.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <latch>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

void work();

struct Users {
  std::atomic<int> Count{0};
  ~Users() {
    while (Count)
      std::this_thread::yield();
  }
};

// Asks whether it was moved from, as those do that can be moved.
class Guard {
public:
  explicit Guard(Users &U) : U(&U) { ++U.Count; }
  Guard(Guard &&O) : U(O.U) { O.U = nullptr; }
  ~Guard() {
    if (U)
      --U->Count;
  }

private:
  Users *U;
};

void byValue(Guard) { work(); }
void byReference(Guard &&) { work(); }

void given(Users &U) { std::thread(byValue, Guard(U)).detach(); }
void movedInto(Users &U) {
  Guard G(U);
  std::thread T(byReference, std::move(G));
  T.detach();
}
void captured(Users &U) {
  std::thread([G = Guard(U)] { work(); }).detach();
}
void unique(Users &U) {
  std::thread([G = std::make_unique<Guard>(U)] { work(); }).detach();
}
void shared(Users &U) {
  std::thread([G = std::make_shared<Guard>(U)] { work(); }).detach();
}

// A member of what it owns, and a function object.
struct Request {
  std::string Text;
  Guard InUse;
};
void inside(Users &U) {
  std::thread([R = Request{"", Guard(U)}] { work(); }).detach();
}
struct Job {
  Guard InUse;
  void operator()() { work(); }
};
void functionObject(Users &U) { std::thread(Job{Guard(U)}).detach(); }

// A member that is a reference.
struct LatchGuard {
  std::latch &Done;
  explicit LatchGuard(std::latch &Done) : Done(Done) {}
  ~LatchGuard() { Done.count_down(); }
};
void byLatch() {
  std::latch Done(1);
  int Sum = 0;
  std::thread([&Sum, G = std::make_unique<LatchGuard>(Done)] {
    ++Sum;
  }).detach();
  Done.wait();
}

// By a condition.
class Pending {
public:
  void leave() {
    std::lock_guard<std::mutex> Lock(Mutex);
    --Left;
    Changed.notify_all();
  }
  void wait() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [this] { return Left == 0; });
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  int Left = 1;
};
struct Leaver {
  std::shared_ptr<Pending> P;
  ~Leaver() { P->leave(); }
};
void waits() {
  auto P = std::make_shared<Pending>();
  auto L = std::make_unique<Leaver>(Leaver{P});
  std::thread([L = std::move(L)] { work(); }).detach();
  P->wait();
}

// Guards that can be dismissed, or that run any code.
template <typename F> class Finally {
public:
  explicit Finally(F Code) : Code(std::move(Code)) {}
  Finally(Finally &&O) : Code(std::move(O.Code)), Active(O.Active) {
    O.Active = false;
  }
  ~Finally() {
    if (Active)
      Code();
  }
  void dismiss() { Active = false; }

private:
  F Code;
  bool Active = true;
};
template <typename F> Finally<F> finally(F Code) {
  return Finally<F>(std::move(Code));
}
class ScopeExit {
public:
  ScopeExit(std::function<void()> Code) : Code(std::move(Code)) {}
  ~ScopeExit() { Code(); }

private:
  std::function<void()> Code;
};
bool ready();

class Server {
public:
  void local() {
    ++Active;
    std::thread([this] {
      auto Last = finally([this] { --Active; });
      if (ready())
        work();
    }).detach();
  }
  void held() {
    ++Active;
    std::thread([Last = finally([this] { --Active; })] {
      if (ready())
        work();
    }).detach();
  }
  void erased() {
    ++Active;
    std::thread([this] {
      ScopeExit Last([this] { --Active; });
      if (ready())
        work();
    }).detach();
  }
  void byDeleter() {
    ++Active;
    std::thread([this] {
      std::shared_ptr<void> Last(nullptr, [this](void *) { --Active; });
      if (ready())
        work();
    }).detach();
  }
  void heldByDeleter() {
    ++Active;
    std::thread([Last = std::shared_ptr<void>(nullptr,
                                              [this](void *) { --Active; })] {
      if (ready())
        work();
    }).detach();
  }
  // The guard is made too late.
  void late() {
    ++Active;
    std::thread([this] {
      if (!ready())
        return;
      auto Last = finally([this] { --Active; });
      work();
    }).detach(); // warn: although it uses 'this'
  }
  ~Server() {
    while (Active)
      std::this_thread::yield();
  }

private:
  std::atomic<int> Active{0};
};

// A destructor that is somewhere else may tell what its object refers to.
class Counter;
struct Elsewhere {
  explicit Elsewhere(Counter &);
  Elsewhere(const Elsewhere &);
  ~Elsewhere();
  Counter &Of;
};
void unseen(Counter &C) {
  std::thread([E = Elsewhere(C)] { work(); }).detach();
}

// What leads nowhere tells nobody.
struct Buffer {
  Buffer();
  Buffer(const Buffer &);
  ~Buffer();
  char Bytes[64];
};
void unseenBuffer() {
  std::thread([B = Buffer()] { work(); }).detach(); // warn: nothing will ever wait for this thread
}

// What it shares with others rarely dies with it.
void sharedElsewhere(const std::shared_ptr<Elsewhere> &E) {
  std::thread([E] {
    work();
  }).detach(); // warn: nothing will ever wait for this thread
}

// A limit that is looked at before another thread is started.
class Limit {
public:
  bool enter() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (Now >= Most)
      return false;
    ++Now;
    return true;
  }
  void leave() {
    std::lock_guard<std::mutex> Lock(Mutex);
    --Now;
  }

private:
  std::mutex Mutex;
  int Now = 0, Most = 8;
};
static Limit Connections;
class Connection {
public:
  explicit Connection(int FD) : FD(FD) {
    if (!Connections.enter())
      throw FD;
  }
  Connection(Connection &&O) : FD(O.FD) { O.FD = -1; }
  ~Connection() {
    if (FD != -1)
      Connections.leave();
  }

private:
  int FD;
};
void serve(Connection &&) { work(); }
void accepted(int FD) {
  Connection C(FD);
  std::thread T(serve, std::move(C));
  T.detach();
}

// Its destructor tells nobody who waits.
struct Statistics {
  std::atomic<int> Ended{0};
};
struct Counted {
  Statistics &S;
  ~Counted() { ++S.Ended; }
};
void nobodyWaits(Statistics &S) {
  std::thread([C = std::make_unique<Counted>(Counted{S})] {
    work();
  }).detach(); // warn: nothing will ever wait for this thread
}

// Nor does one that cleans up after itself.
class File {
public:
  explicit File(int FD) : FD(FD) {}
  File(File &&O) : FD(O.FD) { O.FD = -1; }
  ~File() { FD = -1; }
  void reopen() {
    while (FD < 0)
      FD = open();
  }

private:
  static int open();
  int FD;
};
void cleansUp() {
  std::thread([F = File(1)] {
    work();
  }).detach(); // warn: nothing will ever wait for this thread
}

// The guard belongs to somebody else.
void borrowed(Guard &G) {
  std::thread([P = &G] {
    work();
  }).detach(); // warn: nothing will ever wait for this thread
}
