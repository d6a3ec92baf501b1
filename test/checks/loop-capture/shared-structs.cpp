// A struct from before the loop that all tasks are given by its address: they
// share the members that they change too, and no others.

#include <pthread.h>
#include <vector>

void work(int);

struct Crew {
  pthread_mutex_t Lock;
  pthread_cond_t Gone;
  int Working = 0;
  volatile bool Stopping = false;
};
static void *countsOut(void *Argument) {
  auto *Of = static_cast<Crew *>(Argument);
  while (!Of->Stopping) {
  }
  pthread_mutex_lock(&Of->Lock);
  if (--Of->Working == 0)
    pthread_cond_signal(&Of->Gone);
  pthread_mutex_unlock(&Of->Lock);
  return nullptr;
}
void counted() {
  Crew All{};
  pthread_t Threads[8];
  for (pthread_t &T : Threads) {
    All.Working++;
    pthread_create(&T, nullptr, countsOut, &All);
  }
  All.Stopping = true;
  for (pthread_t T : Threads)
    pthread_join(T, nullptr);
}

// So is a number.
static void *countsDown(void *Argument) {
  work(0);
  --*static_cast<int *>(Argument);
  return nullptr;
}
void number() {
  int Working = 0;
  pthread_t Threads[8];
  for (pthread_t &T : Threads) {
    ++Working;
    pthread_create(&T, nullptr, countsDown, &Working);
  }
  for (pthread_t T : Threads)
    pthread_join(T, nullptr);
}

struct Job {
  int Id = 0;
  int Result = 0;
};
static void *runJob(void *Argument) {
  auto *J = static_cast<Job *>(Argument);
  work(J->Id);
  J->Result = 1;
  return nullptr;
}
void oneForAll(const std::vector<int> &Ids) {
  Job J;
  std::vector<pthread_t> Threads(Ids.size());
  for (unsigned I = 0; I < Ids.size(); ++I) {
    J.Id = Ids[I];
    pthread_create(&Threads[I], nullptr, runJob, &J); // warn: 'J' belongs to one iteration
  }
  for (pthread_t T : Threads)
    pthread_join(T, nullptr);
}

static void *readsOnly(void *Argument) {
  work(*static_cast<int *>(Argument));
  return nullptr;
}
void index() {
  pthread_t Threads[8];
  int I = 0;
  while (I < 8) {
    pthread_create(&Threads[I], nullptr, readsOnly, &I); // warn: 'I' belongs to one iteration
    ++I;
  }
  for (pthread_t T : Threads)
    pthread_join(T, nullptr);
}
