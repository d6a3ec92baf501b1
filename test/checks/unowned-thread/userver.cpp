// userver's tasks are cancelled and waited for when they die, unless they are
// detached.

#include "../../model/stubs/userver.h"
#include <utility>

void work();

void detached() {
  auto Task = userver::utils::Async("task", [] { work(); });
  std::move(Task).Detach(); // warn: nothing
}

void owned() {
  auto Task = userver::utils::Async("task", [] { work(); });
  work();
}

void waited() {
  auto Task = userver::engine::AsyncNoSpan([] { work(); });
  Task.Get();
}

void stored(userver::concurrent::BackgroundTaskStorage &Storage) {
  Storage.AsyncDetach("task", [] { work(); });
}
