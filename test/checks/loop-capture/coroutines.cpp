// flags: -std=c++20 -DASIO_HAS_CO_AWAIT -DASIO_HAS_STD_COROUTINE
// Coroutines that are started in a loop.

#include <asio.hpp>
#include <string>
#include <thread>
#include <vector>

void use(int);
void print(const std::string &);

asio::awaitable<void> serve(int);
asio::awaitable<void> serveByReference(int &);

void spawned(asio::io_context &Io, int N) {
  for (int I = 0; I < N; ++I) {
    asio::co_spawn(
        Io,
        [&]() -> asio::awaitable<void> { // fix: [&, I]
          use(I); // warn: 'I' belongs to one iteration
          co_return;
        },
        asio::detached);
    asio::co_spawn(
        Io,
        [I]() -> asio::awaitable<void> {
          use(I);
          co_return;
        },
        asio::detached);
    asio::co_spawn(Io, serve(I), asio::detached);
  }
}

// A loop in a coroutine is a loop.
asio::awaitable<void> accepts(asio::ip::tcp::acceptor &Acceptor) {
  auto Executor = co_await asio::this_coro::executor;
  for (int Id = 0;; ++Id) {
    auto Socket = co_await Acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(
        Executor,
        [&]() -> asio::awaitable<void> { // fix: [&, Id]
          use(Id); // warn: 'Id' belongs to one iteration
          co_return;
        },
        asio::detached);
    asio::co_spawn(
        Executor,
        [S = std::move(Socket)]() mutable -> asio::awaitable<void> {
          S.close();
          co_return;
        },
        asio::detached);
  }
}

// Awaited in the iteration.
asio::awaitable<void> awaited(int N) {
  for (int I = 0; I < N; ++I) {
    co_await [&]() -> asio::awaitable<void> {
      use(I);
      co_return;
    }();
    auto Step = [&]() -> asio::awaitable<int> { co_return I; };
    use(co_await Step());
    co_await asio::co_spawn(
        co_await asio::this_coro::executor,
        [&]() -> asio::awaitable<void> {
          use(I);
          co_return;
        },
        asio::use_awaitable);
  }
}

asio::awaitable<void> threadsInCoroutine(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I)
    Pool.emplace_back([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
  for (auto &T : Pool)
    T.join();
  co_return;
}
