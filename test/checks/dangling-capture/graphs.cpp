// A graph runs what it keeps from its run to the wait for it.

#include "../../model/stubs/taskflow.h"
#include <tbb/flow_graph.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>
#include <utility>
#include <vector>

void use(int);
bool ready();

void waitedFor(tf::Executor &E) {
  tf::Taskflow Flow;
  int Sum = 0;
  Flow.emplace([&] { ++Sum; });
  if (!ready())
    return; // It was not run.
  E.run(Flow).wait();
  use(Sum);
}

void waitedForTogether(tf::Executor &E) {
  tf::Taskflow A, B;
  int Left = 0, Right = 0;
  A.emplace([&] { ++Left; });
  B.emplace([&] { ++Right; });
  E.run(A);
  E.run(B);
  E.wait_for_all();
}

void runInPlace(tf::Executor &E) {
  tf::Taskflow Flow;
  int Sum = 0;
  Flow.emplace([&] { ++Sum; });
  E.corun(Flow);
}

void executorOfTheFrame() {
  int Sum = 0;
  tf::Taskflow Flow;
  tf::Executor E;
  Flow.emplace([&] { ++Sum; });
  E.run(Flow);
}

class Job {
public:
  void start() {
    int Sum = 0;
    Flow.emplace([&Sum] { ++Sum; }); // warn: this task captures 'Sum' by reference and may still run
    E.run(Flow);
  }
  void finish() {
    int Sum = 0;
    Waited.emplace([&Sum] { ++Sum; });
    E.run(Waited).wait();
  }
  void whole() {
    int Sum = 0;
    Parts.emplace([&Sum] { ++Sum; });
    Outer.composed_of(Parts);
    E.run(Outer);
    E.wait_for_all();
  }

private:
  tf::Executor E;
  tf::Taskflow Flow, Waited, Parts, Outer;
};

// Without a join it runs when the task around it has returned.
void subflows(tf::Executor &E) {
  tf::Taskflow Flow;
  Flow.emplace([](tf::Subflow &Sub) {
    int Local = 1;
    Sub.emplace([&Local] { use(Local); }); // warn: this task captures 'Local' by reference and may still run
  });
  Flow.emplace([](tf::Subflow &Sub) {
    int Local = 1;
    Sub.emplace([&Local] { use(Local); }, [&] { use(Local + 1); });
    Sub.join();
  });
  E.run(Flow).wait();
}

void chain(tf::Executor &E) {
  int Sum = 0;
  auto [A, DoneA] = E.dependent_async([&] { ++Sum; });
  auto [B, DoneB] = E.dependent_async([&] { ++Sum; }, A);
  DoneB.get();
}

void chainOfOthers(tf::Executor &E) {
  int Sum = 0;
  E.silent_dependent_async([&] { ++Sum; }); // warn: this task captures 'Sum' by reference and may still run
  auto [B, DoneB] = E.dependent_async([] {});
  DoneB.get();
}

void flowGraph() {
  tbb::flow::graph G;
  int Sum = 0;
  tbb::flow::function_node<int, int> Add(G, 1, [&](int V) { return Sum += V; });
  tbb::flow::function_node<int> Print(G, 1, [&](int) { use(Sum); });
  tbb::flow::make_edge(Add, Print);
  if (!ready())
    return; // Nothing was put into it.
  for (int I = 0; I < 3; ++I)
    Add.try_put(I);
  G.wait_for_all();
}

void handedIn(tbb::flow::graph &G) {
  int Sum = 0;
  tbb::flow::function_node<int> Add(G, 1, [&](int V) { Sum += V; }); // warn: this task captures 'Sum' by reference and may still run
  Add.try_put(1);
}

// That somebody waits for the executor does not make the future wait.
void leaves(tf::Executor &E, bool Early) {
  tf::Taskflow Flow;
  int Sum = 0;
  Flow.emplace([&] { ++Sum; }); // warn: this task captures 'Sum' by reference and may still run
  tf::Future<void> Done = E.run(Flow);
  if (Early)
    return;
  Done.wait();
}

// A task that a group has deferred belongs to it, whatever runs it.
bool deferred(tbb::task_arena &Arena) {
  tbb::task_group Group;
  bool Ran = false;
  auto Task = Group.defer([&Ran] { Ran = true; });
  Arena.enqueue(std::move(Task));
  Group.wait();
  return Ran;
}

bool deferredInPlace(tbb::task_arena &Arena) {
  tbb::task_group Group;
  bool Ran = false;
  Arena.execute([&] {
    auto Task = Group.defer([&Ran] { Ran = true; });
    tbb::this_task_arena::enqueue(std::move(Task));
  });
  Group.wait();
  return Ran;
}

void deferredAndLost(tbb::task_arena &Arena, tbb::task_group &Group) {
  bool Ran = false;
  Arena.enqueue(Group.defer([&Ran] { Ran = true; })); // warn: 'Ran'
}
