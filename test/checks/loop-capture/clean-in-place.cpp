// Callables that run before the expression around them is over.

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <variant>
#include <vector>

void use(int);

void algorithms(std::vector<std::vector<int>> &Rows) {
  for (std::size_t I = 0; I < Rows.size(); ++I) {
    auto Row = Rows[I];
    int Limit = static_cast<int>(I);
    std::for_each(Row.begin(), Row.end(), [&](int V) { use(V + Limit); });
    std::sort(Row.begin(), Row.end(), [&](int A, int B) { return A % Limit < B % Limit; });
    std::stable_sort(Row.begin(), Row.end(), [&Limit](int A, int B) { return A + Limit < B; });
    use(*std::find_if(Row.begin(), Row.end(), [&](int V) { return V > Limit; }));
    use(std::accumulate(Row.begin(), Row.end(), 0, [&](int A, int B) { return A + B * Limit; }));
    Row.erase(std::remove_if(Row.begin(), Row.end(), [&](int V) { return V == Limit; }), Row.end());
    std::transform(Row.begin(), Row.end(), Row.begin(), [&](int V) { return V * Limit; });
    std::generate(Row.begin(), Row.end(), [&] { return Limit++; });
    if (std::any_of(Row.begin(), Row.end(), [&](int V) { return V == Limit; }))
      std::replace_if(Row.begin(), Row.end(), [&](int V) { return V < Limit; }, Limit);
    use(static_cast<int>(std::count_if(Row.begin(), Row.end(), [&](int V) { return V < Limit; })));
    std::erase_if(Row, [&](int V) { return V > Limit; });
    std::ranges::sort(Row, [&](int A, int B) { return A % Limit < B % Limit; });
    std::ranges::for_each(Row, [&](int V) { use(V + Limit); });
  }
}

void waiting(std::mutex &M, std::condition_variable &Changed, int &Generation) {
  for (int I = 0; I < 3; ++I) {
    std::unique_lock<std::mutex> Lock(M);
    Changed.wait(Lock, [&] { return Generation == I; });
    Changed.wait_for(Lock, std::chrono::seconds(1), [&] { return Generation > I; });
    Changed.wait_until(Lock, std::chrono::steady_clock::now(), [&I, &Generation] { return Generation > I; });
  }
}

void once(std::vector<std::once_flag> &Flags) {
  for (std::size_t I = 0; I < Flags.size(); ++I)
    std::call_once(Flags[I], [&] { use(static_cast<int>(I)); });
}

void visitors(const std::vector<std::variant<int, std::string>> &Values) {
  for (auto Value : Values) {
    int Turn = 0;
    std::visit([&](const auto &) { use(Turn++); }, Value);
  }
}

void invoked(int N) {
  for (int I = 0; I < N; ++I) {
    const int Half = [&] { return I / 2; }();
    use(Half);
    [&] { use(I); }();
    std::invoke([&] { use(I); });
    std::apply([&](int A) { use(A + I); }, std::tuple(1));
    (void)[&] { use(I); };
  }
}

void named(int N) {
  for (int I = 0; I < N; ++I) {
    auto Print = [&] { use(I); };
    Print();
    std::function<void()> Erased = [&] { use(I); };
    Erased();
    const auto &Alias = Print;
    Alias();
  }
}

void recursive(int N) {
  for (int I = 0; I < N; ++I) {
    std::function<int(int)> Depth = [&](int D) { return D > I ? D : Depth(D + 1); };
    use(Depth(0));
  }
}

// Runs at the end of the iteration.
template <typename F> class Finally {
public:
  explicit Finally(F Callable) : Callable(std::move(Callable)) {}
  ~Finally() { Callable(); }
  Finally(const Finally &) = delete;

private:
  F Callable;
};

void scopeGuard(int N) {
  for (int I = 0; I < N; ++I) {
    Finally Guard([&] { use(I); });
    use(I + 1);
  }
}

class Cleanup {
public:
  explicit Cleanup(std::function<void()> Callable) : Callable(std::move(Callable)) {}
  ~Cleanup() {
    if (Callable)
      Callable();
  }
  void dismiss() { Callable = nullptr; }

private:
  std::function<void()> Callable;
};

void erasedScopeGuard(int N) {
  for (int I = 0; I < N; ++I) {
    Cleanup Guard([&] { use(I); });
    if (I == 3)
      Guard.dismiss();
  }
}

void sharedGuard(int N) {
  for (int I = 0; I < N; ++I) {
    std::shared_ptr<void> Guard(nullptr, [&](void *) { use(I); });
    std::unique_ptr<int, std::function<void(int *)>> Other(new int, [&](int *P) {
      use(I);
      delete P;
    });
  }
}

// Callers that run it, by template, by reference, by pointer.
template <typename F> void twice(F &&Callable) {
  Callable();
  std::forward<F>(Callable)();
}
void applyTo(const std::vector<int> &Values, const std::function<void(int)> &Callable) {
  for (int V : Values)
    Callable(V);
}
void applyIf(bool Condition, std::function<void()> Callable) {
  if (Condition)
    Callable();
}

class FunctionRef {
public:
  template <typename F>
  FunctionRef(F &Callable)
      : Object(&Callable), Call([](void *O) { (*static_cast<F *>(O))(); }) {}
  void operator()() const { Call(Object); }

private:
  void *Object;
  void (*Call)(void *);
};
void withRef(FunctionRef Callable) { Callable(); }

void runBySeen(const std::vector<int> &Values) {
  for (int V : Values) {
    twice([&] { use(V); });
    applyTo(Values, [&](int W) { use(V + W); });
    applyIf(V > 0, [&] { use(V); });
    auto Body = [&] { use(V); };
    withRef(Body);
  }
}

// What cannot be seen is not guilty.
void opaque(const std::function<void()> &);
void opaqueTemplateTarget(void (*)(void *), void *);

void givenToUnseen(int N) {
  for (int I = 0; I < N; ++I) {
    opaque([&] { use(I); });
    auto Body = [&] { use(I); };
    opaqueTemplateTarget([](void *) {}, &Body);
  }
}

void comparator(int N) {
  for (int I = 0; I < N; ++I) {
    auto Less = [&](int A, int B) { return A % (I + 1) < B % (I + 1); };
    std::set<int, decltype(Less)> Ordered(Less);
    std::map<int, int, std::function<bool(int, int)>> Table(Less);
    Ordered.insert(I);
    Table[I] = I;
  }
}

// A container of callables that lives and is run within the iteration.
void containerOfTurn(int N) {
  for (int I = 0; I < N; ++I) {
    std::vector<std::function<void()>> Steps;
    Steps.push_back([&] { use(I); });
    Steps.emplace_back([&] { use(I + 1); });
    for (auto &Step : Steps)
      Step();
  }
}

void optionalCallable(int N) {
  for (int I = 0; I < N; ++I) {
    std::optional<std::function<void()>> Step;
    if (I > 2)
      Step = [&] { use(I); };
    if (Step)
      (*Step)();
  }
}

// Assigned to a variable outside of the loop, and run in the iteration.
void reusedVariable(int N) {
  std::function<void()> Step;
  for (int I = 0; I < N; ++I) {
    Step = [&] { use(I); };
    Step();
  }
}
