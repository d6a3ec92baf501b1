// bthreads are plain numbers.

#include "../../model/stubs/brpc.h"

void work();

static void *run(void *) {
  work();
  return nullptr;
}

void dies() {
  bthread_t Thread;
  bthread_start_background(&Thread, nullptr, run, nullptr); // warn: its handle dies unjoined
}

void joined() {
  bthread_t Thread;
  bthread_start_background(&Thread, nullptr, run, nullptr);
  bthread_join(Thread, nullptr);
}

static void *countDown(void *Event) {
  work();
  static_cast<bthread::CountdownEvent *>(Event)->signal();
  return nullptr;
}

void counted() {
  bthread::CountdownEvent Event(1);
  bthread_t Thread;
  bthread_start_background(&Thread, nullptr, countDown, &Event);
  Event.wait();
}

static void *post(void *Done) {
  work();
  bthread_sem_post(static_cast<bthread_sem_t *>(Done));
  return nullptr;
}

void waitsForPost() {
  bthread_sem_t Done;
  bthread_sem_init(&Done, 0);
  bthread_t Thread;
  bthread_start_background(&Thread, nullptr, post, &Done);
  bthread_sem_wait(&Done);
}

struct State {
  bthread_mutex_t Mutex;
  bthread_cond_t Changed;
  bool Done;
};

static void *notify(void *Argument) {
  State *S = static_cast<State *>(Argument);
  work();
  bthread_mutex_lock(&S->Mutex);
  S->Done = true;
  bthread_cond_signal(&S->Changed);
  bthread_mutex_unlock(&S->Mutex);
  return nullptr;
}

void waitsForSignal() {
  State S{};
  bthread_t Thread;
  bthread_start_background(&Thread, nullptr, notify, &S);
  bthread_mutex_lock(&S.Mutex);
  while (!S.Done)
    bthread_cond_wait(&S.Changed, &S.Mutex);
  bthread_mutex_unlock(&S.Mutex);
}

// An execution queue runs its function until it was stopped and joined.
static int add(void *Sum, bthread::TaskIterator<int> &Tasks) {
  for (; Tasks; ++Tasks)
    *static_cast<int *>(Sum) += *Tasks;
  return 0;
}

void queueLost() {
  int Sum = 0;
  bthread::ExecutionQueueId<int> Queue;
  bthread::execution_queue_start(&Queue, nullptr, add, &Sum); // warn: although it refers to the local variable 'Sum'
  bthread::execution_queue_execute(Queue, 1);
}

int queueJoined() {
  int Sum = 0;
  bthread::ExecutionQueueId<int> Queue;
  bthread::execution_queue_start(&Queue, nullptr, add, &Sum);
  bthread::execution_queue_execute(Queue, 1);
  bthread::execution_queue_stop(Queue);
  bthread::execution_queue_join(Queue);
  return Sum;
}

// Whoever joins the id of a call waits until somebody has destroyed it.
struct Stage {
  bthread_id_t Id;
  int Result = 0;
};

static void *finish(void *Argument) {
  Stage *S = static_cast<Stage *>(Argument);
  S->Result = 1;
  bthread_id_unlock_and_destroy(S->Id);
  return nullptr;
}

static void *fail(void *Argument) {
  bthread_id_error_verbose(static_cast<Stage *>(Argument)->Id, 1, "here");
  return nullptr;
}

static int onError(bthread_id_t Id, void *, int) { return bthread_id_unlock_and_destroy(Id); }

int callAndWait() {
  Stage S;
  bthread_id_create(&S.Id, &S, onError);
  bthread_t Thread;
  if (bthread_start_background(&Thread, nullptr, finish, &S) != 0)
    return -1;
  bthread_id_join(S.Id);
  return S.Result;
}

int cancelAndWait() {
  Stage S;
  bthread_id_create(&S.Id, &S, onError);
  bthread_t Thread;
  bthread_start_background(&Thread, nullptr, fail, &S);
  brpc::Join(S.Id);
  return S.Result;
}

// Nobody joins this one.
struct Lonely {
  bthread_id_t Ticket;
};

static void *end(void *Argument) {
  bthread_id_unlock_and_destroy(static_cast<Lonely *>(Argument)->Ticket);
  return nullptr;
}

int callOnly() {
  static Lonely L;
  bthread_id_create(&L.Ticket, nullptr, onError);
  bthread_t Thread;
  return bthread_start_background(&Thread, nullptr, end, &L); // warn: its handle dies unjoined
}

void givesUp(const timespec &Until) {
  bthread_sem_t Done;
  bthread_sem_init(&Done, 0);
  bthread_t Thread;
  bthread_start_background(&Thread, nullptr, post, &Done); // warn[tether-dangling-capture]: may still run
  bthread_sem_timedwait(&Done, &Until);
}
