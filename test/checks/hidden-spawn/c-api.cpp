// pthreads in static variables and members.

#include <pthread.h>

void work();
static void *run(void *) {
  work();
  return nullptr;
}

static pthread_t Background;
void startBackground() {
  pthread_create(&Background, nullptr, run, nullptr);
}
void stopBackground() { pthread_join(Background, nullptr); }

static pthread_t Lost;
void startLost() {
  pthread_create(&Lost, nullptr, run, nullptr); // warn: its handle ends in the static variable 'Lost'
}

void inStaticLocal() {
  static pthread_t Thread;
  pthread_create(&Thread, nullptr, run, nullptr); // warn: its handle ends in the static variable 'Thread'
}

struct Server {
  pthread_t Thread;
};
int serverStart(Server *S) { return pthread_create(&S->Thread, nullptr, run, S); }
void serverStop(Server *S) { pthread_join(S->Thread, nullptr); }

class Wrapped {
public:
  void start() { pthread_create(&Thread, nullptr, &Wrapped::entry, this); }
  void join() { pthread_join(Thread, nullptr); }

private:
  static void *entry(void *Self) {
    static_cast<Wrapped *>(Self)->body();
    return nullptr;
  }
  void body() { work(); }
  pthread_t Thread;
};

class NeverJoined {
public:
  void start() {
    pthread_create(&Thread, nullptr, &NeverJoined::entry, this); // warn: its handle ends in the member 'Thread'
  }

private:
  static void *entry(void *) {
    work();
    return nullptr;
  }
  pthread_t Thread;
};
