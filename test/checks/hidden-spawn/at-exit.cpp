// notes: strict
// What happens at exit, and the way from the function that others call.

#include <functional>
#include <future>
#include <memory>
#include <stop_token>
#include <thread>
#include <vector>

void work();

static void beat() {
  for (;;)
    work();
}

void terminates() {
  static std::thread Worker(beat); // warn: its handle ends in the static variable 'Worker' // note: at exit the handle is destroyed while it is joinable, which ends the process
}

void goesOn() {
  static auto *Worker = new std::thread(beat); // warn: its handle ends in the static variable 'Worker' // note: at exit the thread goes on while static objects are destroyed
}

void waits() {
  static std::future<void> Done = std::async(std::launch::async, [] { // warn: its handle ends in the static variable 'Done' // note: at exit its destructor waits for the task
    work();
  });
}

void waitsForEver() {
  static std::jthread Worker(beat); // warn: 'waitsForEver' starts a thread // note: at exit its destructor waits for the task, which never ends
}

void isStopped() {
  static std::jthread Worker([](std::stop_token Stop) {
    while (!Stop.stop_requested())
      work();
  });
}

int isWaitedFor() {
  static std::future<int> Answer = std::async(std::launch::async, [] {
    work();
    return 1;
  });
  return Answer.get();
}

class Never {
public:
  void open() { prepare(); } // note: 'open' leads here

private:
  void prepare() {
    Worker = std::thread([] { work(); }); // warn: 'open' starts a thread that its caller can neither wait for nor stop: its handle ends in the member 'Worker', which nothing joins
  }
  std::thread Worker; // note: when its object dies the handle is destroyed while it is joinable, which ends the process
};

// Futures that are parked.
static std::vector<std::future<void>> Parked; // note: at exit its destructor waits for the task
void park() {
  Parked.push_back(std::async(std::launch::async, [] { work(); })); // warn: its handle ends in the static variable 'Parked'
}

static std::vector<std::future<void>> Emptied;
void parkForAWhile() {
  Emptied.push_back(std::async(std::launch::async, [] { work(); }));
}
void empty() {
  for (auto &Each : Emptied)
    Each.get();
  Emptied.clear();
}

static std::vector<std::future<void>> Cleared;
void parkUntilCleared() {
  Cleared.push_back(std::async(std::launch::async, [] { work(); }));
}
void clear() { Cleared.clear(); }

static std::vector<std::future<void>> Taken;
void parkUntilTaken() {
  Taken.push_back(std::async(std::launch::async, [] { work(); }));
}
void take() {
  std::vector<std::future<void>> Mine;
  Mine.swap(Taken);
}

// The task has its own future, and nobody else.
void forgets() {
  auto Self = std::make_shared<std::future<void>>();
  *Self = std::async(std::launch::async, [Self] { work(); }); // warn: only the task itself has its handle // note: when the task ends its destructor waits for the task
}

struct Job {
  std::future<void> Done;
  int Number = 0;
};
void forgetsJob() {
  auto J = std::make_shared<Job>();
  J->Done = std::async(std::launch::async, [J] { work(); }); // warn: only the task itself has its handle // note: when the task ends its destructor waits for the task
}

void waitsHere() {
  auto Self = std::make_shared<std::future<void>>();
  *Self = std::async(std::launch::async, [Self] { work(); });
  Self->wait();
}

std::shared_ptr<std::future<void>> handsOut() {
  auto Self = std::make_shared<std::future<void>>();
  *Self = std::async(std::launch::async, [Self] { work(); });
  return Self;
}
