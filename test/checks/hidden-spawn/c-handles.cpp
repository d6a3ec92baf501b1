// Handles of C are numbers; they are kept in containers and returned as such.

#include <map>
#include <pthread.h>
#include <vector>

void work();
static void *run(void *) {
  work();
  return nullptr;
}

class InVector {
public:
  void start() {
    pthread_t Thread;
    pthread_create(&Thread, nullptr, run, this);
    Threads.push_back(Thread);
  }
  ~InVector() {
    for (pthread_t Thread : Threads)
      pthread_join(Thread, nullptr);
  }

private:
  std::vector<pthread_t> Threads;
};

class InMap {
public:
  void start(int Id) {
    pthread_t Thread;
    if (pthread_create(&Thread, nullptr, run, this) == 0)
      Threads[Id] = Thread;
  }
  ~InMap() {
    for (auto &[Id, Thread] : Threads)
      pthread_join(Thread, nullptr);
  }

private:
  std::map<int, pthread_t> Threads;
};

struct Worker {
  pthread_t Thread;
  int Id;
};

class InStruct {
public:
  void start() {
    Worker New;
    pthread_create(&New.Thread, nullptr, run, this);
    Workers.push_back(New);
  }
  ~InStruct() {
    for (Worker &W : Workers)
      pthread_join(W.Thread, nullptr);
  }

private:
  std::vector<Worker> Workers;
};

unsigned long asNumber() {
  pthread_t Thread;
  pthread_create(&Thread, nullptr, run, nullptr);
  return (unsigned long)Thread;
}

class NeverJoined {
public:
  void start() {
    pthread_t Thread;
    pthread_create(&Thread, nullptr, run, this); // warn: its handle ends in the member 'Threads', which nothing joins
    Threads.push_back(Thread);
  }

private:
  std::vector<pthread_t> Threads;
};
