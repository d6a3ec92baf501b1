//===- InHouseTest.cpp - What a project's own classes were seen to be -----===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/facts/ask/InHouse.h"
#include "Snippet.h"

namespace tether::facts {
namespace {

std::vector<InHouseFact> factsOf(const Snippet &S) {
  return inHouseFacts(*S.Prog);
}

/// What each class or function is.
Lines kinds(const Snippet &S) {
  Lines Result;
  for (const InHouseFact &F : factsOf(S))
    S.note(Result, F.Of->getLocation(), F.What);
  return Result;
}

/// Why it is that, where that is seen.
Lines reasons(const Snippet &S) {
  Lines Result;
  for (const InHouseFact &F : factsOf(S))
    for (const InHouseFact::Reason &R : F.Why)
      S.note(Result, R.Where, StringRef(R.Text).trim());
  return Result;
}

void expectKinds(const char *Code) {
  Snippet S(Code);
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(kinds(S), S.expected());
}

void expectReasons(const char *Code) {
  Snippet S(Code);
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(reasons(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Channels
//===----------------------------------------------------------------------===//

TEST(InHouse, ChannelsAreToldWithTheirBound) {
  expectKinds(R"cpp(
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>
template <class T> class Endless { //= a channel, unbounded
public:
  void put(T V) {
    std::lock_guard<std::mutex> L(M);
    Q.push_back(std::move(V));
    C.notify_one();
  }
  T get() {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return !Q.empty(); });
    T V = std::move(Q.front());
    Q.pop_front();
    return V;
  }

private:
  std::mutex M;
  std::condition_variable C;
  std::deque<T> Q;
};
class Constant { //= a channel, bounded
public:
  void put(int V) {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return Q.size() < 8; });
    Q.push_back(V);
    C.notify_all();
  }
  int get() {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return !Q.empty(); });
    int V = Q.front();
    Q.pop_front();
    C.notify_all();
    return V;
  }

private:
  std::mutex M;
  std::condition_variable C;
  std::deque<int> Q;
};
class Given { //= a channel, bounded by argument 2 of its constructor
public:
  Given(const char *Name, unsigned Limit) : Name(Name), Limit(Limit) {}
  void put(int V) {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return Q.size() < Limit; });
    Q.push_back(V);
    C.notify_all();
  }
  int get() {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return !Q.empty(); });
    int V = Q.front();
    Q.pop_front();
    C.notify_all();
    return V;
  }

private:
  const char *Name;
  unsigned Limit;
  std::mutex M;
  std::condition_variable C;
  std::deque<int> Q;
};
class Changing { //= a channel, its bound is not known
public:
  explicit Changing(unsigned Limit) : Limit(Limit) {}
  void resize(unsigned N) { Limit = N; }
  void put(int V) {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return Q.size() < Limit; });
    Q.push_back(V);
    C.notify_all();
  }
  int get() {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return !Q.empty(); });
    int V = Q.front();
    Q.pop_front();
    C.notify_all();
    return V;
  }

private:
  unsigned Limit;
  std::mutex M;
  std::condition_variable C;
  std::deque<int> Q;
};
// It has two, which are told apart.
class Link { //= a channel, unbounded: 'Incoming', a channel, unbounded: 'Outgoing'
public:
  void post(int V) {
    std::lock_guard<std::mutex> L(M);
    Outgoing.push_back(V);
    C.notify_all();
  }
  int posted() {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return !Outgoing.empty(); });
    int V = Outgoing.front();
    Outgoing.pop_front();
    return V;
  }
  void answer(int V) {
    std::lock_guard<std::mutex> L(M);
    Incoming.push_back(V);
    C.notify_all();
  }
  int answered() {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return !Incoming.empty(); });
    int V = Incoming.front();
    Incoming.pop_front();
    return V;
  }

private:
  std::mutex M;
  std::condition_variable C;
  std::deque<int> Incoming, Outgoing;
};
// A container that nobody waits for.
class Plain {
public:
  void add(int V) { All.push_back(V); }
  int last() {
    int V = All.back();
    All.pop_back();
    return V;
  }

private:
  std::vector<int> All;
};
// Two instantiations are told once.
void use(Endless<int> &A, Endless<char> &B) {
  A.put(A.get());
  B.put(B.get());
}
)cpp");
}

