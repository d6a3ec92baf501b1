// Abseil's callables: one has what it calls, the other refers to it.

#include <absl/functional/any_invocable.h>
#include <absl/functional/function_ref.h>
#include <thread>
#include <utility>

class Pool {
public:
  void schedule(absl::AnyInvocable<void()> Task);
  void post(absl::FunctionRef<void()> Task);
};

void scheduled(Pool &P) {
  int Count = 0;
  P.schedule([&Count] { ++Count; }); // warn: 'Count'
}

int called(Pool &P) {
  int Count = 0;
  P.post([&Count] { ++Count; });
  absl::AnyInvocable<void()> Task = [&Count] { ++Count; };
  Task();
  return Count;
}
