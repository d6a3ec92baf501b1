// Joins in local closures, and joins that a caught exception skips.

#include <atomic>
#include <functional>
#include <stdexcept>
#include <thread>

void work() noexcept;
bool step() noexcept;

struct Broken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

static void check(int N) {
  if (N > 3)
    throw Broken("too many");
}

int skipsTheClosure() {
  std::atomic<bool> Stop{false};
  std::thread T([&Stop] { // warn: on some path nothing joins this thread before 'T' is destroyed
    while (!Stop)
      step();
  });
  auto End = [&] {
    Stop = true;
    T.join(); // note: it is joined here
  };
  if (!step())
    return 1; // note: this leaves the scope of 'T'
  End();
  return 0;
}

int callsTheClosure() {
  std::thread T(work);
  auto End = [&] { T.join(); };
  if (!step()) {
    End();
    return 1;
  }
  End();
  return 0;
}

int closureInClosure() {
  std::thread T(work);
  auto End = [&] { T.join(); };
  auto Fail = [&](int Code) {
    End();
    return Code;
  };
  if (!step())
    return Fail(1);
  End();
  return 0;
}

struct Defer {
  std::function<void()> Run;
  ~Defer() { Run(); }
};

int deferred() {
  std::thread T(work);
  auto End = [&] { T.join(); };
  Defer D{End};
  if (!step())
    return 1;
  return 0;
}

bool returnsFromHandler() {
  std::thread T(work); // warn: on some path nothing joins this thread before 'T' is destroyed
  try {
    check(1);
  } catch (const Broken &) { // note: what is thrown before the join is caught here
    return false;
  }
  T.join();
  return true;
}

void fallsOut() {
  std::thread T(work); // warn: on some path nothing joins this thread before 'T'
  try {
    check(2);
    T.join();
  } catch (const std::exception &) {
    step();
  }
}

bool throwsAgain() {
  std::thread T(work); // warn: on some path nothing joins this thread before 'T'
  try {
    check(3);
  } catch (...) {
    step();
    throw;
  }
  T.join();
  return true;
}

bool joinsInHandler() {
  std::thread T(work);
  try {
    check(1);
  } catch (const Broken &) {
    T.join();
    return false;
  }
  T.join();
  return true;
}

void joinsBehind() {
  std::thread T(work);
  try {
    check(2);
  } catch (const Broken &) {
    step();
  }
  T.join();
}

void joinsIfJoinable() {
  std::thread T(work);
  try {
    check(2);
    T.join();
  } catch (const std::exception &) {
    if (T.joinable())
      T.join();
  }
}

// It is another handler that catches it.
bool anotherHandler() {
  std::thread T(work);
  try {
    check(1);
  } catch (const std::logic_error &) {
    return false;
  } catch (const std::runtime_error &) {
    T.join();
    return true;
  }
  T.join();
  return true;
}

void eachIteration() {
  for (int I = 0; I < 3; ++I) {
    std::thread T(work);
    for (int N = 0; N < 4; ++N) {
      try {
        check(N);
      } catch (const Broken &) {
        continue;
      }
    }
    T.join();
  }
}
