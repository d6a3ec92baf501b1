//===- Words.cpp - How the model's enumerators are spelled ----------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Words.h"

namespace tether::model {

template <> llvm::ArrayRef<Word<Kind>> words<Kind>() {
  static constexpr Word<Kind> Table[] = {
      {"thread", Kind::Thread},
      {"future", Kind::Future},
      {"promise", Kind::Promise},
      {"pool", Kind::Pool},
      {"task-group", Kind::TaskGroup},
      {"graph", Kind::Graph},
      {"latch", Kind::Latch},
      {"event", Kind::Event},
      {"semaphore", Kind::Semaphore},
      {"condition-variable", Kind::ConditionVariable},
      {"mutex", Kind::Mutex},
      {"lock-guard", Kind::LockGuard},
      {"channel", Kind::Channel},
      {"token", Kind::Token},
      {"stop-source", Kind::StopSource},
      {"executor", Kind::Executor},
      {"event-loop", Kind::EventLoop},
      {"timer", Kind::Timer},
      {"server", Kind::Server},
      {"runnable", Kind::Runnable},
      {"test-case", Kind::TestCase},
      {"awaitable", Kind::Awaitable},
      {"container", Kind::Container},
      {"smart-pointer", Kind::SmartPointer},
      {"callable", Kind::Callable},
      {"other", Kind::Other},
  };
  return Table;
}

template <> llvm::ArrayRef<Word<OnDestroy>> words<OnDestroy>() {
  static constexpr Word<OnDestroy> Table[] = {
      {"none", OnDestroy::None},
      {"joins", OnDestroy::Joins},
      {"stops-and-joins", OnDestroy::StopsAndJoins},
      {"joins-if-async", OnDestroy::JoinsIfAsync},
      {"terminates", OnDestroy::Terminates},
      {"detaches", OnDestroy::Detaches},
      {"cancels", OnDestroy::Cancels},
      {"closes", OnDestroy::Closes},
      {"breaks-promise", OnDestroy::BreaksPromise},
      {"unlocks", OnDestroy::Unlocks},
      {"unknown", OnDestroy::Unknown},
  };
  return Table;
}

template <> llvm::ArrayRef<Word<Role>> words<Role>() {
  static constexpr Word<Role> Table[] = {
      {"none", Role::None},
      {"spawn", Role::Spawn},
      {"run", Role::Run},
      {"keep", Role::Keep},
      {"wrap", Role::Wrap},
      {"register-handler", Role::RegisterHandler},
      {"register-test", Role::RegisterTest},
      {"join", Role::Join},
      {"detach", Role::Detach},
      {"detach-config", Role::DetachConfig},
      {"joinable", Role::Joinable},
      {"transfer", Role::Transfer},
      {"stop", Role::Stop},
      {"cancel", Role::Cancel},
      {"is-cancelled", Role::IsCancelled},
      {"get-token", Role::GetToken},
      {"send", Role::Send},
      {"receive", Role::Receive},
      {"close", Role::Close},
      {"is-closed", Role::IsClosed},
      {"set-capacity", Role::SetCapacity},
      {"wait", Role::Wait},
      {"signal", Role::Signal},
      {"count-up", Role::CountUp},
      {"get-future", Role::GetFuture},
      {"lock", Role::Lock},
      {"unlock", Role::Unlock},
      {"try-lock", Role::TryLock},
      {"element", Role::Element},
      {"insert", Role::Insert},
      {"emplace", Role::Emplace},
      {"remove", Role::Remove},
      {"release", Role::Release},
      {"look-through", Role::LookThrough},
      {"native-handle", Role::NativeHandle},
      {"destroy", Role::Destroy},
      {"run-loop", Role::RunLoop},
      {"stop-loop", Role::StopLoop},
      {"sleep", Role::Sleep},
      {"blocking-io", Role::BlockingIO},
      {"read", Role::Read},
      {"exit", Role::Exit},
      {"exit-thread", Role::ExitThread},
      {"self", Role::Self},
      {"query", Role::Query},
      {"use-count", Role::UseCount},
      {"reply", Role::Reply},
      {"move-to-loop", Role::MoveToLoop},
  };
  return Table;
}

template <> llvm::ArrayRef<Word<Runs>> words<Runs>() {
  static constexpr Word<Runs> Table[] = {
      {"unknown", Runs::Unknown},
      {"in-place", Runs::InPlace},
      {"maybe-in-place", Runs::MaybeInPlace},
      {"later", Runs::Later},
      {"elsewhere", Runs::Elsewhere},
      {"lazy", Runs::Lazy},
  };
  return Table;
}

template <> llvm::ArrayRef<Word<RunsOn>> words<RunsOn>() {
  static constexpr Word<RunsOn> Table[] = {
      {"unknown", RunsOn::Unknown}, {"new-thread", RunsOn::NewThread},
      {"pool", RunsOn::Pool},       {"event-loop", RunsOn::EventLoop},
      {"fiber", RunsOn::Fiber},     {"coroutine", RunsOn::Coroutine},
      {"timer", RunsOn::Timer},
  };
  return Table;
}

template <> llvm::ArrayRef<Word<Blocks>> words<Blocks>() {
  static constexpr Word<Blocks> Table[] = {
      {"unknown", Blocks::Unknown},      {"never", Blocks::Never},
      {"until-done", Blocks::UntilDone}, {"when-full", Blocks::WhenFull},
      {"when-empty", Blocks::WhenEmpty}, {"rendezvous", Blocks::Rendezvous},
      {"forever", Blocks::Forever},      {"timed", Blocks::Timed},
      {"suspends", Blocks::Suspends},    {"flow-control", Blocks::FlowControl},
  };
  return Table;
}

template <> llvm::ArrayRef<Word<Variant>> words<Variant>() {
  static constexpr Word<Variant> Table[] = {
      {"plain", Variant::Plain},
      {"try", Variant::Try},
      {"timed", Variant::Timed},
      {"cancellable", Variant::Cancellable},
  };
  return Table;
}

template <> llvm::ArrayRef<Word<OnClosed>> words<OnClosed>() {
  static constexpr Word<OnClosed> Table[] = {
      {"unknown", OnClosed::Unknown},
      {"result", OnClosed::Result},
      {"throws", OnClosed::Throws},
      {"aborts", OnClosed::Aborts},
      {"blocks-forever", OnClosed::BlocksForever},
      {"loses", OnClosed::Loses},
      {"never-closed", OnClosed::NeverClosed},
  };
  return Table;
}

template <> llvm::ArrayRef<Word<OnDiscard>> words<OnDiscard>() {
  static constexpr Word<OnDiscard> Table[] = {
      {"unknown", OnDiscard::Unknown},       {"nothing", OnDiscard::Nothing},
      {"blocks", OnDiscard::Blocks},         {"detaches", OnDiscard::Detaches},
      {"terminates", OnDiscard::Terminates}, {"cancels", OnDiscard::Cancels},
      {"drops-work", OnDiscard::DropsWork},
  };
  return Table;
}

template <> llvm::ArrayRef<Word<TimeUnit>> words<TimeUnit>() {
  static constexpr Word<TimeUnit> Table[] = {
      {"unknown", TimeUnit::Unknown},
      {"nanoseconds", TimeUnit::Nanoseconds},
      {"microseconds", TimeUnit::Microseconds},
      {"milliseconds", TimeUnit::Milliseconds},
      {"seconds", TimeUnit::Seconds},
  };
  return Table;
}

template <> llvm::ArrayRef<Word<Capacity>> words<Capacity>() {
  static constexpr Word<Capacity> Table[] = {
      {"unknown", Capacity::Unknown},       {"unbounded", Capacity::Unbounded},
      {"rendezvous", Capacity::Rendezvous}, {"setter", Capacity::Setter},
      {"bounded", Capacity::Template}, // Without an index.
  };
  return Table;
}

template <> llvm::ArrayRef<Word<CloseProtocol>> words<CloseProtocol>() {
  static constexpr Word<CloseProtocol> Table[] = {
      {"unknown", CloseProtocol::Unknown},
      {"sender-closes", CloseProtocol::SenderCloses},
      {"either-side", CloseProtocol::EitherSide},
  };
  return Table;
}

template <> llvm::ArrayRef<Word<Position>> words<Position>() {
  static constexpr Word<Position> Table[] = {
      {"auto", Auto},
      {"last", Last},
      {"object", Object},
      {"method-object", MethodObject},
      {"all", AllArguments},
      {"by-constructor", ByConstructor},
      {"by-override", ByOverride},
  };
  return Table;
}

} // namespace tether::model
