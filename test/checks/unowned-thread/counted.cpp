// A system that cannot be seen counts its threads in and out, and waits for
// them when it dies.

#include <condition_variable>
#include <mutex>
#include <thread>

class System {
public:
  void enter();
  void leave();
  void log(const char *Text);
};

class Worker {
public:
  explicit Worker(System &S) : S_(S) { S_.enter(); }
  void start() { std::thread{exec, this}.detach(); }
  void stop();

private:
  static void exec(Worker *W) {
    W->run();
    W->S_.leave();
    delete W;
  }

  void run() {
    std::unique_lock<std::mutex> Lock(M);
    while (!Done)
      C.wait(Lock);
  }

  System &S_;
  std::mutex M;
  std::condition_variable C;
  bool Done = false;
};

class Chatty {
public:
  explicit Chatty(System &S) : S_(S) { S_.log("made"); }
  void start() { std::thread{exec, this}.detach(); } // warn: nothing will ever wait for this thread

private:
  static void exec(Chatty *W) {
    W->S_.log("done");
    delete W;
  }

  System &S_;
};

class Leaver {
public:
  explicit Leaver(System &S) : S_(S) {}
  void start() { std::thread{exec, this}.detach(); } // warn: nothing will ever wait for this thread

private:
  static void exec(Leaver *W) {
    W->S_.leave();
    delete W;
  }

  System &S_;
};
