// Tasks of the C++ REST SDK and of the C++ Actor Framework, which nobody's
// destructor waits for.
// flags: -std=c++17

#include <caf/all.hpp>
#include <pplx/pplxtasks.h>

void use(int);

void tasks() {
  for (int I = 0; I < 3; ++I)
    pplx::create_task([&] { use(I); }); // warn: 'I' // fix: [&, I]
  for (int I = 0; I < 3; ++I)
    pplx::create_task([I] { use(I); });
  for (int I = 0; I < 3; ++I)
    pplx::create_task([&] { use(I); }).then([&] { use(I); }).wait();
  for (int I = 0; I < 3; ++I) {
    pplx::task<int> Task = pplx::create_task([&] { return I; });
    use(Task.get());
  }
}

void actors(caf::actor_system &System) {
  for (int I = 0; I < 3; ++I)
    System.spawn([&](caf::event_based_actor *) { use(I); }); // warn: 'I' // fix: [&, I]
  for (int I = 0; I < 3; ++I) {
    System.spawn([&](caf::event_based_actor *) { use(I); });
    System.await_all_actors_done();
  }
}
