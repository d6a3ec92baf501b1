// Keepers that are drained by a swap or a move, and handles that share one.

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <utility>
#include <vector>

class SwapsInto {
public:
  void post(std::function<void()> F) {
    std::lock_guard<std::mutex> Lock(M);
    Next.push_back(std::move(F));
  }
  void run() {
    std::vector<std::function<void()>> Now;
    {
      std::lock_guard<std::mutex> Lock(M);
      Now.swap(Next);
    }
    for (auto &F : Now)
      F();
  }

private:
  std::mutex M;
  std::vector<std::function<void()>> Next;
};

class SwapsBoth {
public:
  struct Job {
    int Priority;
    std::function<void()> Run;
  };
  void post(std::function<void()> F) { Next.push_back({1, std::move(F)}); }
  void run() {
    std::vector<Job> Now;
    std::swap(Now, Next);
    for (auto &J : Now)
      J.Run();
  }

private:
  std::vector<Job> Next;
};

class Exchanges {
public:
  void post(std::function<void()> F) { Next.push(std::move(F)); }
  void run() {
    auto Now = std::exchange(Next, {});
    for (; !Now.empty(); Now.pop())
      Now.front()();
  }

private:
  std::queue<std::function<void()>> Next;
};

class TwoSides {
public:
  void post(std::function<void()> F) { Back.push_back(std::move(F)); }
  void run() {
    Front.swap(Back);
    for (auto &F : Front)
      F();
    Front.clear();
  }

private:
  std::vector<std::function<void()>> Front, Back;
};

void posted(SwapsInto &A, SwapsBoth &B, Exchanges &C, TwoSides &D, int N) {
  A.post([&] { ++N; }); // warn: captures 'N' by reference
  B.post([&] { ++N; }); // warn: captures 'N' by reference
  C.post([&] { ++N; }); // warn: captures 'N' by reference
  D.post([&] { ++N; }); // warn: captures 'N' by reference
}
int ranBefore(SwapsInto &A, SwapsBoth &B, Exchanges &C, TwoSides &D, int N) {
  A.post([&] { ++N; });
  A.run();
  B.post([&] { ++N; });
  B.run();
  C.post([&] { ++N; });
  C.run();
  D.post([&] { ++N; });
  D.run();
  return N;
}

// What is there is swapped back.
class Events {
public:
  int handled(int N) {
    std::function<void()> Own = [&] { ++N; };
    std::swap(Handler, Own);
    fire();
    std::swap(Handler, Own);
    return N;
  }
  void fire() { Handler(); }

private:
  std::function<void()> Handler;
};

// A handle, and what it shares with whoever fulfils it.
template <class T> class Promised {
public:
  Promised() : Shared(std::make_shared<State>()) {}
  Promised &then(std::function<void(const T &)> F) {
    std::unique_lock<std::mutex> Lock(Shared->M);
    if (Shared->Done) {
      Lock.unlock();
      F(Shared->Value);
      return *this;
    }
    Shared->Next.push_back(std::move(F));
    return *this;
  }
  void wait() {
    std::unique_lock<std::mutex> Lock(Shared->M);
    Shared->Changed.wait(Lock, [&] { return Shared->Done; });
  }
  void waitUnseen();
  void fulfil(T V) {
    std::vector<std::function<void(const T &)>> Now;
    {
      std::lock_guard<std::mutex> Lock(Shared->M);
      Shared->Value = std::move(V);
      Shared->Done = true;
      Now.swap(Shared->Next);
    }
    Shared->Changed.notify_all();
    for (auto &F : Now)
      F(Shared->Value);
  }

private:
  struct State {
    std::mutex M;
    std::condition_variable Changed;
    bool Done = false;
    T Value{};
    std::vector<std::function<void(const T &)>> Next;
  };
  std::shared_ptr<State> Shared;
};

Promised<int> load(const std::string &Path);
Promised<int> current();

void given(std::string Slot) {
  load("a").then([&](int) { Slot.clear(); }); // warn: captures 'Slot' by
  current().then([&](int) { Slot.clear(); }); // warn: captures 'Slot' by
  auto Later = load("b");
  Later.then([&](int) { Slot.clear(); }); // warn: captures 'Slot' by reference
}
void ofCaller(Promised<int> Later, std::string Slot) {
  Later.then([&](int) { Slot.clear(); }); // warn: captures 'Slot' by reference
}
void waits(std::string Slot) {
  load("a").then([&](int) { Slot.clear(); }).wait();
  auto Later = load("b");
  Later.then([&](int) { Slot.clear(); });
  Later.wait();
  auto Other = load("c");
  Other.then([&](int) { Slot.clear(); });
  Other.waitUnseen();
}
void own(std::string Slot) {
  Promised<int> Made;
  Made.then([&](int) { Slot.clear(); });
  Made.fulfil(1);
}

// A handle that shares nothing of what it keeps, and one that lets it go.
class Query {
public:
  void onRow(std::function<void(int)> F) { Rows.push_back(std::move(F)); }
  void run() {
    for (auto &F : Rows)
      F(1);
  }

private:
  std::shared_ptr<int> Connection;
  std::vector<std::function<void(int)>> Rows;
};
class Subscription {
public:
  void add(std::function<void()> F) { All->push_back(std::move(F)); }
  ~Subscription() { All->clear(); }

private:
  std::shared_ptr<std::vector<std::function<void()>>> All;
};
Query prepare(const std::string &Text);
Subscription subscribe(int Topic);
void ends(int N) {
  auto Rows = prepare("");
  Rows.onRow([&](int V) { N += V; });
  Rows.run();
  auto Some = subscribe(1);
  Some.add([&] { ++N; });
  subscribe(2).add([&] { ++N; });
}
