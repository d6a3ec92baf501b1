// The bodies of signals come from a generator, and wait for nothing.
// flags: -std=c++17 -fPIC -isystem/usr/include/x86_64-linux-gnu/qt6

#include <QtConcurrent/QtConcurrent>
#include <QtCore/QObject>
#include <memory>

class Store;

class Library : public QObject {
  Q_OBJECT
public:
  explicit Library(std::shared_ptr<Store> Of) : Of(std::move(Of)) {}
  void rescan() {
    (void)QtConcurrent::run([this] { scan(); }); // warn: its future is dropped, although it uses 'this'
  }

signals:
  void scanned(int Count);

private:
  void scan() { Count += 1; }
  int Count = 0;
  std::shared_ptr<Store> Of;
};

// A method that is declared elsewhere may wait.
class Archive : public QObject {
  Q_OBJECT
public:
  explicit Archive(std::shared_ptr<Store> Of) : Of(std::move(Of)) {}
  void rescan() {
    (void)QtConcurrent::run([this] { scan(); });
  }

signals:
  void scanned(int Count);

public:
  void finish();

private:
  void scan() {
    Count += 1;
    emit scanned(Count);
  }
  int Count = 0;
  std::shared_ptr<Store> Of;
};
