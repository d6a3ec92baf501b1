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
