// The failed assertion of a test ends the test program, one way or another.

#include <gtest/gtest.h>
#include <thread>

void work();
bool ready();

static void helper() {
  std::thread Worker(work);
  if (!ready())
    return;
  Worker.join();
}

TEST(Thread, Runs) {
  std::thread Worker(work);
  ASSERT_TRUE(ready());
  helper();
  Worker.join();
}
