// Guards whose destructor joins, and functions that are handed the handle.

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

void work();
bool initialize();

// A smart pointer to a class of which only the base is named.
struct LeaveBase {
  virtual ~LeaveBase() {}
};
using Leave = std::shared_ptr<LeaveBase>;
template <typename Action> struct LeaveBy : LeaveBase {
  Action Act;
  explicit LeaveBy(Action A) : Act(A) {}
  ~LeaveBy() override {
    try {
      Act();
    } catch (...) {
    }
  }
};
template <typename Action> Leave onLeave(Action A) {
  Leave Result(new LeaveBy<Action>(A));
  return Result;
}

bool guarded() {
  std::atomic<bool> Stop{false};
  std::thread Watcher([&Stop] {
    while (!Stop)
      work();
  });
  Leave Guard = onLeave([&] {
    Stop = true;
    Watcher.join();
  });
  if (!initialize())
    return false;
  work();
  return true;
}

struct Download {
  std::function<void(bool)> Done;
  std::thread Thread;
  std::atomic<bool> Stopped{false};
};
using DownloadHandle = std::shared_ptr<Download>;

static DownloadHandle begin(std::function<void(bool)> Done) {
  DownloadHandle D = std::make_shared<Download>();
  D->Done = Done;
  D->Thread = std::thread([D] {
    D->Done(true);
    D->Stopped = true;
  });
  return D;
}
static bool finish(const DownloadHandle &D) {
  if (!D)
    return false;
  D->Thread.join();
  return true;
}
static bool look(const DownloadHandle &D) { return D && D->Stopped; }

bool download() {
  bool Success = false;
  DownloadHandle D = begin([&Success](bool Result) { Success = Result; });
  finish(D);
  return Success;
}
bool lookOnly() {
  bool Success = false;
  DownloadHandle D = begin([&Success](bool Result) { Success = Result; }); // warn: captures 'Success' by reference
  if (look(D))
    return Success;
  return false;
}
