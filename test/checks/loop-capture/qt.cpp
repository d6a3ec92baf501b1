// Qt's pools, timers and queued calls.
// flags: -std=c++17 -fPIC -isystem/usr/include/x86_64-linux-gnu/qt6

#include <QtConcurrent/QtConcurrentRun>
#include <QtConcurrent/QtConcurrentMap>
#include <QtCore/QEventLoop>
#include <QtCore/QSemaphore>
#include <QtCore/QThread>
#include <QtCore/QThreadPool>
#include <QtCore/QTimer>

void use(int);

void pool(QThreadPool &Pool, QObject *Context) {
  for (int I = 0; I < 3; ++I) {
    Pool.start([&] { use(I); }); // warn: 'I' // fix: [&, I]
    (void)QtConcurrent::run([&] { use(I); }); // warn: 'I' // fix: [&, I]
    QTimer::singleShot(10, [&] { use(I); }); // warn: 'I' // fix: [&, I]
    QTimer::singleShot(10, Context, [&] { use(I); }); // warn: 'I' // fix: [&, I]
    QMetaObject::invokeMethod(Context, [&] { use(I); }, Qt::QueuedConnection); // warn: 'I' // fix: [&, I]
    QMetaObject::invokeMethod(Context, [&] { use(I); }, Qt::BlockingQueuedConnection);
    Pool.start([I] { use(I); });
  }
}

void settled(QThreadPool &Pool) {
  for (int I = 0; I < 3; ++I) {
    QFuture<void> Future = QtConcurrent::run([&] { use(I); });
    Future.waitForFinished();
  }
  for (int I = 0; I < 3; ++I) {
    Pool.start([&] { use(I); });
    Pool.waitForDone();
  }
  for (int I = 0; I < 3; ++I) {
    QEventLoop Loop;
    QTimer::singleShot(10, [&] {
      use(I);
      Loop.quit();
    });
    Loop.exec();
  }
  for (int I = 0; I < 3; ++I) {
    QThread *Thread = QThread::create([&] { use(I); });
    Thread->start();
    Thread->wait();
    delete Thread;
  }
  for (int I = 0; I < 3; ++I) {
    QList<int> Values{1, 2, 3};
    QtConcurrent::blockingMap(Values, [&](int &Value) { Value += I; });
  }
}

void leftBehind(QList<QThread *> &Threads) {
  for (int I = 0; I < 3; ++I) {
    QThread *Thread = QThread::create([&] { use(I); }); // warn: 'I' // fix: [&, I]
    Thread->start();
    Threads.append(Thread);
  }
}