TEST(InHouse, ChannelsAreToldWithWhatTheirFunctionsDo) {
  Snippet S(R"cpp(
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <stdexcept>
class Queue {
public:
  void put(int V) { //= 'put' sends, and waits for room; throws if it is closed
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return Q.size() < 8 || Closed; });
    if (Closed)
      throw std::runtime_error("closed");
    Q.push_back(V);
    C.notify_all();
  }
  bool offer(int V) { //= 'offer' sends, and waits for room; says so if it is closed
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return Q.size() < 8 || Closed; });
    if (Closed)
      return false;
    Q.push_back(V);
    C.notify_all();
    return true;
  }
  void must(int V) { //= 'must' sends, and waits for room; ends the process if it is closed
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return Q.size() < 8 || Closed; });
    if (Closed)
      std::abort();
    Q.push_back(V);
    C.notify_all();
  }
  void perhaps(int V) { //= 'perhaps' sends, and waits for room; drops the element if it is closed
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return Q.size() < 8 || Closed; });
    if (Closed)
      return;
    Q.push_back(V);
    C.notify_all();
  }
  void whatever(int V) { //= 'whatever' sends, and waits for room; waits for ever if it is closed
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return Q.size() < 8; });
    Q.push_back(V);
    C.notify_all();
  }
  bool tryPut(int V) { //= 'tryPut' sends if there is room
    std::lock_guard<std::mutex> L(M);
    if (Q.size() >= 8)
      return false;
    Q.push_back(V);
    C.notify_all();
    return true;
  }
  bool putFor(int V) { //= 'putFor' sends, and gives up waiting
    std::unique_lock<std::mutex> L(M);
    if (!C.wait_for(L, std::chrono::seconds(1), [&] { return Q.size() < 8; }))
      return false;
    Q.push_back(V);
    C.notify_all();
    return true;
  }
  void force(int V) { //= 'force' sends
    std::lock_guard<std::mutex> L(M);
    Q.push_back(V);
    C.notify_all();
  }
  int get() { //= 'get' receives, and waits for it
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return !Q.empty() || Closed; });
    if (Q.empty())
      return -1;
    int V = Q.front();
    Q.pop_front();
    C.notify_all();
    return V;
  }
  bool tryGet(int &V) { //= 'tryGet' receives if something is there
    std::lock_guard<std::mutex> L(M);
    if (Q.empty())
      return false;
    V = Q.front();
    Q.pop_front();
    C.notify_all();
    return true;
  }
  bool getFor(int &V) { //= 'getFor' receives, and gives up waiting
    std::unique_lock<std::mutex> L(M);
    if (!C.wait_for(L, std::chrono::seconds(1), [&] { return !Q.empty(); }))
      return false;
    V = Q.front();
    Q.pop_front();
    C.notify_all();
    return true;
  }
  void close() { //= 'close' closes
    std::lock_guard<std::mutex> L(M);
    Closed = true;
    C.notify_all();
  }

private:
  std::mutex M;
  std::condition_variable C;
  std::deque<int> Q;
  bool Closed = false;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const InHouseFact &F : factsOf(S)) {
    EXPECT_EQ(F.K, InHouseFact::Channel);
    for (const InHouseFact::Reason &R : F.Why)
      if (StringRef(R.Text).starts_with("'"))
        S.note(Found, R.Where, R.Text);
  }
  EXPECT_EQ(Found, S.expected());
}

TEST(InHouse, EachOperationOfAChannelSaysWhy) {
  Snippet S(R"cpp(
#include <condition_variable>
#include <deque>
#include <mutex>
class Queue {
public:
  void put(int V) {
    std::unique_lock<std::mutex> L(M);
    Q.push_back(V); //= adds to 'Q'
    C.notify_all(); //= wakes 'C'
  }
  int get() {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return !Q.empty(); }); //= waits until something is there
    int V = Q.front();
    Q.pop_front(); //= takes from 'Q'
    return V;
  }

private:
  std::mutex M;
  std::condition_variable C;
  std::deque<int> Q;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  Lines Found;
  for (const InHouseFact &F : factsOf(S))
    for (const InHouseFact::Reason &R : F.Why)
      if (StringRef Text = R.Text; Text.consume_front("  it "))
        S.note(Found, R.Where, Text);
  EXPECT_EQ(Found, S.expected());
}

