// The ways in which channels of one's own wait for room, and who takes from
// them.

#include <array>
#include <atomic>
#include <boost/circular_buffer.hpp>
#include <cassert>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <httplib.h>
#include <list>
#include <mutex>
#include <queue>
#include <semaphore.h>
#include <semaphore>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using httplib::Request;
using httplib::Response;
using httplib::Server;
using namespace std::chrono_literals;

void write(const std::string &);

// Wakes nobody: its own thread looks from time to time and takes all.
class Journal {
public:
  Journal() : Writer([this](std::stop_token Stop) { run(Stop); }) {}
  void line(std::string Text) {
    std::unique_lock<std::mutex> Lock(Guard);
    Room.wait(Lock, [this] { return Lines.size() < Most; });
    Lines.push_back(std::move(Text));
  }
  void lineIfRoom(std::string Text) {
    std::lock_guard<std::mutex> Lock(Guard);
    if (Lines.size() < Most)
      Lines.push_back(std::move(Text));
    else
      ++Lost;
  }

private:
  void run(std::stop_token Stop) {
    while (!Stop.stop_requested()) {
      std::vector<std::string> Batch;
      {
        std::lock_guard<std::mutex> Lock(Guard);
        Batch.swap(Lines);
        Room.notify_all();
      }
      for (const std::string &Each : Batch)
        write(Each);
      std::this_thread::sleep_for(20ms);
    }
  }
  static constexpr size_t Most = 1000;
  std::mutex Guard;
  std::condition_variable Room;
  std::vector<std::string> Lines;
  size_t Lost = 0;
  std::jthread Writer;
};

// All at once, by moving it out.
class Outbox {
public:
  void add(std::string Text) {
    std::unique_lock<std::mutex> Lock(Guard);
    while (Mails.size() == 50)
      Changed.wait(Lock);
    Mails.push_back(std::move(Text));
    Changed.notify_all();
  }
  std::vector<std::string> all() {
    std::unique_lock<std::mutex> Lock(Guard);
    Changed.wait(Lock, [this] { return !Mails.empty(); });
    std::vector<std::string> Result = std::exchange(Mails, {});
    Changed.notify_all();
    return Result;
  }

private:
  std::mutex Guard;
  std::condition_variable Changed;
  std::vector<std::string> Mails;
};

// Bounded by a semaphore.
template <typename T> class Turnstile {
public:
  explicit Turnstile(int Places) : Free(Places), Taken(0) {}
  void enter(T Value) {
    Free.acquire();
    {
      std::lock_guard<std::mutex> Lock(Guard);
      Inside.push(std::move(Value));
    }
    Taken.release();
  }
  bool enterSoon(T Value) {
    if (!Free.try_acquire_for(100ms))
      return false;
    {
      std::lock_guard<std::mutex> Lock(Guard);
      Inside.push(std::move(Value));
    }
    Taken.release();
    return true;
  }
  T leave() {
    Taken.acquire();
    std::unique_lock<std::mutex> Lock(Guard);
    T Value = std::move(Inside.front());
    Inside.pop();
    Lock.unlock();
    Free.release();
    return Value;
  }

private:
  std::counting_semaphore<> Free, Taken;
  std::mutex Guard;
  std::queue<T> Inside;
};

// The semaphore is a lock here, and the queue has no end.
class Guarded {
public:
  void put(int Value) {
    Lock.acquire();
    Values.push(Value);
    Lock.release();
    Some.release();
  }
  int get() {
    Some.acquire();
    Lock.acquire();
    int Value = Values.front();
    Values.pop();
    Lock.release();
    return Value;
  }

private:
  std::binary_semaphore Lock{1};
  std::counting_semaphore<> Some{0};
  std::queue<int> Values;
};

// C, with semaphores.
struct pipe_line {
  sem_t room, used, lock;
  const char *slots[32];
  int in, out;
};
void pipe_put(pipe_line *P, const char *Text) {
  while (sem_wait(&P->room) < 0 && errno == EINTR)
    ;
  sem_wait(&P->lock);
  P->slots[P->in] = Text;
  P->in = (P->in + 1) % 32;
  sem_post(&P->lock);
  sem_post(&P->used);
}
const char *pipe_get(pipe_line *P) {
  sem_wait(&P->used);
  sem_wait(&P->lock);
  const char *Text = P->slots[P->out];
  P->out = (P->out + 1) % 32;
  sem_post(&P->lock);
  sem_post(&P->room);
  return Text;
}

// Places are counted down.
class Credit {
public:
  explicit Credit(int Places) : Left(Places) {}
  void put(std::string Text) {
    std::unique_lock<std::mutex> Lock(Guard);
    while (Left == 0)
      Changed.wait(Lock);
    --Left;
    Texts.push_back(std::move(Text));
    Changed.notify_all();
  }
  bool get(std::string &Text) {
    std::lock_guard<std::mutex> Lock(Guard);
    if (Texts.empty())
      return false;
    Text = std::move(Texts.front());
    Texts.pop_front();
    ++Left;
    Changed.notify_all();
    return true;
  }

private:
  std::mutex Guard;
  std::condition_variable Changed;
  std::deque<std::string> Texts;
  int Left;
};

