// Structured bindings, references and the temporaries that hide behind them.

#include <functional>
#include <map>
#include <ranges>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

void use(int);
void print(const std::string &);

void joinEach(std::vector<std::thread> &Threads) {
  for (auto &T : Threads)
    T.join();
}

struct Point {
  int X, Y;
};

void copyOfPair(const std::map<int, std::string> &Table) {
  std::vector<std::thread> Pool;
  for (auto [Key, Name] : Table)
    Pool.emplace_back([&] { print(Name); }); // warn: 'Name' belongs to one iteration
  joinEach(Pool);
}

void copyOfStruct(const std::vector<Point> &Points) {
  std::vector<std::thread> Pool;
  for (const auto [X, Y] : Points)
    Pool.emplace_back([&X] { use(X); }); // warn: 'X' belongs to one iteration
  joinEach(Pool);
}

void copyOfTuple(const std::vector<std::tuple<int, int>> &Tuples) {
  std::vector<std::thread> Pool;
  for (auto [A, B] : Tuples)
    Pool.emplace_back([&] { use(A + B); }); // warn: 'A' belongs to one iteration
  joinEach(Pool);
}

void copyInBody(const std::vector<Point> &Points) {
  std::vector<std::thread> Pool;
  for (std::size_t I = 0; I < Points.size(); ++I) {
    auto [X, Y] = Points[I];
    Pool.emplace_back([&] { use(X + Y); }); // warn: 'X' belongs to one iteration
  }
  joinEach(Pool);
}

void bindingToTurnsLocal(const std::vector<Point> &Points) {
  std::vector<std::thread> Pool;
  for (std::size_t I = 0; I < Points.size(); ++I) {
    Point Copy = Points[I];
    auto &[X, Y] = Copy;
    Pool.emplace_back([&] { use(X + Y); }); // warn: 'X' belongs to one iteration
  }
  joinEach(Pool);
}

Point pointOf(int);

void bindingToTemporary(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    auto &&[X, Y] = pointOf(I);
    Pool.emplace_back([&] { use(X + Y); }); // warn: 'X' belongs to one iteration
  }
  joinEach(Pool);
}

void byReference(std::map<int, std::string> &Table, std::vector<Point> &Points,
                 std::vector<std::tuple<int, int>> &Tuples) {
  std::vector<std::thread> Pool;
  for (auto &[Key, Name] : Table)
    Pool.emplace_back([&] { print(Name); });
  for (const auto &[Key, Name] : Table)
    Pool.emplace_back([&] { print(Name); });
  for (auto &&[Key, Name] : Table)
    Pool.emplace_back([&Name] { print(Name); });
  for (auto &[X, Y] : Points)
    Pool.emplace_back([&] { use(X + Y); });
  for (auto &[A, B] : Tuples)
    Pool.emplace_back([&] { use(A + B); });
  for (std::size_t I = 0; I < Points.size(); ++I) {
    auto &[X, Y] = Points[I];
    Pool.emplace_back([&] { use(X + Y); });
  }
  joinEach(Pool);
}

void byCopy(const std::map<int, std::string> &Table) {
  std::vector<std::thread> Pool;
  for (auto [Key, Name] : Table) {
    Pool.emplace_back([Key, Name] { print(Name); });
    Pool.emplace_back([N = Name] { print(N); });
    Pool.emplace_back([=] { print(Name); });
  }
  joinEach(Pool);
}

// A reference to something of this very iteration.
void referenceToTurnsLocal(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    Point P = pointOf(I);
    Point &Alias = P;
    Pool.emplace_back([&] { use(Alias.X); }); // warn: 'Alias' belongs to one iteration // fix: [&, Alias]
    const int &Y = P.Y;
    Pool.emplace_back([&] { use(Y); }); // warn: 'Y' belongs to one iteration // fix: [&, Y]
    Pool.emplace_back([&Q = P] { use(Q.X); }); // warn: belongs to one iteration
    Pool.emplace_back([&J = I] { use(J); }); // warn: belongs to one iteration
  }
  joinEach(Pool);
}

// References that keep a temporary alive for the iteration.
void temporaries(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    const auto &P = pointOf(I);
    Pool.emplace_back([&] { use(P.X); }); // warn: 'P' belongs to one iteration // fix: [&, P]
    std::string &&S = std::to_string(I);
    Pool.emplace_back([&] { print(S); }); // warn: 'S' belongs to one iteration // fix: [&, S]
  }
  joinEach(Pool);
}

// The elements are converted: what is captured is a temporary of the iteration.
void convertedElements(const std::vector<const char *> &Names,
                       const std::map<int, std::string> &Table) {
  std::vector<std::thread> Pool;
  for (const std::string &Name : Names)
    Pool.emplace_back([&] { print(Name); }); // warn: 'Name' belongs to one iteration // fix: [&, Name]
  for (const std::pair<int, std::string> &Entry : Table)
    Pool.emplace_back([&] { print(Entry.second); }); // warn: 'Entry' belongs to one iteration // fix: [&, Entry]
  joinEach(Pool);
}

// The range yields values.
void generatedElements(int N) {
  std::vector<std::thread> Pool;
  for (auto &&I : std::views::iota(0, N))
    Pool.emplace_back([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
  for (auto I : std::views::iota(0, N))
    Pool.emplace_back([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
  joinEach(Pool);
}

// A reference that is rebound by no iteration, to an object outside.
void referenceToOuter(int N) {
  std::vector<std::thread> Pool;
  Point P = pointOf(0);
  for (int I = 0; I < N; ++I) {
    Point &Alias = P;
    Pool.emplace_back([&] { use(Alias.X); });
    auto &Deep = Alias.Y;
    Pool.emplace_back([&Deep] { use(Deep); });
    auto *Pointer = &P;
    Pool.emplace_back([Pointer] { use(Pointer->X); });
  }
  joinEach(Pool);
}

// The pointer itself belongs to the iteration, whatever it points to.
void pointerByReference(std::vector<Point> &Points) {
  std::vector<std::thread> Pool;
  for (std::size_t I = 0; I < Points.size(); ++I) {
    Point *P = &Points[I];
    Pool.emplace_back([&] { use(P->X); }); // warn: 'P' belongs to one iteration // fix: [&, P]
  }
  joinEach(Pool);
}

void pointersOfRange(const std::vector<Point *> &Points) {
  std::vector<std::thread> Pool;
  for (Point *P : Points)
    Pool.emplace_back([&] { use(P->X); }); // warn: 'P' belongs to one iteration // fix: [&, P]
  for (auto *P : Points)
    Pool.emplace_back([P] { use(P->X); });
  joinEach(Pool);
}
