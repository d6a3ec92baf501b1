// A task of userver that dies is cancelled and waited for.

#include "../../model/stubs/userver.h"
#include <utility>

int shared() {
  int Count = 0;
  auto Task = userver::engine::SharedAsyncNoSpan([&Count] { ++Count; });
  auto Copy = Task;
  return Count;
}

int dropped() {
  int Count = 0;
  (void)userver::utils::SharedCriticalAsync("task", [&Count] { ++Count; });
  return Count;
}

int reported() {
  int Count = 0;
  userver::engine::SingleUseEvent Done;
  auto Task = userver::engine::AsyncNoSpan([&] {
    ++Count;
    Done.Send();
  });
  std::move(Task).Detach();
  Done.WaitNonCancellable();
  return Count;
}

int standalone() {
  int Count = 0;
  userver::engine::RunStandalone([&Count] { ++Count; });
  return Count;
}
