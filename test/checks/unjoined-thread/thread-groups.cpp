// A group that keeps its threads returns a name for one of them, and nobody
// need keep that.
// flags: -std=c++14

#include "../../model/stubs/zltoolkit.h"
#include <boost/thread.hpp>
#include <map>
#include <memory>
#include <thread>

void work();

void waitsForAll(int N) {
  toolkit::thread_group Group;
  for (int I = 0; I < N; ++I)
    Group.create_thread([] { work(); });
  Group.join_all();
}

class Poller {
public:
  void start() {
    Group.create_thread([this] { ++Rounds; });
    std::thread *Last = Group.create_thread([this] { --Rounds; });
    Name = Last->get_id();
  }
  ~Poller() { Group.join_all(); }

private:
  int Rounds = 0;
  std::thread::id Name;
  toolkit::thread_group Group;
};

void boostGroup(int N) {
  boost::thread_group Group;
  for (int I = 0; I < N; ++I)
    Group.create_thread([] { work(); });
  Group.join_all();
}

// The same without a model.
class Crew {
public:
  template <typename F> std::thread *hire(F &&Callable) {
    auto Hand = std::make_shared<std::thread>(std::forward<F>(Callable));
    Hands[Hand->get_id()] = Hand;
    return Hand.get();
  }
  void dismiss() {
    for (auto &Hand : Hands)
      if (Hand.second->joinable())
        Hand.second->join();
    Hands.clear();
  }

private:
  std::map<std::thread::id, std::shared_ptr<std::thread>> Hands;
};

void ownGroup(int N) {
  Crew All;
  for (int I = 0; I < N; ++I)
    All.hire([] { work(); });
  All.dismiss();
}

void lost() {
  std::thread Worker([] { work(); }); // warn: nothing joins this thread
}
