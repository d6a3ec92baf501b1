// A pool that everybody shares waits for its tasks when the process ends, and
// for none when an object dies.
// flags: -std=c++17 -fPIC -isystem/usr/include/x86_64-linux-gnu/qt6

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QFuture>
#include <QtCore/QThreadPool>

int work();

class Dialog {
public:
  void check() {
    (void)QtConcurrent::run([this] { Result = work(); }); // warn: nothing will ever wait for this task: its future is dropped, although it uses 'this'
    // It owns all that it needs.
    (void)QtConcurrent::run([] { work(); });
  }
  void forgets() {
    QFuture<void> Future = QtConcurrent::run([this] { Result = work(); }); // warn: its future is dropped
  }

private:
  int Result = 0;
};

class Waits {
public:
  ~Waits() { Pending.waitForFinished(); }
  void check() {
    Pending = QtConcurrent::run([this] { Result = work(); });
  }

private:
  QFuture<void> Pending;
  int Result = 0;
};

class WaitsForPool {
public:
  ~WaitsForPool() { QThreadPool::globalInstance()->waitForDone(); }
  void check() {
    (void)QtConcurrent::run([this] { Result = work(); });
  }

private:
  int Result = 0;
};
