// The sender closes at its own end, the receiver at any time.

#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

bool handle(int);
int next();

template <typename T> class Belt {
public:
  explicit Belt(size_t Most) : Most(Most) {}
  // Throws at the end.
  void put(T Value) {
    std::unique_lock<std::mutex> Lock(Guard);
    Room.wait(Lock, [this] { return Closed || Items.size() < Most; });
    if (Closed)
      throw std::runtime_error("closed");
    Items.push_back(std::move(Value));
    Some.notify_one();
  }
  // Says so at the end.
  bool offer(T Value) {
    std::unique_lock<std::mutex> Lock(Guard);
    Room.wait(Lock, [this] { return Closed || Items.size() < Most; });
    if (Closed)
      return false;
    Items.push_back(std::move(Value));
    Some.notify_one();
    return true;
  }
  std::optional<T> take() {
    std::unique_lock<std::mutex> Lock(Guard);
    Some.wait(Lock, [this] { return Closed || !Items.empty(); });
    if (Items.empty())
      return std::nullopt;
    T Value = std::move(Items.front());
    Items.pop_front();
    Room.notify_one();
    return Value;
  }
  void close() {
    {
      std::lock_guard<std::mutex> Lock(Guard);
      Closed = true;
    }
    Room.notify_all();
    Some.notify_all();
  }
  bool isClosed() const {
    std::lock_guard<std::mutex> Lock(Guard);
    return Closed;
  }

private:
  mutable std::mutex Guard;
  std::condition_variable Room, Some;
  std::deque<T> Items;
  bool Closed = false;
  const size_t Most;
};

void senderClosesToo() {
  Belt<int> Jobs(4);
  std::thread Sender([&] {
    for (int I = next(); I > 0; I = next())
      Jobs.put(I); // note: another context sends here
    Jobs.close();
  });
  while (std::optional<int> Job = Jobs.take())
    if (!handle(*Job)) {
      Jobs.close(); // warn: a send that meets the closed channel throws
      break;
    }
  Sender.join();
}

// What is closed by the time that the loop is over may be closed again.
void closedAlready() {
  Belt<int> Jobs(4);
  std::thread Sender([&] {
    for (int I = next(); I > 0; I = next())
      Jobs.put(I);
    Jobs.close();
  });
  for (;;) {
    auto Job = Jobs.take();
    if (!Job)
      break;
    handle(*Job);
  }
  Jobs.close();
  Sender.join();
}

// The ends come by parameter, and nobody is seen who hands them over.
void feed(Belt<long> &Out) {
  for (long I = 0; I < 100; ++I)
    Out.put(I); // note: another context sends here
  Out.close();
}
void eat(Belt<long> &In) {
  while (auto Job = In.take())
    if (!handle(*Job)) {
      In.close(); // warn: the receiver closes 'In'
      return;
    }
}
void eatAll(Belt<long> &In) {
  while (auto Job = In.take())
    handle(*Job);
  In.close();
}
// What is closed is not what is received from.
void convert(Belt<long> &In, Belt<long> &Out) {
  while (auto Job = In.take())
    Out.offer(*Job + 1);
  Out.close();
}

// Two classes that are given it.
class Source {
public:
  explicit Source(std::shared_ptr<Belt<char>> Out) : Out(std::move(Out)) {}
  void run() {
    for (char C = 'a'; C < 'z'; ++C)
      Out->put(C);
  }

private:
  std::shared_ptr<Belt<char>> Out;
};
class Sink {
public:
  explicit Sink(std::shared_ptr<Belt<char>> In) : In(std::move(In)) {}
  void run() {
    while (auto C = In->take())
      if (!handle(*C)) {
        In->close(); // warn: the receiver closes 'In'
        return;
      }
  }

private:
  std::shared_ptr<Belt<char>> In;
};

// Both are called by one function, one after the other.
static void fill(Belt<short> &Jobs) {
  for (short I = 0; I < 3; ++I)
    Jobs.put(I);
}
static void empty(Belt<short> &Jobs) {
  while (auto Job = Jobs.take())
    if (!handle(*Job)) {
      Jobs.close();
      return;
    }
}
void oneAfterTheOther() {
  Belt<short> Jobs(8);
  fill(Jobs);
  empty(Jobs);
}

void inHandler() {
  Belt<int> Jobs(4);
  std::thread Sender([&] {
    for (int I = next(); I > 0; I = next())
      Jobs.put(I);
    Jobs.close();
  });
  try {
    while (auto Job = Jobs.take())
      handle(*Job);
  } catch (const std::exception &) {
    Jobs.close(); // warn: a send that meets the closed channel throws
  }
  Sender.join();
}

struct Closer {
  Belt<int> &Of;
  ~Closer() { Of.close(); } // warn: the receiver closes 'Of'
};
void byGuard() {
  Belt<int> Jobs(4);
  std::thread Sender([&] {
    for (int I = 0; I < 9; ++I)
      Jobs.put(I);
  });
  {
    Closer AtEnd{Jobs};
    while (auto Job = Jobs.take())
      if (!handle(*Job))
        break;
  }
  Sender.join();
}

template <typename F> struct OnExit {
  F Do;
  ~OnExit() { Do(); }
};
template <typename F> OnExit(F) -> OnExit<F>;
void byClosure() {
  Belt<int> Jobs(4);
  std::thread Sender([&] {
    for (int I = 0; I < 9; ++I)
      Jobs.put(I);
  });
  {
    OnExit AtEnd{[&] { Jobs.close(); }}; // warn: the receiver closes 'Jobs'
    while (auto Job = Jobs.take())
      if (!handle(*Job))
        break;
  }
  Sender.join();
}

// The receive is in a function, the close is not.
static bool step(Belt<int> &Jobs) {
  auto Job = Jobs.take();
  return Job && handle(*Job);
}
void bySteps() {
  Belt<int> Jobs(4);
  std::thread Sender([&] {
    for (int I = 0; I < 9; ++I)
      Jobs.put(I);
  });
  while (step(Jobs)) {
  }
  Jobs.close(); // warn: the receiver closes 'Jobs'
  Sender.join();
}
static void drain(Belt<int> &Jobs) {
  while (auto Job = Jobs.take())
    handle(*Job);
}
void byDrain() {
  Belt<int> Jobs(4);
  std::thread Sender([&] {
    for (int I = 0; I < 9; ++I)
      Jobs.put(I);
    Jobs.close();
  });
  drain(Jobs);
  Jobs.close();
  Sender.join();
}

// Senders that look, one way or another.
class Desk {
public:
  bool post(int Job) { return Jobs.offer(Job); }
  bool postAll(const std::vector<int> &All) {
    for (int Job : All)
      if (!Jobs.offer(Job))
        return false;
    return true;
  }
  void postIfOpen(int Job) {
    if (!Jobs.isClosed())
      Jobs.offer(Job);
  }
  void postAnyway(int Job) { (void)Jobs.offer(Job); }
  void work() {
    while (auto Job = Jobs.take())
      if (!handle(*Job))
        Jobs.close();
  }

private:
  Belt<int> Jobs{8};
};
void useDesk(Desk &D) {
  if (!D.post(1))
    handle(0);
}

// One that does not look is enough.
class Deaf {
public:
  bool post(int Job) { return Jobs.offer(Job); }
  void postAll(const std::vector<int> &All) {
    for (int Job : All)
      Jobs.offer(Job); // note: another context sends here
  }
  void work() {
    while (auto Job = Jobs.take())
      if (!handle(*Job))
        Jobs.close(); // warn: a send that meets the closed channel loses its element
  }

private:
  Belt<int> Jobs{8};
};
