//===- Model.h - What the names of concurrency libraries mean ---*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The vocabulary in which libraries are described to Tether: which types are
// task handles, channels, latches or tokens, what their members do, which
// functions start tasks and which functions a server framework calls.
//
// Everything here is plain data without behaviour and without an AST. The
// built-in libraries (checks/model/data/*.yaml) are turned into constant tables
// of these structs at build time; a user's YAML becomes the same structs at run
// time. Strings and arrays are views: for the built-in tables they live for
// ever, for a user's file as long as the UserLibrary that was loaded.
//
// Threading: immutable after construction, freely shared between threads.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_MODEL_MODEL_H
#define TETHER_CHECKS_MODEL_MODEL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace tether::model {

/// What a type stands for. Spelled in YAML in lower case with dashes.
enum class Kind : uint8_t {
  Thread,    ///< Handle of one thread of execution.
  Future,    ///< Handle of a result that a task will deliver.
  Promise,   ///< The producing side of a future (also packaged tasks).
  Pool,      ///< Runs tasks on threads that it owns.
  TaskGroup, ///< Tasks that are waited for together.
  Graph,     ///< Keeps callables, which run when it is run, and other graphs.
  Latch,     ///< Latches, barriers and wait groups.
  Event,     ///< Something that is set once or many times and waited for.
  Semaphore,
  ConditionVariable,
  Mutex,
  LockGuard,
  Channel,    ///< In-process object with send and receive.
  Token,      ///< Observes a stop request.
  StopSource, ///< Raises a stop request.
  Executor,
  EventLoop,
  Timer,
  Server,       ///< Calls request handlers.
  Runnable,     ///< Base class whose override is a task's body.
  Awaitable,    ///< Lazy coroutine result.
  Container,    ///< Holds elements; looked through to the element.
  SmartPointer, ///< Looked through to the pointee.
  Callable,     ///< Type-erased callable.
  TestCase,     ///< Base class whose methods are the bodies of tests.
  Other,
};

/// What the destructor of a handle (or of the last copy of it) does to a task
/// that nobody has waited for yet.
enum class OnDestroy : uint8_t {
  None,          ///< Nothing: the task goes on, or there is no task.
  Joins,         ///< Waits for the end of the task.
  StopsAndJoins, ///< Requests a stop, then waits.
  JoinsIfAsync,  ///< Waits if the task was started by std::async or alike.
  Terminates,    ///< Ends the process.
  Detaches,      ///< Cuts the task loose.
  Cancels,       ///< Cancels without waiting.
  Closes,        ///< Closes the channel.
  BreaksPromise, ///< The waiting side is told that no value will come.
  Unlocks,
  Unknown,
};

/// What a member or function does. Spelled in YAML in lower case with dashes.
enum class Role : uint8_t {
  None,
  Spawn,           ///< Starts its callable as a task.
  Run,             ///< Runs its callable before it returns.
  Keep,            ///< Stores its callable, to be run later by somebody.
  Wrap,            ///< Returns a callable made of its callable (std::bind).
  RegisterHandler, ///< Registers its callable as a request handler.
  RegisterTest,    ///< Registers its callable, or the methods of the object
                   ///< that it is given instead, as the bodies of tests.
  Join,            ///< Waits for the end of the task(s).
  Detach,          ///< Cuts the task loose.
  DetachConfig,    ///< Makes an attribute object create detached tasks.
  Joinable,        ///< Asks whether there is a task to be joined.
  Transfer,        ///< Hands the handle on (swap, release, share).
  Stop,            ///< Requests the task(s) to stop.
  Cancel,          ///< Cancels pending operations.
  IsCancelled,     ///< Observes a stop request.
  GetToken,        ///< Returns the token of a source.
  Send,
  Receive,
  Close,
  IsClosed,
  SetCapacity, ///< Sets the bound of a channel.
  Wait,        ///< Waits for a signal, an event or a result.
  Signal,      ///< Count down, set, notify, fulfil, release.
  CountUp,     ///< Raises a wait group or latch.
  GetFuture,   ///< The waiting side of a promise.
  Lock,
  Unlock,
  TryLock,
  Element,      ///< Yields (a reference, pointer or iterator to) an element.
  Insert,       ///< Puts an existing value into a container.
  Emplace,      ///< Constructs an element or pointee from its arguments.
  Remove,       ///< Takes an element out of a container.
  Release,      ///< Gives up ownership of a pointee.
  LookThrough,  ///< Returns its argument or object (std::move, std::ref, get).
  NativeHandle, ///< The same: what the operating system calls the object, by
                ///< which it is named or configured and not taken over.
  Destroy, ///< Ends the life of its object, now or soon (free, deleteLater).
  RunLoop,
  StopLoop,
  Sleep,
  BlockingIO,
  Read,       ///< Waits for bytes from its object, a descriptor.
  Exit,       ///< Ends the process.
  ExitThread, ///< Ends the calling thread.
  Self,       ///< Names the calling thread.
  Query,      ///< Known to have no effect that matters.
  UseCount,   ///< Asks how many own the pointee, or whether anybody does.
  Reply,      ///< Sends the answer to a request.
  MoveToLoop, ///< Moves its object to the loop of another thread, where what
              ///< is kept for it runs.
};

