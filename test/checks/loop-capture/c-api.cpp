// pthreads, which get a pointer.

#include <cstdint>
#include <cstdlib>
#include <pthread.h>

extern "C" void *body(void *);

struct Args {
  int Index;
  int *Out;
};

void indexByAddress() {
  pthread_t Threads[8];
  for (int I = 0; I < 8; ++I)
    pthread_create(&Threads[I], nullptr, body, &I); // warn: 'I' belongs to one iteration
  for (int I = 0; I < 8; ++I)
    pthread_join(Threads[I], nullptr);
}

void indexCast() {
  pthread_t Threads[8];
  for (int I = 0; I < 8; I++)
    if (pthread_create(&Threads[I], NULL, body, (void *)&I) != 0) // warn: 'I' belongs to one iteration
      abort();
  for (int I = 0; I < 8; I++)
    pthread_join(Threads[I], NULL);
}

void structOfTurn(int *Out) {
  pthread_t Threads[8];
  for (int I = 0; I < 8; ++I) {
    Args A = {I, Out};
    pthread_create(&Threads[I], nullptr, body, &A); // warn: 'A' belongs to one iteration
  }
  for (pthread_t T : Threads)
    pthread_join(T, nullptr);
}

void staticCast() {
  pthread_t Threads[8];
  for (int I = 0; I < 8; ++I) {
    Args A{I, nullptr};
    pthread_create(Threads + I, nullptr, body, static_cast<void *>(&A)); // warn: 'A' belongs to one iteration
  }
  for (pthread_t T : Threads)
    pthread_join(T, nullptr);
}

void indexByValue() {
  pthread_t Threads[8];
  for (intptr_t I = 0; I < 8; ++I)
    pthread_create(&Threads[I], nullptr, body, reinterpret_cast<void *>(I));
  for (long I = 0; I < 8; ++I)
    pthread_join(Threads[I], nullptr);
}

void elementOfArray() {
  pthread_t Threads[8];
  Args All[8];
  int Ids[8];
  for (int I = 0; I < 8; ++I) {
    All[I].Index = I;
    Ids[I] = I;
    pthread_create(&Threads[I], nullptr, body, I % 2 ? static_cast<void *>(&All[I]) : &Ids[I]);
  }
  for (int I = 0; I < 8; ++I)
    pthread_join(Threads[I], nullptr);
}

void elementPointer() {
  pthread_t Threads[8];
  Args All[8];
  for (int I = 0; I < 8; ++I) {
    Args *A = &All[I];
    A->Index = I;
    pthread_create(&Threads[I], nullptr, body, A);
  }
  for (auto &T : Threads)
    pthread_join(T, nullptr);
}

void onHeap() {
  pthread_t Threads[8];
  for (int I = 0; I < 8; ++I) {
    Args *A = static_cast<Args *>(malloc(sizeof(Args)));
    A->Index = I;
    pthread_create(&Threads[I], nullptr, body, A);
    pthread_create(&Threads[I], nullptr, body, new int(I));
  }
  for (int I = 0; I < 8; ++I)
    pthread_join(Threads[I], nullptr);
}

void joinedInTurn() {
  for (int I = 0; I < 8; ++I) {
    pthread_t T;
    pthread_create(&T, nullptr, body, &I);
    pthread_join(T, nullptr);
  }
}

struct Worker {
  pthread_t Thread;
  int Index;
};

void structsOfWorkers() {
  Worker Workers[4];
  for (int I = 0; I < 4; ++I) {
    Worker *W = &Workers[I];
    W->Index = I;
    pthread_create(&W->Thread, nullptr, body, W);
  }
  for (int I = 0; I < 4; ++I)
    pthread_join(Workers[I].Thread, nullptr);
}

void workersByCopy(const Worker (&Templates)[4]) {
  pthread_t Threads[4];
  int Next = 0;
  for (Worker W : Templates)
    pthread_create(&Threads[Next++], nullptr, body, &W); // warn: 'W' belongs to one iteration
  for (pthread_t T : Threads)
    pthread_join(T, nullptr);
}
