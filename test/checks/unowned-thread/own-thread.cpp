// Tasks that detach their own thread.

#include <pthread.h>

void work();
void later();

// As the very last thing that it does.
static void *detachesLast(void *) {
  work();
  pthread_detach(pthread_self());
  return nullptr;
}
static void *exitsThen(void *) {
  work();
  pthread_detach(pthread_self());
  pthread_exit(nullptr);
}

// Nobody can wait for what follows.
static void *detachesFirst(void *) {
  pthread_detach(pthread_self()); // warn: nothing will ever wait for this thread
  work();
  return nullptr;
}

struct Jobs {
  pthread_t First, Second, Third;
};
void start(Jobs *J) {
  pthread_create(&J->First, nullptr, detachesLast, nullptr);
  pthread_create(&J->Second, nullptr, detachesFirst, nullptr); // note: it is started here
  pthread_create(&J->Third, nullptr, exitsThen, nullptr);
}
void stop(Jobs *J) {
  pthread_join(J->First, nullptr);
  pthread_join(J->Third, nullptr);
}
