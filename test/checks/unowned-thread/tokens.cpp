// A task holds a share of something, and somebody waits until nobody else does.

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <thread>

void work();
using namespace std::chrono_literals;

struct Session {
  int Id = 0;
};

class ByCount {
public:
  void start() {
    std::thread([T = Token] { work(); }).detach();
  }
  void startByArgument() {
    std::thread([](std::shared_ptr<Session>) { work(); }, Token).detach();
  }
  void startByCapture() {
    auto T = Token;
    std::thread([T] { work(); }).detach();
  }
  ~ByCount() {
    while (Token.use_count() > 1)
      std::this_thread::sleep_for(1ms);
  }

private:
  std::shared_ptr<Session> Token = std::make_shared<Session>();
};

class ByExpiry {
public:
  void start() {
    auto Token = std::make_shared<int>(1);
    Alive = Token;
    std::thread([Token] { work(); }).detach();
  }
  ~ByExpiry() {
    while (!Alive.expired())
      std::this_thread::sleep_for(1ms);
  }

private:
  std::weak_ptr<int> Alive;
};

void inFunction() {
  auto Token = std::make_shared<Session>();
  std::weak_ptr<Session> Alive = Token;
  int Result = 0;
  std::thread([Token = std::move(Token), &Result] { Result = 1; }).detach();
  while (!Alive.expired())
    std::this_thread::yield();
}

struct Job {
  std::shared_ptr<Session> Held;
  void operator()() const { work(); }
};

class ByJob {
public:
  void start() { std::thread(Job{Token}).detach(); }
  ~ByJob() {
    while (Token.use_count() > 1)
      std::this_thread::sleep_for(1ms);
  }

private:
  std::shared_ptr<Session> Token = std::make_shared<Session>();
};

// The task shares something else.
class OtherToken {
public:
  void start() {
    ++Started;
    std::thread([this, T = Token] {
      work();
      Last = T->Id;
    }).detach(); // warn: although it uses 'this'
  }
  ~OtherToken() {
    while (Other.use_count() > 1)
      std::this_thread::sleep_for(1ms);
  }

private:
  std::shared_ptr<Session> Token = std::make_shared<Session>();
  std::shared_ptr<Session> Other = std::make_shared<Session>();
  int Started = 0, Last = 0;
};

// It refers to the token and has no share in it.
class NoShare {
public:
  void start() {
    std::thread([this] {
      work();
      Token->Id = 1;
    }).detach(); // warn: although it uses 'this'
  }
  ~NoShare() {
    while (Token.use_count() > 1)
      std::this_thread::sleep_for(1ms);
  }

private:
  std::shared_ptr<Session> Token = std::make_shared<Session>();
};

// It looks once.
class LooksOnce {
public:
  void start() {
    std::thread([this, T = Token] {
      work();
      Last = T->Id;
    }).detach(); // warn: although it uses 'this'
  }
  ~LooksOnce() {
    if (Token.use_count() > 1)
      std::this_thread::sleep_for(1s);
  }

private:
  std::shared_ptr<Session> Token = std::make_shared<Session>();
  int Last = 0;
};

// A structured binding is captured.
class Bindings {
public:
  void start() {
    for (const auto &[Id, Token] : Tokens)
      std::thread([Id, Token] { Token->Id = Id; }).detach(); // warn: nothing will ever wait for this thread
  }
  ~Bindings() {
    while (Other.use_count() > 1)
      std::this_thread::sleep_for(1ms);
  }

private:
  std::map<int, std::shared_ptr<Session>> Tokens;
  std::shared_ptr<Session> Other = std::make_shared<Session>();
};
