// Pools that nobody can wait for.

#include <boost/asio.hpp>
#include <future>
#include <memory>

void work();

void inStaticPool() {
  static boost::asio::thread_pool Pool(4);
  boost::asio::post(Pool, [] { work(); }); // warn: it runs in the static pool 'Pool'
}

void inLeakedPool() {
  static auto *Pool = new boost::asio::thread_pool(4);
  boost::asio::post(*Pool, [] { work(); }); // warn: it runs in the static pool 'Pool'
}

static boost::asio::thread_pool &hidden() {
  static auto *Pool = new boost::asio::thread_pool(4);
  return *Pool;
}
void inHiddenPool() {
  boost::asio::post(hidden(), [] { work(); }); // warn: it runs in the static pool 'Pool'
}

//===----------------------------------------------------------------------===//

boost::asio::thread_pool &shared() {
  static auto *Pool = new boost::asio::thread_pool(4);
  return *Pool;
}
void inSharedPool() {
  boost::asio::post(shared(), [] { work(); });
}

void joins() {
  static boost::asio::thread_pool Pool(4);
  boost::asio::post(Pool, [] { work(); });
  Pool.join();
}

void tellsCaller(std::promise<void> &Done) {
  static boost::asio::thread_pool Pool(4);
  boost::asio::post(Pool, [&Done] {
    work();
    Done.set_value();
  });
}

static boost::asio::thread_pool Stopped(2);
void postToStopped() {
  boost::asio::post(Stopped, [] { work(); });
}
void finishStopped() {
  Stopped.stop();
  Stopped.join();
}

static boost::asio::thread_pool *Deleted;
void openDeleted() { Deleted = new boost::asio::thread_pool(2); }
void postToDeleted() {
  boost::asio::post(*Deleted, [] { work(); });
}
void closeDeleted() {
  delete Deleted;
  Deleted = nullptr;
}

static std::unique_ptr<boost::asio::thread_pool> Replaced;
void openReplaced() { Replaced = std::make_unique<boost::asio::thread_pool>(2); }
void postToReplaced() {
  boost::asio::post(*Replaced, [] { work(); });
}
void closeReplaced() { Replaced.reset(); }

class Owner {
public:
  void post() {
    boost::asio::post(Pool, [] { work(); });
  }

private:
  boost::asio::thread_pool Pool{2};
};
