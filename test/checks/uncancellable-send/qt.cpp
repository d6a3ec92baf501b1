// flags: -std=c++20 -fPIC -isystem/usr/include/x86_64-linux-gnu/qt6
// The slots of Qt's signals: the loop of the receiver's thread calls them.

#include <QtCore/QByteArray>
#include <QtCore/QMutex>
#include <QtCore/QObject>
#include <QtCore/QQueue>
#include <QtCore/QThread>
#include <QtCore/QTimer>
#include <QtCore/QWaitCondition>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

class Records {
public:
  void put(const QByteArray &Record) {
    QMutexLocker Lock(&M);
    while (Waiting.size() >= 64)
      NotFull.wait(&M);
    Waiting.enqueue(Record);
    NotEmpty.wakeOne();
  }
  bool offer(const QByteArray &Record) {
    QMutexLocker Lock(&M);
    if (Waiting.size() >= 64)
      return false;
    Waiting.enqueue(Record);
    NotEmpty.wakeOne();
    return true;
  }
  QByteArray take() {
    QMutexLocker Lock(&M);
    while (Waiting.isEmpty())
      NotEmpty.wait(&M);
    NotFull.wakeOne();
    return Waiting.dequeue();
  }

private:
  QMutex M;
  QWaitCondition NotFull, NotEmpty;
  QQueue<QByteArray> Waiting;
};
static Records All;

// Has no bound.
class Lines {
public:
  void put(const QByteArray &Line) {
    QMutexLocker Lock(&M);
    Waiting.enqueue(Line);
    NotEmpty.wakeOne();
  }
  QByteArray take() {
    QMutexLocker Lock(&M);
    while (Waiting.isEmpty())
      NotEmpty.wait(&M);
    return Waiting.dequeue();
  }

private:
  QMutex M;
  QWaitCondition NotEmpty;
  QQueue<QByteArray> Waiting;
};
static Lines Log;

//===--- Flagged --------------------------------------------------------===//

class Meter : public QObject {
public:
  explicit Meter(QTcpSocket *Line) : Line(Line) {
    connect(Line, &QTcpSocket::readyRead, this, &Meter::read); // note: it is given to the event loop here
    connect(Line, &QTcpSocket::disconnected, this, [] {
      All.put("end"); // warn: this callback never returns, and its event loop runs nothing else
    });
    connect(Line, &QTcpSocket::connected, this, &Meter::begin, Qt::QueuedConnection);
    QObject::connect(&Poll, &QTimer::timeout, [] { All.put("tick"); }); // warn: 'put' waits for room in 'All'
    Poll.callOnTimeout([] { All.put("tock"); }); // warn: 'put' waits for room in 'All'
    Poll.callOnTimeout(this, &Meter::ask);
    QTimer::singleShot(100, this, &Meter::late);
  }

private:
  void read() { // note: this is the callback
    while (Line->canReadLine())
      forward(Line->readLine()); // note: called from here
  }
  void forward(const QByteArray &Record) {
    All.put(Record); // warn: 'put' waits for room in 'All'
  }
  void begin() { All.put("begin"); } // warn: 'put' waits for room in 'All'
  void ask() { All.put("?"); } // warn: 'put' waits for room in 'All'
  void late() { All.put("late"); } // warn: 'put' waits for room in 'All'
  QTcpSocket *Line;
  QTimer Poll;
};

//===--- Clean ----------------------------------------------------------===//

class Polite : public QObject {
public:
  explicit Polite(QTcpSocket *Line) : Line(Line) {
    connect(Line, &QTcpSocket::readyRead, this, &Polite::read);
    connect(Line, &QTcpSocket::disconnected, this, [this] {
      Log.put("end");
      emit ended();
    });
  }
  void ended();

private:
  void read() {
    if (!All.offer(Line->readLine()))
      ++Lost;
  }
  QTcpSocket *Line;
  int Lost = 0;
};

// What lives on a thread of its own has that thread's loop to itself.
class Writer : public QObject {
public:
  void start() {
    connect(&Tick, &QTimer::timeout, this, &Writer::flush);
    QTimer::singleShot(0, this, [this] { flush(); });
    Tick.start(100);
  }
  void write(const QByteArray &Record) { All.put(Record); }
  void flush() { All.put("flush"); }

private:
  QTimer Tick;
};
class Station : public QObject {
  Q_OBJECT
public:
  Station() {
    Out->moveToThread(&Thread);
    connect(&Thread, &QThread::started, Out, &Writer::start);
    connect(&Thread, &QThread::finished, Out, &QObject::deleteLater);
    connect(this, &Station::ready, Out, &Writer::write);
    connect(this, &Station::ready, Out, [](const QByteArray &Record) { All.put(Record); });
    QMetaObject::invokeMethod(Out, [] { All.put("now"); }, Qt::QueuedConnection);
    Thread.start();
  }
  ~Station() override {
    Thread.quit();
    Thread.wait();
  }
  void ready(const QByteArray &);

private:
  QThread Thread;
  Writer *Out = new Writer;
};

class Sampler : public QObject {
public:
  Sampler() {
    moveToThread(&Thread);
    connect(&Tick, &QTimer::timeout, this, &Sampler::sample);
    connect(&Tick, &QTimer::timeout, this, [this] { sample(); });
    connect(&Thread, &QThread::started, this, &Sampler::fill, Qt::DirectConnection);
    connect(&Thread, &QThread::started, [] { All.put("all"); });
  }

private:
  void sample() { All.put("sample"); }
  void fill() { All.put("fill"); }
  QThread Thread;
  QTimer Tick;
};

// The thread that decodes calls it.
class Decoder : public QThread {
  Q_OBJECT
public:
  Decoder() { connect(this, &Decoder::decoded, this, &Decoder::store, Qt::DirectConnection); }
  ~Decoder() override { wait(); }
  void decoded(const QByteArray &);

protected:
  void run() override { emit decoded("frame"); }

private:
  void store(const QByteArray &Record) { All.put(Record); }
};

void consume() {
  All.take();
  Log.take();
}
