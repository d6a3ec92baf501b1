// The task resolves a promise of the project's own, which the caller holds.

#include <functional>
#include <memory>
#include <thread>

int work();

struct State {
  int Value = 0;
  std::function<void(int)> Then;
};

class Resolver {
public:
  explicit Resolver(std::shared_ptr<State> S) : S(std::move(S)) {}
  void operator()(int Value) {
    S->Value = Value;
    if (S->Then)
      S->Then(Value);
  }

private:
  std::shared_ptr<State> S;
};

class Promise {
public:
  template <typename F> explicit Promise(F Start) : S(std::make_shared<State>()) {
    Resolver R(S);
    Start(R);
  }

private:
  std::shared_ptr<State> S;
};

Promise resolved(int N) {
  return Promise([=](Resolver &Resolve) {
    std::thread Worker([=](Resolver Resolve) mutable { Resolve(work() * N); },
                       std::move(Resolve));
    Worker.detach();
  });
}

Promise neverResolved(int N) {
  return Promise([=](Resolver &) {
    std::thread Worker([=] { work(); });
    Worker.detach(); // warn: nothing will ever wait for this thread
  });
}
