// Thread objects that are started by a method and die with their owner.
// flags: -std=c++17 -fPIC -isystem/usr/include/x86_64-linux-gnu/qt6

#include <QtCore/QObject>
#include <QtCore/QScopedPointer>
#include <QtCore/QSharedPointer>
#include <QtCore/QThread>
#include <memory>

class Decoder : public QThread {
  void run() override {
    while (!isInterruptionRequested())
      msleep(10);
  }
};

class Player : public QObject {
public:
  Player() {
    Thread.start(); // warn: nothing waits for this thread before 'Thread' is destroyed, which ends the process
  }
  ~Player() override { Thread.quit(); } // note: it is destroyed here

private:
  Decoder Thread;
};

class View : public QObject {
public:
  View() : Thread(new QThread(this)) {
    Thread->start(); // warn: nothing waits for this thread before 'Thread' is destroyed
  }
  ~View() override { Count = 0; }

private:
  QThread *Thread;
  int Count = 0;
};

// A class without a destructor, and one that deletes.
class Mixer : public QObject {
public:
  void open() {
    Thread.start(); // warn: nothing waits for this thread before 'Thread' is destroyed
  }

private:
  QThread Thread;
};
class Deletes : public QObject {
public:
  Deletes() : Thread(new Decoder) {
    Thread->start(); // warn: nothing waits for this thread before 'Thread' is destroyed
  }
  ~Deletes() override { delete Thread; }

private:
  Decoder *Thread;
};

class Waits : public QObject {
public:
  Waits() : Child(new QThread(this)) {
    Thread.start();
    Child->start();
  }
  ~Waits() override {
    Thread.requestInterruption();
    Thread.wait();
    Child->quit();
    Child->wait();
  }

private:
  Decoder Thread;
  QThread *Child;
};

// Nobody owns it here.
class Starter : public QObject {
public:
  explicit Starter(QThread *Other) : Thread(Other) { Thread->start(); }
  ~Starter() override { Count = 0; }

private:
  QThread *Thread;
  int Count = 0;
};

// A thread object that waits for itself when it dies.
class Encoder : public QThread {
public:
  ~Encoder() override;

private:
  void run() override {
    while (!isInterruptionRequested())
      msleep(10);
  }
};
Encoder::~Encoder() {
  requestInterruption();
  wait();
}

class Recorder {
public:
  Recorder() : Owned(new Encoder), Shared(new Encoder) {
    Owned->start();
    Shared->start();
    Held.start();
  }
  ~Recorder() { ++Count; }

private:
  QScopedPointer<Encoder> Owned;
  QSharedPointer<Encoder> Shared;
  Encoder Held;
  int Count = 0;
};

// A deleter that is only declared may wait; one that is seen and does not,
// does not.
struct Graceful {
  void operator()(QThread *Thread) const;
};
struct Hasty {
  void operator()(QThread *Thread) const {
    Thread->quit();
    delete Thread;
  }
};
struct Patient {
  void operator()(QThread *Thread) const { end(Thread); }
  static void end(QThread *Thread) {
    Thread->quit();
    Thread->wait();
    delete Thread;
  }
};
class Store : public QObject {
public:
  Store() { Thread->start(); }

private:
  std::unique_ptr<QThread, Graceful> Thread{new QThread};
};
class PatientStore : public QObject {
public:
  PatientStore() { Thread->start(); }

private:
  std::unique_ptr<QThread, Patient> Thread{new QThread};
};
class HastyStore : public QObject {
public:
  HastyStore() {
    Thread->start(); // warn: nothing waits for this thread before 'Thread' is destroyed
  }

private:
  std::unique_ptr<QThread, Hasty> Thread{new QThread};
};

// To be deleted later is to be deleted.
class Device : public QObject {
public:
  Device() : Thread(new QThread) {
    Thread->start(); // warn: nothing waits for this thread before 'Thread' is destroyed
  }
  ~Device() override {
    Thread->quit();
    Thread->deleteLater();
  }

private:
  QThread *Thread;
};
class WaitingDevice : public QObject {
public:
  WaitingDevice() : Thread(new QThread) { Thread->start(); }
  ~WaitingDevice() override {
    Thread->quit();
    Thread->wait();
    Thread->deleteLater();
  }

private:
  QThread *Thread;
};
