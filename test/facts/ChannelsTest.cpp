//===- ChannelsTest.cpp - Classes that are channels -----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Snippet.h"
#include "gtest/gtest.h"

using namespace tether::facts;

namespace {

void expectChannels(const char *Code) {
  Snippet S(Code);
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(S.channels(), S.expected());
}

TEST(Channels, WaitWithPredicatesAndLoops) {
  expectChannels(R"cpp(
#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <optional>
#include <queue>
struct Message { int Id; };
template <class T> class Predicates { //= bounded by argument 0
public:
  explicit Predicates(std::size_t N) : Limit(N) {}
  void push(T V) { //= send when-full blocks
    std::unique_lock<std::mutex> L(M);
    Room.wait(L, [&] { return Q.size() < Limit; });
    Q.emplace(std::move(V));
    Ready.notify_one();
  }
  bool tryPush(const T &V) { //= send try
    std::unique_lock<std::mutex> L(M, std::try_to_lock);
    if (!L || Q.size() >= Limit)
      return false;
    Q.push(V);
    Ready.notify_one();
    return true;
  }
  std::optional<T> pop() { //= receive
    std::unique_lock<std::mutex> L(M);
    Ready.wait(L, [&] { return !Q.empty() || Done; });
    if (Q.empty())
      return {};
    std::optional<T> V(std::move(Q.front()));
    Q.pop();
    Room.notify_one();
    return V;
  }
  std::optional<T> tryPop() { //= receive try
    std::lock_guard<std::mutex> L(M);
    if (Q.empty())
      return std::nullopt;
    T V = std::move(Q.front());
    Q.pop();
    return V;
  }
  void done() { //= close
    std::lock_guard<std::mutex> L(M);
    Done = true;
    Ready.notify_all();
  }
  std::size_t size() const { return Q.size(); }

private:
  std::mutex M;
  std::condition_variable Ready, Room;
  std::queue<T> Q;
  std::size_t Limit;
  bool Done = false;
};
class Loops { //= unbounded
public:
  void send(Message *V) { //= send
    M.lock();
    const bool WasEmpty = Q.empty();
    Q.push_back(V);
    M.unlock();
    if (WasEmpty)
      C.notify_one();
  }
  Message *receive() { //= receive says-closed
    std::unique_lock<std::mutex> L(M);
    while (Q.empty() && !Quit)
      C.wait(L);
    if (Quit)
      return nullptr;
    Message *V = Q.front();
    Q.pop_front();
    return V;
  }
  Message *receiveFor(int Milliseconds) { //= receive timed
    std::unique_lock<std::mutex> L(M);
    while (Q.empty())
      if (C.wait_for(L, std::chrono::milliseconds(Milliseconds)) ==
          std::cv_status::timeout)
        return nullptr;
    Message *V = Q.front();
    Q.pop_front();
    return V;
  }
  void drain(std::list<Message *> &All) { //= receive try
    std::unique_lock<std::mutex> L(M);
    All.swap(Q);
  }
  void quit() { //= close
    std::unique_lock<std::mutex> L(M);
    Quit = true;
    C.notify_all();
  }
  void restart() {
    Quit = false;
    C.notify_all();
  }

private:
  std::mutex M;
  std::condition_variable C;
  std::list<Message *> Q;
  bool Quit = false;
};
void use() {
  Predicates<int> P(4);
  P.push(1);
  P.tryPush(1);
  P.pop();
  P.tryPop();
  P.done();
}
)cpp");
}

TEST(Channels, HelpersAndInnerStates) {
  expectChannels(R"cpp(
#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <vector>
class Helpers { //= unbounded
public:
  void add(int V) { //= send throws
    std::lock_guard<std::mutex> L(M);
    if (closed())
      throw std::logic_error("closed");
    append(V);
  }
  int take() { //= receive
    std::unique_lock<std::mutex> L(M);
    awaitItem(L);
    if (Items.empty())
      return -1;
    int V = Items.back();
    Items.pop_back();
    return V;
  }
  void stop() { //= close
    Closed.store(true);
    wakeAll();
  }

private:
  bool closed() const { return Closed; } //= is-closed
  void append(int V) { //= send
    Items.push_back(V);
    Ready.notify_one();
  }
  void awaitItem(std::unique_lock<std::mutex> &L) {
    while (Items.empty() && !closed())
      Ready.wait(L);
  }
  void wakeAll() { Ready.notify_all(); }
  std::mutex M;
  std::condition_variable Ready;
  std::vector<int> Items;
  std::atomic<bool> Closed{false};
};
// One that hides its members.
class Hidden { //= bounded
public:
  void put(int V) { //= send when-full blocks
    std::unique_lock<std::mutex> L(S->M);
    S->Changed.wait(L, [this] { return S->Items.size() < 32; });
    S->Items.push_back(V);
    S->Changed.notify_all();
  }
  int get() { //= receive
    std::unique_lock<std::mutex> L(S->M);
    S->Changed.wait(L, [this] { return !S->Items.empty() || S->Over; });
    int V = S->Items.front();
    S->Items.pop_front();
    S->Changed.notify_all();
    return V;
  }
  void over() { //= close
    S->Over = true;
    S->Changed.notify_all();
  }

private:
  struct State {
    std::mutex M;
    std::condition_variable Changed;
    std::deque<int> Items;
    bool Over = false;
  };
  std::shared_ptr<State> S = std::make_shared<State>();
};
)cpp");
}

TEST(Channels, RingsAndStructs) {
  expectChannels(R"cpp(
#include <condition_variable>
#include <mutex>
#include <pthread.h>
#include <semaphore.h>
#include <vector>
class Vector { //= bounded
public:
  Vector(unsigned Size) : Slots(Size), Size(Size) {}
  void push(int V) { //= send when-full
    std::unique_lock<std::mutex> L(M);
    while (Used == Size && !Ended)
      C.wait(L);
    Slots[(First + Used++) % Slots.size()] = V;
    C.notify_all();
  }
  bool pop(int &V) { //= receive says-closed
    std::unique_lock<std::mutex> L(M);
    while (Used == 0) {
      if (Ended)
        return false;
      C.wait(L);
    }
    V = Slots[First];
    First = (First + 1) % Slots.size();
    --Used;
    C.notify_all();
    return true;
  }
  void end() { //= close
    Ended = true;
    C.notify_all();
  }

private:
  std::mutex M;
  std::condition_variable C;
  std::vector<int> Slots;
  unsigned First = 0, Used = 0, Size;
  bool Ended = false;
};
struct fifo { //= bounded
  pthread_mutex_t lock;
  pthread_cond_t more, less;
  void *slots[8];
  int head, tail, count, shutdown;
};
int fifo_put(fifo *F, void *Item) { //= send when-full says-closed
  pthread_mutex_lock(&F->lock);
  while (F->count == 8 && !F->shutdown)
    pthread_cond_wait(&F->less, &F->lock);
  if (F->shutdown) {
    pthread_mutex_unlock(&F->lock);
    return -1;
  }
  F->slots[F->tail++ % 8] = Item;
  F->count++;
  pthread_cond_signal(&F->more);
  pthread_mutex_unlock(&F->lock);
  return 0;
}
void *fifo_get(fifo *F) { //= receive
  void *Item = nullptr;
  pthread_mutex_lock(&F->lock);
  while (F->count == 0 && !F->shutdown)
    pthread_cond_wait(&F->more, &F->lock);
  if (F->count) {
    Item = F->slots[F->head++ % 8];
    F->count--;
    pthread_cond_signal(&F->less);
  }
  pthread_mutex_unlock(&F->lock);
  return Item;
}
void fifo_shutdown(fifo *F) { //= close
  pthread_mutex_lock(&F->lock);
  F->shutdown = 1;
  pthread_cond_broadcast(&F->more);
  pthread_cond_broadcast(&F->less);
  pthread_mutex_unlock(&F->lock);
}
class Semaphores { //= bounded
public:
  void push(int V) { //= send when-full
    sem_wait(&Free);
    pthread_mutex_lock(&M);
    Slots[Tail++ % 8] = V;
    pthread_mutex_unlock(&M);
    sem_post(&Full);
  }
  int pop() { //= receive
    sem_wait(&Full);
    pthread_mutex_lock(&M);
    int V = Slots[Head++ % 8];
    pthread_mutex_unlock(&M);
    sem_post(&Free);
    return V;
  }

private:
  sem_t Free, Full;
  pthread_mutex_t M;
  std::vector<int> Slots;
  unsigned Head = 0, Tail = 0;
};
)cpp");
}

TEST(Channels, ConditionsThatAreWrapped) {
  expectChannels(R"cpp(
#include <condition_variable>
#include <deque>
#include <mutex>
class Mutex {
public:
  void lock() { M.lock(); }
  void unlock() { M.unlock(); }
  std::mutex M;
};
class CondVar {
public:
  explicit CondVar(Mutex *M) : M(M) {}
  void wait() {
    std::unique_lock<std::mutex> L(M->M, std::adopt_lock);
    C.wait(L);
    L.release();
  }
  void signal() { C.notify_one(); }
  void signalAll() { C.notify_all(); }

private:
  std::condition_variable C;
  Mutex *const M;
};
class Queue { //= bounded
public:
  Queue() : Changed(&M) {}
  void put(int V) { //= send when-full
    std::lock_guard<Mutex> L(M);
    while (Items.size() >= 8 && !Closed)
      Changed.wait();
    Items.push_back(V);
    Changed.signalAll();
  }
  bool get(int *V) { //= receive says-closed
    std::lock_guard<Mutex> L(M);
    while (Items.empty()) {
      if (Closed)
        return false;
      Changed.wait();
    }
    *V = Items.front();
    Items.pop_front();
    Changed.signalAll();
    return true;
  }
  void close() { //= close
    Closed = true;
    Changed.signalAll();
  }

private:
  Mutex M;
  CondVar Changed;
  std::deque<int> Items;
  bool Closed = false;
};
)cpp");
}

TEST(Channels, ContainersOfOnesOwn) {
  expectChannels(R"cpp(
#include <condition_variable>
#include <mutex>
#include <vector>
template <class T> class Circle {
public:
  explicit Circle(std::size_t N) : Items(N + 1) {}
  void push_back(T &&V) {
    Items[Tail] = std::move(V);
    Tail = (Tail + 1) % Items.size();
  }
  const T &front() const { return Items[Head]; }
  T &front() { return Items[Head]; }
  void pop_front() { Head = (Head + 1) % Items.size(); }
  bool empty() const { return Head == Tail; }
  bool full() const { return (Tail + 1) % Items.size() == Head; }

private:
  std::vector<T> Items;
  std::size_t Head = 0, Tail = 0;
};
template <class T> class Blocking { //= bounded
public:
  explicit Blocking(std::size_t N) : Q(N) {}
  void enqueue(T &&V) { //= send when-full
    {
      std::unique_lock<std::mutex> L(M);
      Popped.wait(L, [this] { return !Q.full(); });
      Q.push_back(std::move(V));
    }
    Pushed.notify_one();
  }
  void enqueueNow(T &&V) { //= send
    {
      std::unique_lock<std::mutex> L(M);
      Q.push_back(std::move(V));
    }
    Pushed.notify_one();
  }
  bool dequeueFor(T &V, int Milliseconds) { //= receive timed
    {
      std::unique_lock<std::mutex> L(M);
      if (!Pushed.wait_for(L, std::chrono::milliseconds(Milliseconds),
                           [this] { return !Q.empty(); }))
        return false;
      V = std::move(Q.front());
      Q.pop_front();
    }
    Popped.notify_one();
    return true;
  }

private:
  std::mutex M;
  std::condition_variable Pushed, Popped;
  Circle<T> Q;
};
void use() {
  Blocking<int> B(4);
  int V = 1;
  B.enqueue(1);
  B.enqueueNow(2);
  B.dequeueFor(V, 3);
}
)cpp");
}

TEST(Channels, MutexesThatWait) {
  expectChannels(R"cpp(
#include <absl/base/thread_annotations.h>
#include <absl/synchronization/mutex.h>
#include <deque>
class Abseil { //= bounded
public:
  void push(int V) { //= send when-full
    absl::MutexLock L(&M);
    M.Await(absl::Condition(this, &Abseil::hasRoom));
    Q.push_back(V);
  }
  int pop() { //= receive
    absl::MutexLock L(&M);
    M.Await(absl::Condition(this, &Abseil::hasItem));
    int V = Q.front();
    Q.pop_front();
    return V;
  }
  bool hasItem() const { return !Q.empty(); }
  bool hasRoom() const { return Q.size() < 8; }
  absl::Mutex M;
  std::deque<int> Q;
};
)cpp");
}

TEST(Channels, BoundsThatMayChange) {
  expectChannels(R"cpp(
#include <condition_variable>
#include <deque>
#include <mutex>
template <class T> class Settable { //= unknown bound
public:
  explicit Settable(std::size_t N) : Limit(N) {}
  void setLimit(std::size_t N) { Limit = N; } // Nobody calls it here.
  void push(T V) { //= send when-full
    std::unique_lock<std::mutex> L(M);
    while (Items.size() >= Limit)
      C.wait(L);
    Items.push_back(V);
    C.notify_all();
  }
  T pop() { //= receive
    std::unique_lock<std::mutex> L(M);
    while (Items.empty())
      C.wait(L);
    T V = Items.front();
    Items.pop_front();
    C.notify_all();
    return V;
  }

private:
  std::mutex M;
  std::condition_variable C;
  std::deque<T> Items;
  std::size_t Limit;
};
class Elsewhere { //= unknown bound
public:
  explicit Elsewhere(std::size_t N) : Limit(N) {}
  void resize(std::size_t);
  void push(int V) { //= send when-full
    std::unique_lock<std::mutex> L(M);
    while (Items.size() >= Limit)
      C.wait(L);
    Items.push_back(V);
    C.notify_all();
  }
  int pop() { //= receive
    std::unique_lock<std::mutex> L(M);
    while (Items.empty())
      C.wait(L);
    int V = Items.front();
    Items.pop_front();
    C.notify_all();
    return V;
  }

private:
  std::mutex M;
  std::condition_variable C;
  std::deque<int> Items;
  std::size_t Limit;
};
void use() {
  Settable<int> S(4);
  S.push(1);
  S.pop();
}
)cpp");
}

TEST(Channels, OthersAreNone) {
  expectChannels(R"cpp(
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <queue>
#include <string>
#include <thread>
#include <vector>
// A value that is set once.
class Promise {
public:
  void set(int V) {
    std::lock_guard<std::mutex> L(M);
    Value = V;
    C.notify_all();
  }
  int get() {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return Value.has_value(); });
    return *Value;
  }
  std::mutex M;
  std::condition_variable C;
  std::optional<int> Value;
};
// A cache that is waited for.
class Cache {
public:
  void put(const std::string &Key, int V) {
    std::lock_guard<std::mutex> L(M);
    Map[Key] = V;
    C.notify_all();
  }
  int get(const std::string &Key) {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return Map.count(Key) != 0; });
    return Map[Key];
  }
  std::mutex M;
  std::condition_variable C;
  std::map<std::string, int> Map;
};
// A pool: the tasks do not leave it.
class Pool {
public:
  Pool() : T([this] { run(); }) {}
  void post(std::function<void()> F) {
    std::lock_guard<std::mutex> L(M);
    Tasks.push(std::move(F));
    C.notify_one();
  }
  void run() {
    for (;;) {
      std::unique_lock<std::mutex> L(M);
      C.wait(L, [&] { return Stop || !Tasks.empty(); });
      if (Stop)
        return;
      auto Task = std::move(Tasks.front());
      Tasks.pop();
      L.unlock();
      Task();
    }
  }
  void stop() {
    Stop = true;
    C.notify_all();
  }
  std::mutex M;
  std::condition_variable C;
  std::queue<std::function<void()>> Tasks;
  bool Stop = false;
  std::thread T;
};
// A pool whose worker takes its tasks by a method of its own.
class OtherPool {
public:
  void post(std::function<void()> F) {
    std::lock_guard<std::mutex> L(M);
    if (Stop)
      return;
    Tasks.push(std::move(F));
    C.notify_one();
  }
  void stop() {
    Stop = true;
    C.notify_all();
  }

private:
  void run() {
    std::function<void()> F;
    while (next(F))
      F();
  }
  bool next(std::function<void()> &F) {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return Stop || !Tasks.empty(); });
    if (Stop)
      return false;
    F = std::move(Tasks.front());
    Tasks.pop();
    return true;
  }
  std::mutex M;
  std::condition_variable C;
  std::queue<std::function<void()>> Tasks;
  bool Stop = false;
};
// A list of objects that are waited for, never taken.
class Registry {
public:
  void add(int V) {
    std::lock_guard<std::mutex> L(M);
    All.push_back(V);
    C.notify_all();
  }
  void waitFor(std::size_t N) {
    std::unique_lock<std::mutex> L(M);
    C.wait(L, [&] { return All.size() >= N; });
  }
  std::mutex M;
  std::condition_variable C;
  std::vector<int> All;
};
)cpp");
}

} // namespace
