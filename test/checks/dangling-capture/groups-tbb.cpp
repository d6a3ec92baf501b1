// A deferred task of oneTBB belongs to its group wherever it is enqueued.

#include <tbb/task_arena.h>
#include <tbb/task_group.h>
#include <utility>

bool waitedFor(tbb::task_arena &Arena) {
  tbb::task_group Group;
  bool Ran = false;
  tbb::task_handle Task = Group.defer([&Ran] { Ran = true; });
  Arena.enqueue(std::move(Task));
  Group.wait();
  return Ran;
}

bool inArena(tbb::task_arena &Arena) {
  tbb::task_group Group;
  bool Ran = false;
  Arena.execute([&] { tbb::this_task_arena::enqueue(Group.defer([&Ran] { Ran = true; })); });
  Group.wait();
  return Ran;
}

void notWaitedFor(tbb::task_arena &Arena, tbb::task_group &Group) {
  bool Ran = false;
  Arena.enqueue(Group.defer([&Ran] { Ran = true; })); // warn: 'Ran'
}
