// Boost.Thread, Boost.Fiber and Boost.Asio.

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/fiber/all.hpp>
#include <boost/thread/future.hpp>
#include <boost/thread/scoped_thread.hpp>
#include <boost/thread/thread.hpp>
#include <vector>

void use(int);

void groups(int N) {
  boost::thread_group Group;
  for (int I = 0; I < N; ++I) {
    Group.create_thread([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
    Group.create_thread([I] { use(I); });
    Group.add_thread(new boost::thread([&I] { use(I); })); // warn: 'I' belongs to one iteration // fix: [I]
  }
  Group.join_all();
}

void groupOfTurn(int N) {
  for (int I = 0; I < N; ++I) {
    boost::thread_group Group;
    Group.create_thread([&] { use(I); });
    Group.join_all();
  }
}

void threads(int N) {
  std::vector<boost::thread> Pool;
  for (int I = 0; I < N; ++I)
    Pool.push_back(boost::thread([&] { use(I); })); // warn: 'I' belongs to one iteration // fix: [&, I]
  for (auto &T : Pool)
    T.join();
  for (int I = 0; I < N; ++I) {
    boost::thread T([&] { use(I); });
    T.join();
    boost::scoped_thread<> Scoped([&] { use(I); });
  }
}

void references(int N) {
  boost::thread_group Group;
  for (int I = 0; I < N; ++I)
    Group.add_thread(new boost::thread([](int &V) { use(V); }, boost::ref(I))); // warn: 'I' belongs to one iteration
  Group.join_all();
}

void fibers(int N) {
  std::vector<boost::fibers::fiber> Fibers;
  for (int I = 0; I < N; ++I)
    Fibers.emplace_back([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
  for (auto &F : Fibers)
    F.join();
  for (int I = 0; I < N; ++I)
    boost::fibers::fiber([&] { use(I); }).join();
  for (int I = 0; I < N; ++I)
    boost::fibers::async([&] { use(I); }).get();
}

void pools(int N) {
  boost::asio::thread_pool Pool(4);
  for (int I = 0; I < N; ++I) {
    boost::asio::post(Pool, [&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
    boost::asio::post(Pool, [I] { use(I); });
  }
  Pool.join();
}
