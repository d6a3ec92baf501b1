//===- Processes.cpp - Work that may crash, hang or eat memory ------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/run/Processes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/Threading.h"
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <new>
#include <numeric>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace tether {

namespace {

using Clock = std::chrono::steady_clock;

/// By which a process says why it gives up.
constexpr int OutOfMemoryStatus = 86;

/// What an item of which nothing is known is thought to take: a source that
/// includes half of Boost.
constexpr uint64_t UsualBytes = 512ull << 20;

/// As much of what a process says on standard error is kept.
constexpr size_t KeptErrors = 4096;

/// Turns signals that ask to end into something that poll() sees.
class Interrupts {
public:
  Interrupts() {
    if (::pipe2(Pipe, O_CLOEXEC | O_NONBLOCK))
      llvm::report_fatal_error("cannot make a pipe");
    WriteEnd = Pipe[1];
    struct sigaction Action = {};
    Action.sa_handler = [](int) {
      int Saved = errno;
      (void)!::write(WriteEnd, "!", 1);
      errno = Saved;
    };
    Action.sa_flags = SA_RESTART;
    for (auto [Signal, Old] : llvm::zip(Signals, Before))
      // Who ignores a signal (nohup) goes on to do so.
      if (::sigaction(Signal, nullptr, &Old); Old.sa_handler != SIG_IGN)
        ::sigaction(Signal, &Action, nullptr);
  }

  ~Interrupts() {
    restore();
    ::close(Pipe[0]);
    ::close(Pipe[1]);
  }

  Interrupts(const Interrupts &) = delete;
  Interrupts &operator=(const Interrupts &) = delete;

  /// In a new process: what a terminal sends to all is for the parent to act
  /// on.
  void leaveToParent() const {
    restore();
    ::signal(SIGINT, SIG_IGN);
    ::signal(SIGHUP, SIG_IGN);
  }

  int descriptor() const { return Pipe[0]; }

private:
  void restore() const {
    for (auto [Signal, Old] : llvm::zip(Signals, Before))
      ::sigaction(Signal, &Old, nullptr);
  }

  static constexpr int Signals[] = {SIGINT, SIGTERM, SIGHUP};
  static inline volatile int WriteEnd = -1;
  struct sigaction Before[3];
  int Pipe[2];
};

/// The memory that can be had without swapping.
uint64_t freeMemory() {
  uint64_t Bytes = UINT64_MAX;
  auto Read = [](const char *Path) {
    auto File = llvm::MemoryBuffer::getFileAsStream(Path);
    return File ? (*File)->getBuffer().str() : std::string();
  };
  std::string Info = Read("/proc/meminfo");
  llvm::StringRef Line = llvm::StringRef(Info).split("MemAvailable:").second;
  if (uint64_t KiB; !Line.ltrim().consumeInteger(10, KiB))
    Bytes = KiB << 10;
  // Of a container.
  std::string Most = Read("/sys/fs/cgroup/memory.max");
  std::string Now = Read("/sys/fs/cgroup/memory.current");
  uint64_t Max, Used;
  if (!llvm::StringRef(Most).trim().getAsInteger(10, Max) &&
      !llvm::StringRef(Now).trim().getAsInteger(10, Used))
    Bytes = std::min(Bytes, Max > Used ? Max - Used : 0);
  return Bytes;
}

struct Process {
  size_t Item = 0;
  pid_t Pid = 0;
  int Output = -1; ///< Read ends; -1 when at the end.
  int Errors = -1;
  Clock::time_point Deadline = Clock::time_point::max();
  bool TimedOut = false;
  uint64_t Reserved = 0;
  Outcome Result;