/// When the callable of an operation runs.
enum class Runs : uint8_t {
  Unknown,
  InPlace,      ///< Before the call returns, on the calling thread or joined.
  MaybeInPlace, ///< Before the call returns or elsewhere (asio::dispatch).
  Later,        ///< On this thread, after the caller returned (atexit).
  Elsewhere,    ///< On another thread, loop or fiber.
  Lazy,         ///< Not before the result is awaited or started.
};

/// Where a task or handler runs.
enum class RunsOn : uint8_t {
  Unknown,
  NewThread,
  Pool,      ///< One of a fixed number of worker threads.
  EventLoop, ///< Blocking it stalls everybody else on that loop.
  Fiber,
  Coroutine,
  Timer,
};

/// How long an operation may block its caller.
enum class Blocks : uint8_t {
  Unknown,
  Never,
  UntilDone,  ///< Until a task has ended.
  WhenFull,   ///< Until a channel has room.
  WhenEmpty,  ///< Until a channel has an element (or is closed).
  Rendezvous, ///< Until the other side is there.
  Forever,    ///< Until somebody signals.
  Timed,
  Suspends,    ///< A coroutine or completion handler waits, no thread.
  FlowControl, ///< Until a remote peer has room; ends with the connection.
};

enum class Variant : uint8_t {
  Plain,
  Try,         ///< Gives up at once.
  Timed,       ///< Gives up after a time or at a deadline.
  Cancellable, ///< Gives up when its token or the request is cancelled.
};

/// What a number that is a duration counts. A duration with a type of its own
/// says it by that.
enum class TimeUnit : uint8_t {
  Unknown,
  Nanoseconds,
  Microseconds,
  Milliseconds,
  Seconds,
};

/// How a send or receive that meets a closed channel tells its caller.
enum class OnClosed : uint8_t {
  Unknown,
  Result, ///< By its result: false, a status, an empty optional, null.
  Throws,
  Aborts,
  BlocksForever,
  Loses,       ///< The element is dropped without a word.
  NeverClosed, ///< The channel has no close.
};

/// What dropping the handle that a spawn returns does.
enum class OnDiscard : uint8_t {
  Unknown,
  Nothing,  ///< The task belongs to a pool, group or loop all the same.
  Blocks,   ///< The temporary's destructor waits for the task.
  Detaches, ///< Nothing will ever wait for the task.
  Terminates,
  Cancels,
  DropsWork, ///< The task never runs.
};

/// The bound of a channel type.
enum class Capacity : uint8_t {
  Unknown, ///< May be bounded by a setter, a policy or a default.
  Unbounded,
  Rendezvous,  ///< Holds nothing.
  Constructor, ///< By the constructor argument CapacityIndex.
  Template,    ///< By the template argument CapacityIndex, or a later one of
               ///< the pack there; without an index always, somehow.
  Setter,      ///< By an operation with Role::SetCapacity, unbounded before.
};

/// Which end of the process a close is meant for.
enum class CloseProtocol : uint8_t {
  Unknown,
  SenderCloses, ///< A close makes the senders fail: the classic channel.
  EitherSide,   ///< Dropping or cancelling the consumer is the intended end.
};

/// Positions of arguments that are not plain indices.
enum Position : int8_t {
  Absent = -1,
  Auto = -2, ///< The first argument of callable type.
  Last = -3,
  Object = -4,       ///< The object (or runnable) argument holds the body.
  MethodObject = -5, ///< A member pointer followed by its object.
  AllArguments = -6,
  ByConstructor = -7, ///< The callable was given to the object's constructor.
  ByOverride = -8,    ///< The body is an override in the object's class.
};

