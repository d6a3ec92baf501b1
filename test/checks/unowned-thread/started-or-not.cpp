// Where a thread of C could not be started there is nothing to join, however
// the code asks for that.

#include <cstdio>
#include <pthread.h>

static void *adds(void *Sum) {
  ++*static_cast<int *>(Sum);
  return nullptr;
}

int joinsIfZero() {
  int Sum = 0;
  pthread_t Adder;
  if (pthread_create(&Adder, nullptr, adds, &Sum) == 0)
    pthread_join(Adder, nullptr);
  return Sum;
}

int joinsIfNoError() {
  int Sum = 0;
  pthread_t Adder;
  if (!pthread_create(&Adder, nullptr, adds, &Sum))
    pthread_join(Adder, nullptr);
  return Sum;
}

int joinsOtherwise() {
  int Sum = 0;
  pthread_t Adder;
  if (pthread_create(&Adder, nullptr, adds, &Sum))
    std::perror("pthread_create");
  else
    pthread_join(Adder, nullptr);
  return Sum;
}

int asksForError() {
  int Sum = 0;
  pthread_t Adder;
  if (int Error = pthread_create(&Adder, nullptr, adds, &Sum); Error != 0)
    std::perror("pthread_create");
  else
    pthread_join(Adder, nullptr);
  return Sum;
}

int assignsError() {
  int Sum = 0, Error = 0;
  pthread_t Adder;
  if (0 == (Error = pthread_create(&Adder, nullptr, adds, &Sum)))
    pthread_join(Adder, nullptr);
  return Error ? Error : Sum;
}

// The first goes on when the second could not be started.
int joinsBoth() {
  int Sum = 0;
  pthread_t First, Second;
  if (pthread_create(&First, nullptr, adds, &Sum) == 0 && // warn: its handle is lost on the way out
      pthread_create(&Second, nullptr, adds, &Sum) == 0) {
    pthread_join(First, nullptr);
    pthread_join(Second, nullptr);
  }
  return Sum; // note: this way out leaves it behind
}

int leavesWhenStarted(bool Impatient) {
  int Sum = 0;
  pthread_t Adder;
  if (pthread_create(&Adder, nullptr, adds, &Sum) == 0) { // warn: its handle is lost on the way out
    if (Impatient)
      return Sum; // note: this way out leaves it behind
    pthread_join(Adder, nullptr);
  }
  return Sum;
}

// The wrong way round.
int joinsWhatFailed() {
  int Sum = 0;
  pthread_t Adder;
  if (pthread_create(&Adder, nullptr, adds, &Sum)) // warn: its handle is lost on the way out
    pthread_join(Adder, nullptr);
  return Sum; // note: this way out leaves it behind
}