// A ring whose places are made by the constructor.
class Wheel {
public:
  explicit Wheel(size_t Places) : Spokes(Places) {}
  void put(int Value) {
    std::unique_lock<std::mutex> Lock(Guard);
    NotFull.wait(Lock, [this] { return Count < Spokes.size(); });
    Spokes[(First + Count) % Spokes.size()] = Value;
    ++Count;
    NotEmpty.notify_one();
  }
  int get() {
    std::unique_lock<std::mutex> Lock(Guard);
    NotEmpty.wait(Lock, [this] { return Count > 0; });
    int Value = Spokes[First];
    First = (First + 1) % Spokes.size();
    --Count;
    NotFull.notify_one();
    return Value;
  }

private:
  std::mutex Guard;
  std::condition_variable NotFull, NotEmpty;
  std::vector<int> Spokes;
  size_t First = 0, Count = 0;
};

// Looks again and again, under the lock and without.
class Impatient {
public:
  void put(int Value) {
    for (;;) {
      {
        std::lock_guard<std::mutex> Lock(Guard);
        if (Values.size() < 10) {
          Values.push_back(Value);
          return;
        }
      }
      std::this_thread::sleep_for(1ms);
    }
  }
  bool putUnless(int Value, const std::atomic<bool> &Gone) {
    while (!Gone) {
      std::lock_guard<std::mutex> Lock(Guard);
      if (Values.size() < 10) {
        Values.push_back(Value);
        return true;
      }
    }
    return false;
  }
  // Makes room by itself.
  void putNewest(int Value) {
    std::lock_guard<std::mutex> Lock(Guard);
    while (Values.size() >= 10)
      Values.pop_front();
    Values.push_back(Value);
  }
  bool get(int &Value) {
    std::lock_guard<std::mutex> Lock(Guard);
    if (Values.empty())
      return false;
    Value = Values.front();
    Values.pop_front();
    return true;
  }

private:
  std::mutex Guard;
  std::list<int> Values;
};

// Timed waits that go on for ever, and others.
class Stubborn {
public:
  void put(int Value) {
    std::unique_lock<std::mutex> Lock(Guard);
    while (Values.size() >= 8)
      if (Room.wait_for(Lock, 1s) == std::cv_status::timeout)
        write("still full");
    Values.push_back(Value);
    Some.notify_one();
  }
  void putNoisy(int Value) {
    std::unique_lock<std::mutex> Lock(Guard);
    while (!Room.wait_for(Lock, 1s, [this] { return Values.size() < 8; }))
      write("still full");
    Values.push_back(Value);
    Some.notify_one();
  }
  bool putUntil(int Value, std::chrono::steady_clock::time_point End) {
    std::unique_lock<std::mutex> Lock(Guard);
    while (Values.size() >= 8) {
      Room.wait_for(Lock, 100ms);
      if (std::chrono::steady_clock::now() > End)
        return false;
    }
    Values.push_back(Value);
    Some.notify_one();
    return true;
  }
  bool putWhile(int Value, const std::function<bool()> &Wanted) {
    std::unique_lock<std::mutex> Lock(Guard);
    Room.wait(Lock, [&] { return Values.size() < 8 || !Wanted(); });
    if (Values.size() >= 8)
      return false;
    Values.push_back(Value);
    Some.notify_one();
    return true;
  }
  int get() {
    std::unique_lock<std::mutex> Lock(Guard);
    Some.wait(Lock, [this] { return !Values.empty(); });
    int Value = Values.front();
    Values.pop_front();
    Room.notify_one();
    return Value;
  }

private:
  std::mutex Guard;
  std::condition_variable Room, Some;
  std::deque<int> Values;
};

// One place, and a flag that says whether it is taken.
class Hatch {
public:
  void put(std::string Text) {
    std::unique_lock<std::mutex> Lock(Guard);
    Changed.wait(Lock, [this] { return !Full; });
    Held = std::move(Text);
    Full = true;
    Changed.notify_all();
  }
  void replace(std::string Text) {
    std::lock_guard<std::mutex> Lock(Guard);
    Held = std::move(Text);
    Full = true;
    Changed.notify_all();
  }
  std::string get() {
    std::unique_lock<std::mutex> Lock(Guard);
    while (!Full)
      Changed.wait(Lock);
    Full = false;
    Changed.notify_all();
    return std::move(Held);
  }

private:
  std::mutex Guard;
  std::condition_variable Changed;
  std::string Held;
  bool Full = false;
};

