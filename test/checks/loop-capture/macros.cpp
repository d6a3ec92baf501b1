// Macros around threads, loops and lambdas. A fix never edits a macro.

#include <thread>
#include <vector>

void use(int);

#define THREAD std::thread
#define GO(POOL, BODY) POOL.emplace_back([&] { BODY; })
#define FOR_EACH(X, RANGE) for (auto X : RANGE)
#define FOR_EACH_REF(X, RANGE) for (auto &X : RANGE)
#define LAMBDA [&]
#define JOIN_ALL(POOL)                                                         \
  for (auto &T : POOL)                                                         \
  T.join()

void threadMacro(int N) {
  std::vector<THREAD> Pool;
  for (int I = 0; I < N; ++I)
    Pool.push_back(THREAD([&] { use(I); })); // warn: 'I' belongs to one iteration // fix: [&, I]
  JOIN_ALL(Pool);
}

void goMacro(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I)
    GO(Pool, use(I)); // warn: 'I' belongs to one iteration
  JOIN_ALL(Pool);
}

void loopMacro(const std::vector<int> &Values) {
  std::vector<std::thread> Pool;
  FOR_EACH(V, Values)
    Pool.emplace_back([&] { use(V); }); // warn: 'V' belongs to one iteration // fix: [&, V]
  FOR_EACH_REF(V, Values)
    Pool.emplace_back([&] { use(V); });
  JOIN_ALL(Pool);
}

void lambdaMacro(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I)
    Pool.emplace_back(LAMBDA { use(I); }); // warn: 'I' belongs to one iteration
  JOIN_ALL(Pool);
}

#define RUN_HERE(BODY) [&] { BODY; }()
#define PARALLEL(BODY)                                                         \
  do {                                                                         \
    std::thread T([&] { BODY; });                                              \
    T.join();                                                                  \
  } while (false)

void cleanMacros(int N) {
  for (int I = 0; I < N; ++I) {
    RUN_HERE(use(I));
    PARALLEL(use(I));
  }
}

// The whole loop comes out of a macro.
#define START_WORKERS(POOL, COUNT)                                             \
  for (int Index = 0; Index < (COUNT); ++Index)                                \
  POOL.emplace_back([&] { use(Index); })

void wholeLoop() {
  std::vector<std::thread> Pool;
  START_WORKERS(Pool, 3); // warn: 'Index' belongs to one iteration
  JOIN_ALL(Pool);
}
