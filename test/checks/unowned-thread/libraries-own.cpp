// A source that declares something in the namespace of a library is a part of
// it, and so are its headers.

#include "vendored/own.h"

namespace marl {
void work();

void background() {
  std::thread([] { work(); }).detach(); // warn: nothing will ever wait
}
} // namespace marl
