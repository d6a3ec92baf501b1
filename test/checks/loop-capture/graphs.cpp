// A task graph keeps what is put into it, and runs it while the graph runs.

#include "../../model/stubs/marl.h"
#include "../../model/stubs/taskflow.h"
#include <tbb/flow_graph.h>
#include <vector>

void use(int);
void link(tf::Executor &E, tf::Taskflow &F);

// The nodes run behind the loop, when each of them reads the last value.
void runBehindLoop(tf::Executor &E, int N) {
  tf::Taskflow Flow;
  for (int I = 0; I < N; ++I) {
    Flow.emplace([&] { use(I); }); // warn: 'I' belongs to one // fix: [&, I]
    Flow.emplace([I] { use(I); });
    Flow.emplace([=] { use(I); });
  }
  E.run(Flow).wait();
}

void severalNodes(tf::Executor &E, const std::vector<int> &Rows) {
  tf::Taskflow Flow;
  for (int Row : Rows) {
    auto [First, Second] = Flow.emplace([Row] { use(Row); },
                                        [&Row] { use(Row); }); // warn: 'Row' belongs to one // fix: [Row]
    First.precede(Second);
  }
  E.run_n(Flow, 3);
  E.wait_for_all();
}

// A graph of one iteration that is run and waited for there.
void runInIteration(tf::Executor &E, int N) {
  for (int I = 0; I < N; ++I) {
    tf::Taskflow Flow;
    int Sum = 0;
    Flow.emplace([&] { Sum += I; }, [&] { use(I); });
    E.run(Flow).wait();
    use(Sum);
  }
  tf::Taskflow Shared;
  for (int I = 0; I < N; ++I) {
    Shared.clear();
    Shared.emplace([&] { use(I); });
    tf::Future<void> Done = E.run(Shared);
    use(I);
    Done.get();
  }
}

void allAtOnce(int N) {
  tf::Executor E;
  for (int I = 0; I < N; ++I) {
    tf::Taskflow Left, Right;
    Left.emplace([&] { use(I); });
    Right.emplace([&] { use(I + 1); });
    E.run(Left);
    E.run(Right);
    E.wait_for_all();
  }
}

void inPlace(tf::Executor &E, int N) {
  for (int I = 0; I < N; ++I) {
    tf::Taskflow Flow;
    Flow.emplace([&] { use(I); });
    E.corun(Flow);
    bool Done = false;
    E.corun_until([&] { return Done || I > 2; });
  }
}

// The inner graph runs as a node of the outer one.
void composed(tf::Executor &E, int N) {
  for (int I = 0; I < N; ++I) {
    tf::Taskflow Inner, Outer;
    Inner.emplace([&] { use(I); });
    Outer.composed_of(Inner);
    E.run(Outer).wait();
  }
  tf::Taskflow Parts, Whole;
  for (int I = 0; I < N; ++I)
    Parts.emplace([&] { use(I); }); // warn: 'I' belongs to one // fix: [&, I]
  Whole.composed_of(Parts);
  E.run(Whole).wait();
}

void algorithms(tf::Executor &E, std::vector<std::vector<int>> &Rows) {
  for (std::size_t I = 0; I < Rows.size(); ++I) {
    tf::Taskflow Flow;
    int Sum = 0, Found = 0;
    Flow.for_each(Rows[I].begin(), Rows[I].end(), [&](int &V) { V += int(I); });
    Flow.for_each_index(0, 10, 2, [&](int V) { use(V + int(I)); });
    Flow.transform(Rows[I].begin(), Rows[I].end(), Rows[I].begin(), [&](int V) { return V + int(I); });
    Flow.reduce(Rows[I].begin(), Rows[I].end(), Sum, [&](int A, int B) { return A + B + int(I); });
    Flow.find_if(Rows[I].begin(), Rows[I].end(), Found, [&](int V) { return V == int(I); });
    E.run(Flow).wait();
  }
  tf::Taskflow Late;
  for (std::size_t I = 0; I < Rows.size(); ++I)
    Late.for_each(Rows[I].begin(), Rows[I].end(), [&I](int &V) { V += int(I); }); // warn: 'I' belongs to one // fix: [I]
  E.run(Late).wait();
}

// Whoever waits for the last of a chain has waited for all of it.
void chain(tf::Executor &E, int N) {
  for (int I = 0; I < N; ++I) {
    auto [A, DoneA] = E.dependent_async([&] { use(I); });
    tf::AsyncTask B = E.silent_dependent_async([&] { use(I + 1); }, A);
    auto [C, DoneC] = E.dependent_async([&] { use(I + 2); }, A, B);
    DoneC.wait();
  }
  std::vector<tf::AsyncTask> Before;
  for (int I = 0; I < N; ++I)
    Before.push_back(E.silent_dependent_async([&] { use(I); })); // warn: 'I' belongs to one // fix: [&, I]
  auto [Last, Done] = E.dependent_async([] {}, Before.begin(), Before.end());
  Done.wait();
}

