// What the headers of a described library do is not looked at, wherever they
// lie. What a project does with them is.

#include "vendored/marl.h"

void work();

namespace house {
inline void background() {
  std::thread([] { work(); }).detach(); // warn: nothing will ever wait
}
} // namespace house

void scheduled() {
  marl::WaitGroup All(1);
  marl::schedule([All] {
    work();
    All.done();
  });
  All.wait();
  marl::watch();
  house::background();
}
