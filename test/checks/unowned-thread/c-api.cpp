// pthreads.

#include <atomic>
#include <cstdlib>
#include <map>
#include <pthread.h>
#include <sched.h>
#include <unistd.h>
#include <vector>

void work();
extern "C" void *opaque(void *);

static void *run(void *) {
  work();
  return nullptr;
}

static void *forever(void *) {
  for (;;)
    pause();
}

void detached() {
  pthread_t Thread;
  pthread_create(&Thread, nullptr, run, nullptr);
  pthread_detach(Thread); // warn: nothing will ever wait for this thread
}

void detachedIfStarted() {
  pthread_t Thread;
  if (pthread_create(&Thread, nullptr, forever, nullptr) == 0)
    pthread_detach(Thread); // warn: and it never ends
}

int bornDetached() {
  pthread_attr_t Attributes;
  pthread_t Thread;
  pthread_attr_init(&Attributes);
  pthread_attr_setdetachstate(&Attributes, PTHREAD_CREATE_DETACHED); // warn: nothing will ever wait for this thread
  int Status = pthread_create(&Thread, &Attributes, run, nullptr); // note: it is started here
  pthread_attr_destroy(&Attributes);
  return Status;
}

void bornJoinable() {
  pthread_attr_t Attributes;
  pthread_t Thread;
  pthread_attr_init(&Attributes);
  pthread_attr_setdetachstate(&Attributes, PTHREAD_CREATE_JOINABLE);
  pthread_create(&Thread, &Attributes, run, nullptr);
  pthread_join(Thread, nullptr);
}

void handleDies() {
  pthread_t Thread;
  pthread_create(&Thread, nullptr, run, nullptr); // warn: its handle dies unjoined
}

struct Server {
  pthread_t Thread;
  int Stop;
};

int serverStart(Server *S) { return pthread_create(&S->Thread, nullptr, run, S); }
void serverStop(Server *S) {
  S->Stop = 1;
  pthread_join(S->Thread, nullptr);
}

struct Detached {
  pthread_t Thread;
};
int detachedStart(Detached *D) {
  int Status = pthread_create(&D->Thread, nullptr, run, nullptr);
  if (Status == 0)
    pthread_detach(D->Thread); // warn: nothing will ever wait for this thread
  return Status;
}

void joined() {
  pthread_t Thread;
  pthread_create(&Thread, NULL, run, NULL);
  pthread_join(Thread, NULL);
}

void joinedElseDetached() {
  pthread_t Thread;
  pthread_create(&Thread, nullptr, run, nullptr);
  if (pthread_join(Thread, nullptr) != 0)
    pthread_detach(Thread);
}

void many() {
  pthread_t Threads[4];
  for (pthread_t &T : Threads)
    pthread_create(&T, nullptr, run, nullptr);
  for (int I = 0; I < 4; ++I)
    pthread_join(Threads[I], nullptr);
}

pthread_t returned() {
  pthread_t Thread;
  pthread_create(&Thread, nullptr, run, nullptr);
  return Thread;
}

void handedOut(pthread_t *Out) { pthread_create(Out, nullptr, run, nullptr); }

void opaqueBody() {
  pthread_t Thread;
  pthread_create(&Thread, nullptr, opaque, nullptr);
  pthread_detach(Thread); // warn: nothing will ever wait for this thread
}

// The task reports to its spawner, through its argument.
struct Job {
  pthread_mutex_t Mutex;
  pthread_cond_t Changed;
  int Done;
};

static void *runJob(void *Argument) {
  Job *J = static_cast<Job *>(Argument);
  work();
  pthread_mutex_lock(&J->Mutex);
  J->Done = 1;
  pthread_cond_signal(&J->Changed);
  pthread_mutex_unlock(&J->Mutex);
  return nullptr;
}

void reported() {
  Job J = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
  pthread_t Thread;
  pthread_create(&Thread, nullptr, runJob, &J);
  pthread_detach(Thread);
  pthread_mutex_lock(&J.Mutex);
  while (!J.Done)
    pthread_cond_wait(&J.Changed, &J.Mutex);
  pthread_mutex_unlock(&J.Mutex);
}

// A task that cuts itself loose as the last thing that it does: its owner was
// not there in time.
struct Slot {
  pthread_t Thread;
  pthread_mutex_t Mutex;
  bool Abandoned;
};

static void *runSlot(void *Argument) {
  Slot *S = static_cast<Slot *>(Argument);
  work();
  pthread_mutex_lock(&S->Mutex);
  if (S->Abandoned)
    pthread_detach(pthread_self());
  pthread_mutex_unlock(&S->Mutex);
  return nullptr;
}

void slotStart(Slot *S) { pthread_create(&S->Thread, nullptr, runSlot, S); }
void slotStop(Slot *S) { pthread_join(S->Thread, nullptr); }

// A watchdog.
static void *abortLater(void *) {
  sleep(30);
  abort();
}
void watchdog() {
  pthread_t Thread;
  pthread_create(&Thread, nullptr, abortLater, nullptr);
  pthread_detach(Thread);
}

// A closure as the body.
class ByClosure {
public:
  void starts() {
    pthread_t Thread;
    pthread_create(
        &Thread, nullptr,
        [](void *) -> void * {
          work();
          return nullptr;
        },
        this);
    pthread_detach(Thread); // warn: nothing will ever wait
  }
  void reports() {
    ++Live;
    pthread_t Thread;
    pthread_create(
        &Thread, nullptr,
        +[](void *Of) -> void * {
          work();
          --static_cast<ByClosure *>(Of)->Live;
          return nullptr;
        },
        this);
    pthread_detach(Thread);
  }
  ~ByClosure() {
    while (Live)
      sched_yield();
  }

private:
  std::atomic<int> Live{0};
};

// Handles in a container, which `auto` takes out as numbers.
void start(std::vector<pthread_t> &Some, int Count) {
  for (int I = 0; I < Count; ++I) {
    pthread_t Thread;
    pthread_create(&Thread, nullptr, run, nullptr);
    Some.push_back(Thread);
  }
}
void joinedByValue() {
  std::vector<pthread_t> Some;
  start(Some, 4);
  for (auto Thread : Some)
    pthread_join(Thread, nullptr);
}
void joinedFromBehind(int Count) {
  std::vector<pthread_t> Some;
  for (int I = 0; I < Count; ++I) {
    pthread_t Thread;
    pthread_create(&Thread, nullptr, run, nullptr);
    Some.push_back(Thread);
  }
  while (!Some.empty()) {
    const auto Last = Some.back();
    Some.pop_back();
    pthread_join(Last, nullptr);
  }
}
void joinedByKey(int Count) {
  std::map<int, pthread_t> Some;
  for (int I = 0; I < Count; ++I)
    pthread_create(&Some[I], nullptr, run, nullptr);
  for (auto Entry : Some)
    pthread_join(Entry.second, nullptr);
}
void onlyNamed(int Count) {
  std::vector<pthread_t> Some;
  for (int I = 0; I < Count; ++I) {
    pthread_t Thread;
    pthread_create(&Thread, nullptr, run, nullptr); // warn: dies unjoined
    Some.push_back(Thread);
  }
  for (auto Thread : Some)
    pthread_setname_np(Thread, "worker");
}
