// Closures that are made in front of the place where they are started.

#include <functional>
#include <future>
#include <thread>
#include <vector>

void use(int);
bool parallel();

void inBranch(int N) {
  for (int I = 0; I < N; ++I) {
    int J = I * I;
    auto Step = [&] { use(J); };
    if (N > 1) {
      std::thread T(Step);
      Step();
      T.join();
    } else {
      Step();
    }
  }
}

void futures(int N) {
  for (int I = 0; I < N; ++I) {
    auto Left = [&] { use(I); };
    auto Right = [&] { use(I + 1); };
    if (parallel()) {
      auto F = std::async(std::launch::async, Left);
      Right();
      F.get();
      continue;
    }
    Left();
    Right();
  }
}

// One of the two is left behind.
void leftBehind(int N, std::vector<std::thread> &All) {
  for (int I = 0; I < N; ++I) {
    auto Step = [&] { use(I); }; // warn: 'I' belongs to one iteration of the loop // fix: [&, I]
    if (parallel()) {
      std::thread T(Step);
      T.join();
    } else {
      All.emplace_back(Step);
    }
  }
}

// A helper that is called by a task elsewhere calls it in place here.
void split(const char *Begin, const char *End, std::function<void(const char *)> Fn) {
  for (; Begin != End; ++Begin)
    if (*Begin == ',')
      Fn(Begin);
}
void splitAll(const char *Begin, const char *End, std::function<void(const char *)> Fn) {
  split(Begin, End, std::move(Fn));
}
class Server {
public:
  void start() {
    Worker = std::thread([this] { splitAll("a,b", "a,b" + 3, [this](const char *C) { use(*C + Own); }); });
  }
  ~Server() { Worker.join(); }

private:
  int Own = 0;
  std::thread Worker;
};
int commas(const std::vector<const char *> &Texts) {
  int Count = 0;
  for (const char *Text : Texts) {
    int Here = 0;
    splitAll(Text, Text + 3, [&](const char *) { ++Here; });
    split(Text, Text + 3, [&Here](const char *) { ++Here; });
    Count += Here;
  }
  return Count;
}
