// The bodies of tests end with the process.

#include <gtest/gtest.h>
#include <thread>

void work();

static void startHelper() {
  std::thread([] { work(); }).detach();
}

TEST(Suite, Detaches) {
  std::thread([] { work(); }).detach();
  startHelper();
}

class Fixture : public testing::Test {
protected:
  void SetUp() override { std::thread([] { work(); }).detach(); }
};

TEST_F(Fixture, Detaches) { std::thread([] { work(); }).detach(); }
