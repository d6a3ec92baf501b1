// Threads that run before or after the members that they use exist.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

void use(const std::string &);

// Started by the initializer of the first member.
class Flusher {
public:
  Flusher() : Worker([this] { run(); }) {} // warn: this thread is started before 'Mutex' is initialized, which it uses
  ~Flusher() { Worker.join(); }

private:
  void run() {
    std::lock_guard<std::mutex> Lock(Mutex); // note: it uses 'Mutex' here
    for (const std::string &Line : Lines)
      use(Line);
  }
  std::thread Worker;
  std::mutex Mutex; // note: 'Mutex' is declared after 'Worker'
  std::deque<std::string> Lines;
};

class ByMethod {
public:
  ByMethod() : Worker(&ByMethod::run, this), Stop(false) {} // warn: this thread is started before 'Stop' is initialized
  ~ByMethod() {
    Stop = true;
    Worker.join();
  }

private:
  void run() {
    while (!Stop)
      use("");
  }
  std::thread Worker;
  std::atomic<bool> Stop;
};

struct ByDefault {
  ~ByDefault() { Worker.join(); }
  std::thread Worker{[this] { use(Name); }}; // warn: this thread is started before 'Name' is initialized
  std::string Name = "name";
};

class OnHeap {
public:
  OnHeap() : Worker(std::make_unique<std::thread>([this] { use(Name); })) {} // warn: this thread is started before 'Name' is initialized
  ~OnHeap() { Worker->join(); }

private:
  std::unique_ptr<std::thread> Worker;
  std::string Name;
};

template <typename T> class Templated {
public:
  Templated() : Worker([this] { Values.clear(); }) {} // warn: this thread is started before 'Values' is initialized
  ~Templated() { Worker.join(); }

private:
  std::thread Worker;
  std::vector<T> Values;
};
Templated<int> Instance;

// Joined by a member's destructor, when the later members are gone.
class Late {
public:
  void start() {
    Worker = std::jthread([this](std::stop_token Stop) { // warn: this thread is joined after 'Lines' is destroyed, which it uses
      while (!Stop.stop_requested())
        for (const std::string &Line : Lines)
          use(Line);
    });
  }

private:
  std::jthread Worker;
  std::vector<std::string> Lines;
};

class LateMany {
public:
  void start() {
    for (int I = 0; I < 4; ++I)
      Workers.emplace_back([this] { use(Name); }); // warn: this thread is joined after 'Name' is destroyed
  }

private:
  std::vector<std::jthread> Workers;
  std::string Name;
};

// It asks them to stop and does not wait.
class StopsOnly {
public:
  StopsOnly() {
    Worker = std::jthread([this] { use(Name); }); // warn: this thread is joined after 'Name' is destroyed
  }
  ~StopsOnly() { Worker.request_stop(); }

private:
  std::jthread Worker;
  std::string Name;
};

// Before the derived class is there.
class Base {
public:
  Base() : Worker([this] { loop(); }) {} // warn: this thread may call the virtual 'step' before the constructor of the derived class has run
  virtual ~Base() { Worker.join(); }

protected:
  virtual void step() = 0;

private:
  void loop() {
    for (int I = 0; I < 10; ++I)
      step(); // note: it calls 'step' here
  }
  std::thread Worker;
};

class Derived : public Base {
  void step() override { use(Name); } // note: it is overridden here
  std::string Name;
};