  bool atEnd() const { return Output < 0 && Errors < 0; }
};

[[noreturn]] void giveUp() { ::_exit(OutOfMemoryStatus); }

class Pool {
public:
  Pool(llvm::ArrayRef<Cost> Expected, const Limits &L,
       llvm::function_ref<void(size_t, llvm::raw_ostream &)> Work,
       llvm::function_ref<void(size_t, Outcome)> Done)
      : Expected(Expected), L(L), Work(Work), Done(Done),
        Jobs(llvm::hardware_concurrency(L.Jobs).compute_thread_count()),
        Free(freeMemory()), Order(Expected.size()) {
    std::iota(Order.begin(), Order.end(), 0);
    // What is not known may be long.
    auto Length = [&](size_t I) {
      return Expected[I].Seconds > 0 ? Expected[I].Seconds
                                     : std::numeric_limits<double>::infinity();
    };
    llvm::stable_sort(
        Order, [&](size_t A, size_t B) { return Length(A) > Length(B); });
  }

  ~Pool() {
    for (Process &P : Running) {
      ::kill(P.Pid, SIGKILL);
      finish(P);
    }
  }

  bool run(llvm::function_ref<void()> Tick) {
    while (Next != Order.size() || !Running.empty()) {
      while (Next != Order.size() && Running.size() < Jobs && hasRoom())
        start(Order[Next++]);
      if (!wait())
        return false;
      Tick();
    }
    return true;
  }

private:
  uint64_t bytesOf(size_t Item) const {
    return Expected[Item].Bytes ? Expected[Item].Bytes
                                : std::max(UsualBytes, Largest);
  }

  bool hasRoom() const {
    return Running.empty() || Reserved + bytesOf(Order[Next]) <= Free;
  }

  void start(size_t Item) {
    int Output[2], Errors[2];
    if (::pipe2(Output, O_CLOEXEC) || ::pipe2(Errors, O_CLOEXEC))
      llvm::report_fatal_error(llvm::Twine("cannot make a pipe: ") +
                               std::strerror(errno));
    llvm::outs().flush();
    llvm::errs().flush();
    pid_t Parent = ::getpid();
    pid_t Pid = ::fork();
    if (Pid < 0)
      llvm::report_fatal_error(llvm::Twine("cannot start a process: ") +
                               std::strerror(errno));
    if (!Pid) {
      Stop.leaveToParent();
      work(Item, Parent, Output[1], Errors[1]);
    }
    ::close(Output[1]);
    ::close(Errors[1]);
    for (int Descriptor : {Output[0], Errors[0]})
      ::fcntl(Descriptor, F_SETFL, O_NONBLOCK);
    Process P;
    P.Item = Item;
    P.Pid = Pid;
    P.Output = Output[0];
    P.Errors = Errors[0];
    P.Reserved = bytesOf(Item);
    if (L.Timeout.count())
      P.Deadline = Clock::now() + L.Timeout;
    Reserved += P.Reserved;
    Running.push_back(std::move(P));
  }

  /// In the new process.
  [[noreturn]] void work(size_t Item, pid_t Parent, int Output, int Errors) {
#ifdef __linux__
    // Nobody is left behind if the parent is killed.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != Parent)
      ::_exit(1);
#endif
    // The files that LLVM removes after a crash are the parent's.
    llvm::sys::unregisterHandlers();
    ::dup2(Errors, STDERR_FILENO);
    if (L.Memory) {
      rlimit Limit{L.Memory, L.Memory};
      ::setrlimit(RLIMIT_DATA, &Limit);
    }
    std::set_new_handler(giveUp);
    llvm::install_bad_alloc_error_handler(
        [](void *, const char *, bool) { giveUp(); });
    {
      llvm::raw_fd_ostream OS(Output, /*shouldClose=*/true);
      Work(Item, OS);
    }
    // Nothing here is worth being destroyed.
    ::_exit(0);
  }

