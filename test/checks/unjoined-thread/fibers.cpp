// Other handles that end the process: what counts is the model.

#include <boost/fiber/fiber.hpp>

void work();
[[noreturn]] void fatal();
bool ready();

void earlyReturn() {
  boost::fibers::fiber Worker(work); // warn: on some path nothing joins this thread
  if (!ready())
    return; // note: this leaves the scope of 'Worker'
  Worker.join();
}

void joined() {
  boost::fibers::fiber Worker(work);
  if (ready())
    Worker.join();
  else
    fatal();
}
