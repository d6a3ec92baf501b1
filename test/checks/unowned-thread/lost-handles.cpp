// Handles of C that are lost on some way, although another joins them.

#include <pthread.h>

bool ready();
void *entry(void *);

// Each iteration overwrites the handle of the one before.
void overwrites() {
  pthread_t Thread;
  for (int I = 0; I < 4; ++I)
    pthread_create(&Thread, nullptr, entry, nullptr); // warn: its handle is lost on the way out
  pthread_join(Thread, nullptr);
}

bool leavesEarly() {
  pthread_t Thread;
  if (pthread_create(&Thread, nullptr, entry, nullptr) != 0) // warn: its handle is lost on the way out
    return false;
  if (!ready())
    return false; // note: this way out leaves it behind
  pthread_join(Thread, nullptr);
  return true;
}

// Those of the iterations before are lost when one cannot be started.
bool leavesLoop() {
  pthread_t Threads[4];
  for (int I = 0; I < 4; ++I)
    if (pthread_create(&Threads[I], nullptr, entry, nullptr) != 0) // warn: its handle is lost on the way out
      return false; // note: this way out leaves it behind
  for (int I = 0; I < 4; ++I)
    pthread_join(Threads[I], nullptr);
  return true;
}

void joinsAll() {
  pthread_t Threads[4];
  int Started = 0;
  for (; Started < 4; ++Started)
    if (pthread_create(&Threads[Started], nullptr, entry, nullptr) != 0)
      break;
  for (int I = 0; I < Started; ++I)
    pthread_join(Threads[I], nullptr);
}

void joinsEach() {
  pthread_t Thread;
  for (int I = 0; I < 4; ++I) {
    pthread_create(&Thread, nullptr, entry, nullptr);
    pthread_join(Thread, nullptr);
  }
}

// A failed start leaves by a jump, to where the others are joined.
int jumps(int *P) {
  pthread_t First, Second;
  if (pthread_create(&First, nullptr, entry, P) != 0)
    return -1;
  if (pthread_create(&Second, nullptr, entry, P) != 0)
    goto joinFirst;
  pthread_join(Second, nullptr);
joinFirst:
  pthread_join(First, nullptr);
  return 0;
}

int jumpsByResult(int *P) {
  pthread_t First, Second;
  int Result = pthread_create(&First, nullptr, entry, P);
  if (Result)
    goto done;
  Result = pthread_create(&Second, nullptr, entry, P);
  if (Result)
    goto joinFirst;
  pthread_join(Second, nullptr);
joinFirst:
  pthread_join(First, nullptr);
done:
  return Result;
}

void breaks() {
  while (ready()) {
    pthread_t Thread;
    if (pthread_create(&Thread, nullptr, entry, nullptr) != 0)
      break;
    pthread_join(Thread, nullptr);
  }
}

// The jump of somebody else's failure leaves it behind.
int jumpsPast(int *P) {
  int Result = -1;
  pthread_t Thread;
  if (pthread_create(&Thread, nullptr, entry, P) != 0) // warn: its handle is lost on the way out
    return -1;
  if (!ready())
    goto done;
  pthread_join(Thread, nullptr);
  Result = 0;
done:
  return Result; // note: this way out leaves it behind
}

// A class that leaves the join to whoever has the object.
class Plain {
public:
  explicit Plain(int *P) {
    Started = pthread_create(&Thread, nullptr, entry, P) == 0;
  }
  void join() {
    if (Started)
      pthread_join(Thread, nullptr);
  }

private:
  bool Started;
  pthread_t Thread;
};

void forgets(int *P) {
  Plain T(P); // warn: its handle dies unjoined
}

bool forgetsSometimes(int *P) {
  Plain T(P); // warn: its handle dies unjoined
  if (!ready())
    return false;
  T.join();
  return true;
}

void remembers(int *P) {
  Plain T(P);
  ready();
  T.join();
}

void keep(Plain &);
void handsOn(int *P) {
  Plain T(P);
  keep(T);
}

class Caring {
public:
  explicit Caring(int *P) { pthread_create(&Thread, nullptr, entry, P); }
  ~Caring() { join(); }
  void join() {
    if (!Joined)
      pthread_join(Thread, nullptr);
    Joined = true;
  }

private:
  bool Joined = false;
  pthread_t Thread;
};
void cares(int *P) {
  Caring T(P);
}
