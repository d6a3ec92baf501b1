// A QThread that only a local pointer leads to deletes itself at best.
// flags: -std=c++17 -fPIC -isystem/usr/include/x86_64-linux-gnu/qt6

#include <QtCore/QList>
#include <QtCore/QThread>
#include <future>
#include <memory>

void work(int &Done);

class Worker : public QThread {
public:
  explicit Worker(int *Done) : Done(Done) {}

protected:
  void run() override { work(*Done); }

private:
  int *Done;
};

//===--- Flagged --------------------------------------------------------===//

class Updater {
public:
  void start() {
    QThread *T = QThread::create([this] { work(Done); });
    QObject::connect(T, &QThread::finished, T, &QObject::deleteLater);
    T->start(); // warn: its handle dies unjoined, although it uses 'this'
  }
  void startOwn() {
    auto *T = new Worker(&Done);
    T->setObjectName("worker");
    T->start(QThread::LowPriority); // warn: its handle dies unjoined
  }
  void stopToo() {
    auto *T = new Worker(&Done);
    QObject::connect(T, &QThread::finished, T, &QObject::deleteLater);
    T->start(); // warn: its handle dies unjoined
    T->requestInterruption();
  }

private:
  int Done = 0;
};

//===--- Clean ----------------------------------------------------------===//

class Owner : public QObject {
public:
  ~Owner() override {
    for (Worker *T : All) {
      T->wait();
      delete T;
    }
    if (Thread) {
      Thread->wait();
      delete Thread;
    }
    for (auto *T : findChildren<QThread *>())
      T->wait();
  }
  void start() {
    Thread = new Worker(&Done);
    Thread->start();
  }
  void startMany() {
    auto *T = new Worker(&Done);
    All << T;
    T->start();
  }
  void startChild() {
    auto *T = new Worker(&Done);
    T->setParent(this);
    T->start();
  }
  void startAndWait() {
    auto *T = new Worker(&Done);
    T->start();
    T->wait();
    delete T;
  }
  Worker *startForCaller() {
    auto *T = new Worker(&Done);
    T->start();
    return T;
  }
  void startWatched() {
    auto *T = new Worker(&Done);
    watch(T);
    T->start();
  }
  void startUntilDestroyed() {
    auto *T = new Worker(&Done);
    connect(this, &QObject::destroyed, T, [T] {
      T->requestInterruption();
      T->wait();
    });
    T->start();
  }
  void startAndListen() {
    auto Ended = std::make_shared<std::promise<void>>();
    auto Waits = Ended->get_future();
    QThread *T = QThread::create([this, Ended] {
      work(Done);
      Ended->set_value();
    });
    connect(T, &QThread::finished, T, &QObject::deleteLater);
    T->start();
    Waits.wait();
  }
  static void watch(QThread *T);

private:
  QList<Worker *> All;
  Worker *Thread = nullptr;
  int Done = 0;
};

// Its loop is for an object that lives on it.
class Source : public QObject {
public:
  void read();
};
void onItsLoop() {
  auto *T = new QThread;
  auto *S = new Source;
  S->moveToThread(T);
  QObject::connect(T, &QThread::started, S, &Source::read);
  QObject::connect(T, &QThread::finished, T, &QObject::deleteLater);
  T->start();
}

// A pointer to what somebody else has.
void ofAnother(const std::unique_ptr<Worker> &Of) {
  Worker *T = Of.get();
  T->start();
}

void ofItsOwn(int *Done) {
  auto Own = std::make_unique<Worker>(Done);
  Worker *T = Own.get();
  T->start();
  Own->wait();
}
