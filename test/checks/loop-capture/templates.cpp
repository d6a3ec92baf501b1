// Function and class templates, forwarders and generic lambdas. One finding per
// place, however many instantiations there are.

#include <algorithm>
#include <array>
#include <functional>
#include <future>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

void use(int);
void use(const std::string &);

template <typename Threads> void joinEach(Threads &Pool) {
  for (auto &T : Pool)
    T.join();
}

template <typename T> void eachByValue(const std::vector<T> &Values) {
  std::vector<std::thread> Pool;
  for (T V : Values)
    Pool.emplace_back([&] { use(V); }); // warn: 'V' belongs to one iteration // fix: [&, V]
  joinEach(Pool);
}
template void eachByValue<int>(const std::vector<int> &);
template void eachByValue<std::string>(const std::vector<std::string> &);

template <typename T> void eachByReference(const std::vector<T> &Values) {
  std::vector<std::thread> Pool;
  for (const T &V : Values)
    Pool.emplace_back([&] { use(V); });
  joinEach(Pool);
}
template void eachByReference<int>(const std::vector<int> &);

// A forwarder of callables is a spawn.
template <typename F> void spawnInto(std::vector<std::thread> &Pool, F &&Callable) {
  Pool.emplace_back(std::forward<F>(Callable));
}

template <typename... Args> std::thread go(Args &&...Arguments) {
  return std::thread(std::forward<Args>(Arguments)...);
}

void takes(int);

void forwarded(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    spawnInto(Pool, [&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
    Pool.push_back(go([&I] { use(I); })); // warn: 'I' belongs to one iteration // fix: [I]
    spawnInto(Pool, [I] { use(I); });
    Pool.push_back(go(takes, I + 0));
  }
  joinEach(Pool);
}

void forwardedAndJoined(int N) {
  for (int I = 0; I < N; ++I) {
    std::vector<std::thread> Pool;
    spawnInto(Pool, [&] { use(I); });
    joinEach(Pool);
    std::thread T = go([&I] { use(I); });
    T.join();
  }
}

// A template that runs its callable in place and one that starts it are not
// mixed up.
template <typename F> void here(F &&Callable) { std::forward<F>(Callable)(); }

template <typename F> void parallelFor(int N, F Callable) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I)
    Pool.emplace_back([&Callable, I] { Callable(I); });
  joinEach(Pool);
}

void inPlace(int N) {
  for (int I = 0; I < N; ++I) {
    here([&] { use(I); });
    parallelFor(4, [&](int J) { use(I + J); });
  }
}

// The bug is in the template, not in its caller.
template <typename F> void brokenParallelFor(int N, F Callable) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I)
    Pool.emplace_back([&] { Callable(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
  joinEach(Pool);
}

void callsBroken(int N) {
  for (int K = 0; K < N; ++K)
    brokenParallelFor(N, [&](int J) { use(K + J); });
}

template <typename Task> class Crew {
public:
  void add(Task T) { Tasks.push_back(std::move(T)); }
  void start() {
    for (Task T : Tasks)
      Threads.emplace_back([&] { T(); }); // warn: 'T' belongs to one iteration // fix: [&, T]
  }
  void startElements() {
    for (Task &T : Tasks)
      Threads.emplace_back([&] { T(); });
  }
  ~Crew() { joinEach(Threads); }

private:
  std::vector<Task> Tasks;
  std::vector<std::thread> Threads;
};

void useCrew() {
  Crew<std::function<void()>> C;
  C.add([] { use(1); });
  C.start();
  C.startElements();
}

// Generic lambdas.
void genericLambdas(int N) {
  std::vector<std::thread> Pool;
  auto Spawn = [&](auto Callable) { Pool.emplace_back(std::move(Callable)); };
  for (int I = 0; I < N; ++I) {
    Spawn([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
    Spawn([=] { use(I); });
    Pool.emplace_back([&](auto Offset) { use(I + Offset); }, 3); // warn: 'I' belongs to one iteration // fix: [&, I]
  }
  auto StartAll = [&](const auto &Values) {
    for (auto V : Values)
      Pool.emplace_back([&] { use(V); }); // warn: 'V' belongs to one iteration // fix: [&, V]
  };
  StartAll(std::vector<int>{1, 2});
  StartAll(std::vector<std::string>{"a"});
  joinEach(Pool);
}

// Discarded branches are not code.
template <bool Async> void maybeAsync(int N) {
  std::vector<std::future<void>> Results;
  for (int I = 0; I < N; ++I) {
    if constexpr (Async)
      Results.push_back(std::async(std::launch::async, [I] { use(I); }));
    else
      here([&] { use(I); });
  }
  for (auto &R : Results)
    R.get();
}
template void maybeAsync<true>(int);
template void maybeAsync<false>(int);

// A policy decides whether the lambda escapes: only one instantiation is wrong,
// and the place is the lambda.
struct Inline {
  template <typename F> void operator()(F &&Callable) { Callable(); }
};
struct Threaded {
  std::vector<std::thread> Pool;
  template <typename F> void operator()(F &&Callable) {
    Pool.emplace_back(std::forward<F>(Callable));
  }
  ~Threaded() { joinEach(Pool); }
};

template <typename Policy> void underPolicy(Policy &P, int N) {
  for (int I = 0; I < N; ++I)
    P([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
}

template <typename Policy> void onlyInline(Policy &P, int N) {
  for (int I = 0; I < N; ++I)
    P([&] { use(I); });
}

void underPolicies() {
  Inline I;
  Threaded T;
  underPolicy(I, 3);
  underPolicy(T, 3);
  onlyInline(I, 3);
}

// Folds and packs.
template <typename... Values> void pack(Values... Vs) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < 3; ++I)
    (Pool.emplace_back([&Pool, Vs, I] { use(Vs + I); }), ...);
  joinEach(Pool);
}
template void pack<int, long>(int, long);

// A pattern that nobody instantiates is not looked at.
template <typename T> void neverInstantiated(T &Pool) {
  for (int I = 0; I < 3; ++I)
    Pool.emplace_back([&] { use(I); });
}

// CRTP.
template <typename Derived> struct Base {
  void start() {
    for (int I = 0; I < 4; ++I)
      Threads.emplace_back([&] { static_cast<Derived *>(this)->work(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
  }
  ~Base() { joinEach(Threads); }
  std::vector<std::thread> Threads;
};
struct Impl : Base<Impl> {
  void work(int I) { use(I); }
};
void useImpl() {
  Impl I;
  I.start();
}
