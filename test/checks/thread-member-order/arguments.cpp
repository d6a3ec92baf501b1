// Members whose address, or a reference to them, is an argument of the thread.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <pthread.h>
#include <string>
#include <thread>
#include <vector>

void drain(std::deque<int> *Items);
void print(std::string Text);
void *poll(void *Devices);

struct Mailbox {
  void serve() {
    std::lock_guard<std::mutex> Hold(Lock); // note: it uses 'Box' here
    Letters.push_back("x");
  }
  static void idle() {}
  std::mutex Lock;
  std::deque<std::string> Letters;
};

class Consumer {
public:
  Consumer()
      : Worker(drain, &Items) {} // warn: this thread is started before 'Items' is initialized, which it uses // note: it uses 'Items' here
  ~Consumer() { Worker.join(); }

private:
  std::thread Worker;
  std::deque<int> Items; // note: 'Items' is declared after 'Worker'
};

class Started {
public:
  void start() {
    Worker = std::jthread(drain, &Items); // warn: this thread is joined after 'Items' is destroyed, which it uses
  }

private:
  std::jthread Worker;
  std::deque<int> Items;
};

class ByReference {
public:
  ByReference() : Worker(&ByReference::fill, std::ref(Items)) {} // warn: this thread is started before 'Items' is initialized
  ~ByReference() { Worker.join(); }

private:
  static void fill(std::deque<int> &Into) {
    Into.push_back(1); // note: it uses 'Items' here
  }
  std::thread Worker;
  std::deque<int> Items;
};

class OfMethod {
public:
  OfMethod() : Worker(&Mailbox::serve, &Box) {} // warn: this thread is started before 'Box' is initialized
  ~OfMethod() { Worker.join(); }

private:
  std::thread Worker;
  Mailbox Box; // note: 'Box' is declared after 'Worker'
};

// Of C, and by a class of the program that hands it on.
class ByC {
public:
  ByC() : Made(pthread_create(&Worker, nullptr, poll, &Devices) == 0) {} // warn: this thread is started before 'Devices' is initialized
  ~ByC() {
    if (Made)
      pthread_join(Worker, nullptr);
  }

private:
  pthread_t Worker;
  bool Made;
  std::vector<int> Devices;
};

class Joining {
public:
  template <typename... Ts>
  explicit Joining(Ts &&...Values) : Thread(std::forward<Ts>(Values)...) {}
  ~Joining() { Thread.join(); }

private:
  std::thread Thread;
};

class HandsOn {
public:
  HandsOn() : Worker(drain, &Items) {} // warn: this thread is started before 'Items' is initialized

private:
  Joining Worker;
  std::deque<int> Items;
};

//===----------------------------------------------------------------------===//

class DeclaredLast {
public:
  DeclaredLast() : Worker(drain, &Items) {}
  ~DeclaredLast() { Worker.join(); }

private:
  std::deque<int> Items;
  std::thread Worker;
};

class ServesLast {
public:
  ServesLast() : Worker(&Mailbox::serve, &Box) {}

private:
  Mailbox Box;
  std::jthread Worker;
};

// The thread has its own.
class Copies {
public:
  Copies() { Worker = std::thread(print, Text); }
  ~Copies() { Worker.join(); }

private:
  std::thread Worker;
  std::string Text;
};

class HandsOnCopies {
public:
  void start() { Worker = std::make_unique<Joining>(print, Text); }

private:
  std::unique_ptr<Joining> Worker;
  std::string Text;
};

// What a pointer leads to is somebody else's.
class Points {
public:
  explicit Points(std::deque<int> *Others) : Items(Others) {}
  void start() { Worker = std::jthread(drain, &*Items); }

private:
  std::jthread Worker;
  std::deque<int> *Items;
};

class JoinsFirst {
public:
  JoinsFirst() { Worker = std::thread(drain, &Items); }
  ~JoinsFirst() { Worker.join(); }

private:
  std::thread Worker;
  std::deque<int> Items;
};

// It is given it and does not use it.
class Unused {
public:
  Unused() : Worker([](Mailbox *) { Mailbox::idle(); }, &Box) {}
  ~Unused() { Worker.join(); }

private:
  std::thread Worker;
  Mailbox Box;
};

// The thread waits until all is there.
class Awaits {
public:
  Awaits() : Worker(&Awaits::run, &Begun, &Changed, &Ready, &Items) {
    std::lock_guard<std::mutex> Hold(Begun);
    Ready = true;
    Changed.notify_one();
  }
  ~Awaits() { Worker.join(); }

private:
  static void run(std::mutex *Begun, std::condition_variable *Changed,
                  bool *Ready, std::deque<int> *Items) {
    std::unique_lock<std::mutex> Hold(*Begun);
    Changed->wait(Hold, [Ready] { return *Ready; });
    Items->push_back(1);
  }
  std::mutex Begun;
  std::condition_variable Changed;
  bool Ready = false;
  std::thread Worker;
  std::deque<int> Items;
};
