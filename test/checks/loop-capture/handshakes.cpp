// Each iteration waits until its task has said that it has begun, and has no more
// use for what it was given. The task's code has a name of its own.

#include <functional>
#include <future>
#include <latch>
#include <thread>
#include <vector>

void serve(int);

void namedClosure(int N) {
  std::promise<void> Gate;
  std::shared_future<void> Open(Gate.get_future());
  auto Body = [Open](std::promise<void> *Begun, int Id) {
    Begun->set_value();
    Open.wait();
    serve(Id);
  };
  std::vector<std::thread> Threads;
  for (int I = 0; I < N; ++I) {
    std::promise<void> Begun;
    Threads.emplace_back(Body, &Begun, I);
    Begun.get_future().wait();
  }
  Gate.set_value();
  for (auto &T : Threads)
    T.join();
}

void byReference(int N) {
  auto Body = [](std::latch &Begun, int Id) {
    Begun.count_down();
    serve(Id);
  };
  std::vector<std::thread> Threads;
  for (int I = 0; I < N; ++I) {
    std::latch Begun(1);
    Threads.emplace_back(Body, std::ref(Begun), I);
    Begun.wait();
  }
  for (auto &T : Threads)
    T.join();
}

void genericClosure(int N) {
  auto Body = [](auto *Begun, int Id) {
    Begun->count_down();
    serve(Id);
  };
  std::vector<std::jthread> Threads;
  for (int I = 0; I < N; ++I) {
    std::latch Begun(1);
    Threads.emplace_back(Body, &Begun, I);
    Begun.wait();
  }
}

struct Server {
  void operator()(std::latch *Begun, int Id) const {
    Begun->count_down();
    serve(Id);
  }
};
void functionObject(int N) {
  std::vector<std::jthread> Threads;
  for (int I = 0; I < N; ++I) {
    std::latch Begun(1);
    Threads.emplace_back(Server(), &Begun, I);
    Begun.wait();
  }
}

// Nobody waits for this one.
void withoutWait(int N) {
  auto Body = [](std::latch *Begun, int Id) {
    Begun->count_down();
    serve(Id);
  };
  std::vector<std::jthread> Threads;
  for (int I = 0; I < N; ++I) {
    std::latch Begun(1);
    Threads.emplace_back(Body, &Begun, I); // warn: 'Begun' belongs to one iteration
  }
}

// The task that is waited for is another one.
void waitsForAnother(int N) {
  auto Body = [](std::latch *Begun, int Id) {
    Begun->count_down();
    serve(Id);
  };
  auto Plain = [](int *Id) { serve(*Id); };
  std::vector<std::jthread> Threads;
  for (int I = 0; I < N; ++I) {
    std::latch Begun(1);
    int Id = 2 * I;
    Threads.emplace_back(Body, &Begun, I);
    Threads.emplace_back(Plain, &Id); // warn: 'Id' belongs to one iteration
    Begun.wait();
  }
}
