// flags: -std=c++20 -DASIO_HAS_CO_AWAIT -DASIO_HAS_STD_COROUTINE
// Coroutines that start threads, and coroutines that are tasks.

#include <asio.hpp>
#include <chrono>
#include <future>
#include <latch>
#include <thread>

void work();

asio::awaitable<void> detaches() {
  std::thread([] { work(); }).detach(); // warn: nothing will ever wait for this thread
  co_return;
}

asio::awaitable<void> joins() {
  std::thread T([] { work(); });
  asio::steady_timer Timer(co_await asio::this_coro::executor, std::chrono::seconds(1));
  co_await Timer.async_wait(asio::use_awaitable);
  T.join();
}

asio::awaitable<void> waits() {
  std::latch Done(1);
  std::thread([&] {
    work();
    Done.count_down();
  }).detach();
  co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
  Done.wait();
}

// The io_context that it runs on is its owner.
void spawned(asio::io_context &Io) {
  asio::co_spawn(Io, joins(), asio::detached);
  asio::co_spawn(
      Io,
      []() -> asio::awaitable<void> {
        work();
        co_return;
      },
      asio::detached);
}
