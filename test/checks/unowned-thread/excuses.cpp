// What of the code that cannot be seen excuses a task, and what does not: an
// excuse needs a waiter, or a concrete way to one.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

void work();
void opaqueEntry();
void opaqueWith(int, std::string);

// Nothing is handed to it that leads to anybody.
void declaredOnly() {
  std::thread(opaqueEntry).detach();                  // warn: nothing will ever wait for this thread
  std::thread(opaqueWith, 1, std::string()).detach(); // warn: nothing will ever wait for this thread
}

// An object that nobody waits for.
class Node {
public:
  void spin();
};
void startNode(Node &N) {
  std::thread(&Node::spin, &N).detach();       // warn: nothing will ever wait for this thread
  std::thread([&N] { N.spin(); }).detach();    // warn: although it refers to what the parameter 'N' names
}

// A library's handle, and a string that only the task has.
struct interpreter;
int interpret(interpreter *, const char *);
void fill(std::string &);
class Script {
public:
  void start() {
    std::thread([this] {
      std::string Text;
      fill(Text);
      interpret(Handle, Text.c_str());
    }).detach(); // warn: although it uses 'this'
  }
  ~Script() { interpret(Handle, "quit"); }

private:
  interpreter *Handle = nullptr;
};

// One that the spawner asks once the task is started may be waited for by that.
struct Session;
void serve(Session *);
void waitFor(Session *);
void servesAndWaits(Session *S) {
  std::thread([S] { serve(S); }).detach();
  waitFor(S);
}
void servesOnly(Session *S) {
  std::thread([S] { serve(S); }).detach(); // warn: nothing will ever wait for this thread
}

// A class with code elsewhere: it may wait for what it holds, if it is told.
class Server {
public:
  Server();
  ~Server();
  void counted() {
    begin();
    std::thread([this] {
      work();
      end();
    }).detach();
  }
  void signals() {
    std::thread([this] {
      work();
      std::lock_guard<std::mutex> Lock(Mutex);
      Idle.notify_all();
    }).detach();
  }
  // Not on every path.
  void sometimes(bool Tell) {
    std::thread([this, Tell] {
      work();
      if (Tell)
        end();
    }).detach(); // warn: although it uses 'this'
  }
  // There is no end to tell of.
  void forever() {
    std::thread([this] {
      for (;;)
        end();
    }).detach(); // warn: although it uses 'this', and it never ends
  }
  // What is put into a container is rarely an end.
  void stores() {
    std::thread([this] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Results.push_back(1);
    }).detach(); // warn: although it uses 'this'
  }

private:
  void begin();
  void end();
  std::mutex Mutex;
  std::condition_variable Idle;
  std::vector<int> Results;
};

// There is nothing in it that anybody could wait for.
class Counting {
public:
  void start() {
    std::thread([this] { ++Count; }).detach(); // warn: although it uses 'this'
  }
  ~Counting();

private:
  int Count = 0;
};

// To be defaulted is to be defined, wherever that stands.
class Device {
public:
  Device();
  ~Device();
  Device &operator=(Device &&);
  void start() {
    std::thread([this] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Level = 1;
    }).detach(); // warn: although it uses 'this'
  }

private:
  struct Limits;
  std::unique_ptr<Limits> Held;
  std::mutex Mutex;
  int Level = 0;
};
struct Device::Limits {
  int Max = 8;
};
Device::Device() : Held(std::make_unique<Limits>()) {}
Device::~Device() = default;

// A count that the task raises itself: whoever waits for it may look before.
class Late {
public:
  void start() {
    std::thread([this] {
      ++Running;
      work();
      --Running;
    }).detach(); // warn: although it uses 'this'
  }
  void startCounted() {
    ++Running;
    std::thread([this] {
      work();
      --Running;
    }).detach();
  }
  ~Late() {
    while (Running)
      std::this_thread::yield();
  }

private:
  std::atomic<int> Running{0};
};

// The handle of the operating system is no way to join.
void nameThread(std::thread::native_handle_type, const char *);
void named() {
  std::thread T([] { work(); });
  nameThread(T.native_handle(), "worker");
  T.detach(); // warn: nothing will ever wait for this thread
}
