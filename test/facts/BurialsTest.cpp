//===- BurialsTest.cpp - Where a task is hidden from everybody ------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/facts/ask/Burials.h"
#include "Snippet.h"

namespace tether::facts {
namespace {

/// Where the means to wait for each task end and what happens to the task then,
/// at the place that hides it; `in` a function, if that is not the spawner. A
/// task that is hidden nowhere is `open`.
Lines burials(const Snippet &S) {
  static constexpr StringRef Graves[] = {"static",   "member", "dropped",
                                         "own task", "pool",   "leak"};
  static constexpr StringRef Ends[] = {"", " terminates", " waits", " goes on"};
  Lines Result;
  for (const auto &T : S.Prog->facts().Tasks) {
    std::vector<Burial> Found = burialsOf(*S.Prog, *T, fateOf(*S.Prog, *T));
    if (Found.empty())
      S.note(Result, T->Spawn->getExprLoc(), "open");
    for (const Burial &B : Found) {
      std::string Words = Graves[B.Where].str();
      if (B.Holder)
        Words += " " + B.Holder->getNameAsString();
      Words += Ends[B.End].str();
      if (B.In != T->Spawner && B.In->Function)
        Words += " in " + B.In->Function->getNameAsString();
      S.note(Result, B.At, Words);
    }
  }
  return Result;
}

void expectBurials(const char *Code) {
  Snippet S(Code);
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(burials(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Static variables
//===----------------------------------------------------------------------===//

TEST(Burials, AreStaticVariablesThatNoOtherUnitCanName) {
  expectBurials(R"cpp(
#include <thread>
#include <vector>
void step();
void task() { step(); }
static std::thread Hidden;
std::thread Shown;
extern std::thread Elsewhere;
namespace {
std::thread Unnamed;
}
struct Class {
  static std::thread Public;
};
std::thread Class::Public;
void local() {
  static std::thread T(task); //= static T terminates
}
void hidden() {
  Hidden = std::thread(task); //= static Hidden terminates
}
void unnamed() {
  Unnamed = std::thread(task); //= static Unnamed terminates
}
void shown() {
  Shown = std::thread(task); //= open
}
void elsewhere() {
  Elsewhere = std::thread(task); //= open
}
void ofClass() {
  Class::Public = std::thread(task); //= open
}
void byName() {
  static std::vector<std::thread> All;
  All.emplace_back(task); //= static All terminates
}
void movedInto() {
  static std::thread Last;
  std::thread T(task); //= static Last terminates
  Last = std::move(T);
}
void notStatic() {
  std::thread T(task); //= open
}
std::thread returned() {
  return std::thread(task); //= open
}
std::thread &given() {
  static std::thread T(task); //= open
  return T;
}
)cpp");
}

TEST(Burials, AreNoneWhereSomebodyWaitsOrLetsGo) {
  expectBurials(R"cpp(
#include <chrono>
#include <future>
#include <thread>
void step();
void task() { step(); }
void take(std::thread &);
static std::thread Joined, Detached, Given, Kept;
static std::future<void> Timed, Waited, Lazy;
void starts() {
  Joined = std::thread(task); //= open
  Detached = std::thread(task); //= open
  Given = std::thread(task); //= open
  Kept = std::thread(task); //= static Kept terminates
  Timed = std::async(std::launch::async, task); //= open
  Waited = std::async(std::launch::async, task); //= open
  Lazy = std::async(std::launch::deferred, task); //= open
}
void stops() {
  Joined.join();
  Detached.detach();
  take(Given);
  Timed.wait_for(std::chrono::seconds(1));
  Waited.get();
  if (Kept.joinable())
    step();
}
void toCaller(std::thread &Out) {
  Out = std::thread(task); //= open
}
std::thread &slot();
void inSlot() {
  slot() = std::thread(task); //= open
}
)cpp");
}

TEST(Burials, TellWhatHappensAtExit) {
  expectBurials(R"cpp(
#include <future>
#include <memory>
#include <pthread.h>
#include <stop_token>
#include <thread>
#include <vector>
void step();
void task() { step(); }
void *entry(void *) {
  step();
  return nullptr;
}
void terminates() {
  static std::thread T(task); //= static T terminates
  static auto Owned = std::make_unique<std::thread>(task); //= static Owned terminates
}
void goesOn() {
  static auto *T = new std::thread(task); //= static T goes on
  static auto *Joining = new std::jthread(task); //= static Joining goes on
  static pthread_t Raw;
  pthread_create(&Raw, nullptr, entry, nullptr); //= static Raw goes on
}
void pointers() {
  static std::vector<std::thread *> All;
  All.push_back(new std::thread(task)); //= static All goes on
}
void waits() {
  static std::jthread T(task); //= static T waits
  static auto Future = std::async(std::launch::async, task); //= static Future waits
  static auto Owned = std::make_unique<std::jthread>(task); //= static Owned waits
}
// The destructor asks it to stop, and the task looks.
void stops() {
  static std::jthread T([](std::stop_token Stop) { //= open
    while (!Stop.stop_requested())
      step();
  });
}
static void loop(std::stop_token Stop, int) {
  while (!Stop.stop_requested())
    step();
}
void stopsFunction() {
  static std::jthread T(loop, 1); //= open
}
// No token: nobody can stop it.
static void count(int N) {
  while (N--)
    step();
}
void countsOn() {
  static std::jthread T(count, 1); //= static T waits
}
)cpp");
}

TEST(Burials, AreNoneWhereFuturesAreTakenOut) {
  expectBurials(R"cpp(
#include <future>
#include <list>
#include <map>
#include <string>
#include <thread>
#include <vector>
void step();
int load(std::string);
static std::vector<std::future<void>> Parked, Cleared, Waited, Taken;
void park() {
  Parked.push_back(std::async(std::launch::async, [] { step(); })); //= static Parked waits
  Cleared.push_back(std::async(std::launch::async, [] { step(); })); //= open
  Waited.push_back(std::async(std::launch::async, [] { step(); })); //= open
  Taken.push_back(std::async(std::launch::async, [] { step(); })); //= open
}
void clear() {
  Cleared.clear();
  for (auto &Each : Waited)
    Each.get();
  std::vector<std::future<void>> Mine;
  Mine.swap(Taken);
}
struct Entry {
  std::future<int> Value;
};
void prefetch(std::string Name) {
  static std::map<std::string, Entry> Entries;
  Entries[Name].Value = std::async(std::launch::async, load, Name); //= static Entries waits
}
int prefetched(std::string Name) {
  static std::map<std::string, Entry> Entries;
  Entries[Name].Value = std::async(std::launch::async, load, Name); //= open
  return Entries[Name].Value.get();
}
// It waits in time.
void ofLocal() {
  std::vector<std::future<void>> Mine;
  Mine.push_back(std::async(std::launch::async, [] { step(); })); //= open
}
void emplaced() {
  static std::list<std::jthread> All;
  All.emplace_back([] { step(); }); //= static All waits
}
)cpp");
}

//===----------------------------------------------------------------------===//
// Members
//===----------------------------------------------------------------------===//

TEST(Burials, AreMembersThatNothingJoins) {
  expectBurials(R"cpp(
#include <future>
#include <memory>
#include <pthread.h>
#include <thread>
#include <vector>
void step();
void task() { step(); }
void *entry(void *) {
  step();
  return nullptr;
}
class Never {
public:
  void open() { Own = std::thread(task); } //= member Own terminates
private:
  std::thread Own;
};
class Asks {
public:
  void open() { Own = std::thread(task); } //= member Own terminates
  bool runs() { return Own.joinable(); }
private:
  std::thread Own;
};
class Plain {
public:
  void open() { pthread_create(&Own, nullptr, entry, nullptr); } //= member Own goes on
private:
  pthread_t Own;
};
class Pointer {
public:
  void open() { Own = new std::thread(task); } //= member Own goes on
private:
  std::thread *Own;
};
class Many {
public:
  void open() { All.emplace_back(task); } //= member All terminates
private:
  std::vector<std::thread> All;
};
class Joins {
public:
  void open() { Own = std::thread(task); } //= open
  void close() { Own.join(); }
private:
  std::thread Own;
};
class JoinsByType {
public:
  void open() { Own = std::jthread(task); } //= open
private:
  std::jthread Own;
};
class Future {
public:
  void open() { Own = std::async(std::launch::async, task); } //= open
private:
  std::future<void> Own;
};
class HandsOut {
public:
  void open() { Own = std::thread(task); } //= open
  std::thread &thread() { return Own; }
private:
  std::thread Own;
};
// Nobody else knows a class of the source.
class Public {
public:
  void open() { Own = std::thread(task); } //= member Own terminates
  std::thread Own;
};
class Unseen {
public:
  void open() { Own = std::thread(task); } //= open
  void close();
private:
  std::thread Own;
};
class UnseenDestructor {
public:
  void open() { Own = std::thread(task); } //= open
  ~UnseenDestructor();
private:
  std::thread Own;
};
namespace {
struct Hidden {
  std::thread Own;
};
} // namespace
void opens(Hidden &H) {
  H.Own = std::thread(task); //= open
}
)cpp");
}

TEST(Burials, AreWhereTheCallerHidesWhatAHelperStarts) {
  expectBurials(R"cpp(
#include <thread>
void step();
void task() { step(); }
static void launch(std::thread &Out) { Out = std::thread(task); }
class Opens {
public:
  void open() {
    step();
    launch(Own); //= member Own terminates in open
  }
private:
  std::thread Own;
};
static void launchToo(std::thread &Out) { Out = std::thread(task); } //= open
class Joins {
public:
  void open() { launchToo(Own); }
  void close() { Own.join(); }
private:
  std::thread Own;
};
)cpp");
}

TEST(Burials, AreNoneWhereSomebodyIsToldByACallback) {
  expectBurials(R"cpp(
class QObject {
public:
  template <class S, class A, class R, class B>
  static void connect(S *, void (A::*)(), R *, void (B::*)()) {}
};
template <class T> class QFuture {
public:
  ~QFuture();
  void waitForFinished();
};
template <class T> class QFutureWatcher : public QObject {
public:
  void setFuture(const QFuture<T> &);
  void finished();
  void waitForFinished();
};
namespace QtConcurrent {
template <class F> QFuture<void> run(F &&) { return {}; }
}
void step();
class Told : public QObject {
public:
  Told() {
    connect(&Watcher, &QFutureWatcher<void>::finished, this, &Told::loaded);
  }
  void open() {
    Watcher.setFuture(QtConcurrent::run([] { step(); })); //= open
  }
private:
  void loaded() {}
  QFutureWatcher<void> Watcher;
};
// The object may be gone.
class UsesObject : public QObject {
public:
  UsesObject() {
    connect(&Watcher, &QFutureWatcher<void>::finished, this,
            &UsesObject::loaded);
  }
  void open() {
    Watcher.setFuture(QtConcurrent::run([this] { load(); })); //= member Watcher
  }
private:
  void load() { step(); }
  void loaded() {}
  QFutureWatcher<void> Watcher;
};
class NotTold : public QObject {
public:
  void open() {
    Watcher.setFuture(QtConcurrent::run([] { step(); })); //= member Watcher
  }
private:
  QFutureWatcher<void> Watcher;
};
class Waits : public QObject {
public:
  ~Waits() { Watcher.waitForFinished(); }
  void open() {
    Watcher.setFuture(QtConcurrent::run([this] { load(); })); //= open
  }
private:
  void load() { step(); }
  QFutureWatcher<void> Watcher;
};
)cpp");
}

TEST(Burials, AreTheOneObjectOfAClass) {
  expectBurials(R"cpp(
#include <future>
#include <list>
#include <vector>
void step();
void register_(void *);
class Jobs {
public:
  static Jobs &get() {
    static Jobs Only;
    return Only;
  }
  void submit() {
    Parked.push_back(std::async(std::launch::async, [] { step(); })); //= static Only waits
  }
private:
  std::list<std::future<void>> Parked;
};
class Leaked {
public:
  static Leaked &get() {
    static Leaked *Only = new Leaked;
    return *Only;
  }
  void submit() {
    Parked.push_back(std::async(std::launch::async, [] { step(); })); //= static Only goes on
  }
private:
  std::vector<std::future<void>> Parked;
};
class Drained {
public:
  static Drained &get() {
    static Drained Only;
    return Only;
  }
  void submit() {
    Parked.push_back(std::async(std::launch::async, [] { step(); })); //= open
  }
  void drain() {
    for (auto &Each : Parked)
      Each.wait();
  }
private:
  std::list<std::future<void>> Parked;
};
class Swept {
public:
  static Swept &get() {
    static Swept Only;
    return Only;
  }
  void submit() {
    Parked.clear();
    Parked.push_back(std::async(std::launch::async, [] { step(); })); //= open
  }
private:
  std::list<std::future<void>> Parked;
};
// Whoever has the other one can destroy it.
class OneOfTwo {
public:
  static OneOfTwo &get() {
    static OneOfTwo Only;
    return Only;
  }
  void submit() {
    Parked.push_back(std::async(std::launch::async, [] { step(); })); //= open
  }
private:
  std::list<std::future<void>> Parked;
};
void other() {
  OneOfTwo Mine;
  Mine.submit();
}
// Its destructor may do what it likes.
class HasDestructor {
public:
  static HasDestructor &get() {
    static HasDestructor Only;
    return Only;
  }
  ~HasDestructor() { step(); }
  void submit() {
    Parked.push_back(std::async(std::launch::async, [] { step(); })); //= open
  }
private:
  std::list<std::future<void>> Parked;
};
class Registered {
public:
  static Registered &get() {
    static Registered Only;
    return Only;
  }
  Registered() { register_(this); }
  void submit() {
    Parked.push_back(std::async(std::launch::async, [] { step(); })); //= open
  }
private:
  std::list<std::future<void>> Parked;
};
class ByOther {
public:
  ByOther &other() {
    static ByOther Only;
    return Only;
  }
  void submit() {
    Parked.push_back(std::async(std::launch::async, [] { step(); })); //= open
  }
private:
  std::list<std::future<void>> Parked;
};
// It is no method of its class that has it.
class ByFunction {
public:
  void submit() {
    Parked.push_back(std::async(std::launch::async, [] { step(); })); //= open
  }
private:
  std::list<std::future<void>> Parked;
};
ByFunction &byFunction() {
  static ByFunction Only;
  return Only;
}
)cpp");
}

//===----------------------------------------------------------------------===//
// Dropped, and in the task itself
//===----------------------------------------------------------------------===//

TEST(Burials, AreDroppedHandlesThatNobodyWaitsFor) {
  expectBurials(R"cpp(
#include <future>
#include <thread>
#include <utility>
namespace boost {
namespace fibers {
template <class T> class future {
public:
  ~future();
  T get();
};
template <class F> future<void> async(F &&) { return {}; }
} // namespace fibers
class thread {
public:
  template <class F> explicit thread(F) {}
  ~thread();
};
} // namespace boost
void step();
void use(int &);
void dropped() {
  boost::fibers::async([] { step(); }); //= dropped
}
void droppedOnPurpose() {
  (void)boost::fibers::async([] { step(); }); //= dropped
}
void waits() {
  boost::fibers::async([] { step(); }).get(); //= open
}
// That it may use a dead variable is worse.
void ofLocal() {
  int Local = 0;
  boost::fibers::async([&Local] { use(Local); }); //= open
}
// Its destructor waits.
void blocks() {
  std::async(std::launch::async, [] { step(); }); //= open
}
// To cut loose is not to hide.
void detaches() {
  boost::thread([] { step(); }); //= open
}
void terminates() {
  std::thread([] { step(); }); //= open
}
)cpp");
}

TEST(Burials, AreTasksThatHaveTheirOwnHandle) {
  expectBurials(R"cpp(
#include <future>
#include <memory>
#include <thread>
void step();
void forgets() {
  auto Self = std::make_shared<std::future<void>>();
  *Self = std::async(std::launch::async, [Self] { step(); }); //= own task waits
}
void forgetsThread() {
  auto Self = std::make_shared<std::thread>();
  *Self = std::thread([Self] { step(); }); //= own task terminates
}
void forgetsJoining() {
  auto Self = std::make_shared<std::jthread>();
  *Self = std::jthread([Self] { step(); }); //= own task waits
}
struct Job {
  std::future<void> Done;
  int Number = 0;
};
void forgetsJob() {
  auto J = std::make_shared<Job>();
  J->Done = std::async(std::launch::async, [J] { step(); }); //= own task waits
}
void byReference() {
  auto Self = std::make_shared<std::future<void>>();
  *Self = std::async(std::launch::async, [&Self] { step(); }); //= open
}
void waits() {
  auto Self = std::make_shared<std::future<void>>();
  *Self = std::async(std::launch::async, [Self] { step(); }); //= open
  Self->wait();
}
std::shared_ptr<std::future<void>> handsOut() {
  auto Self = std::make_shared<std::future<void>>();
  *Self = std::async(std::launch::async, [Self] { step(); }); //= open
  return Self;
}
void hasAnother() {
  auto Self = std::make_shared<std::future<void>>();
  auto Other = std::make_shared<std::future<void>>();
  *Self = std::async(std::launch::async, [Other] { step(); }); //= open
}
class Keeps {
public:
  void start() {
    auto Self = std::make_shared<std::future<void>>();
    *Self = std::async(std::launch::async, [Self] { step(); }); //= open
    Mine = Self;
  }
private:
  std::shared_ptr<std::future<void>> Mine;
};
void toCaller(std::shared_ptr<std::future<void>> Self) {
  *Self = std::async(std::launch::async, [Self] { step(); }); //= open
}
)cpp");
}

//===----------------------------------------------------------------------===//
// Pools
//===----------------------------------------------------------------------===//

TEST(Burials, AreStaticPoolsThatWaitAtExit) {
  expectBurials(R"cpp(
#include <future>
#include <memory>
namespace BS {
class thread_pool {
public:
  thread_pool();
  ~thread_pool();
  template <class F> void detach_task(F &&) {}
  template <class F> std::future<void> submit_task(F &&) { return {}; }
  void wait();
  void purge();
  bool wait_for(int);
};
} // namespace BS
void step();
void use(BS::thread_pool &);
void hidden() {
  static BS::thread_pool Pool;
  Pool.detach_task([] { step(); }); //= pool Pool waits
}
static BS::thread_pool FilePool;
void inFile() {
  FilePool.detach_task([] { step(); }); //= pool FilePool waits
}
void leaked() {
  static auto *Pool = new BS::thread_pool;
  Pool->detach_task([] { step(); }); //= pool Pool goes on
}
void owned() {
  static auto Pool = std::make_unique<BS::thread_pool>();
  Pool->detach_task([] { step(); }); //= pool Pool waits
}
// Any function may replace it.
static std::unique_ptr<BS::thread_pool> Replaceable;
void inReplaceable() {
  Replaceable->detach_task([] { step(); }); //= open
}
static BS::thread_pool &hiddenPool() {
  static BS::thread_pool Behind;
  return Behind;
}
void byFunction() {
  hiddenPool().detach_task([] { step(); }); //= pool Behind waits
}
BS::thread_pool &pool() {
  static BS::thread_pool Pool;
  return Pool;
}
void inPoolOfOthers() {
  pool().detach_task([] { step(); }); //= open
}
void dropsFuture() {
  static BS::thread_pool Pool;
  Pool.submit_task([] { step(); }); //= pool Pool waits
}
void waitsForFuture() {
  static BS::thread_pool Pool;
  Pool.submit_task([] { step(); }).wait(); //= open
}
std::future<void> handsOutFuture() {
  static BS::thread_pool Pool;
  return Pool.submit_task([] { step(); }); //= open
}
void waits() {
  static BS::thread_pool Pool;
  Pool.detach_task([] { step(); }); //= open
  Pool.wait();
}
void handsOn() {
  static BS::thread_pool Pool;
  Pool.detach_task([] { step(); }); //= open
  use(Pool);
}
static BS::thread_pool Stopped;
void post() {
  Stopped.detach_task([] { step(); }); //= open
}
void finish() { Stopped.wait(); }
static BS::thread_pool *Deleted;
void postToDeleted() {
  Deleted = new BS::thread_pool;
  Deleted->detach_task([] { step(); }); //= open
}
void remove() { delete Deleted; }
void inLocal() {
  BS::thread_pool Pool;
  Pool.detach_task([] { step(); }); //= open
}
void ofCaller(BS::thread_pool &Pool) {
  Pool.detach_task([] { step(); }); //= open
}
BS::thread_pool Visible;
void inVisible() {
  Visible.detach_task([] { step(); }); //= open
}
class Owner {
public:
  void post() {
    Pool.detach_task([] { step(); }); //= open
  }
private:
  BS::thread_pool Pool;
};
class HasPool {
public:
  static void post() {
    pool().detach_task([] { step(); }); //= pool OfClass waits
  }
private:
  static BS::thread_pool &pool() {
    static BS::thread_pool OfClass;
    return OfClass;
  }
};
class ShowsPool {
public:
  static void post() {
    pool().detach_task([] { step(); }); //= open
  }
  static BS::thread_pool &pool() {
    static BS::thread_pool Shown;
    return Shown;
  }
};
void keepsFuture() {
  static BS::thread_pool Pool;
  auto Done = Pool.submit_task([] { step(); }); //= open
}
)cpp");
}

TEST(Burials, AreNoPoolsThatSomebodyStops) {
  expectBurials(R"cpp(
namespace boost::asio {
class thread_pool {
public:
  explicit thread_pool(int);
  ~thread_pool();
  void stop();
  void join();
};
class io_context {
public:
  void run();
};
template <class Executor, class F> void post(Executor &, F &&) {}
} // namespace boost::asio
void step();
void hidden() {
  static boost::asio::thread_pool Pool(1);
  boost::asio::post(Pool, [] { step(); }); //= pool Pool waits
}
static boost::asio::thread_pool Stopped(1);
void inStopped() {
  boost::asio::post(Stopped, [] { step(); }); //= open
}
void stop() { Stopped.stop(); }
static boost::asio::thread_pool Joined(1);
void inJoined() {
  boost::asio::post(Joined, [] { step(); }); //= open
}
void join() { Joined.join(); }
// Who runs the loop knows.
void onLoop() {
  static boost::asio::io_context Loop;
  boost::asio::post(Loop, [] { step(); }); //= open
}
static boost::asio::thread_pool Named(1);
static boost::asio::thread_pool *Other = &Named;
void inNamed() {
  boost::asio::post(Named, [] { step(); }); //= open
}
void stopOther() { Other->stop(); }
)cpp");
}

//===----------------------------------------------------------------------===//
// Leaks
//===----------------------------------------------------------------------===//

TEST(Burials, AreObjectsThatWouldJoinAndAreLeaked) {
  expectBurials(R"cpp(
#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>
void step();
class Runner {
public:
  explicit Runner(std::function<void()> Body) : Inner(std::move(Body)) {}
  ~Runner() { Inner.join(); }
private:
  std::thread Inner;
};
Runner *launch(std::function<void()> Body) {
  return new Runner(std::move(Body));
}
void adopt(Runner *);
void dropped() {
  new Runner([] { step(); }); //= leak goes on in dropped
}
void droppedResult() {
  launch([] { step(); }); //= leak goes on in droppedResult
}
void inLocal() {
  auto *Mine = new Runner([] { step(); }); //= leak Mine goes on in inLocal
}
void inStatic() {
  static auto *Only = new Runner([] { step(); }); //= leak Only goes on in inStatic
}
void onStack() {
  Runner Mine([] { step(); });
}
void deleted() {
  auto *Mine = new Runner([] { step(); });
  step();
  delete Mine;
}
void owned() {
  std::unique_ptr<Runner> Mine(new Runner([] { step(); }));
}
void ownedLater() {
  auto *Mine = new Runner([] { step(); });
  std::shared_ptr<Runner> Guard(Mine);
}
void handedOn() {
  adopt(new Runner([] { step(); }));
}
Runner *shared() {
  static auto *Only = new Runner([] { step(); });
  return Only;
}
void handsOut(Runner **Out) {
  *Out = new Runner([] { step(); });
}
Runner *Visible;
void inVisible() {
  Visible = new Runner([] { step(); });
}
static Runner *Deleted;
void inDeleted() {
  Deleted = new Runner([] { step(); });
}
void remove() { delete Deleted; }
class Keeper {
public:
  void start() { Mine = new Runner([] { step(); }); }
  ~Keeper() { delete Mine; }
private:
  Runner *Mine = nullptr;
};
static std::vector<std::unique_ptr<Runner>> Crew;
void hire() {
  Crew.emplace_back(new Runner([] { step(); }));
}
)cpp");
}

TEST(Burials, AreLeakedObjectsOnlyIfTheirDestructorAloneWaits) {
  expectBurials(R"cpp(
#include <atomic>
#include <thread>
void step();
void task() { step(); }
class Joins {
public:
  Joins() : Own(task) {} //= open
  ~Joins() { stop(); }
  void stop() {
    if (Own.joinable())
      Own.join();
  }
private:
  std::thread Own;
};
void leaksJoins() { new Joins; }
class JoinsAlone {
public:
  JoinsAlone() : Own(task) {}
  ~JoinsAlone() { stop(); }
private:
  void stop() { Own.join(); }
  std::thread Own;
};
void leaksJoinsAlone() {
  new JoinsAlone; //= leak goes on in leaksJoinsAlone
}
class ByType {
public:
  ByType() : Own(task) {}
private:
  std::jthread Own;
};
void leaksByType() {
  new ByType; //= leak goes on in leaksByType
}
class ByInitializer {
private:
  std::jthread Own{task};
};
void leaksByInitializer() {
  new ByInitializer; //= leak goes on in leaksByInitializer
}
class Unseen {
public:
  Unseen() : Own(task) {} //= open
  ~Unseen() { Own.join(); }
  void stop();
private:
  std::thread Own;
};
void leaksUnseen() { new Unseen; }
class Started {
public:
  void start() { Own = std::thread(task); }
  ~Started() {
    if (Own.joinable())
      Own.join();
  }
private:
  std::thread Own;
};
void leaksStarted() {
  auto *S = new Started; //= leak S goes on in leaksStarted
  S->start();
}
void leaksIdle() {
  auto *S = new Started;
  (void)S;
}
)cpp");
}

TEST(Burials, AreNoLeaksWhereTheObjectIsKnownOrMeant) {
  expectBurials(R"cpp(
#include <atomic>
#include <stop_token>
#include <thread>
#include <vector>
void step();
void task() { step(); }
void enlist(void *);
class Listed {
public:
  Listed() : Own(task) { enlist(this); } //= open
  ~Listed() { Own.join(); }
private:
  std::thread Own;
};
void startListed() { new Listed; }
class Global;
std::vector<Global *> All;
class Global {
public:
  Global() : Own(task) { All.push_back(this); } //= open
  ~Global() { Own.join(); }
private:
  std::thread Own;
};
void startGlobal() { new Global; }
class Reached {
public:
  Reached() : Own(task) {} //= open
  ~Reached() { Own.join(); }
  Reached *self() { return this; }
private:
  std::thread Own;
};
void startReached() { new Reached; }
// A local variable tells nobody.
class AddressInLocal {
public:
  AddressInLocal() : Own(task) {
    AddressInLocal *Self = this;
    Self->Count = 1;
  }
  ~AddressInLocal() { Own.join(); }
private:
  std::thread Own;
  int Count = 0;
};
void startAddressInLocal() {
  new AddressInLocal; //= leak goes on in startAddressInLocal
}
class InTwo {
public:
  InTwo() : Own(task) {}
  ~InTwo() { Own.join(); }
private:
  std::thread Own;
};
static InTwo *Last;
void startInTwo() {
  InTwo *Mine = new InTwo; //= leak Last goes on in startInTwo
  Last = Mine;
}
// A singleton that asks its thread to stop.
class Asking {
public:
  Asking() : Own([](std::stop_token Stop) { //= open
    while (!Stop.stop_requested())
      step();
  }) {}
  ~Asking() {
    Own.request_stop();
    Own.join();
  }
private:
  std::jthread Own;
};
void ask() {
  static auto *Only = new Asking;
  (void)Only;
}
// A singleton whose class can stop and join is leaked on purpose.
class Flusher {
public:
  Flusher() : Own([this] { run(); }) {}
  ~Flusher() {
    Stop = true;
    Own.join();
  }
private:
  void run() {
    while (!Stop)
      step();
  }
  std::atomic<bool> Stop{false};
  std::thread Own;
};
void enable() {
  static auto *Only = new Flusher;
  (void)Only;
}
void forget() {
  new Flusher; //= leak goes on in forget
}
// This one stops and joins at exit.
void enableToo() { static Flusher Only; }
)cpp");
}

TEST(Burials, AreStaticObjectsThatWaitAtExit) {
  expectBurials(R"cpp(
#include <thread>
#include <vector>
void step();
void task() { step(); }
class Runner {
public:
  Runner() : Own(task) {}
  ~Runner() { Own.join(); }
private:
  std::thread Own;
};
void local() {
  static Runner Only; //= static Only waits in local
}
static Runner AtStart; //= static AtStart waits
Runner Visible;
Runner &shared() {
  static Runner Shared;
  return Shared;
}
void onStack() { Runner Mine; }
class Idle {
public:
  Idle() { step(); }
  void start() { Own = std::thread(task); }
  ~Idle() {
    if (Own.joinable())
      Own.join();
  }
private:
  std::thread Own;
};
void started() {
  static Idle Worker; //= static Worker waits in started
  Worker.start();
}
void neverStarted() {
  static Idle Never;
  (void)Never;
}
)cpp");
}

} // namespace
} // namespace tether::facts
