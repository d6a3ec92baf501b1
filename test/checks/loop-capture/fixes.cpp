// What the fix changes, and where it leaves the code alone.

#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

void use(int);
void use(const std::string &);
void change(int &);
void changeAt(int *);
void log(const char *);

using Threads = std::vector<std::thread>;
void joinAll(Threads &);

struct MoveOnly {
  std::unique_ptr<int> P;
  void run() const;
};

struct Pinned {
  Pinned();
  Pinned(const Pinned &) = delete;
  int Value = 0;
};

void applied(Threads &Pool, const std::vector<std::string> &Names, int Total) {
  for (std::size_t I = 0; I < Names.size(); ++I) {
    std::string Name = Names[I];
    Pool.emplace_back([&] { use(Name); }); // warn: 'Name' belongs to one iteration // fix: Pool.emplace_back([&, Name] { use(Name); });
    Pool.emplace_back([&Name] { use(Name); }); // warn: 'Name' belongs to one iteration // fix: Pool.emplace_back([Name] { use(Name); });
    Pool.emplace_back([ &Name ] { use(Name); }); // warn: 'Name' belongs to one iteration // fix: Pool.emplace_back([ Name ] { use(Name); });
    Pool.emplace_back([& Name] { use(Name); }); // warn: 'Name' belongs to one iteration // fix: Pool.emplace_back([Name] { use(Name); });
    Pool.emplace_back([&Name, &Total] { use(Name); use(Total); }); // warn: 'Name' belongs to one iteration // fix: [Name, &Total]
    Pool.emplace_back([Total, &Name] { use(Name); use(Total); }); // warn: 'Name' belongs to one iteration // fix: [Total, Name]
    Pool.emplace_back([&Name, &I] { use(Name); use(int(I)); }); // warn: 'Name' belongs to one iteration // note: 'I' belongs to the same iteration // fix: [Name, I]
    Pool.emplace_back([&] { use(Name); use(int(I)); }); // warn: 'Name' belongs to one iteration // note: 'I' belongs to the same iteration // fix: [&, Name, I]
    Pool.emplace_back([&, Total] { use(Name); use(Total); }); // warn: 'Name' belongs to one iteration // fix: use(Name);
    Pool.emplace_back([&]() noexcept -> void { use(Name); }); // warn: 'Name' belongs to one iteration // fix: [&, Name]() noexcept -> void
    Pool.emplace_back([&]() mutable { use(Name); }); // warn: 'Name' belongs to one iteration // fix: [&, Name]() mutable
    Pool.emplace_back([=, &Name] { use(Name); use(Total); }); // warn: 'Name' belongs to one iteration
  }
  joinAll(Pool);
}

// The lambda writes to it: a copy would not do the same.
void written(Threads &Pool, int N) {
  for (int I = 0; I < N; ++I) {
    int Sum = 0;
    std::string Text;
    std::vector<int> Parts;
    int Table[4] = {};
    Pool.emplace_back([&] { Sum += 1; }); // warn: 'Sum' belongs to one iteration
    Pool.emplace_back([&] { ++Sum; }); // warn: 'Sum' belongs to one iteration
    Pool.emplace_back([&] { change(Sum); }); // warn: 'Sum' belongs to one iteration
    Pool.emplace_back([&] { changeAt(&Sum); }); // warn: 'Sum' belongs to one iteration
    Pool.emplace_back([&] { Text += "x"; }); // warn: 'Text' belongs to one iteration
    Pool.emplace_back([&] { Text = "x"; }); // warn: 'Text' belongs to one iteration
    Pool.emplace_back([&] { Parts.push_back(1); }); // warn: 'Parts' belongs to one iteration
    Pool.emplace_back([&] { Parts[0] = 1; }); // warn: 'Parts' belongs to one iteration
    Pool.emplace_back([&] { int &S = Sum; S = 2; }); // warn: 'Sum' belongs to one iteration
    Pool.emplace_back([&] { for (int &P : Parts) P = 0; }); // warn: 'Parts' belongs to one iteration
    Pool.emplace_back([&] { [&] { ++Sum; }(); }); // warn: 'Sum' belongs to one iteration
    Pool.emplace_back([&] { use(std::exchange(Sum, 1)); }); // warn: 'Sum' belongs to one iteration
    Pool.emplace_back([&] { Table[1] = 2; }); // warn: 'Table' belongs to one iteration
  }
  joinAll(Pool);
}

// It cannot be copied.
void notCopyable(Threads &Pool, std::vector<MoveOnly> &Items) {
  for (auto &Item : Items) {
    MoveOnly Own = std::move(Item);
    Pool.emplace_back([&] { Own.run(); }); // warn: 'Own' belongs to one iteration
    auto P = std::make_unique<int>(1);
    Pool.emplace_back([&P] { use(*P); }); // warn: 'P' belongs to one iteration
    Pinned Pin;
    Pool.emplace_back([&] { use(Pin.Value); }); // warn: 'Pin' belongs to one iteration
    std::mutex M;
    Pool.emplace_back([&] { std::lock_guard<std::mutex> Lock(M); }); // warn: 'M' belongs to one iteration
    std::vector<std::unique_ptr<int>> Many;
    Pool.emplace_back([&] { use(int(Many.size())); }); // warn: 'Many' belongs to one iteration
  }
  joinAll(Pool);
}

// One of the two cannot be captured by value, so neither is.
void halfCopyable(Threads &Pool, int N) {
  for (int I = 0; I < N; ++I) {
    auto P = std::make_unique<int>(1);
    Pool.emplace_back([&] { use(*P + I); }); // warn: 'P' belongs to one iteration // note: 'I' belongs to the same iteration
  }
  joinAll(Pool);
}

// A pointer can be copied even if it is written through.
void pointers(Threads &Pool, std::vector<int> &Values) {
  for (std::size_t I = 0; I < Values.size(); ++I) {
    int *P = &Values[I];
    Pool.emplace_back([&] { *P = 1; }); // warn: 'P' belongs to one iteration // fix: [&, P]
    auto S = std::make_shared<int>(1);
    Pool.emplace_back([&] { *S = 1; }); // warn: 'S' belongs to one iteration // fix: [&, S]
  }
  joinAll(Pool);
}
