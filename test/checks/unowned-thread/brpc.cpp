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
