// Work that is posted to loops and pools.

#include <asio.hpp>
#include <functional>
#include <string>
#include <thread>
#include <vector>

void use(const std::string &);
void use(int);

void posted(asio::io_context &Io, const std::vector<std::string> &Names) {
  for (std::size_t I = 0; I < Names.size(); ++I) {
    std::string Name = Names[I];
    asio::post(Io, [&, I] { use(Name); use(int(I)); }); // warn: 'Name' belongs to one iteration // fix: [&, Name, I]
    asio::post(Io, [Name] { use(Name); });
    asio::defer(Io, [&Name] { use(Name); }); // warn: 'Name' belongs to one iteration // fix: [Name]
    asio::post(Io, [&Names, I] { use(Names[I]); });
  }
}

void toPool(const std::vector<int> &Values) {
  asio::thread_pool Pool(4);
  for (int V : Values) {
    asio::post(Pool, [&] { use(V); }); // warn: 'V' belongs to one iteration // fix: [&, V]
    asio::post(Pool, [V] { use(V); });
    asio::post(Pool, std::bind([](int W) { use(W); }, V));
  }
  for (const int &V : Values)
    asio::post(Pool, [&] { use(V); });
  Pool.join();
}

void toExecutor(asio::any_io_executor Executor, int N) {
  for (int I = 0; I < N; ++I)
    asio::post(Executor, [&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
}

void toStrand(asio::io_context &Io, int N) {
  auto Strand = asio::make_strand(Io);
  for (int I = 0; I < N; ++I) {
    asio::post(Strand, [&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
    asio::post(asio::bind_executor(Strand, [&] { use(I); })); // warn: 'I' belongs to one iteration // fix: [&, I]
  }
}

// The pool and the loop live and end within the iteration.
void poolOfTurn(int N) {
  for (int I = 0; I < N; ++I) {
    asio::thread_pool Pool(2);
    asio::post(Pool, [&] { use(I); });
    Pool.join();
  }
}

void joinedPoolOfRound(int N) {
  for (int I = 0; I < N; ++I) {
    asio::thread_pool Pool(2);
    for (int J = 0; J < 3; ++J)
      asio::post(Pool, [&, J] { use(I + J); });
    Pool.wait();
  }
}

void loopRunInTurn(int N) {
  asio::io_context Io;
  for (int I = 0; I < N; ++I) {
    asio::post(Io, [&] { use(I); });
    Io.run();
    Io.restart();
  }
}

void timers(asio::io_context &Io, int N) {
  std::vector<asio::steady_timer> Timers;
  for (int I = 0; I < N; ++I) {
    Timers.emplace_back(Io, std::chrono::seconds(I));
    Timers.back().async_wait([&](const asio::error_code &) { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
    Timers.back().async_wait([I](const asio::error_code &) { use(I); });
  }
}

void runners(asio::io_context &Io, int N) {
  std::vector<std::thread> Threads;
  for (int I = 0; I < N; ++I)
    Threads.emplace_back([&] { Io.run(); });
  for (auto &T : Threads)
    T.join();
}

void runUntilDone(asio::io_context &Io, int N) {
  for (int I = 0; I < N; ++I) {
    int Result = 0;
    asio::post(Io, [&Result] { Result = 1; });
    bool Done = false;
    while (!Done) {
      Done = true;
      asio::post(Io, [&] {
        Io.stop();
        Done = false;
      });
      Io.restart();
      Io.run();
    }
  }
}

void strandOutlivesIteration(asio::thread_pool &Pool, int N) {
  for (int I = 0; I < N; ++I) {
    asio::strand<asio::thread_pool::executor_type> Strand(Pool.get_executor());
    asio::post(Strand, [&I] { use(I); }); // warn: 'I' belongs to one iteration // fix: [I]
  }
}
