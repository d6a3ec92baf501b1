// Channels that a project wrote itself, known by what their methods do.

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <httplib.h>
#include <limits>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <vector>

using httplib::Request;
using httplib::Response;
using httplib::Server;

// With predicates. The bound is told to the constructor.
template <typename T> class Mailbox {
public:
  explicit Mailbox(size_t Limit) : Limit(Limit) {}
  void put(T Value) {
    std::unique_lock<std::mutex> Lock(Guard);
    Room.wait(Lock, [this] { return Items.size() < Limit; });
    Items.push_back(std::move(Value));
    Ready.notify_one();
  }
  bool offer(T Value) {
    std::lock_guard<std::mutex> Lock(Guard);
    if (Items.size() >= Limit)
      return false;
    Items.push_back(std::move(Value));
    Ready.notify_one();
    return true;
  }
  bool putFor(T Value, std::chrono::milliseconds Time) {
    std::unique_lock<std::mutex> Lock(Guard);
    if (!Room.wait_for(Lock, Time, [this] { return Items.size() < Limit; }))
      return false;
    Items.push_back(std::move(Value));
    Ready.notify_one();
    return true;
  }
  T take() {
    std::unique_lock<std::mutex> Lock(Guard);
    Ready.wait(Lock, [this] { return !Items.empty(); });
    T Value = std::move(Items.front());
    Items.pop_front();
    Room.notify_one();
    return Value;
  }

private:
  std::mutex Guard;
  std::condition_variable Ready, Room;
  std::deque<T> Items;
  size_t Limit;
};

// With loops, and a test that is a method.
class Lane {
public:
  explicit Lane(unsigned Size) : Max(Size) {}
  void append(const std::string &Line) {
    std::unique_lock<std::mutex> L(M);
    while (full())
      Changed.wait(L);
    Lines.push(Line);
    Changed.notify_all();
  }
  void next(std::string &Line) {
    std::unique_lock<std::mutex> L(M);
    while (Lines.empty())
      Changed.wait(L);
    Line = Lines.front();
    Lines.pop();
    Changed.notify_all();
  }

private:
  bool full() const { return Lines.size() >= Max; }
  std::mutex M;
  std::condition_variable Changed;
  std::queue<std::string> Lines;
  const unsigned Max;
};

// A ring.
class Ring {
public:
  void write(int Value) {
    std::unique_lock<std::mutex> L(M);
    NotFull.wait(L, [&] { return Count != Slots.size(); });
    Slots[Tail] = Value;
    Tail = (Tail + 1) % Slots.size();
    ++Count;
    NotEmpty.notify_one();
  }
  int read() {
    std::unique_lock<std::mutex> L(M);
    NotEmpty.wait(L, [&] { return Count > 0; });
    int Value = Slots[Head];
    Head = (Head + 1) % Slots.size();
    --Count;
    NotFull.notify_one();
    return Value;
  }

private:
  std::mutex M;
  std::condition_variable NotEmpty, NotFull;
  std::array<int, 16> Slots;
  size_t Head = 0, Tail = 0, Count = 0;
};

// Without a bound.
template <typename T> class Endless {
public:
  void put(T Value) {
    {
      std::lock_guard<std::mutex> Lock(Guard);
      Items.push_back(std::move(Value));
    }
    Ready.notify_one();
  }
  T take() {
    std::unique_lock<std::mutex> Lock(Guard);
    Ready.wait(Lock, [this] { return !Items.empty(); });
    T Value = std::move(Items.front());
    Items.pop_front();
    return Value;
  }

private:
  std::mutex Guard;
  std::condition_variable Ready;
  std::deque<T> Items;
};

// Zero means that there is no bound.
class Lenient {
public:
  explicit Lenient(size_t Limit = 0) : Limit(Limit) {}
  void put(int Value) {
    std::unique_lock<std::mutex> Lock(Guard);
    Room.wait(Lock, [this] { return Limit == 0 || Items.size() < Limit; });
    Items.push_back(Value);
    Ready.notify_one();
  }
  int take() {
    std::unique_lock<std::mutex> Lock(Guard);
    Ready.wait(Lock, [this] { return !Items.empty(); });
    int Value = Items.front();
    Items.pop_front();
    Room.notify_one();
    return Value;
  }

private:
  std::mutex Guard;
  std::condition_variable Ready, Room;
  std::deque<int> Items;
  size_t Limit;
};

// The bound can be changed and has a default.
class Adjustable {
public:
  void limit(size_t N) { Limit = N; }
  void put(int Value) {
    std::unique_lock<std::mutex> Lock(Guard);
    while (Items.size() >= Limit)
      Room.wait(Lock);
    Items.push_back(Value);
    Ready.notify_one();
  }
  int take() {
    std::unique_lock<std::mutex> Lock(Guard);
    while (Items.empty())
      Ready.wait(Lock);
    int Value = Items.front();
    Items.pop_front();
    Room.notify_one();
    return Value;
  }

private:
  std::mutex Guard;
  std::condition_variable Ready, Room;
  std::deque<int> Items;
  size_t Limit = std::numeric_limits<size_t>::max();
};

