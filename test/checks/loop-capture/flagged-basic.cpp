// What belongs to one iteration, captured by a task that is waited for too late.

#include <array>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

void use(int);
void print(const std::string &);

void joinEach(std::vector<std::thread> &Threads) {
  for (std::thread &T : Threads)
    T.join();
}

void indexByDefault(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I)
    Pool.emplace_back([&] { use(I); }); // warn: 'I' belongs to one iteration of the loop // fix: Pool.emplace_back([&, I] { use(I); });
  joinEach(Pool);
}

void indexByName(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I)
    Pool.emplace_back([&I] { use(I); }); // warn: 'I' belongs to one iteration of the loop // fix: Pool.emplace_back([I] { use(I); });
  for (auto &T : Pool)
    T.join();
}

void arrayOfThreads() {
  std::thread Workers[4];
  for (int I = 0; I < 4; ++I)
    Workers[I] = std::thread([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
  for (std::thread &W : Workers)
    W.join();
}

void stdArrayOfThreads() {
  std::array<std::thread, 4> Workers;
  for (int I = 0; I < 4; ++I)
    Workers[I] = std::thread([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
  for (int I = 0; I < 4; ++I)
    Workers[I].join();
}

void rangeByValue(const std::vector<int> &Values) {
  std::vector<std::thread> Pool;
  for (int V : Values)
    Pool.emplace_back([&] { use(V); }); // warn: 'V' belongs to one iteration // fix: [&, V]
  joinEach(Pool);
}

void rangeByAutoValue(const std::vector<std::string> &Names) {
  std::vector<std::thread> Pool;
  for (auto Name : Names)
    Pool.push_back(std::thread([&Name] { print(Name); })); // warn: 'Name' belongs to one iteration // fix: [Name]
  for (auto &T : Pool)
    if (T.joinable())
      T.join();
}

void iterator(std::list<int> &Values) {
  std::vector<std::thread> Pool;
  for (auto It = Values.begin(); It != Values.end(); ++It)
    Pool.emplace_back([&] { use(*It); }); // warn: 'It' belongs to one iteration // fix: [&, It]
  joinEach(Pool);
}

void mapIterator(std::map<int, std::string> &Table) {
  std::vector<std::thread> Pool;
  for (std::map<int, std::string>::iterator I = Table.begin(), E = Table.end(); I != E; ++I)
    Pool.emplace_back([&I] { print(I->second); }); // warn: 'I' belongs to one iteration // fix: [I]
  joinEach(Pool);
}

void bodyLocal(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    const std::string Name = std::to_string(I);
    Pool.emplace_back([&] { print(Name); }); // warn: 'Name' belongs to one iteration // fix: [&, Name]
  }
  joinEach(Pool);
}

void whileBody(int N) {
  std::vector<std::thread> Pool;
  while (N-- > 0) {
    int Square = N * N;
    Pool.emplace_back([&Square] { use(Square); }); // warn: 'Square' belongs to one iteration // fix: [Square]
  }
  joinEach(Pool);
}

void doBody(int N) {
  std::vector<std::thread> Pool;
  do {
    int Square = N * N;
    Pool.emplace_back([&] { use(Square); }); // warn: 'Square' belongs to one iteration // fix: [&, Square]
  } while (--N);
  joinEach(Pool);
}

std::shared_ptr<int> next();

void conditionVariable() {
  std::vector<std::thread> Pool;
  while (auto Job = next())
    Pool.emplace_back([&] { use(*Job); }); // warn: 'Job' belongs to one iteration // fix: [&, Job]
  joinEach(Pool);
}

void ifVariable(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I)
    if (auto Job = next())
      Pool.emplace_back([&] { use(*Job); }); // warn: 'Job' belongs to one iteration // fix: [&, Job]
  joinEach(Pool);
}

void switchVariable(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I)
    switch (int Kind = I % 3; Kind) {
    case 0:
      Pool.emplace_back([&] { use(Kind); }); // warn: 'Kind' belongs to one iteration // fix: [&, Kind]
      break;
    default:
      break;
    }
  joinEach(Pool);
}

void foundThenBreak(const std::vector<int> &Values) {
  std::thread Found;
  for (int V : Values)
    if (V > 10) {
      Found = std::thread([&] { use(V); }); // warn: 'V' belongs to one iteration // fix: [&, V]
      break;
    }
  if (Found.joinable())
    Found.join();
}

void asyncInVector(int N) {
  std::vector<std::future<void>> Futures;
  for (int I = 0; I < N; ++I)
    Futures.push_back(std::async(std::launch::async, [&] { use(I); })); // warn: 'I' belongs to one iteration // fix: [&, I]
  for (auto &F : Futures)
    F.get();
}

void asyncEmplaced(const std::vector<std::string> &Names) {
  std::vector<std::future<std::size_t>> Sizes;
  for (std::string Name : Names)
    Sizes.emplace_back(std::async([&Name] { return Name.size(); })); // warn: 'Name' belongs to one iteration // fix: [Name]
  for (auto &S : Sizes)
    use(static_cast<int>(S.get()));
}

void jthreads(int N) {
  std::vector<std::jthread> Pool;
  for (int I = 0; I < N; ++I)
    Pool.emplace_back([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
}

void movedIn(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    std::thread T([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
    Pool.push_back(std::move(T));
  }
  joinEach(Pool);
}

void namedFirst(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    auto Body = [&] { use(I); }; // warn: 'I' belongs to one iteration // fix: [&, I]
    Pool.emplace_back(Body);
  }
  joinEach(Pool);
}

void asFunction(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    std::function<void()> Body = [&] { use(I); }; // warn: 'I' belongs to one iteration // fix: [&, I]
    Pool.emplace_back(std::move(Body));
  }
  joinEach(Pool);
}

void detached(int N) {
  for (int I = 0; I < N; ++I)
    std::thread([&] { use(I); }).detach(); // warn: 'I' belongs to one iteration // warn[tether-unowned-thread]: 'I' // fix: [&, I]
}

void uniquePointers(int N) {
  std::vector<std::unique_ptr<std::thread>> Pool;
  for (int I = 0; I < N; ++I)
    Pool.push_back(std::make_unique<std::thread>([&] { use(I); })); // warn: 'I' belongs to one iteration // fix: [&, I]
  for (auto &T : Pool)
    T->join();
}

void rawPointers(int N) {
  std::vector<std::thread *> Pool;
  for (int I = 0; I < N; ++I)
    Pool.push_back(new std::thread([&] { use(I); })); // warn: 'I' belongs to one iteration // fix: [&, I]
  for (std::thread *T : Pool) {
    T->join();
    delete T;
  }
}

void loopInLambda(int N) {
  std::vector<std::thread> Pool;
  auto Start = [&] {
    for (int I = 0; I < N; ++I)
      Pool.emplace_back([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
  };
  Start();
  joinEach(Pool);
}

void outerIndexInInnerLoop(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I)
    for (int J = 0; J < N; ++J)
      Pool.emplace_back([&, J] { use(I + J); }); // warn: 'I' belongs to one iteration // fix: [&, I, J]
  joinEach(Pool);
}

void bothIndices(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I)
    for (int J = 0; J < N; ++J)
      Pool.emplace_back([&] { use(I + J); }); // warn: 'I' belongs to one iteration // note: 'J' belongs to the same iteration // fix: [&, I, J]
  joinEach(Pool);
}

// Joined in the iteration of the outer loop, which is too late for the inner one.
void innerIndexJoinedInOuterTurn(int N) {
  for (int I = 0; I < N; ++I) {
    std::vector<std::thread> Pool;
    for (int J = 0; J < N; ++J)
      Pool.emplace_back([&] { use(I + J); }); // warn: 'J' belongs to one iteration // fix: [&, J]
    joinEach(Pool);
  }
}

class Crew {
public:
  explicit Crew(int N) {
    for (int I = 0; I < N; ++I) {
      std::string Name = "worker " + std::to_string(I);
      Threads.emplace_back([&] { print(Name); }); // warn: 'Name' belongs to one iteration // fix: [&, Name]
    }
  }
  ~Crew() {
    for (auto &T : Threads)
      T.join();
  }

private:
  std::vector<std::thread> Threads;
};

class Indexed {
public:
  void start(int N) {
    for (int I = 0; I < N; ++I)
      Threads.emplace_back([&, this] { run(I); }); // warn: 'I' belongs to one iteration // fix: [&, I, this]
  }
  void stop() {
    for (auto &T : Threads)
      T.join();
    Threads.clear();
  }

private:
  void run(int Index) { use(Index); }
  std::vector<std::thread> Threads;
};
