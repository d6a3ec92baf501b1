// A task that ends the process whatever happens needs no owner, unless it uses
// something that may be gone by then.

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <thread>

void work();
void log(const char *);
int receive(int);

static std::atomic<int> Beats;

void watches() {
  std::thread([] {
    int Last = -1;
    while (true) {
      std::this_thread::sleep_for(std::chrono::seconds(30));
      if (Last == Beats)
        std::abort();
      Last = Beats;
    }
  }).detach();
}

struct State {
  int Seconds;
};
void ownsItsData(std::shared_ptr<State> S) {
  std::thread([S] {
    std::this_thread::sleep_for(std::chrono::seconds(S->Seconds));
    std::abort();
  }).detach();
}

// Loops for ever over its object, and only an error ends the process.
class Proxy {
public:
  void go() {
    std::thread T([this] { loop(); });
    T.detach(); // warn: it is detached, although it uses 'this'
  }
  ~Proxy() { Socket = -1; }

private:
  void loop() {
    try {
      for (;;)
        Sum += receive(Socket);
    } catch (...) {
      log("it failed");
    }
    std::_Exit(1);
  }
  int Socket = 0, Sum = 0;
};

class Deadline {
public:
  void start() {
    std::thread([this] {
      std::this_thread::sleep_for(std::chrono::seconds(Seconds));
      std::abort();
    }).detach(); // warn: it is detached, although it uses 'this'
  }

private:
  int Seconds = 1;
};

void refersToLocal() {
  const char *Name = "";
  std::thread([&Name] {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    log(Name);
    std::abort();
  }).detach(); // warn: although it refers to the local variable 'Name'
}
