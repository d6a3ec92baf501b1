// What a method of a described library throws because its object is empty is no
// reason for a handler between start and join.

#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>

void work();

namespace concurrencpp {
template <typename T> class result {
public:
  explicit result(std::shared_ptr<T> State) : State(std::move(State)) {}
  int status() const {
    throwIfEmpty();
    return 0;
  }

private:
  void throwIfEmpty() const {
    if (!State)
      throw std::runtime_error("empty");
  }
  std::shared_ptr<T> State;
};
} // namespace concurrencpp

class Ready {
public:
  void ask() const {
    if (!State)
      throw std::runtime_error("empty");
  }

private:
  std::shared_ptr<int> State;
};

void described(concurrencpp::result<int> &Result) {
  std::thread Worker([] { work(); });
  while (Result.status() == 0)
    work();
  Worker.join();
}

void own(Ready &R) {
  std::thread Worker([] { work(); }); // warn: on some path nothing joins this thread
  R.ask(); // note: what this calls throws
  Worker.join();
}
