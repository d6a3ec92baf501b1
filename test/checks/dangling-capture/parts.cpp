// Callables that are a part of what is kept: of a struct, a pair, a list.

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Timer {
  int Due;
  std::function<void()> Fires;
};

class Timers {
public:
  void add(int Due, std::function<void()> F) { All.push_back({Due, F}); }
  void addNamed(int Due, std::function<void()> F) {
    All.push_back({.Due = Due, .Fires = std::move(F)});
  }
  void addMade(int Due, std::function<void()> F) {
    All.emplace_back(Timer{Due, std::move(F)});
  }
  void addBefore(int Due, std::function<void()> F) {
    All.insert(All.begin(), {Due, std::move(F)});
  }
  void addOwned(int Due, std::function<void()> F) {
    Owned.emplace_back(new Timer{Due, std::move(F)});
  }
  void addByKey(int Key, std::function<void()> F) { ByKey.insert({Key, F}); }
  void addDeep(int Key, std::function<void()> F) {
    Deep.insert({Key, {Key, F}});
  }
  void addPair(int Key, std::function<void()> F) { Pairs.push_back({Key, F}); }
  void setOnly(int Due, std::function<void()> F) { Only = {Due, F}; }
  void fire() {
    for (auto &T : All)
      T.Fires();
    for (auto &T : Owned)
      T->Fires();
    for (auto &[Key, F] : ByKey)
      F();
    for (auto &[Key, T] : Deep)
      T.Fires();
    for (auto &P : Pairs)
      P.second();
    Only.Fires();
  }

private:
  std::vector<Timer> All;
  std::vector<std::unique_ptr<Timer>> Owned;
  std::map<int, std::function<void()>> ByKey;
  std::map<int, Timer> Deep;
  std::vector<std::pair<int, std::function<void()>>> Pairs;
  Timer Only;
};

void kept(Timers &Some, int Count) {
  Some.add(1, [&] { ++Count; });       // warn: captures 'Count' by reference
  Some.addNamed(1, [&] { ++Count; });  // warn: captures 'Count' by reference
  Some.addMade(1, [&] { ++Count; });   // warn: captures 'Count' by reference
  Some.addBefore(1, [&] { ++Count; }); // warn: captures 'Count' by reference
  Some.addOwned(1, [&] { ++Count; });  // warn: captures 'Count' by reference
  Some.addByKey(1, [&] { ++Count; });  // warn: captures 'Count' by reference
  Some.addDeep(1, [&] { ++Count; });   // warn: captures 'Count' by reference
  Some.addPair(1, [&] { ++Count; });   // warn: captures 'Count' by reference
  Some.setOnly(1, [&] { ++Count; });   // warn: captures 'Count' by reference
}
void keptCopies(Timers &Some, int Count) {
  Some.add(1, [Count] { (void)Count; });
  Some.addByKey(1, [Count] { (void)Count; });
}
int firesItself(int Count) {
  Timers Own;
  Own.add(1, [&] { ++Count; });
  Own.addPair(1, [&] { ++Count; });
  Own.setOnly(1, [&] { ++Count; });
  Own.fire();
  return Count;
}

// Returned.
Timer returned(int N) {
  return {N, [&N] { ++N; }}; // warn: captures 'N' by reference
}
std::pair<int, std::function<void()>> returnedPair(int N) {
  return {N, [&N] { ++N; }}; // warn: captures 'N' by reference
}
std::map<std::string, std::function<void()>> returnedTable(int N) {
  return {{"add", [&N] { ++N; }}, // warn: captures 'N' by reference
          {"keep", [N] { (void)N; }}};
}
std::vector<std::function<void()>> returnedList(int N) {
  return {[&N] { ++N; }}; // warn: captures 'N' by reference
}

// A table that the function runs itself, or hands to others until they return.
struct Hooks {
  std::function<void(int)> Before, After;
};
void walk(const Hooks &By, int Depth) {
  if (!Depth)
    return;
  By.Before(Depth);
  walk(By, Depth - 1);
  By.After(Depth);
}
void walkCopy(Hooks By) { By.Before(1); }
void walkElsewhere(const Hooks &By);
int walked(int N) {
  walk({[&](int D) { N += D; }, [&](int D) { N -= D; }}, N);
  walkCopy({[&](int D) { N += D; }, [&](int D) { N -= D; }});
  walkElsewhere({[&](int D) { N += D; }, [&](int D) { N -= D; }});
  auto Shared = std::make_shared<Hooks>(
      Hooks{[&](int D) { N += D; }, [&](int D) { N -= D; }});
  walk(*Shared, N);
  return N;
}
int table(int N) {
  const std::map<std::string, std::function<void(int)>> Commands = {
      {"add", [&](int D) { N += D; }}, {"remove", [&](int D) { N -= D; }}};
  for (auto &[Name, Run] : Commands)
    Run(1);
  struct {
    const char *Name;
    std::function<void()> Run;
  } Steps[] = {{"up", [&] { ++N; }}, {"down", [&] { --N; }}};
  for (auto &S : Steps)
    S.Run();
  return N;
}

// Kept for a while, and taken out again.
class Scopes {
public:
  int enter(int N) {
    Stack.push_back({1, [&] { ++N; }});
    step();
    Stack.pop_back();
    return N;
  }
  int enterByKey(int N) {
    ByKey[N] = {1, [&] { ++N; }};
    step();
    ByKey.erase(N);
    return N;
  }
  int enterOnly(int N) {
    Only = Timer{1, [&] { ++N; }};
    step();
    Only.reset();
    return N;
  }
  int enterPart(int N) {
    Part = {1, [&] { ++N; }};
    step();
    Part = {};
    return N;
  }
  int enterForGood(int N) {
    Other = Timer{1, [&] { ++N; }}; // warn: captures 'N' by reference
    step();
    return N;
  }
  void step() {
    for (auto &T : Stack)
      T.Fires();
    for (auto &[Key, T] : ByKey)
      T.Fires();
    Only->Fires();
    Other->Fires();
    Part.Fires();
  }

private:
  std::vector<Timer> Stack;
  std::map<int, Timer> ByKey;
  std::optional<Timer> Only, Other;
  Timer Part;
};

// Threads that are a part of something.
struct Worker {
  std::thread Runs;
  int Id;
};
void joined(int N) {
  std::vector<Worker> Structs;
  Structs.push_back({std::thread([&N] { (void)N; }), 1});
  std::vector<std::pair<std::thread, int>> Pairs;
  Pairs.push_back({std::thread([&N] { (void)N; }), 1});
  std::map<int, std::thread> ByKey;
  ByKey.insert({1, std::thread([&N] { (void)N; })});
  std::thread Array[] = {std::thread([&N] { (void)N; }),
                         std::thread([&N] { (void)N; })};
  std::array<std::thread, 1> Fixed{std::thread([&N] { (void)N; })};
  for (auto &W : Structs)
    W.Runs.join();
  for (auto &P : Pairs)
    P.first.join();
  for (auto &[Key, T] : ByKey)
    T.join();
  for (auto &T : Array)
    T.join();
  for (auto &T : Fixed)
    T.join();
}

// A member that waits when it dies is of no use to what dies before it.
struct WithThreads {
  void start(std::function<void()> F) { Workers.emplace_back(std::move(F)); }
  std::vector<std::jthread> Workers;
};
void declaredBefore() {
  WithThreads Threads;
  int X = 0;
  Threads.start([&] { ++X; }); // warn: captures 'X' by reference and may still run
}
void ofTheCaller(WithThreads &Threads) {
  int X = 0;
  Threads.start([&] { ++X; }); // warn: captures 'X' by reference and may still run
}
