// Whose a parameter is.

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

void use(int);
void print(const std::string &);

struct Config {
  int Level = 0;
};
struct Engine {
  virtual ~Engine() = default;
  virtual void run() const;
};

class Service {
public:
  // A temporary may be bound to it.
  void begin(const std::function<void()> &Step) { // note: 'Step' is declared here, and may refer to a temporary
    Worker = std::thread([this, &Step] { // warn: this thread captures 'Step' by reference
      while (!Stop)
        Step();
    });
  }
  void configure(const Config &C) {
    Worker = std::thread([&] { use(C.Level); }); // warn: this thread captures 'C' by reference
  }
  // The pointer is the frame's, what it points to is not.
  void byPointer(Config *C) {
    Worker = std::thread([&] { use(C->Level); }); // warn: this thread captures 'C' by reference
  }
  void byPointerCopy(Config *C) {
    Worker = std::thread([C] { use(C->Level); });
  }
  void byReference(Config &C) {
    Worker = std::thread([&] { use(C.Level); });
  }
  // Nobody makes a temporary of it.
  void drive(const Engine &E) {
    Worker = std::thread([&] { E.run(); });
  }
  void own(const std::unique_ptr<Config> &C) {
    Worker = std::thread([&] { use(C->Level); });
  }
  ~Service() {
    Stop = true;
    Worker.join();
  }

private:
  bool Stop = false;
  std::thread Worker;
};

// It keeps the reference elsewhere too.
class Viewer {
public:
  explicit Viewer(const Config &C) : C(C) {
    Worker = std::jthread([&] { use(C.Level); });
  }

private:
  const Config &C;
  std::jthread Worker;
};

// The caller has the pool as well, and may wait.
void rows(boost::asio::thread_pool &Pool, const std::vector<int> &Image) {
  for (std::size_t I = 0; I < Image.size(); ++I)
    boost::asio::post(Pool, [&Image, I] { use(Image[I]); });
}
std::future<int> count(const std::vector<int> &Image) {
  return std::async(std::launch::async, [&] { return static_cast<int>(Image.size()); });
}
// But does not see what becomes of a literal.
void log(boost::asio::thread_pool &Pool, const std::string &Text) {
  boost::asio::post(Pool, [&Text] { print(Text); }); // warn: this task captures 'Text' by reference
}
std::function<bool(int)> above(const int &Limit) {
  return [&](int X) { return X > Limit; }; // warn: this callable captures 'Limit' by reference
}

// Its callers are seen.
static auto lessIn(const std::vector<int> &Order) {
  return [&Order](int A, int B) { return Order[A] < Order[B]; };
}
static std::function<void()> shows(const Config &C) {
  return [&C] { use(C.Level); }; // warn: this callable captures 'C' by reference
}
static std::function<void()> showsKept(const Config &C) {
  return [&C] { use(C.Level); };
}
static std::future<int> length(const std::string &Text) {
  return std::async(std::launch::async, [&Text] { return static_cast<int>(Text.size()); });
}
void callers(std::vector<int> &Order, const Config &Kept) {
  auto Less = lessIn(Order);
  use(Less(0, 1));
  auto Show = shows(Config{3});
  Show();
  auto Other = showsKept(Kept);
  Other();
  use(length("in the same expression").get());
}

// Rvalue references.
class Runner {
public:
  void start(std::string &&Text) {
    Worker = std::jthread([&] { print(Text); }); // warn: this thread captures 'Text' by reference
  }
  void startMoved(std::string &&Text) {
    Worker = std::jthread([Text = std::move(Text)] { print(Text); });
  }

private:
  std::jthread Worker;
};
