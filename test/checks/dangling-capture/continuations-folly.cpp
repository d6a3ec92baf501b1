// Continuations of folly's futures.

#include "../../model/stubs/folly.h"
#include <chrono>
#include <utility>

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
