// What <stdatomic.h> of C and the compilers' builtins do to a counter or flag.

#include <pthread.h>
#include <unistd.h>

void work();

static _Atomic(int) Running;
static void *counted(void *) {
  work();
  __c11_atomic_fetch_sub(&Running, 1, __ATOMIC_SEQ_CST);
  return nullptr;
}
void startCounted() {
  pthread_t Thread;
  __c11_atomic_fetch_add(&Running, 1, __ATOMIC_SEQ_CST);
  if (!pthread_create(&Thread, nullptr, counted, nullptr))
    pthread_detach(Thread);
}
void drain() {
  while (__c11_atomic_load(&Running, __ATOMIC_SEQ_CST) > 0)
    usleep(1000);
}

static int Left;
static void *countsDown(void *) {
  work();
  __atomic_sub_fetch(&Left, 1, __ATOMIC_SEQ_CST);
  return nullptr;
}
void startCountsDown() {
  pthread_t Thread;
  if (!pthread_create(&Thread, nullptr, countsDown, nullptr))
    pthread_detach(Thread);
}
void waitForAll() {
  while (__atomic_load_n(&Left, __ATOMIC_SEQ_CST) > 0)
    usleep(1000);
}

// The spawner looks whether one is running.
static _Atomic(bool) Busy;
static void *resets(void *) {
  work();
  __c11_atomic_store(&Busy, false, __ATOMIC_RELEASE);
  return nullptr;
}
void startOne() {
  pthread_t Thread;
  if (__c11_atomic_exchange(&Busy, true, __ATOMIC_ACQUIRE))
    return;
  if (!pthread_create(&Thread, nullptr, resets, nullptr))
    pthread_detach(Thread);
}

// It only reads.
static _Atomic(int) Limit;
static void *reads(void *) {
  while (__c11_atomic_load(&Limit, __ATOMIC_SEQ_CST) > 0)
    work();
  return nullptr;
}
void startReading() {
  pthread_t Thread;
  if (!pthread_create(&Thread, nullptr, reads, nullptr))
    pthread_detach(Thread); // warn: nothing will ever wait for this thread
}

// As macros read it, in a statement with a value.
#define READ(Pointer) \
  (__extension__({ int Now; (void)(0 ? *(Pointer) ^ *(Pointer) : 1); __atomic_load((Pointer), &Now, __ATOMIC_SEQ_CST); Now; }))
static int Ended;
static void *countsUp(void *) {
  work();
  __atomic_fetch_add(&Ended, 1, __ATOMIC_SEQ_CST);
  return nullptr;
}
void pollsByMacro() {
  pthread_t Thread;
  if (!pthread_create(&Thread, nullptr, countsUp, nullptr))
    pthread_detach(Thread);
  while (READ(&Ended) < 1)
    usleep(1000);
}
static int Unread;
static void *countsForNobody(void *) {
  work();
  __atomic_fetch_add(&Unread, 1, __ATOMIC_SEQ_CST);
  return nullptr;
}
void pollsAnother() {
  pthread_t Thread;
  if (!pthread_create(&Thread, nullptr, countsForNobody, nullptr))
    pthread_detach(Thread); // warn: nothing
  while (READ(&Ended) < 1)
    usleep(1000);
}
