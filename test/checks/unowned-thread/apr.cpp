// The threads of the Apache Portable Runtime, whose functions get the data last.
// flags: -std=c++20 -isystem/usr/include/apr-1.0

#include <apr_thread_cond.h>
#include <apr_thread_mutex.h>
#include <apr_thread_proc.h>

void work();

static void *APR_THREAD_FUNC run(apr_thread_t *, void *) {
  work();
  return nullptr;
}

void detached(apr_pool_t *Pool) {
  apr_thread_t *T;
  apr_thread_create(&T, nullptr, run, nullptr, Pool);
  apr_thread_detach(T); // warn: nothing
}

void dies(apr_pool_t *Pool) {
  apr_thread_t *T;
  apr_thread_create(&T, nullptr, run, nullptr, Pool); // warn: its handle dies unjoined
}

void joined(apr_pool_t *Pool) {
  apr_thread_t *T;
  apr_thread_create(&T, nullptr, run, nullptr, Pool);
  work();
  apr_status_t Status;
  apr_thread_join(&Status, T);
}

class Sampler {
public:
  explicit Sampler(apr_pool_t *Pool) { apr_thread_create(&Thread, nullptr, sample, this, Pool); }
  ~Sampler() {
    Stop = true;
    apr_status_t Status;
    apr_thread_join(&Status, Thread);
  }

private:
  static void *APR_THREAD_FUNC sample(apr_thread_t *, void *Data) {
    while (!static_cast<Sampler *>(Data)->Stop)
      work();
    return nullptr;
  }
  volatile bool Stop = false;
  apr_thread_t *Thread;
};

// Reports its end, which somebody waits for.
class Importer {
public:
  explicit Importer(apr_pool_t *Pool) {
    apr_thread_mutex_create(&M, APR_THREAD_MUTEX_DEFAULT, Pool);
    apr_thread_cond_create(&Ended, Pool);
    apr_thread_t *T;
    apr_thread_create(&T, nullptr, import, this, Pool);
    apr_thread_detach(T);
  }
  ~Importer() {
    apr_thread_mutex_lock(M);
    while (!Done)
      apr_thread_cond_wait(Ended, M);
    apr_thread_mutex_unlock(M);
  }

private:
  static void *APR_THREAD_FUNC import(apr_thread_t *, void *Data) {
    auto *Self = static_cast<Importer *>(Data);
    work();
    apr_thread_mutex_lock(Self->M);
    Self->Done = true;
    apr_thread_cond_signal(Self->Ended);
    apr_thread_mutex_unlock(Self->M);
    return nullptr;
  }
  apr_thread_mutex_t *M;
  apr_thread_cond_t *Ended;
  bool Done = false;
};
