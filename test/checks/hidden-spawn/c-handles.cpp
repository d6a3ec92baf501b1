// Handles of C are numbers; they are kept in containers and returned as such.

#include <cstdlib>
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

// A structure that only this file knows, and that it also frees: nobody else
// can join the thread in it.
struct Source {
  pthread_t Thread;
  bool Run;
};
static void *play(void *Arg) {
  while (static_cast<Source *>(Arg)->Run)
    work();
  return nullptr;
}
static int begin(pthread_t *Thread, void *(*Entry)(void *), void *Arg) {
  return pthread_create(Thread, nullptr, Entry, Arg);
}
int allocate(Source **Out) {
  auto *S = static_cast<Source *>(calloc(1, sizeof(Source)));
  S->Run = true;
  if (begin(&S->Thread, play, S)) { // warn: 'allocate' starts a thread that its caller can neither wait for nor stop
    free(S);
    return -1;
  }
  *Out = S;
  return 0;
}
void dispose(Source *S) {
  S->Run = false;
  free(S);
}

struct Joined {
  pthread_t Thread;
  bool Run;
};
static void *record(void *Arg) {
  while (static_cast<Joined *>(Arg)->Run)
    work();
  return nullptr;
}
int allocate(Joined **Out) {
  auto *S = static_cast<Joined *>(calloc(1, sizeof(Joined)));
  S->Run = true;
  if (pthread_create(&S->Thread, nullptr, record, S)) {
    free(S);
    return -1;
  }
  *Out = S;
  return 0;
}
void dispose(Joined *S) {
  S->Run = false;
  pthread_join(S->Thread, nullptr);
  free(S);
}
