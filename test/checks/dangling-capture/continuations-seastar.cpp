// Loops of Seastar, whose futures wait for what each of their rounds returns.

#include "../../model/stubs/seastar.h"
#include <chrono>
#include <map>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

void forAll(std::vector<int> Values) {
  std::map<int, int> Known;
  seastar::parallel_for_each(Values, [&Known](int &V) {
    return seastar::sleep(1ms).then([&V, &Known] { Known[V] = 1; });
  }).get();
}

void forAllDropped(std::vector<int> Values) {
  int Sum = 0;
  (void)seastar::parallel_for_each(Values, [&Sum](int &V) { // warn: 'Sum'
    return seastar::sleep(1ms).then([&V, &Sum] { Sum += V; });
  });
}

seastar::future<> returned(std::vector<int> &Values) {
  int Sum = 0;
  return seastar::do_for_each(Values, [&Sum](int &V) { // warn: 'Sum'
    Sum += V;
    return seastar::sleep(1ms);
  });
}

void repeated() {
  int Left = 3;
  seastar::repeat([&Left] { return --Left; }).get();
  seastar::do_until([&Left] { return Left > 3; }, [&Left] {
    ++Left;
    return seastar::sleep(1ms);
  }).get();
}

void both() {
  int A = 0, B = 0;
  auto First = seastar::sleep(1ms).then([&A] { ++A; });
  seastar::when_all(std::move(First), seastar::sleep(2ms).then([&B] { ++B; })).get();
}

void bothForgotten() {
  int A = 0;
  auto First = seastar::sleep(1ms).then([&A] { ++A; }); // warn: 'A'
  auto All = seastar::when_all(std::move(First), seastar::sleep(2ms));
  (void)All;
}