  /// Waits for anything to happen, and acts on it. False if interrupted.
  bool wait() {
    std::vector<pollfd> Polled{{Stop.descriptor(), POLLIN, 0}};
    auto Next = Clock::now() + std::chrono::seconds(1);
    for (const Process &P : Running) {
      // Negative ones are passed over.
      Polled.push_back({P.Output, POLLIN, 0});
      Polled.push_back({P.Errors, POLLIN, 0});
      Next = std::min(Next, P.Deadline);
    }
    auto Left =
        std::chrono::ceil<std::chrono::milliseconds>(Next - Clock::now());
    ::poll(Polled.data(), Polled.size(), std::max<int>(0, Left.count()));
    if (Polled[0].revents)
      return false;

    for (size_t I = 0; I != Running.size(); ++I) {
      Process &P = Running[I];
      if (Polled[2 * I + 1].revents)
        read(P.Output, P.Result.Output, SIZE_MAX);
      if (Polled[2 * I + 2].revents)
        read(P.Errors, P.Result.Why, KeptErrors);
      if (!P.TimedOut && Clock::now() >= P.Deadline) {
        P.TimedOut = true;
        P.Deadline = Clock::time_point::max();
        ::kill(P.Pid, SIGKILL);
      }
    }
    for (size_t I = Running.size(); I-- != 0;) {
      if (!Running[I].atEnd())
        continue;
      Process P = std::move(Running[I]);
      Running.erase(Running.begin() + I);
      finish(P);
      Largest = std::max(Largest, P.Result.Took.Bytes);
      Done(P.Item, std::move(P.Result));
    }
    return true;
  }

  static void read(int &Descriptor, std::string &Text, size_t Most) {
    char Buffer[1 << 16];
    for (;;) {
      ssize_t Count = ::read(Descriptor, Buffer, sizeof(Buffer));
      if (Count > 0) {
        Text.append(Buffer, std::min<size_t>(
                                Count, Most - std::min(Most, Text.size())));
        continue;
      }
      if (Count < 0 && errno == EINTR)
        continue;
      if (Count < 0 && errno == EAGAIN)
        return;
      ::close(Descriptor);
      Descriptor = -1;
      return;
    }
  }

  /// Waits for its end and says what that was.
  void finish(Process &P) {
    for (int Descriptor : {P.Output, P.Errors})
      if (Descriptor >= 0)
        ::close(Descriptor);
    Reserved -= P.Reserved;
    int Status = 0;
    rusage Used = {};
    while (::wait4(P.Pid, &Status, 0, &Used) < 0 && errno == EINTR)
      ;
    Outcome &Result = P.Result;
    auto Seconds = [](const timeval &T) { return T.tv_sec + T.tv_usec * 1e-6; };
    Result.Took = {Seconds(Used.ru_utime) + Seconds(Used.ru_stime),
                   uint64_t(Used.ru_maxrss) << 10};
    if (WIFEXITED(Status) && !WEXITSTATUS(Status)) {
      Result.How = Outcome::End::Done;
    } else if (P.TimedOut) {
      Result.How = Outcome::End::TimedOut;
    } else if (WIFEXITED(Status) && WEXITSTATUS(Status) == OutOfMemoryStatus) {
      Result.How = Outcome::End::OutOfMemory;
    } else {
      Result.How = Outcome::End::Crashed;
      std::string Said = llvm::StringRef(Result.Why).split('\n').first.str();
      Result.Why = WIFSIGNALED(Status)
                       ? ::strsignal(WTERMSIG(Status))
                       : "exit status " + std::to_string(WEXITSTATUS(Status));
      if (!Said.empty())
        Result.Why += ": " + Said;
    }
  }

  llvm::ArrayRef<Cost> Expected;
  const Limits &L;
  llvm::function_ref<void(size_t, llvm::raw_ostream &)> Work;
  llvm::function_ref<void(size_t, Outcome)> Done;
  const size_t Jobs;
  const uint64_t Free;
  std::vector<size_t> Order;
  size_t Next = 0; ///< Of Order.
  std::vector<Process> Running;
  uint64_t Reserved = 0;
  uint64_t Largest = 0;
  Interrupts Stop;
};

} // namespace

bool forEachInProcess(
    llvm::ArrayRef<Cost> Expected, const Limits &L,
    llvm::function_ref<void(size_t, llvm::raw_ostream &)> Work,
    llvm::function_ref<void(size_t, Outcome)> Done,
    llvm::function_ref<void()> Tick) {
  return Pool(Expected, L, Work, Done).run(Tick);
}

} // namespace tether