// A subflow runs what it has when it is joined, or after the task.
void subflows(tf::Executor &E, int N) {
  tf::Taskflow Flow;
  Flow.emplace([N](tf::Subflow &Sub) {
    for (int I = 0; I < N; ++I) {
      Sub.emplace([&] { use(I); });
      Sub.join();
    }
  });
  Flow.emplace([N](tf::Subflow &Sub) {
    for (int I = 0; I < N; ++I)
      Sub.emplace([&] { use(I); }, [I] { use(I); }); // warn: 'I' belongs to one // fix: [&, I]
    Sub.join();
  });
  E.run(Flow).wait();
}

void runtimes(tf::Executor &E, int N) {
  E.silent_async([N](tf::Runtime &Here) {
    for (int I = 0; I < N; ++I) {
      Here.silent_async([&] { use(I); });
      Here.corun();
    }
    for (int I = 0; I < N; ++I)
      Here.silent_async([&] { use(I); }); // warn: 'I' belongs to one // fix: [&, I]
    Here.corun();
  });
  E.wait_for_all();
}

void pipelines(tf::Executor &E, int N) {
  for (int I = 0; I < N; ++I) {
    tf::Pipeline Line(4, tf::Pipe(tf::PipeType::SERIAL, [&](tf::Pipeflow &F) { use(I + int(F.line())); }),
                      tf::Pipe(tf::PipeType::PARALLEL, [&](tf::Pipeflow &) { use(I); }));
    tf::Taskflow Flow;
    Flow.composed_of(Line);
    E.run(Flow).wait();
  }
}

// A graph that is cleared and filled again runs what it has then.
void reused(tf::Executor &E, std::vector<int> &Row, int N) {
  tf::Taskflow Flow;
  for (int I = 0; I < N; ++I) {
    int Sum = 0;
    Flow.clear();
    Flow.for_each_index(0, I, 1, [&](int V) { Sum += V; });
    E.run(Flow).wait();
    use(Sum);
  }
  for (int I = 0; I < N; ++I)
    for (int Step : {1, 2}) {
      int Sum = 0;
      Flow.clear();
      Flow.for_each(Row.begin(), Row.end(), [&](int V) { Sum += V * Step; });
      E.run(Flow).wait();
      use(Sum);
    }
}

// Nobody is seen to run it before the iteration is over.
class Plan {
public:
  void build(int N) {
    for (int I = 0; I < N; ++I)
      Flow.emplace([&] { use(I + Offset); }); // warn: 'I' belongs to one // fix: [&, I]
  }
  void run() { E.run(Flow).wait(); }

private:
  int Offset = 1;
  tf::Taskflow Flow;
  tf::Executor E;
};

// Somebody runs it who cannot be seen, and waits for it or not.
void runElsewhere(tf::Executor &E, int N) {
  for (int I = 0; I < N; ++I) {
    tf::Taskflow Flow;
    Flow.emplace([&] { use(I); });
    link(E, Flow);
  }
}

static void runAndWait(tf::Executor &E, tf::Taskflow &F) { E.run(F).wait(); }
static void runOnly(tf::Executor &E, tf::Taskflow &F) { E.run(F); }

void helpers(tf::Executor &E, int N) {
  for (int I = 0; I < N; ++I) {
    tf::Taskflow Flow;
    Flow.emplace([&] { use(I); });
    runAndWait(E, Flow);
  }
  tf::Taskflow All;
  for (int I = 0; I < N; ++I) {
    All.emplace([&] { use(I); }); // warn: 'I' belongs to one // fix: [&, I]
    runOnly(E, All);
  }
  E.wait_for_all();
}

// A node of a flow graph belongs to the graph that is waited for.
void flowGraphs(int N) {
  for (int I = 0; I < N; ++I) {
    tbb::flow::graph G;
    tbb::flow::function_node<int, int> Scale(G, tbb::flow::unlimited, [&](int V) { return V * I; });
    tbb::flow::function_node<int> Print(G, 1, [&](int V) { use(V + I); });
    tbb::flow::make_edge(Scale, Print);
    Scale.try_put(I);
    G.wait_for_all();
  }
  tbb::flow::graph G;
  std::vector<tbb::flow::function_node<int>> Nodes;
  for (int I = 0; I < N; ++I)
    Nodes.push_back(tbb::flow::function_node<int>(G, 1, [&](int V) { use(V + I); })); // warn: 'I' belongs to one // fix: [&, I]
  for (auto &Node : Nodes)
    Node.try_put(1);
  G.wait_for_all();
}

// A graph that is built, and run where it was.
void builtGraphs(int N) {
  for (int I = 0; I < N; ++I) {
    marl::DAGBuilder<void> Builder;
    auto First = Builder.root().then([&] { use(I); });
    First.then([&] { use(I + 1); }).then([I] { use(I); });
    auto Whole = Builder.build();
    Whole->run();
    marl::parallelize([&] { use(I); }, [&] { use(I + 1); });
  }
  marl::DAGBuilder<void> Builder;
  for (int I = 0; I < N; ++I)
    marl::schedule([Whole = Builder.build(), I] { use(I); });
}

// Without clearing it, what the first loop left behind runs again.
void runAgain(tf::Executor &E, int N) {
  tf::Taskflow Flow;
  for (int I = 0; I < N; ++I) {
    Flow.emplace([&] { use(I); }); // warn: 'I' belongs to one // fix: [&, I]
    E.run(Flow).wait();
  }
  E.run(Flow).wait();
}