// Drops the oldest.
class Recent {
public:
  void put(int Value) {
    std::lock_guard<std::mutex> Lock(Guard);
    if (Items.size() >= 16)
      Items.pop_front();
    Items.push_back(Value);
    Ready.notify_one();
  }
  int take() {
    std::unique_lock<std::mutex> Lock(Guard);
    Ready.wait(Lock, [this] { return !Items.empty(); });
    int Value = Items.front();
    Items.pop_front();
    return Value;
  }

private:
  std::mutex Guard;
  std::condition_variable Ready;
  std::deque<int> Items;
};

// The caller may ask not to wait.
class Polite {
public:
  bool put(int Value, bool Wait) {
    std::unique_lock<std::mutex> Lock(Guard);
    while (Items.size() >= 16) {
      if (!Wait)
        return false;
      Room.wait(Lock);
    }
    Items.push_back(Value);
    Ready.notify_one();
    return true;
  }
  int take() {
    std::unique_lock<std::mutex> Lock(Guard);
    Ready.wait(Lock, [this] { return !Items.empty(); });
    int Value = Items.front();
    Items.pop_front();
    Room.notify_one();
    return Value;
  }

private:
  std::mutex Guard;
  std::condition_variable Ready, Room;
  std::deque<int> Items;
};

// Its own threads take the tasks: whoever adds one waits all the same.
class Pool {
public:
  explicit Pool(size_t Limit) : Limit(Limit) {
    for (int I = 0; I < 4; ++I)
      Threads.emplace_back([this] { work(); });
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> Lock(Guard);
      Stop = true;
    }
    Ready.notify_all();
    for (std::thread &T : Threads)
      T.join();
  }
  void post(std::function<void()> Task) {
    std::unique_lock<std::mutex> Lock(Guard);
    Room.wait(Lock, [this] { return Tasks.size() < Limit; });
    Tasks.push(std::move(Task));
    Ready.notify_one();
  }

private:
  void work() {
    for (;;) {
      std::function<void()> Task;
      {
        std::unique_lock<std::mutex> Lock(Guard);
        Ready.wait(Lock, [this] { return Stop || !Tasks.empty(); });
        if (Tasks.empty())
          return;
        Task = std::move(Tasks.front());
        Tasks.pop();
        Room.notify_one();
      }
      Task();
    }
  }
  std::mutex Guard;
  std::condition_variable Ready, Room;
  std::queue<std::function<void()>> Tasks;
  std::vector<std::thread> Threads;
  bool Stop = false;
  size_t Limit;
};

// Only forwards.
class Journal {
public:
  Journal() : Lines(128) {}
  void log(const std::string &Line) {
    Lines.append(Line); // warn: 'append' waits for room in 'Lines'
  }
  void drain(std::string &Line) { Lines.next(Line); }

private:
  Lane Lines;
};

// Two channels in one object.
class Duplex {
public:
  void ask(int Question) {
    std::unique_lock<std::mutex> Lock(Guard);
    Changed.wait(Lock, [this] { return Questions.size() < 8; });
    Questions.push(Question);
    Changed.notify_all();
  }
  int question() {
    std::unique_lock<std::mutex> Lock(Guard);
    Changed.wait(Lock, [this] { return !Questions.empty(); });
    int Q = Questions.front();
    Questions.pop();
    Changed.notify_all();
    return Q;
  }
  void answer(std::string Answer) {
    std::lock_guard<std::mutex> Lock(Guard);
    Answers.push(std::move(Answer));
    Changed.notify_all();
  }
  std::string reply() {
    std::unique_lock<std::mutex> Lock(Guard);
    Changed.wait(Lock, [this] { return !Answers.empty(); });
    std::string A = std::move(Answers.front());
    Answers.pop();
    return A;
  }

private:
  std::mutex Guard;
  std::condition_variable Changed;
  std::queue<int> Questions;
  std::queue<std::string> Answers;
};

static Mailbox<std::string> Mails(100);
static Lane Track(100);
static Ring Numbers;
static Endless<std::string> Unlimited;
static Lenient Any, Hundred(100);
static Adjustable Adapts;
static Recent Latest;
static Polite Asks;
static Pool Workers(64);
static Journal Log;
static Duplex Both;

void routes(Server &Svr) {
  Svr.Post("/flagged", [](const Request &Req, Response &) {
    Mails.put(Req.body); // warn: 'put' waits for room in 'Mails'
    Track.append(Req.body); // warn: 'append' waits for room in 'Track'
    Numbers.write(1); // warn: 'write' waits for room in 'Numbers'
    Log.log(Req.body); // note: called from here
    Both.ask(1); // warn: 'ask' waits for room in 'Both.Questions'
    Workers.post([] {}); // warn: 'post' waits for room in 'Workers'
  });
  Svr.Post("/clean", [](const Request &Req, Response &Res) {
    if (!Mails.offer(Req.body))
      Res.status = 503;
    if (!Mails.putFor(Req.body, std::chrono::milliseconds(50)))
      Res.status = 503;
    Unlimited.put(Req.body);
    Any.put(1);
    Hundred.put(1);
    Adapts.put(1);
    Latest.put(1);
    Asks.put(1, false);
    Both.answer(Req.body);
  });
}

void consume() {
  std::string Line;
  Track.next(Line);
  Log.drain(Line);
  Mails.take();
  Numbers.read();
  Unlimited.take();
  Both.question();
  Both.reply();
}
