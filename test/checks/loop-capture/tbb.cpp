// oneTBB.

#include <tbb/parallel_for.h>
#include <tbb/parallel_for_each.h>
#include <tbb/parallel_invoke.h>
#include <tbb/parallel_reduce.h>
#include <tbb/blocked_range.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>
#include <vector>

void use(int);

void waitedBehindLoop(int N) {
  tbb::task_group Group;
  for (int I = 0; I < N; ++I) {
    Group.run([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
    Group.run([I] { use(I); });
    Group.run([=] { use(I); });
  }
  Group.wait();
}

void waitedInTurn(int N) {
  for (int I = 0; I < N; ++I) {
    tbb::task_group Group;
    Group.run([&] { use(I); });
    Group.run([&I] { use(I + 1); });
    Group.wait();
  }
  tbb::task_group Shared;
  for (int I = 0; I < N; ++I) {
    Shared.run([&] { use(I); });
    Shared.run_and_wait([&] { use(I + 1); });
  }
}

void inPlace(std::vector<std::vector<int>> &Rows) {
  for (std::size_t I = 0; I < Rows.size(); ++I) {
    int Offset = static_cast<int>(I);
    tbb::parallel_for(0, 10, [&](int J) { use(J + Offset); });
    tbb::parallel_for(tbb::blocked_range<int>(0, 10), [&](const tbb::blocked_range<int> &R) {
      for (int J = R.begin(); J != R.end(); ++J)
        use(J + Offset);
    });
    tbb::parallel_for_each(Rows[I].begin(), Rows[I].end(), [&](int V) { use(V + Offset); });
    tbb::parallel_invoke([&] { use(Offset); }, [&] { use(Offset + 1); });
    use(tbb::parallel_reduce(
        tbb::blocked_range<int>(0, 10), 0, [&](const tbb::blocked_range<int> &, int Sum) { return Sum + Offset; },
        [&](int A, int B) { return A + B + Offset; }));
    tbb::this_task_arena::isolate([&] { use(Offset); });
  }
}

void arenas(int N) {
  tbb::task_arena Arena(4);
  for (int I = 0; I < N; ++I) {
    Arena.execute([&] { use(I); });
    Arena.enqueue([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
    Arena.enqueue([I] { use(I); });
  }
}
