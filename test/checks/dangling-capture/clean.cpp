// Tasks that refer to locals and are over before these are gone, or that cannot
// be judged.

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <httplib.h>
#include <latch>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

int read(const std::string &);
void use(int);
bool ready();

void joined() {
  int Local = 0;
  std::thread T([&] { use(Local); });
  T.join();
}

void joinedByDestructor() {
  int Local = 0;
  std::jthread T([&] { use(Local); });
}

int waitedFuture(std::string Name) {
  auto Future = std::async(std::launch::async, [&] { return read(Name); });
  return Future.get();
}

// The future of std::async waits when it dies.
void futureDies() {
  int Local = 0;
  auto Future = std::async(std::launch::async, [&] { use(Local); });
}

void manyJoined() {
  int Shared = 0;
  std::vector<std::thread> All;
  for (int I = 0; I < 4; ++I)
    All.emplace_back([&Shared, I] { use(Shared + I); });
  for (std::thread &T : All)
    T.join();
}

void byLatch(boost::asio::thread_pool &Pool) {
  int Local = 0;
  std::latch Done(1);
  boost::asio::post(Pool, [&] {
    use(Local);
    Done.count_down();
  });
  Done.wait();
}

void waitForIt(std::latch &);
void byLatchElsewhere(boost::asio::thread_pool &Pool) {
  int Local = 0;
  std::latch Done(1);
  boost::asio::post(Pool, [&] {
    use(Local);
    Done.count_down();
  });
  waitForIt(Done);
}

void byPool() {
  int Local = 0;
  boost::asio::thread_pool Pool(4);
  boost::asio::post(Pool, [&] { use(Local); });
}

void byPoolJoin() {
  boost::asio::thread_pool Pool(4);
  int Local = 0;
  boost::asio::post(Pool, [&] { use(Local); });
  Pool.join();
}

void byPoolWait() {
  boost::asio::thread_pool Pool(4);
  int Local = 0;
  boost::asio::post(Pool, [&] { use(Local); });
  Pool.wait();
}

// Runs here.
void byLoop() {
  boost::asio::io_context Loop;
  int Local = 0;
  boost::asio::post(Loop, [&] { use(Local); });
  Loop.run();
}

void byValue(boost::asio::thread_pool &Pool) {
  int Local = 0;
  boost::asio::post(Pool, [Local] { use(Local); });
  auto Shared = std::make_shared<int>(0);
  boost::asio::post(Pool, [Shared] { use(*Shared); });
}

// The caller's.
void callers(boost::asio::thread_pool &Pool, int &Local) {
  boost::asio::post(Pool, [&] { use(Local); });
}

void statics(boost::asio::thread_pool &Pool) {
  static int Local = 0;
  boost::asio::post(Pool, [&] { use(Local); });
}

// Handed to code that cannot be seen.
void take(std::thread &);
void handed() {
  int Local = 0;
  std::thread T([&] { use(Local); });
  take(T);
}

// Nothing runs it elsewhere.
void callback(const std::function<void()> &);
void calls() {
  int Local = 0;
  callback([&] { use(Local); });
  std::vector<std::function<void()>> Kept;
  Kept.push_back([&] { use(Local); });
  for (auto &F : Kept)
    F();
}

// A callback that stays where it was put, and is taken back.
class Source {
public:
  Source() : Worker([this] { run(); }) {}
  ~Source() { Worker.join(); }
  void onItem(std::function<void(int)> F) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Callback = std::move(F);
  }

private:
  void run() {
    for (int I = 0; I < 10; ++I) {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Callback)
        Callback(I);
    }
  }
  std::mutex Mutex;
  std::function<void(int)> Callback;
  std::thread Worker;
};

void observes(Source &S) {
  int Sum = 0;
  S.onItem([&](int I) { Sum += I; });
  ready();
  S.onItem(nullptr);
}

// It never returns while the task runs.
void serves(boost::asio::thread_pool &Pool) {
  int Local = 0;
  boost::asio::post(Pool, [&] { use(Local); });
  for (;;)
    ready();
}

int main() {
  int Local = 0;
  static std::jthread T;
  T = std::jthread([&] { use(Local); });
}