//===----------------------------------------------------------------------===//
// Spawns
//===----------------------------------------------------------------------===//

TEST(InHouse, AFunctionThatStartsItsCallableIsASpawn) {
  expectKinds(R"cpp(
#include <deque>
#include <functional>
#include <thread>
#include <vector>
template <class F> void spawn(F Body) { //= a spawn: what it is given as 'Body' runs as a task
  std::thread(Body).detach();
}
template <class F> void inPlace(F Body) { Body(); }
void detached(std::function<void()> Work) { //= a spawn: what it is given as 'Work' runs as a task
  std::thread T(std::move(Work));
  T.detach();
}
void wrapped(std::function<void()> Work) { //= a spawn: what it is given as 'Work' runs as a task
  std::thread T([Work] { Work(); });
  T.join();
}
void forwarded(std::function<void()> Work) { //= a spawn: what it is given as 'Work' runs as a task
  detached(Work);
}
void two(std::function<void()> Now, std::function<void()> Later) { //= a spawn: what it is given as 'Later' runs as a task
  Now();
  std::thread T(Later);
  T.join();
}
void kept(std::function<void()> Done) {
  static std::vector<std::function<void()>> All;
  All.push_back(Done);
}
void none(int N) {
  std::thread T([N] { (void)N; });
  T.join();
}
class Pool {
public:
  void post(std::function<void()> Work) { //= a spawn: what it is given as 'Work' runs as a task
    All.push_back(std::move(Work));
  }

private:
  std::deque<std::function<void()>> All;
  std::thread Worker{[this] {
    for (auto &Work : All)
      Work();
  }};
};
void use(Pool &P) {
  spawn([] {});
  inPlace([] {});
  spawn([] { inPlace([] {}); });
}
)cpp");
}

TEST(InHouse, ASpawnSaysWhereItStarts) {
  expectReasons(R"cpp(
#include <deque>
#include <functional>
#include <thread>
void detached(std::function<void()> Work) {
  std::thread T(std::move(Work)); //= it is started here
  T.detach();
}
void wrapped(std::function<void()> Work) {
  std::thread T([Work] { //= that task is started here
    Work(); //= a task runs it here
  });
  T.join();
}
class Pool {
public:
  void post(std::function<void()> Work) { All.push_back(std::move(Work)); }
  ~Pool() { Worker.join(); } //= it is waited for here

private:
  void loop() {
    for (auto &Work : All)
      Work(); //= a task runs it here
  }
  std::deque<std::function<void()>> All;
  std::thread Worker{[this] { loop(); }}; //= the task is started here, that task is started here
};
)cpp");
}

//===----------------------------------------------------------------------===//
// Owners and handles
//===----------------------------------------------------------------------===//

TEST(InHouse, AClassThatKeepsATaskIsAnOwnerIfItWaits) {
  expectKinds(R"cpp(
#include <future>
#include <memory>
#include <thread>
#include <vector>
void work();
class Joins { //= an owner: it keeps a task in 'T' and waits for it when it dies
public:
  void start() { T = std::thread(work); }
  ~Joins() {
    if (T.joinable())
      T.join();
  }

private:
  std::thread T;
};
class Scoped { //= an owner: it keeps a task in 'T' and waits for it when it dies
public:
  void start() { T = std::jthread(work); }

private:
  std::jthread T;
};
class Several { //= an owner: it keeps a task in 'All' and waits for it when it dies
public:
  void start() { All.emplace_back(work); }
  ~Several() {
    for (auto &T : All)
      T.join();
  }

private:
  std::vector<std::thread> All;
};
class OnRequest { //= a handle: it keeps a task in 'T' and waits for it only when it is asked to
public:
  void start() { T = std::thread(work); }
  void wait() { T.join(); }

private:
  std::thread T;
};
class LetsGo { //= a handle: it keeps a task in 'T' and waits for it only when it is asked to
public:
  void start() { T = std::thread(work); }
  void letGo() { T.detach(); }

private:
  std::thread T;
};
class Result { //= an owner: it keeps a task in 'Value' and waits for it when it dies
public:
  void start() { Value = std::async(std::launch::async, [] { return 1; }); }
  int get() { return Value.get(); }

private:
  std::future<int> Value;
};
// Nobody waits for it, nor lets it go.
class Neither {
public:
  void start() { T = new std::thread(work); }

private:
  std::thread *T = nullptr;
};
// A task, but no handle of it in a member.
class Local {
public:
  void run() {
    std::thread T(work);
    T.join();
  }
};
// The handle is in what it has.
struct State {
  std::thread T;
};
class Nested { //= an owner: it keeps a task in 'In.T' and waits for it when it dies
public:
  void start() { In->T = std::thread(work); }
  ~Nested() { In->T.join(); }

private:
  std::unique_ptr<State> In = std::make_unique<State>();
};
)cpp");
}

