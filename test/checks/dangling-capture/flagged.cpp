// Tasks that refer to locals and are not waited for before these are gone.

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <httplib.h>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

int read(const std::string &);
bool ready();
void use(int);

// The future leaves, and the parameter dies.
std::future<int> returned(std::string Name) { // note: 'Name' is declared here
  return std::async(std::launch::async, [&] { return read(Name); }); // warn: this thread captures 'Name' by reference and may still run when 'Name' is gone
}

std::thread returnedThread() {
  int Local = 0;
  std::thread T([&Local] { use(Local); }); // warn: this thread captures 'Local' by reference
  return T;
}

std::thread byArgument() {
  int Local = 0;
  return std::thread([](int &Value) { use(Value); }, std::ref(Local)); // warn: this thread is given 'Local' by reference
}

// Kept by the object.
class Service {
public:
  void start() {
    std::string Name = "service";
    Worker = std::thread([&, this] { run(Name); }); // warn: this thread captures 'Name' by reference
  }
  void startSome(std::vector<std::thread> &Into) {
    int Count = 4;
    Into.emplace_back([&] { use(Count); }); // warn: this thread captures 'Count' by reference
  }
  ~Service() { Worker.join(); }

private:
  void run(const std::string &);
  std::thread Worker;
};

// Waited for on one way only.
void sometimes(std::vector<std::jthread> &All) {
  int Local = 0;
  All.emplace_back([&] { use(Local); }); // warn: this thread captures 'Local' by reference
  if (ready())
    return;
  All.back().join();
}

// The holder waits, but dies after the variable.
void wrongOrder() {
  std::jthread Worker;
  int Local = 0;
  Worker = std::jthread([&] { use(Local); }); // warn: this thread captures 'Local' by reference
}

void innerScope() {
  std::jthread Worker;
  {
    int Local = 0;
    Worker = std::jthread([&] { use(Local); }); // warn: this thread captures 'Local' by reference
  }
  Worker.join();
}

// A pool.
void posted(boost::asio::thread_pool &Pool) {
  int Local = 0;
  boost::asio::post(Pool, [&] { use(Local); }); // warn: this task captures 'Local' by reference
}

// A pool of one's own.
class Pool {
public:
  Pool() : Worker([this] { run(); }) {}
  ~Pool() {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Stop = true;
    }
    Changed.notify_all();
    Worker.join();
  }
  void post(std::function<void()> Task) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Tasks.push_back(std::move(Task));
    Changed.notify_one();
  }

private:
  void run() {
    for (;;) {
      std::function<void()> Task;
      {
        std::unique_lock<std::mutex> Lock(Mutex);
        Changed.wait(Lock, [this] { return Stop || !Tasks.empty(); });
        if (Stop)
          return;
        Task = std::move(Tasks.front());
        Tasks.pop_front();
      }
      Task();
    }
  }
  std::mutex Mutex;
  std::condition_variable Changed;
  std::deque<std::function<void()>> Tasks;
  bool Stop = false;
  std::thread Worker;
};

static Pool Workers;

void inHouse() {
  int Local = 0;
  Workers.post([&] { use(Local); }); // warn: this task captures 'Local' by reference
}

// The request is the server's, and gone when the handler returns.
void route(httplib::Server &Svr) {
  Svr.Post("/job", [](const httplib::Request &Req, httplib::Response &) {
    Workers.post([&Req] { read(Req.body); }); // warn: may still run when 'Req' is gone, once the request handler has returned
  });
}

struct Inner {
  int Number;
};
struct Outer {
  Inner Elements[3];
};
static void look(Inner &I) { use(I.Number); }
class Keeps {
public:
  void element() {
    Outer O{};
    Result = std::async(std::launch::async, look, std::ref(O.Elements[1])); // warn: this thread is given 'O' by reference
  }

private:
  std::future<void> Result;
};
