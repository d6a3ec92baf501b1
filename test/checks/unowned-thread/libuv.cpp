// libuv's threads are plain numbers.

#include <uv.h>

// Since 1.50, which Debian does not have.
extern "C" int uv_thread_detach(uv_thread_t *);

void work();

static void run(void *) { work(); }

void dies() {
  uv_thread_t T;
  uv_thread_create(&T, run, nullptr); // warn: its handle dies unjoined
}

void detached() {
  uv_thread_t T;
  uv_thread_create(&T, run, nullptr);
  uv_thread_detach(&T); // warn: it is detached
}

void joined() {
  uv_thread_t T;
  uv_thread_create(&T, run, nullptr);
  work();
  uv_thread_join(&T);
}

class Owner {
public:
  Owner() { uv_thread_create(&Thread, run, this); }
  ~Owner() { uv_thread_join(&Thread); }

private:
  uv_thread_t Thread;
};

struct Finished {
  uv_sem_t Semaphore;
};

void reported() {
  static Finished F;
  uv_sem_init(&F.Semaphore, 0);
  uv_thread_t T;
  uv_thread_create(&T, [](void *) { work(); uv_sem_post(&F.Semaphore); }, nullptr);
  uv_sem_wait(&F.Semaphore);
}
