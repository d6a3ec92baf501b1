// Conditions on a detach: those that the caller chooses, and those that decide
// about the start as well.

#include <pthread.h>
#include <thread>

void work();
void *entry(void *);

// The caller chooses, and the other branch keeps the handle.
class Runner {
public:
  void start() {
    Worker = std::thread([] { work(); });
  }
  void stop(bool Wait) {
    if (Wait)
      Worker.join();
    else
      Worker.detach();
  }

private:
  std::thread Worker;
};

// Where there is a thread at all, it is detached.
void maybe(bool InBackground) {
  if (InBackground) {
    std::thread T([] { work(); });
    T.detach(); // warn: nothing will ever wait for this thread
  } else {
    work();
  }
}

class Job {
public:
  enum Type { Now, Background };
  explicit Job(Type Kind) {
    if (Kind == Background) {
      std::thread T([this] { run(); });
      T.detach(); // warn: although it uses 'this'
    }
  }

private:
  void run() { work(); }
};

// The other branch loses it.
void detachIf(bool Detached) {
  pthread_t Thread;
  pthread_create(&Thread, nullptr, entry, nullptr);
  if (Detached)
    pthread_detach(Thread); // warn: nothing will ever wait for this thread
}

// A handler is the last resort only behind a join.
void behindJoin() {
  std::thread T([] { work(); });
  try {
    T.join();
  } catch (...) {
    T.detach();
  }
}
void behindOther() {
  std::thread T([] { work(); });
  try {
    work();
    T.join();
    return;
  } catch (int) {
  }
  try {
    work();
  } catch (...) {
    T.detach(); // warn: nothing will ever wait for this thread
  }
}
