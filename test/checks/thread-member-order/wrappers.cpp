// Threads in classes of the program's own, which join when they die.

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <string>
#include <thread>
#include <utility>
#include <vector>

void use(const std::string &) noexcept;

class Joining {
public:
  Joining() = default;
  template <typename... Ts>
  explicit Joining(Ts &&...Values) : Thread(std::forward<Ts>(Values)...) {}
  Joining(Joining &&) = default;
  Joining &operator=(Joining &&Other) {
    finish();
    Thread = std::move(Other.Thread);
    return *this;
  }
  ~Joining() { finish(); }
  void finish() {
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::thread Thread;
};

// Started before, by the initializer of the wrapper.
class Cache {
public:
  Cache() : Filler([this] { fill(); }) {} // warn: this thread is started before 'Mutex' is initialized

private:
  void fill() {
    std::lock_guard<std::mutex> Lock(Mutex); // note: it uses 'Mutex' here
    Lines["a"] = 1;
  }
  Joining Filler;
  std::mutex Mutex; // note: 'Mutex' is declared after 'Filler'
  std::map<std::string, int> Lines;
};

// Joined after, wherever it is started.
class Assigned {
public:
  void start() {
    Writer = Joining([this] { Text += "x"; }); // warn: this thread is joined after 'Text' is destroyed
  }

private:
  Joining Writer;
  std::string Text;
};

class OnHeap {
public:
  OnHeap() {
    Writer = std::make_unique<Joining>([this] { Text += "x"; }); // warn: this thread is joined after 'Text' is destroyed
  }

private:
  std::unique_ptr<Joining> Writer;
  std::string Text;
};

class Several {
public:
  explicit Several(int N) {
    for (int I = 0; I < N; ++I)
      Crew.emplace_back([this] { work(); }); // warn: this thread is joined after 'Names' is destroyed
  }

private:
  void work() {
    for (const std::string &Name : Names)
      use(Name);
  }
  std::vector<Joining> Crew;
  std::deque<std::string> Names;
};

// A mutex must not die while it is used, whatever its destructor does.
class OnlyMutex {
public:
  void add() {
    Crew.emplace_back([this] { // warn: this thread is joined after 'Mutex' is destroyed
      std::lock_guard<std::mutex> Lock(Mutex);
      ++Count;
    });
  }

private:
  std::deque<std::jthread> Crew;
  std::mutex Mutex;
  int Count = 0;
};

// A base class joins when all members are gone.
class Runner {
public:
  explicit Runner(std::function<void()> Body) : Thread(std::move(Body)) {}
  ~Runner() { Thread.join(); }

private:
  std::thread Thread;
};

class Job : Runner {
public:
  Job() : Runner([this] { use(Name); }) {} // warn: this thread is started before 'Name' is initialized

private:
  std::string Name;
};

class Pool {
public:
  ~Pool() {
    for (std::thread &T : Crew)
      T.join();
  }

protected:
  void run(std::function<void()> Body) { Crew.emplace_back(std::move(Body)); }

private:
  std::vector<std::thread> Crew;
};

class Printer : public Pool {
public:
  void start() {
    run([this] { use(Page); }); // warn: this thread is joined after 'Page' is destroyed
  }

private:
  std::string Page;
};

// By way of C, and by the deleter of a smart pointer.
class CThread {
public:
  void start(void *(*Function)(void *), void *Argument) {
    pthread_create(&Thread, nullptr, Function, Argument);
    Started = true;
  }
  ~CThread() {
    if (Started)
      pthread_join(Thread, nullptr);
  }

private:
  pthread_t Thread{};
  bool Started = false;
};
class ByC {
public:
  ByC() {
    Writer.start(&ByC::entry, this); // warn: this thread is joined after 'Mutex' is destroyed
  }

private:
  static void *entry(void *Self) {
    auto *Owner = static_cast<ByC *>(Self);
    std::lock_guard<std::mutex> Lock(Owner->Mutex);
    Owner->Text += "x";
    return nullptr;
  }
  CThread Writer;
  std::mutex Mutex;
  std::string Text;
};
struct JoinsAndDeletes {
  void operator()(std::thread *T) const {
    T->join();
    delete T;
  }
};
class ByDeleter {
public:
  void start() {
    Writer.reset(new std::thread([this] { Text += "x"; })); // warn: this thread is joined after 'Text' is destroyed
  }

private:
  std::unique_ptr<std::thread, JoinsAndDeletes> Writer;
  std::string Text;
};
class ByFuture {
public:
  ByFuture() {
    Result = std::async(std::launch::async, [this] { use(Text); }); // warn: this thread is joined after 'Text' is destroyed
  }

private:
  std::future<void> Result;
  std::string Text;
};

//===----------------------------------------------------------------------===//

// It waits until somebody has something for it.
class Waits {
public:
  Waits() : Writer([this] {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [this] { return Asked; });
    use(Text);
  }) {}
  void ask() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Asked = true;
    Changed.notify_one();
  }
  ~Waits() { Writer.finish(); }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  bool Asked = false;
  Joining Writer;
  std::string Text;
};

class DeclaredLast {
public:
  DeclaredLast() : Writer([this] { Text += "x"; }) {}

private:
  std::string Text;
  Joining Writer;
};

class JoinsBefore {
public:
  void start() {
    Writer = Joining([this] { Text += "x"; });
  }
  ~JoinsBefore() { Writer.finish(); }

private:
  Joining Writer;
  std::string Text;
};

class Empties {
public:
  void start() {
    Writer = std::make_unique<Joining>([this] { Text += "x"; });
    Crew.emplace_back([this] { Text += "y"; });
  }
  ~Empties() {
    Writer.reset();
    Crew.clear();
  }

private:
  std::unique_ptr<Joining> Writer;
  std::vector<Joining> Crew;
  std::string Text;
};

class StoppedByItsUser {
public:
  void start() {
    Writer = Joining([this] { Text += "x"; });
  }
  void stop() { Writer.finish(); }

private:
  Joining Writer;
  std::string Text;
};

// Only numbers are gone.
class Numbers {
public:
  void start() {
    Writer = Joining([this] { ++Count; });
  }

private:
  Joining Writer;
  int Count = 0;
};

// What another object of the class has is another matter.
class Peer {
public:
  void talkTo(Peer *Other) {
    Talker = std::jthread([Other] { Other->tell("hello"); });
  }
  void tell(const std::string &Word) { Words.push_back(Word); }

private:
  std::jthread Talker;
  std::vector<std::string> Words;
};
