// Variables from before the loop that the tasks share, or of which an iteration
// has no value of its own while they run.

#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <condition_variable>
#include <functional>
#include <future>
#include <istream>
#include <mutex>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

void use(int);
void print(const std::string &);
int next();
bool fetch(std::string &);
void fill(std::vector<int> &);

void accumulators(int N) {
  std::vector<std::thread> Threads;
  int Sum = 0;
  std::mutex Mutex;
  std::atomic<int> Started{0};
  std::vector<int> Results(N);
  bool Done = false;
  std::string Log;
  for (int I = 0; I < N; ++I) {
    ++Started;
    Threads.emplace_back([&, I] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Sum += I;
      Results[I] = Started;
      Log += "x";
      Done = true;
    });
  }
  for (auto &T : Threads)
    T.join();
  use(Sum + Done);
}

void pending(boost::asio::thread_pool &Pool, int N) {
  std::mutex Mutex;
  std::condition_variable Changed;
  int Pending = 0;
  for (int I = 0; I < N; ++I) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      ++Pending;
    }
    boost::asio::post(Pool, [&] {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (--Pending == 0)
        Changed.notify_all();
    });
  }
  std::unique_lock<std::mutex> Lock(Mutex);
  Changed.wait(Lock, [&] { return Pending == 0; });
}

void best(const std::vector<int> &Values) {
  std::mutex Mutex;
  int Best = 0;
  std::vector<std::jthread> Threads;
  for (int V : Values) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Best = V > Best ? V : Best;
    }
    Threads.emplace_back([&] {
      std::lock_guard<std::mutex> Lock(Mutex);
      use(Best);
    });
  }
}

// Over before the next value.
void joined(std::istream &In) {
  std::string Line;
  while (std::getline(In, Line)) {
    std::thread T([&] { print(Line); });
    T.join();
  }
}
void joinedBefore() {
  std::thread T;
  std::string Text;
  for (;;) {
    if (T.joinable())
      T.join();
    if (!fetch(Text))
      break;
    T = std::thread([&Text] { print(Text); });
  }
}
void handedOver(int N) {
  std::binary_semaphore Taken(0);
  int Number = 0;
  std::vector<std::jthread> Threads;
  for (int I = 0; I < N; ++I) {
    Number = I * I;
    Threads.emplace_back([&] {
      int Own = Number;
      Taken.release();
      use(Own);
    });
    Taken.acquire();
  }
}

// The same in all iterations.
void constant(int N) {
  bool Quiet = false;
  int Level = 1;
  std::vector<std::jthread> Threads;
  for (int I = 0; I < N; ++I) {
    Quiet = true;
    if (I == 3)
      Level = 2;
    Threads.emplace_back([&] { use(Quiet + Level); });
  }
}

// Changed in a loop that starts none.
void otherLoop(int N) {
  int Turn = 0;
  std::mutex Mutex;
  std::vector<std::jthread> Threads;
  for (int I = 0; I < N; ++I)
    Threads.emplace_back([&, I] {
      std::lock_guard<std::mutex> Lock(Mutex);
      use(Turn + I);
    });
  while (Turn < N) {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Turn;
  }
}

// Only given to others to be filled.
void filled(int N) {
  std::vector<int> Shared;
  std::vector<std::jthread> Threads;
  fill(Shared);
  for (int I = 0; I < N; ++I)
    Threads.emplace_back([&Shared, I] { use(Shared[I]); });
}

// The last one.
void leaves() {
  std::jthread T;
  int Found = 0;
  while (true) {
    Found = next();
    if (Found > 3) {
      T = std::jthread([&] { use(Found); }); // warn[tether-dangling-capture]: this thread captures 'Found' by reference
      break;
    }
  }
}

// Runs in place.
void inPlace(std::istream &In) {
  std::string Line;
  auto Print = [&] { print(Line); };
  while (std::getline(In, Line)) {
    Print();
    [&] { print(Line); }();
    auto Length = std::async(std::launch::async, [&] { return Line.size(); });
    use(static_cast<int>(Length.get()));
  }
}
