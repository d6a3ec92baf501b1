// Callables that a function which is only declared keeps, by its name.

#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>

void use(const std::string &);

class Status {
public:
  Status(const Status &);
  ~Status();
  bool ok() const;
};

class Pool {
public:
  Status submitFunc(std::function<void()> Task);
  std::future<void> enqueueJob(std::function<void()> Task);
  void run_blocking(std::function<void()> Task);
  void waitIdle();
};

class Event {
public:
  void signal();
  void wait();
};

Status dropped(Pool &P, const std::string &Given) {
  std::string Name = Given;
  return P.submitFunc([&Name] { use(Name); }); // warn: captures 'Name' by reference and may still run when 'Name' is gone
}

Status looked(Pool &P) {
  std::string Name;
  Status S = P.submitFunc([&] { use(Name); }); // warn: captures 'Name' by reference
  if (!S.ok())
    use("no");
  return S;
}

void forgets(Pool *P) {
  std::string Name;
  P->enqueueJob([&] { use(Name); }); // warn: captures 'Name' by reference
}

Status copies(Pool &P) {
  std::string Name;
  return P.submitFunc([Name] { use(Name); });
}

void waitsForFuture(Pool &P) {
  std::string Name;
  P.enqueueJob([&] { use(Name); }).wait();
  std::future<void> Done = P.enqueueJob([&] { use(Name); });
  use("meanwhile");
  Done.get();
}

void waitsForPool(Pool &P) {
  std::string Name;
  P.submitFunc([&] { use(Name); });
  P.waitIdle();
}

void waitsForEvent(Pool &P) {
  std::string Name;
  Event Done;
  P.submitFunc([&] {
    use(Name);
    Done.signal();
  });
  Done.wait();
}

void waitsForCondition(Pool &P) {
  std::mutex M;
  std::condition_variable C;
  bool Done = false;
  P.submitFunc([&] {
    std::lock_guard<std::mutex> Lock(M);
    Done = true;
    C.notify_one();
  });
  std::unique_lock<std::mutex> Lock(M);
  C.wait(Lock, [&] { return Done; });
}

void runs(Pool &P) {
  std::string Name;
  P.run_blocking([&] { use(Name); });
}

// A pool of the frame that cannot be seen may wait when it dies.
class Own {
public:
  Own();
  ~Own();
  void submit(std::function<void()> Task);
};
void ownPool() {
  std::string Name;
  Own P;
  P.submit([&] { use(Name); });
}
