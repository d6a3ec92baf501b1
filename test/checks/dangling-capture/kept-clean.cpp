// Callables that are kept only as long as what they refer to, or that cannot be
// judged.

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

void use(int);
void print(const std::string &);
bool ready();

// The keeper dies with the frame.
class Signal {
public:
  using Slot = std::function<void(int)>;
  int connect(Slot S) {
    Slots[++Last] = std::move(S);
    return Last;
  }
  void disconnect(int Id) { Slots.erase(Id); }
  void clear() { Slots.clear(); }
  void emit(int X) {
    for (auto &[Id, S] : Slots)
      S(X);
  }

private:
  std::map<int, Slot> Slots;
  int Last = 0;
};

void localSignal() {
  Signal S;
  int Sum = 0;
  S.connect([&](int X) { Sum += X; });
  S.emit(1);
}

void byValue(Signal S) {
  int Sum = 0;
  S.connect([&](int X) { Sum += X; });
  S.emit(1);
}

std::function<int(int)> recursive(int N) {
  std::function<int(int)> Depth = [&](int D) { return D > N ? D : Depth(D + 1); };
  int Result = Depth(0);
  return [Result](int X) { return X + Result; };
}

// It is taken back on every way.
void disconnected(Signal &S) {
  int Sum = 0;
  int Id = S.connect([&](int X) { Sum += X; });
  S.emit(1);
  S.disconnect(Id);
}

void cleared(Signal &S) {
  int Sum = 0;
  S.connect([&](int X) { Sum += X; });
  if (!ready()) {
    S.clear();
    return;
  }
  S.emit(1);
  S.clear();
}

class Connection {
public:
  Connection(Signal &S, int Id) : S(S), Id(Id) {}
  ~Connection() { S.disconnect(Id); }
  Connection(const Connection &) = delete;

private:
  Signal &S;
  int Id;
};

void scoped(Signal &S) {
  int Sum = 0;
  Connection C(S, S.connect([&](int X) { Sum += X; }));
  S.emit(1);
}

template <typename F> class Finally {
public:
  explicit Finally(F Callable) : Callable(std::move(Callable)) {}
  ~Finally() { Callable(); }
  Finally(const Finally &) = delete;

private:
  F Callable;
};

void guarded(Signal &S) {
  int Sum = 0;
  int Id = S.connect([&](int X) { Sum += X; });
  Finally Undo([&] { S.disconnect(Id); });
  if (ready())
    return;
  S.emit(1);
}

class Walker {
public:
  // It loses the callable itself.
  void each(std::function<void(int)> F) {
    Visit = std::move(F);
    descend(3);
    Visit = nullptr;
  }
  // It leaves it, but nobody calls it before another one is put there.
  void again(std::function<void(int)> F) {
    Other = F;
    step();
  }
  int sum() {
    int Sum = 0;
    each([&](int X) { Sum += X; });
    again([&](int X) { Sum += X; });
    Own = [&](int X) { Sum += X; };
    runOwn();
    return Sum;
  }
  int product() {
    int Product = 1;
    again([&](int X) { Product *= X; });
    return Product;
  }

private:
  void descend(int N) {
    if (Visit && N)
      Visit(N), descend(N - 1);
  }
  void step() { Other(1); }
  void runOwn() { Own(2); }
  std::function<void(int)> Visit, Other, Own;
};

