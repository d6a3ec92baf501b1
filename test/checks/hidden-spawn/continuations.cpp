// Who is called back by a task's handle learns that the task has ended. He does
// not wait where the object dies.
// flags: -std=c++17 -fPIC -isystem/usr/include/x86_64-linux-gnu/qt6

#include <QtConcurrent/QtConcurrent>
#include <QtCore/QFutureWatcher>
#include <QtCore/QObject>

class Slideshow : public QObject {
public:
  Slideshow() {
    connect(&Watcher, &QFutureWatcherBase::finished, this, &Slideshow::loaded);
  }
  void open(int Number) {
    Watcher.setFuture(QtConcurrent::run([this, Number] { return load(Number); })); // warn: 'open' starts a task that its caller can neither wait for nor stop
  }

private:
  int load(int Number) { return Pages += Number; }
  void loaded() { Pages = Watcher.result(); }

  int Pages = 0;
  QFutureWatcher<int> Watcher;
};

class Thumbnails : public QObject {
public:
  Thumbnails() {
    connect(&Watcher, &QFutureWatcherBase::finished, this,
            [this] { Count = Watcher.result(); });
  }
  void open(int Number) {
    Watcher.setFuture(QtConcurrent::run([this, Number] { return load(Number); })); // warn: 'open' starts a task that its caller can neither wait for nor stop
  }

private:
  int load(int Number) { return Count += Number; }

  int Count = 0;
  QFutureWatcher<int> Watcher;
};

class Gallery : public QObject {
public:
  Gallery() {
    connect(&Watcher, &QFutureWatcherBase::finished, this, &Gallery::loaded);
  }
  ~Gallery() override { Watcher.waitForFinished(); }
  void open(int Number) {
    Watcher.setFuture(QtConcurrent::run([this, Number] { return load(Number); }));
  }

private:
  int load(int Number) { return Pages += Number; }
  void loaded() { Pages = Watcher.result(); }

  int Pages = 0;
  QFutureWatcher<int> Watcher;
};

// Somebody else calls it as well, and waits then.
class Album : public QObject {
public:
  Album() {
    connect(&Watcher, &QFutureWatcherBase::finished, this, &Album::loaded);
  }
  ~Album() override { loaded(); }
  void open(int Number) {
    Watcher.setFuture(QtConcurrent::run([this, Number] { return load(Number); }));
  }

private:
  int load(int Number) { return Pages += Number; }
  void loaded() { Pages = Watcher.result(); }

  int Pages = 0;
  QFutureWatcher<int> Watcher;
};

// What uses nothing of the object is over whenever it is over.
class Preview : public QObject {
public:
  Preview() {
    connect(&Watcher, &QFutureWatcherBase::finished, this, &Preview::shown);
  }
  void show(int Number) {
    Watcher.setFuture(QtConcurrent::run([Number] { return Number * 2; }));
  }

private:
  void shown() { Size = Watcher.result(); }

  int Size = 0;
  QFutureWatcher<int> Watcher;
};

class Silent : public QObject {
public:
  void show(int Number) {
    Watcher.setFuture(QtConcurrent::run([Number] { return Number * 2; })); // warn: 'show' starts a task that its caller can neither wait for nor stop
  }

private:
  QFutureWatcher<int> Watcher;
};
