// Event loops: where a loop is run, and what belongs to it.

#include <asio.hpp>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <thread>

void use(int);
void runAll(asio::io_context *Io) { Io->run(); }
void drain(asio::io_context &Io) {
  Io.restart();
  Io.run();
}

// A loop of the function that nobody runs any more, and what was made with it.
void strandOfOwn() {
  asio::io_context Io;
  asio::io_context::strand Strand(Io);
  int N = 0;
  asio::post(Strand, [&N] { ++N; });
}

void strandBehindItsRun() {
  asio::io_context Io;
  int N = 0;
  asio::post(Io, [&N] { ++N; });
  std::thread Runner(std::bind(runAll, &Io));
  Runner.join();
  {
    asio::io_context::strand Strand(Io);
    asio::post(Strand, [&N] { ++N; });
  }
}

void madeStrand() {
  asio::io_context Io;
  auto Strand = asio::make_strand(Io);
  int N = 0;
  asio::post(Strand, [&N] { ++N; });
  Io.run();
}

// The thread that runs the loop is joined.
void timerOfOwn() {
  asio::io_context Io;
  asio::steady_timer Timer(Io);
  int N = 0;
  std::thread Runner([&Io] { Io.run(); });
  Timer.async_wait([&N](std::error_code) { ++N; });
  Io.stop();
  Runner.join();
}

void sharedTimerOfOwn() {
  asio::io_context Io;
  auto Timer = std::make_shared<asio::steady_timer>(Io, std::chrono::seconds(1));
  int N = 0;
  Timer->async_wait([&N](std::error_code) { ++N; });
  Io.run();
}

void socketOfOwn() {
  asio::io_context Io;
  asio::ip::tcp::socket Socket(Io);
  char Data[16];
  std::size_t Size = 0;
  asio::async_read(Socket, asio::buffer(Data), [&Size](std::error_code, std::size_t N) { Size = N; });
  Socket.async_read_some(asio::buffer(Data), [&Size](std::error_code, std::size_t N) { Size = N; });
  Io.run_one();
}

void executorOfOwn() {
  asio::io_context Io;
  auto Executor = Io.get_executor();
  asio::any_io_executor Any = Io.get_executor();
  int N = 0;
  asio::post(Executor, [&N] { ++N; });
  asio::post(Any, [&N] { ++N; });
}

void socketOfCaller(asio::io_context &Io) {
  asio::ip::tcp::socket Socket(Io);
  static char Data[16];
  std::size_t Size = 0;
  asio::async_read(Socket, asio::buffer(Data), [&Size](std::error_code, std::size_t N) { Size = N; }); // warn: 'Size'
}

// What belongs to a loop of the caller runs when the caller runs it.
void strandOfCaller(asio::io_context &Io) {
  asio::io_context::strand Strand(Io);
  int N = 0;
  asio::post(Strand, [&N] { ++N; }); // warn: 'N'
}

void timerOfCaller(asio::io_context &Io) {
  asio::steady_timer Timer(Io);
  int N = 0;
  Timer.async_wait([&N](std::error_code) { ++N; }); // warn: 'N'
}

// The loop lives longer than the variable, and is run behind it.
void runBehindBlock() {
  asio::io_context Io;
  {
    int N = 0;
    asio::post(Io, [&N] { ++N; }); // warn: 'N'
  }
  Io.run();
}

void runInThreadBehindBlock() {
  asio::io_context Io;
  auto Work = asio::make_work_guard(Io);
  std::thread Runner([&Io] { Io.run(); });
  {
    int N = 0;
    asio::post(Io, [&N] { ++N; }); // warn: 'N'
  }
  Io.stop();
  Runner.join();
}

void runInThreadBeforeBlock() {
  asio::io_context Io;
  std::thread Runner([&Io] { Io.run(); });
  Runner.join();
  {
    int N = 0;
    asio::post(Io, [&N] { ++N; });
  }
}

void runBeforeBlock() {
  asio::io_context Io;
  Io.run();
  {
    int N = 0;
    asio::post(Io, [&N] { ++N; });
  }
}

void toldInBlock() {
  asio::io_context Io;
  auto Work = asio::make_work_guard(Io);
  std::thread Runner([&Io] { Io.run(); });
  {
    std::promise<int> Answer;
    auto Result = Answer.get_future();
    asio::post(Io, [&Answer] { Answer.set_value(1); });
    use(Result.get());
  }
  Io.stop();
  Runner.join();
}

void runByLambdaInBlock() {
  asio::io_context Io;
  auto RunAll = [&Io] {
    Io.run();
    Io.restart();
  };
  {
    int N = 0;
    asio::post(Io, [&N] { ++N; });
    RunAll();
  }
  RunAll();
}

void runInHelperBehindBlock() {
  asio::io_context Io;
  {
    int N = 0;
    asio::post(Io, [&N] { ++N; }); // warn: 'N'
  }
  drain(Io);
}

void runInBlockAndBehind() {
  asio::io_context Io;
  {
    int N = 0;
    asio::post(Io, [&N] { ++N; });
    Io.run();
  }
  drain(Io);
}

void runInBlockOnly() {
  asio::io_context Io;
  {
    int N = 0;
    asio::post(Io, [&N] { ++N; });
    drain(Io);
  }
  use(1);
}

void anotherLoopIsRunBehind() {
  asio::io_context Io, Other;
  {
    int N = 0;
    asio::post(Io, [&N] { ++N; });
  }
  Other.run();
}

// A helper runs the loop that it is given.
void runInHelper(asio::io_context &Io) {
  int N = 0;
  asio::post(Io, [&N] { ++N; });
  drain(Io);
}

void runOtherInHelper(asio::io_context &Io, asio::io_context &Other) {
  int N = 0;
  asio::post(Io, [&N] { ++N; }); // warn: 'N'
  drain(Other);
}

// A pool waits for what was posted to it, also through a strand.
void poolWaits() {
  asio::thread_pool Pool(2);
  int N = 0;
  asio::post(Pool, [&N] { ++N; });
  Pool.wait();
}

void poolWaitsForStrand(asio::thread_pool &Pool) {
  auto Strand = asio::make_strand(Pool);
  asio::strand<asio::thread_pool::executor_type> Other(Pool.get_executor());
  int N = 0;
  asio::post(Strand, [&N] { ++N; });
  asio::post(Other, [&N] { ++N; });
  Pool.join();
}

void strandDoesNotWait(asio::thread_pool &Pool) {
  asio::strand<asio::thread_pool::executor_type> Strand(Pool.get_executor());
  int N = 0;
  asio::post(Strand, [&N] { ++N; }); // warn: 'N'
}
