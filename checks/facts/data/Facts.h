//===- Facts.h - What the code of one translation unit does -----*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Plain data, written by events/ and read by everybody else. A *body* is
// one piece of code that runs in one flow. It has *events*: things it does to
// objects, each with the access path of the object and the statement where it
// happens. *Flows* say which object's value goes into which other object. What
// happens to mutexes, and what is thrown, has lists of its own: few ask for it.
//
// Ownership: everything here is owned by the Program and refers to its Code.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_DATA_FACTS_H
#define TETHER_CHECKS_FACTS_DATA_FACTS_H

#include "../../model/Model.h"
#include "AccessPath.h"
#include "Stmt.h"
#include "llvm/ADT/SmallVector.h"
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace tether::facts {

struct Body;

enum class EventKind : uint8_t {
  Run,     ///< Runs the callable in place (also: calls the function).
  Keep,    ///< Keeps the callable for somebody to run later.
  Handler, ///< Registers the callable as a request handler.
  Test,    ///< Registers the callable, or the object's methods, as tests.
  Spawn,   ///< Starts the callable as a task; see Task.
  Join,    ///< Waits for the end of a task.
  Detach,
  Stop,   ///< Requests a stop.
  Wait,   ///< Waits for a signal.
  Poll,   ///< Reads it in the condition of a loop or a wait.
  Read,   ///< Waits for bytes from the descriptor: a pipe, an eventfd.
  Signal, ///< Counts down, sets, notifies, fulfils.
  Write,  ///< Assigns to it or changes its content.
  Send,
  Receive,
  Close,
  SetCapacity,
  Observe, ///< Asks a token, or whether a channel is closed.
  Sleep,
  Exit,    ///< Ends the process.
  Escape,  ///< Hands it to code that cannot be seen.
  Discard, ///< Drops the value of a full expression.
  Destroy, ///< Its destructor runs.
  Yield,   ///< Gives what was posted before a chance to run, by its name.
};

/// "spawn", "join", ...; for people who read facts.
llvm::StringRef wordFor(EventKind K);

struct Event {
  EventKind Kind;
  AccessPath Path;
  /// Run, or Poll of a function: the object that the method, constructor or
  /// destructor is called on.
  AccessPath Object;
  /// The statement of the body at which it happens; an element of its control
  /// flow.
  const Stmt *At = nullptr;
  const model::Operation *Op = nullptr; ///< Null for what no model describes.
  const model::Type *Type = nullptr;    ///< Of the object, where known.
  const Body *In = nullptr;
  clang::SourceLocation Where;
  /// At the end of the scope of the object instead of at `At`.
  bool AtScopeEnd = false;
  bool ResultDropped = false; ///< The operation's result is unused.
  bool GivesUp = false;       ///< Timed, try, or watches a token.
  /// Send: it gives up, but is repeated until it succeeds.
  bool Repeated = false;
  /// It happens in the called method, which does nothing but this...
  bool Forwarded = false;
  bool InForwarder = false; ///< ... and this is the event there.
  /// `if (callback) callback();`, `if (state == running) state = stopped;`: the
  /// condition, which asks only for the object that it happens to: whether
  /// there is somebody to be told, or was already. Or `if (--left == 0)
  /// done.set_value();`: whether somebody else is to tell it.
  const Stmt *Condition = nullptr;
  /// Poll: a function that the condition calls reads it.
  bool InCallee = false;
  /// Escape: whoever is handed it can read it and no more.
  bool ReadOnly = false;
  /// Poll: asks only whether a pointer is set. Write: sets one.
  bool OfPointer = false;
  /// Spawn, Handler, Yield: by the name of a function that is only declared.
  bool ByConvention = false;
  /// Sleep: for how many nanoseconds; negative if that is not known.
  int64_t Duration = -1;
  /// Wait: the mutex that is free meanwhile, or the guard that was handed in.
  AccessPath Lock;

  /// A send to a pool of the project's own queues a task, which tells nobody.
  bool queuesTask() const {
    return Kind == EventKind::Send && Type && Type->On == model::RunsOn::Pool;
  }
  /// May somebody who waits be told of something by it?
  bool isReport() const {
    return Kind == EventKind::Signal || Kind == EventKind::Write ||
           (Kind == EventKind::Send && !queuesTask()) ||
           Kind == EventKind::Close || stopsLoop();
  }
  /// Does it end a loop that somebody runs?
  bool stopsLoop() const {
    return Kind == EventKind::Stop && Op && Op->R == model::Role::StopLoop;
  }
  /// Does it run a loop, whose object says whether it still does?
  bool runsLoop() const {
    return Kind == EventKind::Wait && Op && Op->R == model::Role::RunLoop;
  }
  /// May somebody who waits be told of something by it, or by whoever is handed
  /// its object?
  bool mayTell() const {
    return Path && (isReport() || runsLoop() ||
                    (Kind == EventKind::Escape && !ReadOnly));
  }
};

/// Something happens to a mutex.
struct LockEvent {
  enum class Act : uint8_t {
    Acquire,
    Try,     ///< Acquires it, or gives up.
    Adopt,   ///< Takes over what is locked already.
    Release, ///< Also the destructor of a guard that has nothing to unlock.
  };
  Act Does = Act::Acquire;
  /// A guard is looked through to what it was made with. One that was handed in
  /// or returned stands here itself.
  AccessPath Mutex;
  /// The guard that does it; a parameter, a variable, a member or a temporary.
  AccessPath Guard;
  const Stmt *At = nullptr; ///< As in Event.
  const Body *In = nullptr;
  clang::SourceLocation Where;
  bool AtScopeEnd = false; ///< At the end of the scope of the guard.
};

/// "lock", "try-lock", "adopt" or "unlock".
llvm::StringRef wordFor(LockEvent::Act A);

/// An exception is thrown.
struct Throw {
  const CXXThrowExpr *At = nullptr;
  QualType Type; ///< Null where one that was caught goes on.
  /// The handler of the same body that catches it, or null.
  const CXXCatchStmt *Handler = nullptr;
};

/// The value (handle, callable, pointer) at From goes into To.
struct Flow {
  AccessPath To;
  AccessPath From;
  const Stmt *At = nullptr;
  const Body *In = nullptr;
};

/// How a lambda captures one thing.
struct Capture {
  const ValueDecl *Variable = nullptr; ///< Null for `this`.
  bool ByReference = false;
  clang::SourceLocation Where;
};

/// An argument that a task's body is given when it starts.
struct Argument {
  const Expr *Value = nullptr;
  AccessPath Path;
  bool ByReference = false; ///< std::ref, or the address of an object.

  /// Does it lead to the object of the method that gives it, or a part of it?
  bool leadsToThis() const {
    return Path.isThis() ||
           (ByReference && Path.Kind == AccessPath::Root::This);
  }
};

/// An expression that starts a task.
struct Task {
  const Expr *Spawn = nullptr;
  Body *Spawner = nullptr;
  const model::Operation *Op = nullptr;
  const model::Type *Handle = nullptr; ///< Type of the handle, if it has one.
  AccessPath HandlePath;               ///< Value(Spawn), or where it is put.
  AccessPath Callable;                 ///< Where the body comes from.
  AccessPath Group;                    ///< The pool, group or loop it runs on.
  llvm::SmallVector<Argument, 2> Arguments;
  bool DetachedAtBirth = false; ///< Created with a detached attribute.
  llvm::SmallVector<const Stmt *, 2> Loops; ///< Around it, inner first.

  /// True if a pool that belongs to nobody in particular runs it.
  bool isOnSharedPool() const {
    return !Group && Op->On == model::RunsOn::Pool &&
           Op->Discard == model::OnDiscard::Nothing;
  }
};

/// A closure and where it is made.
struct Closure {
  const LambdaExpr *Lambda = nullptr;
  Body *Code = nullptr;
  Body *Maker = nullptr;
  llvm::SmallVector<const Stmt *, 2> Loops; ///< Around it, inner first.
};

/// One body of code: a function, a method, or a lambda's call operator.
struct Body {
  const FunctionDecl *Function = nullptr;
  const Stmt *Code = nullptr;
  const LambdaExpr *Lambda = nullptr;
  Body *Enclosing = nullptr; ///< The body a lambda is written in.
  /// Set for the initializer of a variable with static storage duration.
  const VarDecl *Initializes = nullptr;
  /// Set for the default member initializers of a class without constructor.
  const CXXRecordDecl *InitializesMembersOf = nullptr;
  std::vector<Event> Events;
  /// A closure or virtual method that does no more than look: the polls of what
  /// its answer depends on.
  std::vector<Event> Answers;
  std::vector<LockEvent> Locks;
  std::vector<Throw> Throws;
  std::vector<Task *> Tasks;
  std::vector<Closure *> Closures;
  /// It is an operation of an in-house channel: what it does to the channel's
  /// members is how it sends and receives.
  bool IsChannelOperation = false;

  /// The class whose `this` the body has, or null.
  const CXXRecordDecl *thisRecord() const;
  /// True if it is a method, or a lambda that refers to the object of one: it
  /// uses an object that it does not keep alive.
  bool usesThis() const;
  /// The first local variable around a lambda that it refers to, or null.
  const VarDecl *localReference() const;
};

/// The construction of a channel.
struct ChannelMade {
  AccessPath Path;
  const model::Type *Type = nullptr;
  bool BoundGiven = false; ///< The argument that bounds it is not defaulted.
};

/// What a function of the project's own was seen to do, and why.
struct InHouseOperation {
  const FunctionDecl *Function = nullptr;
  /// The parameter that is the channel; null if it is `this`.
  const ParmVarDecl *Object = nullptr;
  model::Operation Op;
  std::vector<std::pair<clang::SourceLocation, std::string>> Why;
};

/// A class of the project's own that is a channel by what its functions do. The
/// strings of `Type` and of the operations are owned by this.
struct InHouseChannel {
  const RecordDecl *Record = nullptr;
  std::string Name;
  model::Type Type;
  AccessPath Content;  ///< The container or ring, from the object on.
  bool OnlyOne = true; ///< The object has no other content: it is the channel.
  std::vector<std::unique_ptr<InHouseOperation>> Operations;
};

/// Everything that was collected, in source order of discovery.
struct Facts {
  std::vector<std::unique_ptr<Body>> Bodies;
  std::vector<std::unique_ptr<Task>> Tasks;
  std::vector<std::unique_ptr<Closure>> Closures;
  std::vector<Flow> Flows;
  std::vector<ChannelMade> Channels;
  std::vector<std::unique_ptr<InHouseChannel>> InHouse;
  /// Methods that only forward to a channel of their object.
  std::vector<std::unique_ptr<InHouseOperation>> Forwarders;
  std::map<const FunctionDecl *, Body *> BodyOf;
  /// The innermost loop to one iteration of which a variable belongs.
  std::map<const VarDecl *, const Stmt *> LoopOf;
};

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_DATA_FACTS_H