/// One member function, constructor or free function.
struct Operation {
  llvm::StringRef Name; ///< Simple name of a member, qualified otherwise.
  Role R = Role::None;
  Runs When = Runs::Unknown;
  RunsOn On = RunsOn::Unknown;
  Blocks Blocking = Blocks::Unknown;
  Variant V = Variant::Plain;
  OnClosed Closed = OnClosed::Unknown;
  OnDiscard Discard = OnDiscard::Unknown;
  TimeUnit Unit = TimeUnit::Unknown; ///< Sleeps: of the first argument.
  int8_t Callable = Absent;  ///< Which argument is run: index or Position.
  int8_t Object = Absent;    ///< Functions: the argument operated on.
  int8_t HandleOut = Absent; ///< The argument that receives the handle.
  int8_t Argument = Absent;  ///< The `void *` a C callable is given.
  int8_t Attribute = Absent; ///< The attribute object (see DetachConfig).
  int8_t Timeout = Absent;   ///< Timed if given and not infinite, else Plain.
  int8_t Elements = Absent;  ///< The callable's first parameter is an element
                             ///< of this argument's range.
  int8_t After = Absent;     ///< Handles of tasks that end before it begins.
  int8_t Arity = Absent;     ///< Only calls with this many arguments count.
  bool PassesToken = false;  ///< The callable may take a stop token first.
  bool Signals = false;      ///< A wait that is a signal too (arrive_and_wait).
  bool Negated = false;      ///< Queries: the answer's sense is inverted.
  bool Rethrows = false;     ///< A wait that throws what the task has thrown.
  bool Replaces = false;     ///< Destroys all that its object had before.
  llvm::StringRef Returns;   ///< Qualified name of the handle type returned.
  llvm::StringRef OnlyIf;    ///< Enumerator or constant that an argument must
                             ///< name for the operation to have this role.
  llvm::StringRef Completion; ///< Reserved words: types of completion tokens
                              ///< that drop the result, separated by blanks.
};

/// One class, class template or typedef.
struct Type {
  llvm::StringRef Name; ///< Qualified, as users spell it.
  Kind K = Kind::Other;
  OnDestroy Destroy = OnDestroy::Unknown;
  RunsOn On = RunsOn::Unknown;
  Capacity Bound = Capacity::Unknown;
  int8_t CapacityIndex = Absent;
  CloseProtocol Protocol = CloseProtocol::Unknown;
  int8_t Element = 0;     ///< Containers and smart pointers: the template
                          ///< argument that is the element's type.
  bool RawHandle = false; ///< A C handle: a copyable value without destructor.
  bool CancelledWithTask =
      false; ///< Its blocking calls end when the task is cancelled.
  bool RangeReceives =
      false; ///< A range-for over it receives until it is closed.
  llvm::ArrayRef<Operation> Constructors; ///< Usually none or one Role::Spawn.
  llvm::ArrayRef<Operation> Operations;   ///< Members, by simple name.
  llvm::ArrayRef<llvm::StringRef> Bodies; ///< Overrides that are task bodies.
};

/// How request handlers are recognised.
struct Handler {
  enum class Match : uint8_t {
    Override,   ///< An override of the method `Name`.
    OverrideIn, ///< Any method of a class derived from `Name` whose parameters
                ///< fit.
    Parameters, ///< Any function, method or lambda whose parameters fit.
  };
  llvm::StringRef Id;
  Match M = Match::Override;
  llvm::StringRef Name;
  /// Qualified names of the parameters' types without cv, pointer, reference
  /// and smart pointer; "*" stands for any type.
  llvm::ArrayRef<llvm::StringRef> Parameters;
  RunsOn On = RunsOn::Unknown;
  bool BlockingCancelled = false; ///< Blocking calls end with the request.
};

/// What a name is taken to mean where nothing better is known: of functions
/// that are only declared, and that no model describes. A *phrase* is a word or
/// several in a row, in lower case and separated by blanks; it is compared with
/// whole words of a name, in whatever style that is written.
struct Convention {
  llvm::StringRef Id;
  /// Spawn: the function keeps the callable without parameters that it is given
  /// and runs it later, or elsewhere. RunLoop: it may run, or wait for, what
  /// was given to others. RegisterHandler: it registers a request handler, or
  /// the function is one. SetCapacity: a constant of a class, how much it keeps.
  Role R = Role::None;
  RunsOn On = RunsOn::Unknown;
  /// Phrases, one of which the name has.
  llvm::ArrayRef<llvm::StringRef> Words;
  /// Phrases, none of which the function's name and its class's have.
  llvm::ArrayRef<llvm::StringRef> Unless;
  /// Phrases that the name of the type of a handler's parameter ends with; and
  /// of one that the handler can write to.
  llvm::ArrayRef<llvm::StringRef> Takes;
  llvm::ArrayRef<llvm::StringRef> Fills;
};

struct Library {
  llvm::StringRef Name;
  llvm::StringRef Origin; ///< "built-in" or the path of the user's file.
  /// Equivalent prefixes; entries are written with the first of them.
  llvm::ArrayRef<llvm::StringRef> Namespaces;
  llvm::ArrayRef<Type> Types;
  llvm::ArrayRef<Operation> Functions;
  llvm::ArrayRef<Handler> Handlers;
  llvm::ArrayRef<Convention> Conventions;
};

/// The libraries that ship with Tether, generated from checks/model/data.
llvm::ArrayRef<Library> builtinLibraries();

} // namespace tether::model

#endif // TETHER_CHECKS_MODEL_MODEL_H
