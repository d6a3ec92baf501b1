// Tasks that are started where no caller can get at them.

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

void work();

static void loop() {
  for (;;)
    work();
}

void inStaticLocal() {
  static std::thread Flusher(loop); // warn: 'inStaticLocal' starts a thread that its caller can neither wait for nor stop
}

void inStaticLocalLambda() {
  static std::thread Flusher([] { // warn: 'inStaticLocalLambda' starts a thread
    work();
  });
}

int inStaticInitialiser() {
  static auto *Flusher = new std::thread(loop); // warn: 'inStaticInitialiser' starts a thread
  return Flusher != nullptr;
}

static std::thread FileStatic;
void inFileStatic() {
  FileStatic = std::thread(loop); // warn: its handle ends in the static variable 'FileStatic'
}

namespace {
std::vector<std::thread> Everybody;
std::map<std::string, std::unique_ptr<std::thread>> ByName;
} // namespace
void inFileContainer() {
  Everybody.emplace_back(loop); // warn: its handle ends in the static variable 'Everybody'
}
void inFileMap(const std::string &Name) {
  ByName[Name] = std::make_unique<std::thread>(loop); // warn: its handle ends in the static variable 'ByName'
}

// A static initialiser has no caller at all.
static std::thread AtStart(loop); // warn: starts a thread that its caller can neither wait for nor stop

// A member that nothing joins.
class NeverJoined {
public:
  void start() {
    Worker = std::thread([this] { ++Count; }); // warn: its handle ends in the member 'Worker', which nothing joins
  }

private:
  std::atomic<int> Count{0};
  std::thread Worker;
};

class InConstructor {
public:
  InConstructor() : Worker(&InConstructor::run, this) {} // warn: its handle ends in the member 'Worker'

private:
  void run() {
    while (!Stop)
      work();
  }
  std::atomic<bool> Stop{false};
  std::thread Worker;
};

class InMemberInitialiser {
public:
  int count() const { return Count; }

private:
  std::atomic<int> Count{0};
  std::thread Worker{[this] { ++Count; }}; // warn: its handle ends in the member 'Worker'
};
InMemberInitialiser Instance;

// It can be stopped, but not waited for.
class StopsOnly {
public:
  void start() {
    Worker = std::make_unique<std::thread>([this] { run(); }); // warn: its handle ends in the member 'Worker'
  }
  void stop() { Stop = true; }

private:
  void run() {
    while (!Stop)
      work();
  }
  std::atomic<bool> Stop{false};
  std::unique_ptr<std::thread> Worker;
};

class Containers {
public:
  void add() {
    Workers.emplace_back([] { work(); }); // warn: its handle ends in the member 'Workers'
    Pointers.push_back(new std::thread([] { work(); })); // warn: its handle ends in the member 'Pointers'
  }

private:
  std::vector<std::thread> Workers;
  std::vector<std::thread *> Pointers;
};

// Buried in helpers: reported there, with the way down to it.
class Buried {
public:
  void open() { prepare(); } // note: 'open' leads here
  void close() {}

private:
  void prepare() { spawn(); }
  void spawn() {
    Worker = std::thread([] { work(); }); // warn: its handle ends in the member 'Worker'
  }
  std::thread Worker;
};
void useBuried(Buried &B) { B.open(); }

static void helper() {
  static std::thread Worker(loop); // warn: 'publicEntry' starts a thread
}
void publicEntry() { helper(); } // note: 'publicEntry' leads here

// Singletons that cannot be stopped.
class Singleton {
public:
  static Singleton &instance() {
    static Singleton Only;
    return Only;
  }

private:
  Singleton() : Worker(loop) {} // warn: its handle ends in the member 'Worker'
  std::thread Worker;
};
void useSingleton() { Singleton::instance(); }

template <typename T> class Template {
public:
  void start() {
    Worker = std::thread([this] { ++Value; }); // warn: its handle ends in the member 'Worker'
  }

private:
  T Value{};
  std::thread Worker;
};
template class Template<int>;
template class Template<long>;

#define START_THREAD(NAME, BODY) static std::thread NAME(BODY)
void byMacro() {
  START_THREAD(Worker, loop); // warn: 'byMacro' starts a thread
}

// Joined by itself is not joined by anybody.
class OtherMember {
public:
  void start() {
    First = std::thread([] { work(); });
    Second = std::thread([] { work(); }); // warn: its handle ends in the member 'Second'
  }
  ~OtherMember() { First.join(); }

private:
  std::thread First;
  std::thread Second;
};
