// Captures that do not refer to a iteration.

#include <algorithm>
#include <atomic>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

void use(int);
void print(const std::string &);

struct Item {
  int Value = 0;
  void run();
};

template <typename T> void joinEach(T &Threads) {
  for (auto &X : Threads)
    X.join();
}

void byCopy(int N) {
  std::vector<std::thread> Pool;
  int Offset = 3;
  for (int I = 0; I < N; ++I) {
    std::string Name = std::to_string(I);
    Pool.emplace_back([I] { use(I); });
    Pool.emplace_back([=] { use(I + Offset); });
    Pool.emplace_back([&, I] { use(I + Offset); });
    Pool.emplace_back([=, &Offset] { use(I + Offset); });
    Pool.emplace_back([Name = std::move(Name)] { print(Name); });
    Pool.emplace_back([Copy = I] { use(Copy); });
    Pool.emplace_back([I]() mutable { use(++I); });
  }
  joinEach(Pool);
}

void elementsByReference(std::vector<Item> &Items) {
  std::vector<std::thread> Pool;
  for (Item &X : Items)
    Pool.emplace_back([&X] { X.run(); });
  for (auto &X : Items)
    Pool.emplace_back([&] { X.run(); });
  for (const auto &X : Items)
    Pool.emplace_back([&] { use(X.Value); });
  for (auto &&X : Items)
    Pool.emplace_back([&] { X.run(); });
  joinEach(Pool);
}

void localRange(int N) {
  std::vector<Item> Items(N);
  std::vector<std::thread> Pool;
  for (auto &X : Items)
    Pool.emplace_back([&] { X.run(); });
  joinEach(Pool);
}

void nestedRanges(std::vector<std::vector<Item>> &Rows) {
  std::vector<std::thread> Pool;
  for (auto &Row : Rows)
    for (auto &X : Row)
      Pool.emplace_back([&] {
        X.run();
        use(static_cast<int>(Row.size()));
      });
  joinEach(Pool);
}

void rangeOfPointers(std::vector<std::unique_ptr<Item>> &Items) {
  std::vector<std::thread> Pool;
  for (auto &P : Items)
    Pool.emplace_back([&] { P->run(); });
  for (auto &P : Items) {
    Item &X = *P;
    Pool.emplace_back([&] { X.run(); });
    Item *Raw = P.get();
    Pool.emplace_back([Raw] { Raw->run(); });
  }
  joinEach(Pool);
}

void elementByIndex(std::vector<Item> &Items, std::map<int, Item> &Table) {
  std::vector<std::thread> Pool;
  for (std::size_t I = 0; I < Items.size(); ++I) {
    auto &X = Items[I];
    Pool.emplace_back([&] { X.run(); });
    Pool.emplace_back([&X] { X.run(); });
    Pool.emplace_back([&Y = Items[I]] { Y.run(); });
    Pool.emplace_back([&Items, I] { Items[I].run(); });
    auto &Z = Items.at(I);
    Pool.emplace_back([&] { Z.run(); });
    Item &W = Table[static_cast<int>(I)];
    Pool.emplace_back([&] { W.run(); });
    const Item &Front = Items.front();
    Pool.emplace_back([&] { use(Front.Value); });
  }
  joinEach(Pool);
}

void elementByIterator(std::vector<Item> &Items) {
  std::vector<std::thread> Pool;
  for (auto It = Items.begin(); It != Items.end(); ++It) {
    Item &X = *It;
    Pool.emplace_back([&X] { X.run(); });
    Pool.emplace_back([It] { It->run(); });
    Pool.emplace_back([&Y = *It] { Y.run(); });
  }
  joinEach(Pool);
}

void elementMember(std::vector<Item> &Items, int (&Array)[8]) {
  std::vector<std::thread> Pool;
  for (auto &X : Items) {
    int &V = X.Value;
    Pool.emplace_back([&] { use(V); });
  }
  for (int &A : Array)
    Pool.emplace_back([&] { use(A++); });
  for (int I = 0; I < 8; ++I) {
    int &A = Array[I];
    Pool.emplace_back([&] { use(A); });
  }
  joinEach(Pool);
}

Item &lookUp(int);

void elementFromCall(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    Item &X = lookUp(I);
    Pool.emplace_back([&] { X.run(); });
    auto &&Y = lookUp(I);
    Pool.emplace_back([&] { Y.run(); });
  }
  joinEach(Pool);
}

// The new element lives in the vector outside.
void emplacedElement(int N) {
  std::vector<std::unique_ptr<Item>> Items;
  std::vector<Item> Kept;
  Kept.reserve(N);
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    auto &P = Items.emplace_back(std::make_unique<Item>());
    Item &X = *P;
    Pool.emplace_back([&] { X.run(); });
    Item &Y = Kept.emplace_back();
    Pool.emplace_back([&] { Y.run(); });
  }
  joinEach(Pool);
}

