// A handle that would join when it dies joins nothing if it is leaked.

#include <memory>
#include <thread>
#include <vector>

void work();

void dropped() {
  new std::jthread([] { work(); }); // warn: its handle is leaked
}

void forgotten() {
  auto *Worker = new std::jthread([] { work(); }); // warn: its handle is leaked
  (void)Worker->get_id();
}

static std::jthread *Kept;
void kept() {
  Kept = new std::jthread([] { work(); }); // warn[tether-hidden-spawn]: its handle ends in the static variable 'Kept'
}

void deleted() {
  auto *Worker = new std::jthread([] { work(); });
  work();
  delete Worker;
}

void owned() {
  std::unique_ptr<std::jthread> Worker(new std::jthread([] { work(); }));
  std::shared_ptr<std::jthread> Shared{new std::jthread([] { work(); })};
  Shared->request_stop();
}

std::jthread *returned() { return new std::jthread([] { work(); }); }

void take(std::jthread *);
void handedOn() { take(new std::jthread([] { work(); })); }

static std::jthread *Stopped;
void start() { Stopped = new std::jthread([] { work(); }); }
void stop() { delete Stopped; }

class Owner {
public:
  void start() { Worker = new std::jthread([] { work(); }); }
  ~Owner() { delete Worker; }

private:
  std::jthread *Worker = nullptr;
};

class Group {
public:
  void add() { Workers.push_back(new std::jthread([] { work(); })); }
  ~Group() {
    for (std::jthread *Worker : Workers)
      delete Worker;
  }

private:
  std::vector<std::jthread *> Workers;
};
