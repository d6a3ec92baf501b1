// What only a class template of a system header calls is analysed, too.

#include <functional>
#include <memory>
#include <set>
#include <thread>
#include <variant>

template <typename T> struct Deleter {
  void operator()(T *P) const {
    std::thread([] {}).detach(); // warn: nothing will ever wait for this thread
    delete P;
  }
};
void deletes() { std::unique_ptr<int, Deleter<int>> P(new int); }

template <typename T> struct Callback {
  T Last;
  void operator()(T New) {
    std::thread([this] { Last = T(); }).detach(); // warn: nothing will ever wait for this thread
    Last = New;
  }
};
std::function<void(long)> keeps() { return Callback<long>(); }

struct Visitor {
  template <typename T> void operator()(const T &) const {
    std::thread([] {}).detach(); // warn: nothing will ever wait for this thread
  }
};
void visits(const std::variant<int, long> &V) { std::visit(Visitor(), V); }

std::function<void(int)> generic() {
  return [](auto X) -> void {
    std::thread([X] { (void)X; }).detach(); // warn: nothing will ever wait for this thread
  };
}
