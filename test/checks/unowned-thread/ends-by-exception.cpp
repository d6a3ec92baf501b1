// A loop may have no other end than what is thrown and caught around it.

#include <future>
#include <memory>
#include <stdexcept>
#include <thread>

int next();
void use(int);

void reportsBehindHandler() {
  auto Done = std::make_shared<std::promise<void>>();
  std::future<void> End = Done->get_future();
  std::thread([Done] {
    try {
      for (;;)
        use(next());
    } catch (const std::exception &) {
    }
    Done->set_value();
  }).detach();
  End.get();
}

// The handler is in the loop, which goes on.
void goesOn() {
  auto Done = std::make_shared<std::promise<void>>();
  std::future<void> End = Done->get_future();
  std::thread([Done] {
    for (;;)
      try {
        use(next());
      } catch (const std::exception &) {
      }
    Done->set_value();
  }).detach(); // warn: and it never ends
  End.get();
}

void leavesInHandler() {
  auto Done = std::make_shared<std::promise<void>>();
  std::future<void> End = Done->get_future();
  std::thread([Done] {
    try {
      for (;;)
        use(next());
    } catch (const std::exception &) {
      return; // Without a word.
    }
    Done->set_value();
  }).detach(); // warn: nothing
  End.get();
}
