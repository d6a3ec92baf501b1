// A thread object that is started by a method may die when its thread has
// ended, joined or not; a raw handle has no destructor.
// flags: -std=c++17 -fPIC -isystem/usr/include/x86_64-linux-gnu/qt6

#include <pthread.h>
#include <QtCore/QThread>

bool ready();

class Worker : public QThread {
  void run() override {}
};

bool started() {
  Worker W;
  W.start();
  while (!W.isFinished())
    ready();
  return true;
}

static void *entry(void *) { return nullptr; }
bool raw(pthread_t *Out) {
  pthread_create(Out, nullptr, entry, nullptr);
  if (!ready())
    return false;
  return pthread_join(*Out, nullptr) == 0;
}
