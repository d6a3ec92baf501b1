// The spawner looks at a flag that the task resets under a lock, and starts no
// second one while the first runs.

#include <mutex>
#include <thread>

void work();

class Scheduler {
public:
  static void enqueue() {
    std::unique_lock<std::mutex> Lock(Mutex);
    if (!Running) {
      Running = true;
      std::thread(run).detach();
    }
  }

private:
  static void run() {
    work();
    std::unique_lock<std::mutex> Lock(Mutex);
    Running = false;
  }
  static std::mutex Mutex;
  static bool Running;
};

class Forgetful {
public:
  static void enqueue() {
    std::unique_lock<std::mutex> Lock(Mutex);
    if (!Running) {
      Running = true;
      std::thread(run).detach(); // warn: nothing will ever wait for this thread
    }
  }

private:
  static void run() { work(); }
  static std::mutex Mutex;
  static bool Running;
};

// A base method that cannot be seen cannot join what is detached.
class Base {
public:
  void open(bool);
};
class Listener : public Base {
public:
  void start(bool B) {
    Base::open(B);
    Thread = std::thread([] { work(); });
    Thread.detach(); // warn: nothing will ever wait for this thread
  }

private:
  std::thread Thread;
};

// To ask who sent a message is no look at a flag.
struct Endpoint {
  int Id;
};
void log(Endpoint *);
struct Message {
  Endpoint *From;
};
void handle(Message *M) {
  if (!M->From)
    return;
  std::thread([M] { log(M->From); }).detach(); // warn: nothing will ever wait for this thread
}
