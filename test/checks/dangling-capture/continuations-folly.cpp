// Continuations of folly's futures.

#include "../../model/stubs/folly.h"
#include <chrono>
#include <utility>
#include <vector>

folly::Future<int> ask();

void dropped() {
  int Sum = 0;
  ask().thenValue([&Sum](int N) { Sum += N; }); // warn: 'Sum'
}

folly::Future<int> returned(int Offset) {
  return ask().thenValue([&Offset](int N) { return N + Offset; }); // warn: 'Offset'
}

folly::Future<int> copied(int Offset) {
  return ask().thenValue([Offset](int N) { return N + Offset; });
}

int waitedFor() {
  int Sum = 0;
  ask().thenValue([&Sum](int N) { Sum += N; return N; }).ensure([&Sum] { ++Sum; }).get();
  return Sum;
}

int waitedForNotLong() {
  int Sum = 0;
  ask().thenValue([&Sum](int N) { Sum += N; return N; }).get(std::chrono::milliseconds(10)); // warn: 'Sum'
  return Sum;
}

// What collects futures stands for all of them.
void collected(folly::Executor *E) {
  int A = 0, B = 0;
  auto First = folly::via(E, [&A] { ++A; });
  auto Second = folly::via(E, [&B] { ++B; });
  folly::collectAll(std::move(First), std::move(Second)).wait();
}

void collectedFromRange(folly::Executor *E) {
  int Sum = 0;
  std::vector<folly::Future<int>> All;
  for (int I = 0; I < 3; ++I)
    All.push_back(folly::via(E, [&Sum] { ++Sum; }));
  folly::collectAll(All.begin(), All.end()).get();
}

void collectedInVain(folly::Executor *E) {
  int A = 0;
  auto First = folly::via(E, [&A] { ++A; }); // warn: 'A'
  auto Both = folly::collectAll(std::move(First), ask());
  (void)Both;
}

void oneLeftOut(folly::Executor *E) {
  int A = 0, B = 0;
  auto First = folly::via(E, [&A] { ++A; });
  auto Second = folly::via(E, [&B] { ++B; }); // warn: 'B'
  folly::collectAll(std::move(First), ask()).wait();
}

void delayedOrReplaced(folly::Executor *E) {
  int Sum = 0;
  folly::via(E, [&Sum] { ++Sum; }).delayed(std::chrono::milliseconds(5)).get();
  folly::via(E, [&Sum] { ++Sum; }).unit().get();
  folly::via(E, [&Sum] { ++Sum; }).via(E).get();
}

int setWith(folly::Executor *E) {
  int Sum = 0;
  folly::Promise<int> P;
  auto Result = P.getFuture();
  folly::via(E, [&] { P.setWith([&Sum] { return ++Sum; }); });
  return std::move(Result).get();
}

// The destructor of a pool waits for what uses the pool.
void usesItsPool() {
  folly::CPUThreadPoolExecutor Pool(2);
  Pool.add([&Pool] { Pool.add([] {}); });
}

void usesItsLoop() {
  folly::ScopedEventBaseThread Thread;
  Thread.getEventBase()->runInEventBaseThread([&Thread] { Thread.getEventBase()->terminateLoopSoon(); });
}

void usesWhatDiesFirst() {
  folly::CPUThreadPoolExecutor Pool(2);
  int N = 0;
  Pool.add([&N, &Pool] { Pool.add([] {}); ++N; }); // warn: 'N'
}

void onOwnPool() {
  int N = 0;
  folly::ThreadedExecutor Pool;
  auto Result = folly::via(&Pool, [&N] { ++N; });
}
