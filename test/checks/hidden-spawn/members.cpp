// Members of the library that are handed on by their names.

#include <algorithm>
#include <functional>
#include <future>
#include <thread>
#include <vector>

void use(int);

class ByMemFn {
public:
  void start() {
    Threads.emplace_back([this] { use(N); });
  }
  ~ByMemFn() {
    std::for_each(Threads.begin(), Threads.end(),
                  std::mem_fn(&std::thread::join));
  }

private:
  std::vector<std::thread> Threads;
  int N = 0;
};

class ByBind {
public:
  void start() {
    Threads.emplace_back([this] { use(N); });
  }
  ~ByBind() {
    std::for_each(Threads.begin(), Threads.end(),
                  std::bind(&std::thread::join, std::placeholders::_1));
  }

private:
  std::vector<std::thread> Threads;
  int N = 0;
};

class ByName {
public:
  void start() {
    Threads.emplace_back([this] { use(N); });
  }
  ~ByName() { std::ranges::for_each(Threads, &std::thread::join); }

private:
  std::vector<std::thread> Threads;
  int N = 0;
};

class ByInvoke {
public:
  void start() {
    Threads.emplace_back([this] { use(N); });
  }
  ~ByInvoke() {
    for (auto &Thread : Threads)
      std::invoke(&std::thread::join, Thread);
  }

private:
  std::vector<std::thread> Threads;
  int N = 0;
};

// A question joins nothing.
class Asks {
public:
  void start() {
    Threads.emplace_back([this] { use(N); }); // warn: its handle ends in the member 'Threads', which nothing joins
  }
  bool running() {
    return std::any_of(Threads.begin(), Threads.end(),
                       std::mem_fn(&std::thread::joinable));
  }

private:
  std::vector<std::thread> Threads;
  int N = 0;
};