TEST(InHouse, AnOwnerSaysWhoWaits) {
  expectReasons(R"cpp(
#include <thread>
void work();
class Joins {
public:
  void start() { T = std::thread(work); } //= the task is started here
  void wait() { T.join(); }
  ~Joins() { T.join(); } //= it is waited for here

private:
  std::thread T;
};
class OnRequest {
public:
  void start() { T = std::thread(work); } //= the task is started here
  void wait() { T.join(); } //= it is waited for here
  void letGo() { T.detach(); } //= it is detached here

private:
  std::thread T;
};
)cpp");
}

//===----------------------------------------------------------------------===//
// By their names
//===----------------------------------------------------------------------===//

TEST(InHouse, NamesSayWhatNoBodyDoes) {
  expectKinds(R"cpp(
#include <functional>
#include <thread>
class Request {};
class Response {};
class Executor {
public:
  void post(std::function<void()> Work); //= a function that runs its callable later, by convention 'kept-for-later'
  void postNow(std::function<void()> Work);
  void each(std::function<void()> Work);
};
class Router {
public:
  void add(const char *Path, std::function<void(const Request &, Response &)> H); //= a function that registers request handlers, by convention 'request-and-response'
};
class Handler {
public:
  virtual ~Handler() = default;
  virtual void handle(const Request &, Response &) = 0;
};
class Pages : public Handler {
public:
  void handle(const Request &, Response &) override {} //= a request handler, by convention 'request-handler'
  void other(const Request &, Response &) {}
};
void use(Executor &E, Router &R) {
  E.post([] {});
  E.post([] {});
  E.postNow([] {});
  E.each([] {});
  R.add("/", [](const Request &, Response &) {});
  std::thread([] {}).join();
}
)cpp");
}

//===----------------------------------------------------------------------===//
// The list
//===----------------------------------------------------------------------===//

TEST(InHouse, IsToldInTheOrderOfTheCode) {
  Snippet S(R"cpp(
#include <functional>
#include <thread>
void spawn(std::function<void()> Work) {
  std::thread T(Work);
  T.detach();
}
class Executor {
public:
  void post(std::function<void()> Work);
};
class Owner {
public:
  void start(std::function<void()> Work) { T = std::thread(Work); }
  ~Owner() { T.join(); }
  std::thread T;
};
void use(Executor &E) { E.post([] {}); }
)cpp");
  ASSERT_TRUE(S.compiles());
  std::vector<std::pair<std::string, InHouseFact::Kind>> Found;
  for (const InHouseFact &F : factsOf(S))
    Found.push_back({F.Of->getNameAsString(), F.K});
  const std::vector<std::pair<std::string, InHouseFact::Kind>> Expected = {
      {"spawn", InHouseFact::Spawn},
      {"post", InHouseFact::ByName},
      {"Owner", InHouseFact::Owner},
      {"start", InHouseFact::Spawn}};
  EXPECT_EQ(Found, Expected);
  Snippet Empty("int answer() { return 42; }");
  EXPECT_TRUE(factsOf(Empty).empty());
}

} // namespace
} // namespace tether::facts
