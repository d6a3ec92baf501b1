// Work that belongs to a group, an arena, a pool or a loop has an owner.

#include <asio.hpp>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>

void work();

void groups() {
  tbb::task_group Group;
  Group.run([] { work(); });
  Group.wait();
}

void pools() {
  asio::thread_pool Pool(2);
  asio::post(Pool, [] { work(); });
  Pool.join();
}

void loops(asio::io_context &Io) {
  asio::post(Io, [] { work(); });
  asio::post(Io.get_executor(), [] { work(); });
}

class Service {
public:
  void submit() {
    asio::post(Pool, [this] { ++Count; });
    Group.run([this] { ++Count; });
  }
  ~Service() {
    Pool.join();
    Group.wait();
  }

private:
  std::atomic<int> Count{0};
  asio::thread_pool Pool{2};
  tbb::task_group Group;
};
