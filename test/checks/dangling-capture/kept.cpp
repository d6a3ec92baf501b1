// Callables that are kept, registered or returned, and refer to the frame that
// made them.

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

void use(int);
void print(const std::string &);
bool ready();

// Returned.
std::function<int(int)> scaledBy(int Factor) { // note: 'Factor' is declared here
  return [&](int X) { return X * Factor; }; // warn: this callable captures 'Factor' by reference and may still be called when 'Factor' is gone // note: it is returned here
}

auto counter() {
  int Count = 0;
  auto Next = [&Count] { return ++Count; }; // warn: this callable captures 'Count' by reference
  return Next;
}

std::vector<std::function<void()>> steps(std::string Name) {
  std::vector<std::function<void()>> Result;
  Result.push_back([&Name] { print(Name); }); // warn: this callable captures 'Name' by reference
  Result.push_back([Name] { print(Name); });
  return Result;
}

struct Options {
  std::function<void()> OnDone;
  int Level = 0;
};
Options quiet(int Level) {
  Options O;
  O.Level = Level;
  O.OnDone = [&] { use(Level); }; // warn: this callable captures 'Level' by reference
  return O;
}

// A closure that another one has copied.
std::function<void()> nested(int Value) {
  auto Inner = [&] { use(Value); }; // warn: this callable captures 'Value' by reference
  return [=] {
    Inner();
    Inner();
  };
}
std::function<void()> nestedByMove(int Value) {
  std::function<void()> Inner = [&Value] { use(Value); }; // warn: this callable captures 'Value' by reference
  return [Run = std::move(Inner)] { Run(); };
}

// Kept by the object, by a member of it, by what a parameter leads to.
class Panel {
public:
  explicit Panel(std::string Title) {
    Paint = [&] { print(Title); }; // warn: this callable captures 'Title' by reference
  }
  void follow(int Step) {
    Hooks["step"] = [&Step](int X) { use(X + Step); }; // warn: this callable captures 'Step' by reference
    Hooks["own"] = [this](int X) { use(X + Own); };
  }
  void repaint() { Paint(); }

private:
  std::function<void()> Paint;
  std::map<std::string, std::function<void(int)>> Hooks;
  int Own = 0;
};

struct Request {
  std::function<void(int)> Reply;
  Request *Next = nullptr;
};
void answer(Request *R, int Code) {
  R->Reply = [&](int X) { use(X + Code); }; // warn: this callable captures 'Code' by reference
}
void answerAll(std::vector<Request> &All) {
  int Total = 0;
  for (Request &R : All)
    R.Reply = [&](int X) { Total += X; }; // warn: this callable captures 'Total' by reference
}

static std::vector<std::function<void()>> AtEnd;
void later(std::string Name) {
  AtEnd.push_back([&] { print(Name); }); // warn: this callable captures 'Name' by reference
  AtEnd.emplace_back([Name] { print(Name); });
}

// An in-house signal.
class Signal {
public:
  using Slot = std::function<void(int)>;
  int connect(Slot S) {
    Slots[++Last] = std::move(S); // note: it is kept here
    return Last;
  }
  void disconnect(int Id) { Slots.erase(Id); }
  void emit(int X) {
    for (auto &[Id, S] : Slots)
      S(X);
  }

private:
  std::map<int, Slot> Slots;
  int Last = 0;
};

class Player {
public:
  void open(const char *Path) {
    int Volume = 10;
    Changed.connect([&](int X) { use(X * Volume); }); // warn: this callable captures 'Volume' by reference
    Changed.connect([&Path](int) { print(Path); }); // warn: this callable captures 'Path' by reference
    Changed.connect([this](int X) { use(X + Track); });
    Changed.emit(1);
  }
  void click(int X) { Changed.emit(X); }

private:
  Signal Changed;
  int Track = 0;
};

// Disconnected on one way only.
void sometimes(Signal &S) {
  int Sum = 0;
  int Id = S.connect([&](int X) { Sum += X; }); // warn: this callable captures 'Sum' by reference
  if (ready())
    return;
  S.disconnect(Id);
}

// A queue of jobs that a loop runs which is somewhere else.
class Loop {
public:
  static Loop &instance() {
    static Loop L;
    return L;
  }
  void post(std::function<void()> Job) { Jobs.push_back(std::move(Job)); }
  void run() {
    while (!Jobs.empty()) {
      auto Job = std::move(Jobs.front());
      Jobs.pop_front();
      Job();
    }
  }

private:
  std::deque<std::function<void()>> Jobs;
};

void deferred(int Code) {
  Loop::instance().post([&Code] { use(Code); }); // warn: this callable captures 'Code' by reference
}

// The functor keeps it.
class Job {
public:
  explicit Job(std::function<void()> F) : F(std::move(F)) {}
  virtual ~Job() = default;
  void run() { F(); }

private:
  std::function<void()> F;
};
class Scheduler {
public:
  void add(std::unique_ptr<Job> J) { Jobs.push_back(std::move(J)); }
  void addNow(int Priority) {
    add(std::make_unique<Job>([&] { use(Priority); })); // warn: this callable captures 'Priority' by reference
  }
  void runAll() {
    for (auto &J : Jobs)
      J->run();
  }

private:
  std::vector<std::unique_ptr<Job>> Jobs;
};

// Made in a lambda that is run in place.
class Menu {
public:
  void fill(std::vector<std::string> Items) {
    int Width = 0;
    std::for_each(Items.begin(), Items.end(), [&](const std::string &Item) {
      Actions.push_back([&Width] { use(Width); }); // warn: this callable captures 'Width' by reference
      Actions.push_back([Item] { print(Item); });
    });
  }

private:
  std::vector<std::function<void()>> Actions;
};

// It is kept by a container that lives longer than the variable.
void innerScope() {
  std::vector<std::function<void()>> Late;
  {
    int Value = 1;
    Late.push_back([&] { use(Value); }); // warn: this callable captures 'Value' by reference
  }
  for (auto &F : Late)
    F();
}

// What is called meanwhile has not run it: the function still waits then.
class Calls {
public:
  int ask(int Id) {
    std::unique_lock<std::mutex> Lock(M);
    int Answer = -1;
    std::condition_variable Answered;
    Pending[Id] = [&](int Given) { // warn: captures 'Answer' by reference
      Answer = Given;
      Answered.notify_one();
    };
    sendElsewhere(Id);
    if (!Answered.wait_for(Lock, std::chrono::seconds(1),
                           [&] { return Answer >= 0; }))
      return -1;
    return Answer;
  }
  int askAndForget(int Id) {
    std::unique_lock<std::mutex> Lock(M);
    int Answer = -1;
    std::condition_variable Answered;
    Pending[Id] = [&](int Given) {
      Answer = Given;
      Answered.notify_one();
    };
    sendElsewhere(Id);
    if (Answered.wait_for(Lock, std::chrono::seconds(1)) ==
        std::cv_status::timeout)
      forgetElsewhere(Id);
    return Answer;
  }
  int askInPlace(int Id) {
    int Answer = -1;
    Pending[Id] = [&](int Given) { Answer = Given; };
    sendElsewhere(Id);
    return Answer;
  }
  void answer(int Id, int Given) {
    std::lock_guard<std::mutex> Lock(M);
    Pending.at(Id)(Given);
    Pending.erase(Id);
  }

private:
  void sendElsewhere(int Id);
  void forgetElsewhere(int Id);
  std::mutex M;
  std::map<int, std::function<void(int)>> Pending;
};
