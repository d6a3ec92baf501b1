// Threads that are detached and that nothing waits for.
// notes: strict

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

void log(const char *);
void handle(int);

void noCapture() {
  std::thread([] { log("started"); }).detach(); // warn: nothing will ever wait for this thread: it is detached
}

void named() {
  std::thread Worker([] { log("started"); }); // note: it is started here
  Worker.detach(); // warn: nothing will ever wait for this thread: it is detached
}

void ofAuto(int Job) {
  auto Worker = std::thread([Job] { handle(Job); }); // note: it is started here
  if (Worker.joinable())
    Worker.detach(); // warn: nothing will ever wait for this thread
}

void startedLater() {
  std::thread Worker;
  Worker = std::thread([] { log("started"); }); // note: it is started here
  Worker.detach(); // warn: nothing will ever wait for this thread
}

static void loop() {
  for (;;) {
    log("tick");
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}

static void work(int Job) { handle(Job); }

void namedFunction() {
  std::thread(work, 3).detach(); // warn: nothing will ever wait for this thread: it is detached
  std::thread(&work, 4).detach(); // warn: nothing will ever wait for this thread: it is detached
  std::thread{work, 5}.detach(); // warn: nothing will ever wait for this thread: it is detached
}

void endless() {
  std::thread(loop).detach(); // warn: and it never ends
  std::thread([] {
    while (true)
      log("tick");
  }).detach(); // warn: and it never ends
}

void referenceToLocal() {
  std::string Text = "hello";
  std::thread([&] { log(Text.c_str()); }).detach(); // warn: although it refers to the local variable 'Text'
  int Count = 0;
  std::thread([&Count] { ++Count; }).detach(); // warn: although it refers to the local variable 'Count'
}

class InConstructor {
public:
  InConstructor() {
    std::thread([this] { run(); }).detach(); // warn: although it uses 'this'
  }
  ~InConstructor() { log("gone"); } // note: the destructor of 'InConstructor' does not wait for it

private:
  void run() { ++Count; }
  int Count = 0;
};

class NoDestructor { // note: 'NoDestructor' has no destructor that would wait for it
public:
  void start() {
    std::thread(&NoDestructor::run, this).detach(); // warn: although it uses 'this'
  }

private:
  void run() { ++Count; }
  int Count = 0;
};

class EndlessMember {
public:
  void start() {
    Worker = std::thread([this] { run(); }); // note: it is started here
    Worker.detach(); // warn: although it uses 'this', and it never ends
  }
  ~EndlessMember() {} // note: the destructor of 'EndlessMember' does not wait for it

private:
  void run() {
    for (;;)
      ++Count;
  }
  std::thread Worker;
  std::atomic<int> Count{0};
};

// A stop flag alone does not wait.
class OnlyStopped {
public:
  OnlyStopped() {
    std::thread([this] {
      while (!Stop)
        log("tick");
    }).detach(); // warn: although it uses 'this'
  }
  ~OnlyStopped() { Stop = true; } // note: the destructor of 'OnlyStopped' does not wait for it

private:
  std::atomic<bool> Stop{false};
};

// Detached where it should have been joined.
class DetachedInDestructor {
public:
  DetachedInDestructor() : Worker([this] { ++Count; }) {} // note: it is started here
  ~DetachedInDestructor() { Worker.detach(); } // warn: although it uses 'this' // note: does not wait for it

private:
  std::atomic<int> Count{0};
  std::thread Worker;
};

void allOfThem(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I)
    Pool.emplace_back([I] { handle(I); }); // note: it is started here
  for (auto &T : Pool)
    T.detach(); // warn: nothing will ever wait for this thread
}

void moved() {
  std::thread First([] { log("started"); }); // note: it is started here
  std::thread Second = std::move(First);
  Second.detach(); // warn: nothing will ever wait for this thread
}

void onHeap() {
  auto *Worker = new std::thread([] { log("started"); }); // note: it is started here
  Worker->detach(); // warn: nothing will ever wait for this thread
  delete Worker;
}

void uniquePointer() {
  auto Worker = std::make_unique<std::thread>([] { log("started"); }); // note: it is started here
  Worker->detach(); // warn: nothing will ever wait for this thread
}

void sharedPointer() {
  std::shared_ptr<std::thread> Worker(new std::thread([] { log("started"); })); // note: it is started here
  (*Worker).detach(); // warn: nothing will ever wait for this thread
}

void leaked() {
  new std::thread([] { log("started"); }); // warn: its handle is leaked
}

// Its destructor would join, and never runs.
void leakedJoining() {
  new std::jthread([] { log("started"); }); // warn: its handle is leaked
}
void deletedJoining() {
  auto *Worker = new std::jthread([] { log("started"); });
  log("meanwhile");
  delete Worker;
}
void ownedJoining() {
  std::unique_ptr<std::jthread> Worker(
      new std::jthread([] { log("started"); }));
}

void jthread() {
  std::jthread([] { log("started"); }).detach(); // warn: nothing will ever wait for this thread
  std::jthread Worker([](std::stop_token Stop) { // note: it is started here
    while (!Stop.stop_requested())
      log("tick");
  });
  Worker.detach(); // warn: nothing will ever wait for this thread
}

// Joined on one way, cut loose on the other.
bool decide();
void eitherWay() {
  std::thread Worker([] { log("started"); }); // note: it is started here
  if (decide())
    Worker.join();
  else
    Worker.detach(); // warn: nothing will ever wait for this thread
}

struct Functor {
  void operator()() const { log("started"); }
};

void functionObjects() {
  std::thread(Functor()).detach(); // warn: nothing will ever wait for this thread
  Functor F;
  std::thread(F).detach(); // warn: nothing will ever wait for this thread
  std::function<void()> G = [] { log("started"); };
  std::thread(G).detach(); // warn: nothing will ever wait for this thread
  auto H = [](auto Value) { handle(Value); };
  std::thread(H, 3).detach(); // warn: nothing will ever wait for this thread
  std::thread(std::bind(work, 3)).detach(); // warn: nothing will ever wait for this thread
}

// From within another task.
void nested() {
  std::thread Outer([] {
    std::thread([] { log("inner"); }).detach(); // warn: nothing will ever wait for this thread
  });
  Outer.join();
}
