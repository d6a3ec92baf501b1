// The bodies of tests end with the process, whichever framework runs them.

#include <boost/test/included/unit_test.hpp>
#include <benchmark/benchmark.h>
#include <thread>

void work();

static void startHelper() { std::thread([] { work(); }).detach(); }

BOOST_AUTO_TEST_CASE(detaches) {
  std::thread([] { work(); }).detach();
  startHelper();
}

struct Server {
  static void start() { std::thread([] { work(); }).detach(); }
};

BOOST_FIXTURE_TEST_CASE(with_fixture, Server) {
  std::thread([] { work(); }).detach();
  start();
}

static void measured(benchmark::State &) { std::thread([] { work(); }).detach(); }
BENCHMARK(measured);

class Measure : public benchmark::Fixture {};
BENCHMARK_F(Measure, Detaches)(benchmark::State &) { std::thread([] { work(); }).detach(); }

// No test.
void others() {
  std::thread([] { work(); }).detach(); // warn: nothing will ever wait
}
