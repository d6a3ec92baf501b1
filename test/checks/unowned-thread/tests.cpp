// The bodies of tests end with the process.

#include <Poco/Runnable.h>
#include <Poco/Thread.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <thread>

void work();
bool ready();

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

static void *reads(void *Flag) {
  return *static_cast<int *>(Flag) ? Flag : nullptr;
}

// A failed assertion leaves early, and the test has failed then.
TEST(Suite, Asserts) {
  int Flag = 0;
  pthread_t Reader;
  pthread_create(&Reader, nullptr, reads, &Flag);
  ASSERT_TRUE(ready());
  pthread_join(Reader, nullptr);
}

// Who asserts that it has ended knows that.
class Reads : public Poco::Runnable {
public:
  void run() override { Flag = ready(); }
  bool Flag = false;
};

TEST(Suite, AssertsTheEnd) {
  Reads R;
  Poco::Thread Watched;
  Watched.start(R);
  ASSERT_TRUE(Watched.tryJoin(500));
}

TEST(Suite, HopesForTheEnd) {
  Reads R;
  Poco::Thread Watched;
  Watched.start(R); // warn: its handle dies unjoined
  Watched.tryJoin(500);
}

TEST(Suite, ReturnsEarly) {
  int Flag = 0;
  pthread_t Reader;
  pthread_create(&Reader, nullptr, reads, &Flag); // warn: its handle is lost on the way out
  if (!ready())
    return; // note: this way out leaves it behind
  pthread_join(Reader, nullptr);
}
