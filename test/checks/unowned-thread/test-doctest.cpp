// The bodies of doctest's tests end with the process.

#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
#include <thread>

void work();

static void startHelper() { std::thread([] { work(); }).detach(); }

TEST_SUITE("threads") {
  TEST_CASE("detaches" * doctest::description("on purpose")) {
    std::thread([] { work(); }).detach();
    startHelper();
    SUBCASE("in a part") { std::thread([] { work(); }).detach(); }
  }
}

struct Fixture {
  void start() { std::thread([] { work(); }).detach(); }
};

TEST_CASE_FIXTURE(Fixture, "with a fixture") {
  std::thread([] { work(); }).detach();
  start();
}

// No test.
void others() {
  std::thread([] { work(); }).detach(); // warn: nothing will ever wait
}
