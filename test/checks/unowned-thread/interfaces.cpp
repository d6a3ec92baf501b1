// What a task tells by a virtual method is told to the objects that are seen to
// be handed to it.

#include <chrono>
#include <future>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

void work();

//===--- A member that is an interface ------------------------------------===//

struct EndListener {
  virtual ~EndListener() = default;
  virtual void ended(int Id) = 0;
};

class Job {
public:
  Job(int Id, EndListener *Listener) : Id(Id), Listener(Listener) {}
  void run() {
    work();
    Listener->ended(Id);
  }

private:
  int Id;
  EndListener *Listener;
};

class Registry : public EndListener {
public:
  void ended(int Id) override {
    std::lock_guard<std::mutex> Guard(Lock);
    Running.erase(Id);
  }
  void start(int Id) {
    {
      std::lock_guard<std::mutex> Guard(Lock);
      Running.insert(Id);
    }
    std::thread([J = Job(Id, this)]() mutable { J.run(); }).detach();
  }
  void stop() {
    while (count() > 0)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }

private:
  size_t count() {
    std::lock_guard<std::mutex> Guard(Lock);
    return Running.size();
  }

  std::mutex Lock;
  std::set<int> Running;
};

//===--- An object whose destructor tells it ------------------------------===//

struct LeaveListener {
  virtual ~LeaveListener() = default;
  virtual void left() = 0;
};

class Visit {
public:
  explicit Visit(LeaveListener *To) : To(To) {}
  Visit(Visit &&Other) : To(Other.To) { Other.To = nullptr; }
  ~Visit() {
    if (To)
      To->left();
  }
  void run() { work(); }

private:
  LeaveListener *To;
};

class House : public LeaveListener {
public:
  void left() override {
    std::lock_guard<std::mutex> Guard(Lock);
    --Visitors;
  }
  void enter() {
    {
      std::lock_guard<std::mutex> Guard(Lock);
      ++Visitors;
    }
    std::thread(&Visit::run, Visit(this)).detach();
  }
  ~House() {
    while (!isEmpty())
      std::this_thread::yield();
  }

private:
  bool isEmpty() {
    std::lock_guard<std::mutex> Guard(Lock);
    return Visitors == 0;
  }

  std::mutex Lock;
  int Visitors = 0;
};

//===--- An interface that a caller hands in ------------------------------===//

struct Answer {
  virtual ~Answer() = default;
  virtual void succeed(const std::string &Text) = 0;
  virtual void fail(int Error) = 0;
};

class Backend {
public:
  void ask(std::shared_ptr<Answer> To, int Error) {
    std::thread([To, Error] {
      if (Error)
        To->fail(Error);
      else
        To->succeed("text");
    }).detach();
  }
};

struct Promised : Answer {
  void succeed(const std::string &Text) override { Promise.set_value(Text); }
  void fail(int) override { Promise.set_value(""); }
  std::promise<std::string> Promise;
};

std::string asksAndWaits(Backend &B) {
  auto Answer = std::make_shared<Promised>();
  std::future<std::string> Text = Answer->Promise.get_future();
  B.ask(Answer, 0);
  return Text.get();
}

//===--- What tells nobody ------------------------------------------------===//

struct Log {
  virtual ~Log() = default;
  virtual void line(int Number) = 0;
};

class LastLine : public Log {
public:
  void line(int Number) override { Last = Number; }

private:
  int Last = 0;
};

class Importer {
public:
  explicit Importer(Log *To) : To(To) {}
  void start() {
    std::thread([this] {
      work();
      To->line(1);
    }).detach(); // warn: nothing
  }

private:
  Log *To;
};

void imports() {
  static LastLine Lines;
  static Importer I(&Lines);
  I.start();
}

// One of those that are handed in waits, and says so only if it succeeds.
struct Half : Answer {
  void succeed(const std::string &) override { Promise.set_value(); }
  void fail(int) override {}
  std::promise<void> Promise;
};

class Careless {
public:
  void ask(std::shared_ptr<Answer> To, int Error) {
    std::thread([To, Error] {
      if (Error)
        To->fail(Error);
      else
        To->succeed("text");
    }).detach(); // warn: nothing
  }
};

void waitsForHalf(Careless &C) {
  auto To = std::make_shared<Half>();
  std::future<void> Done = To->Promise.get_future();
  C.ask(To, 0);
  Done.get();
}
