// The bodies of Catch2's tests end with the process.

#include <catch2/catch.hpp>
#include <thread>

void work();

static void startHelper() { std::thread([] { work(); }).detach(); }

TEST_CASE("detaches", "[threads]") {
  std::thread([] { work(); }).detach();
  startHelper();
  SECTION("in a part") { std::thread([] { work(); }).detach(); }
}

struct Fixture {
  void start() { std::thread([] { work(); }).detach(); }
};

TEST_CASE_METHOD(Fixture, "with a fixture") {
  std::thread([] { work(); }).detach();
  start();
}

// No test.
void others() {
  std::thread([] { work(); }).detach(); // warn: nothing will ever wait
}
