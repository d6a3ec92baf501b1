// A member that joins another member.

#include <functional>
#include <memory>
#include <thread>

void work();

struct Joiner {
  std::thread &Thread;
  ~Joiner() {
    if (Thread.joinable())
      Thread.join();
  }
};

class ByDefault {
public:
  void start() {
    Thread = std::thread([] { work(); });
  }

private:
  std::thread Thread;
  Joiner Join{Thread};
};

class ByConstructor {
public:
  ByConstructor() : Join{Thread} {}
  void start() {
    Thread = std::thread([] { work(); });
  }

private:
  std::thread Thread;
  Joiner Join;
};

class ByDeleter {
public:
  void start() {
    Thread = std::thread([] { work(); });
  }

private:
  std::thread Thread;
  std::shared_ptr<void> Join{nullptr, [this](void *) { Thread.join(); }};
};

class JoinsOther {
public:
  void start() {
    Other = std::thread([] { work(); }); // warn: which nothing joins
  }

private:
  std::thread Thread, Other;
  Joiner Join{Thread};
};
