// What is given the address of a member uses the object.
// flags: -std=c++17 -fPIC -isystem/usr/include/x86_64-linux-gnu/qt6 -isystem/usr/include/x86_64-linux-gnu/qt6/QtCore

#include <QtConcurrent/QtConcurrent>
#include <QtCore/QFile>
#include <QtCore/QFuture>
#include <QtCore/QString>
#include <QtCore/QThreadPool>
#include <functional>

bool save(const QString &Text, QFile *File);
bool fill(QFile &File);
bool print(const QString &Text);

class Saves {
public:
  void save() {
    (void)QtConcurrent::run(&::save, Text, &File); // warn: its future is dropped, although it uses 'this'
  }
  void fill() {
    (void)QtConcurrent::run(&::fill, std::ref(File)); // warn: its future is dropped, although it uses 'this'
  }

private:
  QString Text;
  QFile File;
};

class Copies {
public:
  void print() { (void)QtConcurrent::run(&::print, Text); }

private:
  QString Text;
};

class Keeps {
public:
  void save() { Saving = QtConcurrent::run(&::save, Text, &File); }
  ~Keeps() { Saving.waitForFinished(); }

private:
  QString Text;
  QFile File;
  QFuture<bool> Saving;
};

class WaitsForAll {
public:
  void save() { (void)QtConcurrent::run(&::save, Text, &File); }
  ~WaitsForAll() { QThreadPool::globalInstance()->waitForDone(); }

private:
  QString Text;
  QFile File;
};

class Others {
public:
  explicit Others(QFile *Theirs) : File(Theirs) {}
  void save() { (void)QtConcurrent::run(&::save, Text, File); }

private:
  QString Text;
  QFile *File;
};
