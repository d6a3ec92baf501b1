// Handles in a container, each of which is started by its index.

#include <thread>
#include <vector>

void work();

class Slots {
public:
  explicit Slots(int Count) : Threads(Count) {
    for (int I = 0; I < Count; ++I)
      start(I);
  }
  ~Slots() {
    for (std::thread &T : Threads)
      T.join();
  }
  void restart(int I) {
    Threads[I].join();
    start(I);
  }

private:
  void start(int I) { Threads[I] = std::thread(work); }

  std::vector<std::thread> Threads;
};
