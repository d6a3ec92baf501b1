// Handles in containers are joined by whatever way leads to them.

#include <algorithm>
#include <iterator>
#include <list>
#include <map>
#include <memory>
#include <queue>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

void work();

class ByEntry {
public:
  void add() {
    Threads[1] = std::thread([] { work(); });
  }
  void stop() {
    for (auto &Entry : Threads)
      Entry.second.join();
  }

private:
  std::map<int, std::thread> Threads;
};

class ByIterator {
public:
  void add() {
    Threads.insert({1, std::thread([] { work(); })});
  }
  void remove(int Key) {
    auto It = Threads.find(Key);
    if (It == Threads.end())
      return;
    It->second.join();
    Threads.erase(It);
  }

private:
  std::unordered_map<int, std::thread> Threads;
};

class ByResult {
public:
  void add() {
    auto [It, Added] = Threads.try_emplace(1);
    if (Added)
      It->second = std::thread([] { work(); });
  }
  void addOther() {
    auto Result = Threads.insert({2, std::thread()});
    Result.first->second = std::thread([] { work(); });
  }
  void stop() {
    for (auto &[Key, Thread] : Threads)
      Thread.join();
  }

private:
  std::map<int, std::thread> Threads;
};

class Extracts {
public:
  void add() {
    Threads.emplace(1, std::thread([] { work(); }));
  }
  void remove() {
    auto Node = Threads.extract(1);
    if (!Node.empty())
      Node.mapped().join();
  }

private:
  std::map<int, std::thread> Threads;
};

class Pointees {
  struct Worker {
    std::thread Thread;
  };

public:
  void add() {
    auto W = std::make_unique<Worker>();
    W->Thread = std::thread([] { work(); });
    Workers.emplace(1, std::move(W));
  }
  void stop() {
    for (auto &Entry : Workers)
      Entry.second->Thread.join();
  }

private:
  std::map<int, std::unique_ptr<Worker>> Workers;
};

class Elements {
  struct Worker {
    std::thread Thread;
    int Number = 0;
  };

public:
  void add() {
    Workers[1].Thread = std::thread([] { work(); });
  }
  void stop() {
    for (auto &Entry : Workers)
      Entry.second.Thread.join();
  }

private:
  std::map<int, Worker> Workers;
};

class Groups {
public:
  void add() {
    Threads[1].push_back(std::thread([] { work(); }));
  }
  void stop() {
    for (auto &Entry : Threads)
      for (std::thread &T : Entry.second)
        T.join();
  }

private:
  std::map<int, std::vector<std::thread>> Threads;
};

class MovesOut {
public:
  void add() {
    Threads.emplace_back([] { work(); });
  }
  void stop() {
    std::vector<std::thread> All;
    std::move(Threads.begin(), Threads.end(), std::back_inserter(All));
    for (std::thread &T : All)
      T.join();
  }

private:
  std::vector<std::thread> Threads;
};

class Splices {
public:
  void add() {
    Threads.emplace_back([] { work(); });
  }
  void stop() {
    std::list<std::thread> All;
    All.splice(All.begin(), Threads);
    for (std::thread &T : All)
      T.join();
  }

private:
  std::list<std::thread> Threads;
};

class HandsOn {
public:
  void add() {
    Threads.emplace_back([] { work(); });
  }
  void stop() { joinAll(std::move(Threads)); }

private:
  static void joinAll(std::vector<std::thread> All) {
    for (std::thread &T : All)
      T.join();
  }
  std::vector<std::thread> Threads;
};

class Forgets {
public:
  void add() {
    Threads[1] = std::thread([] { work(); }); // warn: which nothing joins
  }
  void clear() {
    for (auto &Entry : Threads)
      Names.push_back(Entry.first);
  }

private:
  std::map<int, std::thread> Threads;
  std::vector<int> Names;
};

class JoinsOther {
  struct Worker {
    std::thread Reader, Writer;
  };

public:
  void add() {
    Workers[1].Reader = std::thread([] { work(); });
    Workers[1].Writer =
        std::thread([] { work(); }); // warn: which nothing joins
  }
  void stop() {
    for (auto &Entry : Workers)
      Entry.second.Reader.join();
  }

private:
  std::map<int, Worker> Workers;
};
