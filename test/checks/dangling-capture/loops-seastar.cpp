// Seastar's loops return before their iterations are done, and its timers keep
// what they call.

#include "../../model/stubs/seastar.h"
#include <chrono>
#include <map>
#include <vector>

seastar::future<> more();

seastar::future<> returned(std::vector<int> &Values) {
  int Sum = 0;
  return seastar::do_for_each(Values, [&Sum](int V) { // warn: 'Sum'
    Sum += V;
    return more();
  });
}

seastar::future<> until() {
  int Left = 8;
  return seastar::do_until([&Left] { return Left == 0; }, [] { return more(); }); // warn: 'Left'
}

void dropped() {
  int Count = 0;
  (void)seastar::keep_doing([&Count] { // warn: 'Count'
    ++Count;
    return more();
  });
}

int inThread(std::vector<int> &Values) {
  int Sum = 0;
  seastar::do_for_each(Values, [&Sum](int V) {
    Sum += V;
    return more();
  }).get();
  seastar::max_concurrent_for_each(Values, 4, [&Sum](int V) {
    Sum += V;
    return more();
  }).get();
  return Sum;
}

void parallel(std::vector<int> &Values) {
  std::map<int, int> Seen;
  seastar::parallel_for_each(Values, [&Seen](int &V) { return more().then([&Seen, &V] { Seen[V] = 1; }); }).get();
}

int alien(seastar::alien::instance &Seastar) {
  int Count = 0;
  return seastar::alien::submit_to(Seastar, 0, [&Count] { return ++Count; }).get();
}

class Session {
public:
  void watch() {
    int Count = 0;
    Timer.set_callback([&Count] { ++Count; }); // warn: 'Count'
    Timer.arm(std::chrono::seconds(1));
  }
  void watchOwn() {
    Timer.set_callback([this] { ++Expired; });
    Timer.arm(std::chrono::seconds(1));
  }

private:
  int Expired = 0;
  seastar::timer<> Timer;
};

void timerDiesFirst() {
  int Count = 0;
  seastar::timer<> Timer([&Count] { ++Count; });
  Timer.arm(std::chrono::seconds(1));
  seastar::sleep(std::chrono::seconds(2)).get();
}