// A queue that the same function runs empty.
class Loop {
public:
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
static Loop Main;
void runs() {
  int Value = 0;
  Main.post([&] { Value = 1; });
  Main.run();
  use(Value);
}
void others() { Main.run(); }

// Somebody says when it was called.
class Mailbox {
public:
  void onMail(std::function<void()> F) { Handler = std::move(F); }
  void deliver() { Handler(); }

private:
  std::function<void()> Handler;
};
void waitsForIt(Mailbox &M) {
  std::mutex Guard;
  std::condition_variable Changed;
  bool Done = false;
  M.onMail([&] {
    std::lock_guard<std::mutex> L(Guard);
    Done = true;
    Changed.notify_one();
  });
  std::unique_lock<std::mutex> L(Guard);
  Changed.wait(L, [&] { return Done; });
}

// The caller's.
class View {
public:
  explicit View(int &Shared) {
    Show = [&] { use(Shared); };
  }
  void show() { Show(); }

private:
  std::function<void()> Show;
};
void intoCallers(Signal &S, std::string &Text, int *Pointer) {
  S.connect([&Text](int) { print(Text); });
  S.connect([Pointer](int) { use(*Pointer); });
}

// References to what is not of the frame.
struct Item {
  int Value = 0;
};
class Shelf {
public:
  void watch(Signal &S, std::size_t I) {
    Item &It = Items[I];
    S.connect([&It](int X) { It.Value = X; });
    auto &First = Items.front();
    S.connect([&](int X) { First.Value = X; });
    static int Calls = 0;
    S.connect([&](int) { ++Calls; });
    auto Shared = std::make_shared<Item>();
    S.connect([Shared](int X) { Shared->Value = X; });
    Item &Pointee = *Shared;
    S.connect([&Pointee, Shared](int X) { Pointee.Value = X; });
  }

private:
  std::vector<Item> Items{3};
};

// Code that cannot be seen.
void opaque(std::function<void()>);
class Opaque {
public:
  void run(Signal &);
};
void unseen(Signal &S, Opaque &O) {
  int Sum = 0;
  opaque([&] { use(Sum); });
  S.connect([&](int X) { Sum += X; });
  O.run(S);
}

// A guard of the library.
void stopped(std::stop_token Token) {
  int Value = 0;
  std::stop_callback Callback(Token, [&] { use(Value); });
  ready();
}

// What it calls in place is not kept, whoever else keeps such things.
template <typename F> void apply(const std::vector<int> &Values, F Callable) {
  for (int V : Values)
    Callable(V);
}
std::vector<int> filtered(const std::vector<int> &Values, int Limit) {
  std::vector<int> Result;
  apply(Values, [&](int V) {
    if (V < Limit)
      Result.push_back(V);
  });
  std::copy_if(Values.begin(), Values.end(), std::back_inserter(Result), [&](int V) { return V > Limit; });
  return Result;
}

class Comparator {
public:
  explicit Comparator(std::function<bool(int, int)> Less) : Less(std::move(Less)) {}
  void sort(std::vector<int> &Values) { std::sort(Values.begin(), Values.end(), Less); }

private:
  std::function<bool(int, int)> Less;
};
void sorted(std::vector<int> &Values, int Pivot) {
  Comparator C([&](int A, int B) { return A % Pivot < B % Pivot; });
  C.sort(Values);
  Comparator([Pivot](int A, int B) { return A % Pivot < B % Pivot; }).sort(Values);
  Comparator([&](int A, int B) { return A % Pivot < B % Pivot; }).sort(Values);
}

// A function object is no keeper of `this`.
template <typename... Fs> struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <typename... Fs> Overloaded(Fs...) -> Overloaded<Fs...>;
template <typename F> struct Twice {
  F Callable;
  void operator()() const {
    Callable();
    Callable();
  }
};
template <typename F> Twice(F) -> Twice<F>;
void inPlace(int Value) {
  Overloaded{[&](int X) { use(X + Value); }, [&](const char *) { use(Value); }}(3);
  Twice{[&] { use(Value); }}();
}

// Who has a pointer for a while keeps nothing.
struct Visitor {
  std::function<void(int)> OnItem;
};
class Traversal {
public:
  int count() {
    int Count = 0;
    Visitor Local;
    Local.OnItem = [&](int) { ++Count; };
    Current = &Local;
    step();
    Current = nullptr;
    return Count;
  }

private:
  void step() {
    if (Current)
      Current->OnItem(1);
  }
  Visitor *Current = nullptr;
};

// What a lambda returns that is run in place stays here.
int composed(int Base) {
  auto Make = [&](int Factor) { return [&Base, Factor](int X) { return Base + X * Factor; }; };
  auto Doubled = Make(2);
  return Doubled(3);
}

// Code that cannot be seen calls it by way of a function.
extern "C" void enumerate(void (*)(int));
static std::function<void(int)> Trampoline;
int enumerated() {
  int Count = 0;
  Trampoline = [&](int) { ++Count; };
  enumerate([](int X) { Trampoline(X); });
  return Count;
}

// The frame of main lives as long as the process.
static Signal Global;
int main() {
  int Sum = 0;
  Global.connect([&](int X) { Sum += X; });
  Global.emit(1);
}
