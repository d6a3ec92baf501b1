// flags: -std=c++20 -DASIO_HAS_CO_AWAIT -DASIO_HAS_STD_COROUTINE
// Coroutine lambdas that are called as temporaries.

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/use_future.hpp>
#include <coroutine>
#include <string>
#include <utility>
#include <vector>

void use(int);
void print(const std::string &);
asio::awaitable<void> wakeLater();

class Session {
public:
  void start(asio::io_context &Io, std::string Name) {
    asio::co_spawn(Io, [this, Name]() -> asio::awaitable<void> { // warn: this coroutine may go on when the lambda is gone
      co_await wakeLater();
      greet(Name);
    }(), asio::detached);
    // The lambda itself is given, and kept.
    asio::co_spawn(Io, [this, Name]() -> asio::awaitable<void> {
      co_await wakeLater();
      greet(Name);
    }, asio::detached);
    // Nothing is captured: parameters live as long as the coroutine.
    asio::co_spawn(Io, [](Session *S, std::string N) -> asio::awaitable<void> {
      co_await wakeLater();
      S->greet(N);
    }(this, Name), asio::detached);
  }
  void waited(asio::io_context &Io, std::string Name) {
    asio::co_spawn(Io, [Name]() -> asio::awaitable<void> {
      co_await wakeLater();
      print(Name);
    }(), asio::use_future).get();
  }

private:
  void greet(const std::string &);
};

// Awaited in the same expression.
asio::awaitable<void> awaits(int Id) {
  co_await [Id]() -> asio::awaitable<void> {
    co_await wakeLater();
    use(Id);
  }();
  co_await asio::co_spawn(co_await asio::this_coro::executor, [Id]() -> asio::awaitable<void> {
    co_await wakeLater();
    use(Id);
  }(), asio::use_awaitable);
}

// Awaited in the next one, which is too late: it begins only then.
asio::awaitable<void> awaitsLater(int Id) {
  auto Step = [Id]() -> asio::awaitable<void> { // warn: this coroutine may go on when the lambda is gone
    use(Id);
    co_return;
  }();
  co_await std::move(Step);
  auto Named = [Id]() -> asio::awaitable<void> {
    co_await wakeLater();
    use(Id);
  };
  co_await Named();
}

asio::awaitable<int> returned(int Id) {
  return [Id]() -> asio::awaitable<int> { co_return Id; }(); // warn: this coroutine may go on when the lambda is gone
}

// A coroutine that begins at once.
struct Fire {
  struct promise_type {
    Fire get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
struct Resume {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>);
  void await_resume() {}
};

void fire(int Id) {
  [Id]() -> Fire { // warn: this coroutine may go on when the lambda is gone
    co_await Resume();
    use(Id);
  }();
  // It is done with what it captured when it is suspended first.
  [Id]() -> Fire {
    use(Id);
    co_await Resume();
    use(0);
  }();
  [Id]() -> Fire {
    int Own = Id;
    co_await Resume();
    use(Own);
  }();
}

// A coroutine that nobody can begin.
void check(bool);
void neverBegun() {
  bool Begun = false;
  {
    auto Step = [&Begun]() -> asio::awaitable<void> {
      Begun = true;
      co_return;
    }();
    check(!Begun);
  }
  check(!Begun);
}
