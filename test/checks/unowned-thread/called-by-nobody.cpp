// Nothing here calls the operators, which could not be compiled.

#include <map>
#include <memory>
#include <thread>

struct Implementation;
template <typename T> struct Deleter {
  void operator()(T *P) const {
    static_assert(sizeof(T) > 0);
    delete P;
  }
};
class Widget {
public:
  Widget();
  ~Widget();

private:
  std::unique_ptr<Implementation, Deleter<Implementation>> I;
};

template <typename T> struct Less {
  bool operator()(const T &A, const T &B) const { return A < B; }
};
struct Unordered {};
std::map<Unordered, int, Less<Unordered>> Empty;

void run() { std::thread([] {}).detach(); } // warn: nothing will ever wait for this thread
