// The deterministic scheduler runs the actors within the iteration.

#include <caf/all.hpp>
#include <caf/scheduler/test_coordinator.hpp>

caf::behavior listen(caf::event_based_actor *, bool *Late);

void runInTheTurn(caf::actor_system &System,
                  caf::scheduler::test_coordinator &Scheduler) {
  for (int Turn = 0; Turn != 3; ++Turn) {
    bool Late = false;
    System.spawn(listen, &Late);
    Scheduler.run();
  }
}

void runElsewhere(caf::actor_system &System) {
  for (int Turn = 0; Turn != 3; ++Turn) {
    bool Late = false;
    System.spawn(listen, &Late); // warn: 'Late' belongs to one iteration of the loop
  }
}
