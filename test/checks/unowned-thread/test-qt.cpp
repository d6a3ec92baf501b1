// The slots of an object that Qt Test runs end with the process.
// flags: -std=c++17 -fPIC -isystem/usr/include/x86_64-linux-gnu/qt6

#include <QtTest/QTest>
#include <thread>

void work();

class ThreadTest : public QObject {
private slots:
  void initTestCase() { std::thread([] { work(); }).detach(); }
  void detaches();
};

void ThreadTest::detaches() { std::thread([] { work(); }).detach(); }

class Worker : public QObject {
public slots:
  void start() {
    std::thread([] { work(); }).detach(); // warn: nothing will ever wait
  }
};

QTEST_APPLESS_MAIN(ThreadTest)