void onlyOuterVariables(int N) {
  std::vector<std::thread> Pool;
  int Sum = 0;
  std::string Name = "sum";
  for (int I = 0; I < N; ++I)
    Pool.emplace_back([&] {
      print(Name);
      use(Sum);
    });
  joinEach(Pool);
}

void shadowed(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    Pool.emplace_back([&](int I) { use(I); }, I);
    Pool.emplace_back([&] {
      for (int I = 0; I < 3; ++I)
        use(I);
    });
    Pool.emplace_back([&, I = I] { use(I); });
  }
  joinEach(Pool);
}

// Named, but not odr-used, so not captured.
void notOdrUsed(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    const int Width = 4;
    constexpr int Height = 2;
    Pool.emplace_back([&] { use(Width * Height); });
    Pool.emplace_back([&] { use(sizeof(I)); });
    Pool.emplace_back([&] {
      decltype(I) Own = 0;
      use(Own);
    });
  }
  joinEach(Pool);
}

int Global;

void staticStorage(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    static int Count = 0;
    Pool.emplace_back([&] { use(Count + Global); });
  }
  for (Global = 0; Global < N; ++Global)
    Pool.emplace_back([&] { use(Global); });
  joinEach(Pool);
}

// Declared in front of the loop; it belongs to no iteration.
void outerIndex(int N) {
  std::vector<std::thread> Pool;
  std::atomic<int> I;
  for (I = 0; I < N; ++I)
    Pool.emplace_back([&] { use(I); });
  joinEach(Pool);
}

void rangeInitialiser(std::vector<std::thread> &Pool, std::vector<Item> (*Get)()) {
  for (static std::vector<Item> Items = Get(); auto &X : Items)
    Pool.emplace_back([&] { X.run(); });
}

// A lambda in a lambda refers to the copy of the one around it.
void nestedLambdas(const std::vector<int> &Values) {
  std::vector<std::thread> Pool;
  for (int V : Values) {
    Pool.emplace_back([V, &Values] {
      for (int W : Values)
        [&] { use(V + W); }();
    });
    Pool.emplace_back([V] {
      std::thread Inner([&V] { use(V); });
      Inner.join();
    });
    Pool.emplace_back([=] {
      auto Print = [&] { use(V); };
      Print();
    });
  }
  joinEach(Pool);
}

// A lambda that is itself called once per element: its parameter is no iteration's.
void lambdaPerElement(std::vector<Item> &Items) {
  std::vector<std::thread> Pool;
  std::for_each(Items.begin(), Items.end(),
                [&](Item &X) { Pool.emplace_back([&X] { X.run(); }); });
  joinEach(Pool);
}

// Arguments by value, and by reference to what outlives the iteration.
void worker(int);
void workOn(Item &);
void workWith(const Item *);

void arguments(std::vector<Item> &Items) {
  std::vector<std::thread> Pool;
  for (std::size_t I = 0; I < Items.size(); ++I) {
    Pool.emplace_back(worker, static_cast<int>(I));
    Pool.emplace_back(workOn, std::ref(Items[I]));
    Pool.emplace_back(workWith, &Items[I]);
    Pool.emplace_back(&Item::run, &Items[I]);
  }
  for (auto &X : Items) {
    Pool.emplace_back(workOn, std::ref(X));
    Pool.emplace_back(workWith, &X);
    Pool.emplace_back(&Item::run, &X);
    Pool.emplace_back(std::bind(&Item::run, &X));
    Pool.emplace_back(std::bind(worker, X.Value));
  }
  for (auto It = Items.begin(); It != Items.end(); ++It)
    Pool.emplace_back(workOn, std::ref(*It));
  joinEach(Pool);
}

// One iteration's shared state, owned by the task too.
void sharedState(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    auto State = std::make_shared<Item>();
    Pool.emplace_back([State] { State->run(); });
    Pool.emplace_back([Weak = std::weak_ptr<Item>(State)] {
      if (auto S = Weak.lock())
        S->run();
    });
  }
  joinEach(Pool);
}

class Service {
public:
  void start() {
    for (int I = 0; I < 4; ++I) {
      Threads.emplace_back([this, I] { run(I); });
      Threads.emplace_back(&Service::run, this, I);
      Threads.emplace_back([&] { run(Count); });
    }
    for (auto &X : Items)
      Threads.emplace_back([&X] { X.run(); });
  }
  ~Service() { joinEach(Threads); }

private:
  void run(int);
  int Count = 0;
  std::vector<Item> Items;
  std::vector<std::thread> Threads;
};