// A container that says by itself that it is full.
class Carousel {
public:
  void put(int Value) {
    std::unique_lock<std::mutex> Lock(Guard);
    while (isFull())
      NotFull.wait(Lock);
    Values.push_back(Value);
    NotEmpty.notify_one();
  }
  int get() {
    std::unique_lock<std::mutex> Lock(Guard);
    while (Values.empty())
      NotEmpty.wait(Lock);
    int Value = Values.front();
    Values.pop_front();
    NotFull.notify_one();
    return Value;
  }

private:
  bool isFull() const {
    assert(&Guard);
    return Values.full();
  }
  std::mutex Guard;
  std::condition_variable NotFull, NotEmpty;
  boost::circular_buffer<int> Values{16};
};

// Keeps what is there in order.
class Sorted {
public:
  void put(int Value) {
    std::lock_guard<std::mutex> Lock(Guard);
    auto It = Values.begin();
    while (It != Values.end() && *It < Value)
      ++It;
    Values.insert(It, Value);
    Some.notify_one();
  }
  int get() {
    std::unique_lock<std::mutex> Lock(Guard);
    Some.wait(Lock, [this] { return !Values.empty(); });
    int Value = Values.front();
    Values.pop_front();
    return Value;
  }

private:
  std::mutex Guard;
  std::condition_variable Some;
  std::list<int> Values;
};

// A pool without a bound.
class Endless {
public:
  Endless() : Worker([this] { work(); }) {}
  ~Endless() {
    {
      std::lock_guard<std::mutex> Lock(Guard);
      Stop = true;
    }
    Some.notify_all();
    Worker.join();
  }
  void post(std::function<void()> Task) {
    std::lock_guard<std::mutex> Lock(Guard);
    Tasks.push(std::move(Task));
    Some.notify_one();
  }

private:
  void work() {
    for (;;) {
      std::unique_lock<std::mutex> Lock(Guard);
      Some.wait(Lock, [this] { return Stop || !Tasks.empty(); });
      if (Tasks.empty())
        return;
      std::function<void()> Task = std::move(Tasks.front());
      Tasks.pop();
      Lock.unlock();
      Task();
    }
  }
  std::mutex Guard;
  std::condition_variable Some;
  std::queue<std::function<void()>> Tasks;
  bool Stop = false;
  std::thread Worker;
};

class Service {
public:
  void routes(Server &Svr) {
    Svr.Post("/flagged", [this](const Request &Req, Response &) {
      Log.line(Req.body); // warn: 'line' waits for room in 'Log'
      Out.add(Req.body); // warn: 'add' waits for room in 'Out'
      Gate.enter(Req.body); // warn: 'enter' waits for room in 'Gate'
      pipe_put(&Pipe, "text"); // warn: 'pipe_put' waits for room in 'Pipe'
      Credits.put(Req.body); // warn: 'put' waits for room in 'Credits'
      Numbers.put(1); // warn: 'put' waits for room in 'Numbers'
      Polled.put(1); // warn: 'put' waits for room in 'Polled'
      Again.put(1); // warn: 'put' waits for room in 'Again'
      Again.putNoisy(1); // warn: 'putNoisy' waits for room in 'Again'
      Single.put(Req.body); // warn: 'put' waits for room in 'Single'
      Round.put(1); // warn: 'put' waits for room in 'Round'
    });
    Svr.Post("/clean", [this](const Request &Req, Response &Res) {
      Log.lineIfRoom(Req.body);
      if (!Gate.enterSoon(Req.body))
        Res.status = 503;
      Locked.put(1);
      Polled.putUnless(1, Stopping);
      Polled.putNewest(1);
      Again.putUntil(1, std::chrono::steady_clock::now() + 1s);
      Again.putWhile(1, [&] { return !Stopping; });
      Tasks.post([] {});
      Single.replace(Req.body);
      InOrder.put(1);
      // Made here, and there is a place for each.
      Turnstile<int> Own(2);
      Own.enter(1);
      auto Mine = std::make_unique<Turnstile<int>>(2);
      Mine->enter(1);
      fill(*Mine);
    });
  }
  static void fill(Turnstile<int> &Of) { Of.enter(2); }
  void consume() {
    std::string Text;
    int Value;
    Out.all();
    Gate.leave();
    Locked.get();
    pipe_get(&Pipe);
    Credits.get(Text);
    Numbers.get();
    Polled.get(Value);
    Again.get();
    Single.get();
    Round.get();
    InOrder.get();
  }

private:
  Journal Log;
  Outbox Out;
  Turnstile<std::string> Gate{8};
  Guarded Locked;
  pipe_line Pipe;
  Credit Credits{4};
  Wheel Numbers{16};
  Impatient Polled;
  Stubborn Again;
  Endless Tasks;
  Hatch Single;
  Carousel Round;
  Sorted InOrder;
  std::atomic<bool> Stopping{false};
};
