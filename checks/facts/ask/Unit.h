//===- Unit.h - The facts of one translation unit ---------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What checks ask. Every answer is *may* unless it says *must*. What cannot be
// seen (a callee without body, an object handed to such a callee, a class some
// of whose methods are defined elsewhere) is never guilty: answers that accuse
// need evidence, and the answer Unseen stands for the lack of it.
//
// Ownership: owns all facts; refers to the tables of the model, which must
// outlive it. Threading: one thread.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_UNIT_H
#define TETHER_CHECKS_FACTS_ASK_UNIT_H

#include "../code/ControlFlow.h"
#include "../code/PathResolver.h"
#include "../data/Code.h"
#include "../data/Facts.h"
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace tether::facts {

/// What becomes of a task's handle, wherever it goes in the unit.
struct HandleFate {
  std::vector<AccessPath> Held;     ///< Every object that holds it.
  std::vector<const Event *> Joins; ///< Joins and waits, timed ones apart.
  std::vector<const Event *> TimedWaits;
  std::vector<const Event *> Detaches;
  const Event *Dropped = nullptr;  ///< The expression's value is unused.
  bool JoinedByDestructor = false; ///< By a holder's type.
  bool Escapes = false;            ///< To code that cannot be seen.
  bool Returned = false;           ///< To a caller.
  bool HeldByCaller = false;       ///< In an object that a caller owns.
  const Event *CutBy = nullptr;    ///< Only ways through this event count.
};

/// Where and how a task is cut loose.
struct Cut {
  const Event *At = nullptr; ///< The detach, or the dropped or dying handle.
  enum {
    Detached,
    Dies,
    Leaked,
    Dropped, ///< By the future of a pool that everybody shares.
    Lost,    ///< On some path, or in the next iteration of a loop.
  } How = Detached;
  const Stmt *Way = nullptr; ///< Lost: where that path leaves.
};

/// Where the means to wait for a task end, such that nobody can get at them.
struct Burial {
  enum Grave {
    StaticVariable, ///< That no other unit can name.
    Member,         ///< Nothing joins it.
    Dropped,
    OwnTask,    ///< Only the task itself has its handle.
    StaticPool, ///< What runs it is a static variable.
    Leak,       ///< An object that would join when it dies, and does not.
  } Where = Dropped;
  /// What happens to a task that still runs, when the process or the object
  /// ends.
  enum Fate { Nothing, Terminates, Waits, GoesOn } End = Nothing;
  const NamedDecl *Holder = nullptr; ///< The variable or member.
  const Body *In = nullptr;          ///< The function that hides it...
  clang::SourceLocation At;          ///< ... and the place.
};

enum class Settlement {
  Unsettled, ///< Nobody waits for the end of the task or watches for it.
  Settled,
  Unseen, ///< Somebody may, in code that cannot be seen.
};

/// When a closure runs, seen from where it is made; the worse comes later.
enum class Escape {
  No,      ///< Runs before the expression that it is given to returns, if ever.
  Unknown, ///< Goes to code that cannot be seen.
  Kept,    ///< Is kept by a library, to be run later.
  Handler, ///< Is registered as a request handler.
  Elsewhere, ///< Is the body of a task.
};

struct ClosureFate {
  Escape How = Escape::No;
  const Task *Started = nullptr; ///< For Elsewhere.
  const Event *At = nullptr;     ///< Where it is started, kept or registered.
};

/// Who has a closure when the statement that made it is over. `Slot` is where
/// it is put, as the code calls it that does so; a call in `Calls` leads from
/// each body to the next, the first in the body that makes the closure.
struct Keeper {
  enum {
    Stored,     ///< An object has it.
    Registered, ///< A library has it.
    Returned,   ///< The caller has it.
  } How = Stored;
  AccessPath Object; ///< Who keeps it, as the maker of the closure calls it.
  AccessPath Slot;
  std::vector<const Event *> Calls;
  const Body *In = nullptr;  ///< The body that puts it there...
  const Stmt *Put = nullptr; ///< ... and the statement.
  const Stmt *At = nullptr;  ///< The maker's statement that leads there.
  clang::SourceLocation Where;
};

/// Whose the object is that a reference parameter refers to.
enum class Referent {
  Callers,   ///< A caller has it, and may be taken to keep it.
  Unknown,   ///< It may be a temporary.
  Temporary, ///< Somebody is seen to give it a temporary.
};

/// A body that a task may run, and the place where it was chosen.
struct TaskBody {
  const Body *Code = nullptr; ///< Null if it cannot be seen.
  /// The function that is only declared; null if somebody hands it in.
  const FunctionDecl *Declared = nullptr;
  clang::SourceLocation Chosen;
  bool ChosenByCaller = false; ///< Spawned by a forwarder that was handed it.
  /// The call by which it was handed to a method of the object that keeps the
  /// handle, if one does.
  const Event *Start = nullptr;
  const Flow *Handed = nullptr; ///< By which the spawner was first handed it.
};

/// A body of a task that is cut loose.
struct LooseEnd {
  TaskBody Code; ///< Without code or function if nothing is known of it.
  Cut Where;
  Settlement End = Settlement::Unseen;
  /// Unsettled: a report that is waited for, but is not made on every path.
  const Event *Partial = nullptr;
};

/// The same class, or one derived from the other? Neither, if one is null.
bool isRelated(const CXXRecordDecl *A, const CXXRecordDecl *B);

/// True if the body calls a virtual method of its own object, and not one that
/// is named with its class.
bool callsOwnVirtual(const Event &Run);
/// True if it calls a virtual method of any object so.
bool callsByTable(const Event &Run);

class Index;
struct Mortals;
class Unit;

/// True if the body puts what its local smart pointer owns into something that
/// outlives the body, or returns it: `Buttons.push_back(std::move(Button));`.
bool passesOn(const Unit &Facts, const Body *B, const VarDecl *Pointer);

/// True if the destructor of objects of the type, which may be null, waits for
/// the tasks that they run.
bool joinsItsTasks(const model::Type *T);

/// True if a method that changes its object is defined elsewhere. To be
/// defaulted is to be defined, wherever that stands.
bool mayActUnseen(const CXXMethodDecl *M);

/// A way of calls from one body to another, in place.
struct CallChain {
  const Body *To = nullptr;
  std::vector<const Event *> Calls; ///< Outermost first.

  /// What the last of the bodies calls so, as the first does: the members of
  /// `this` are those of an object of its caller.
  AccessPath asCalled(AccessPath P) const;
};

class Unit {
public:
  static std::unique_ptr<Unit> of(std::unique_ptr<Code> From);
  ~Unit();

  const Code &code() const { return *From; }
  const ModelNames &names() const { return Names; }
  const Facts &all() const { return F; }
  PathResolver &paths() const { return Paths; }
  /// Where facts are found by what they belong to.
  const Index &index() const { return *Found; }
  /// What dies in the unit by what it is; see Endings.cpp.
  const Mortals &mortals() const;

  //===--- Objects --------------------------------------------------------===//

  /// All objects that the value at `P` may go into, `P` first.
  const std::vector<AccessPath> &reach(const AccessPath &P) const;
  /// All objects that the value at `P` may come from, `P` first.
  const std::vector<AccessPath> &origins(const AccessPath &P) const;
  /// True if both may name one object. Two objects of one class are kept apart
  /// where both are named variables or members.
  bool mayBeSame(const AccessPath &P, const AccessPath &Q) const;
  /// True if both objects, of one class of the program, come by parameter into
  /// different functions that nobody is seen to call: whoever does may hand
  /// them one object.
  bool mayBeHandedSame(const AccessPath &P, const AccessPath &Q) const;
  /// The model's type of the object, through pointers and containers.
  const model::Type *typeOf(const AccessPath &P) const;
  /// The class of the object, through pointers, or null.
  const CXXRecordDecl *recordOf(const AccessPath &P) const;
  /// True if the channel at `P`, of type `T`, has a finite bound: one is seen
  /// on this object, or the type cannot be made without one.
  bool isBounded(const AccessPath &P, const model::Type &T) const;
  /// True if an object of the class, which may be null, or of a base of it or a
  /// class derived from it, is given the loop of a thread of its own.
  bool hasOwnLoop(const CXXRecordDecl *R) const;
  /// True if nothing outside of this unit can get at the object.
  bool isPrivateToUnit(const AccessPath &P) const;

  //===--- Bodies ---------------------------------------------------------===//

  const Body *bodyOf(const FunctionDecl *F) const;
  /// The visible bodies that a callable may have.
  const std::vector<const Body *> &bodiesOf(const AccessPath &Callable) const;
  /// The visible bodies that a Run event may run: also the overrides of a
  /// virtual method that is called on the caller's own object, such as the
  /// `run()` of an in-house thread class.
  const std::vector<const Body *> &targetsOf(const Event &Run) const;
  /// `From` and every body that it may run in place, with the way to it.
  const std::vector<CallChain> &reachedFrom(const Body *From) const;
  /// True if `To` is among them.
  bool reaches(const Body *From, const Body *To) const;
  /// True if the event is a call that may run `To` in place.
  bool leadsTo(const Event &Call, const Body *To) const;
  /// What the body that `Calls` lead to calls `P`, as the one that they start
  /// from does; none for what only the function has.
  AccessPath calledBefore(const std::vector<const Event *> &Calls,
                          AccessPath P) const;
  /// The bodies that may run because the event hands a callable to code that
  /// cannot be seen, or that keeps it. Not those of tasks that are started or
  /// queued: these may never run.
  const std::vector<const Body *> &handedOnBy(const Event &E) const;
  /// The bodies that may run `B` in place: the functions that call it.
  const std::vector<std::pair<const Body *, const Event *>> &
  callersOf(const Body *B) const;
  /// True if what is thrown at `At`, a statement of `B`, is caught there or by
  /// all who call `B`.
  bool isCaught(const Body *B, const Stmt *At, unsigned Depth = 0) const;
  /// True if `B`, or every body that leads to it, is called by `main` or a test
  /// alone, and so ends with the process.
  bool onlyForMain(const Body *B) const;
  /// Something that the task uses and that dies when `main`, or a function
  /// that only it calls, returns: a local variable of that, or a variable with
  /// static storage and a destructor. Null if there is nothing of the kind.
  const VarDecl *diesWithMain(const Task &T, const TaskBody &Code) const;
  /// True if `B` is the body of a test, or is called by one.
  bool calledByTest(const Body *B) const;
  /// The bodies of the methods that override the function.
  std::vector<const Body *> overridersOf(const FunctionDecl *F) const;
  /// The flows by the statements of the body.
  const std::vector<const Flow *> &flowsIn(const Body *B) const;
  /// The flows from the object or a part of it.
  std::vector<const Flow *> flowsFrom(const AccessPath &P) const;
  const ControlFlow &flow(const Body *B) const;
  /// True if `B`, on every path to its end, does something that `Matches`,
  /// itself or by what it calls.
  template <typename Predicate>
  bool must(const Body *B, Predicate Matches) const;
  /// The statements of `B` at which it or what it calls must do so.
  template <typename Predicate>
  ControlFlow::Statements mustAt(const Body *B, Predicate Matches) const;

  //===--- Tasks ----------------------------------------------------------===//

  const HandleFate &fateOf(const Task &T) const;
  /// What runs the task: the pool, group or loop that it is given to, and those
  /// that this, or what the task is for, was made with: `strand(loop)`,
  /// `timer(loop)`, `socket(loop)`.
  std::vector<AccessPath> runnersOf(const Task &T) const;
  /// True if the code names the calling thread.
  bool namesItself(const Stmt *Code) const;
  /// The bodies that can be seen.
  std::vector<TaskBody> bodiesOf(const Task &T) const;
  /// Also a function that is only declared, and, if there is no other, a
  /// callable that a caller hands in whom nobody has seen.
  std::vector<TaskBody> entriesOf(const Task &T) const;
  /// Where the task is cut loose, and what is known of its end then; empty if
  /// it is not, or if the cut is the last thing left to do.
  std::vector<LooseEnd> looseEndsOf(const Task &T,
                                    const HandleFate &Fate) const;
  /// Does anybody wait for the end of `Code` when `T` runs it? If nobody does
  /// on every path, `Partial` is a report that is waited for on some.
  Settlement settlementOf(const Task &T, const Body *Code,
                          const HandleFate &Fate,
                          const Event **Partial = nullptr) const;
  /// Where the task is hidden, if nobody was seen to wait for it.
  std::vector<Burial> burialsOf(const Task &T, const HandleFate &Fate) const;
  /// What counts as a report of the task that somebody waits for.
  enum class Report {
    End,     ///< A signal, or a change that somebody polls.
    Message, ///< Also a message that somebody receives.
  };
  /// The statements of `B` at which the task is waited for: by `B`, by what it
  /// calls, or by a wait for what the task reports. `Handed`: a closure that
  /// the task is known to run, however it gets there.
  ControlFlow::Statements waitsIn(const Body *B, const Task &T,
                                  const HandleFate &Fate, Report Counts,
                                  const Body *Handed = nullptr) const;
  /// True if the task that `Start` (a statement of `B`) starts is over before
  /// that iteration of `Loop` is, on every path. The loop may be around a
  /// closure that is run in place and has `B` as its code.
  bool isOverInIteration(const Task &T, const Body *B, const Stmt *Start,
                         const Stmt *Loop) const;
  /// True if the task that `Start` (a statement of `B`) starts may still run
  /// when `V` dies, a variable of `B` or of a function around it that runs `B`
  /// in place: on some path nothing that can be seen has waited for it. False
  /// for tasks that are cut loose and that nobody waits for.
  bool mayOutlive(const Task &T, const Body *B, const Stmt *Start,
                  const VarDecl *V, const Body *Handed = nullptr) const;
  /// True if one of `Changes`, statements in `Loop`, may happen while the task
  /// still runs.
  bool mayMeet(const Task &T, const Body *B, const Stmt *Start,
               const ControlFlow::Statements &Changes) const;
  /// The task whose body `B` is, or whose body runs `B` in place; or null.
  const Task *taskRunning(const Body *B) const;
  /// True if the body ends the process on every path.
  bool endsProcess(const Body *B) const;
  /// True if the body has no end that can be reached.
  bool isEndless(const Body *B, unsigned Depth = 0) const;

  /// The statements of `B`, where the task is started, that see to its handle:
  /// that join it, detach it, hand it on, or decide whether to. None if
  /// something else may do so, at a time that is not known.
  std::optional<ControlFlow::Statements>
  disposalsOf(const Task &T, const HandleFate &Fate, const Body *B) const;

  //===--- Closures and handlers ------------------------------------------===//

  ClosureFate fateOf(const Closure &K) const;
  /// Every way in which the closure gets out of the expression that makes it,
  /// also inside of another closure that has copied it.
  std::vector<ClosureFate> escapesOf(const Closure &K) const;
  /// Everything that may hold the closure, or a closure that has copied it.
  const std::vector<AccessPath> &heldBy(const Closure &K) const;
  /// Who is seen to keep the closure when the statement that makes it is over.
  std::vector<Keeper> keepersOf(const Closure &K) const;
  /// True if the closure may be kept, and called, when `V` dies: a variable of
  /// its maker, or of a function around that which runs the maker in place.
  bool mayBeKept(const Closure &K, const Keeper &By, const VarDecl *V) const;
  /// True if values of the type are often made where a reference to one is
  /// expected, because they can be made of something else without a word.
  bool invitesTemporaries(QualType T) const;
  /// Whose the referent of a reference parameter of `B` is.
  Referent referentOf(const Body *B, const ParmVarDecl *P) const;
  /// True if the lambda is a coroutine that is called as a temporary, and the
  /// coroutine may go on when that is gone: at `Where`, started by `Since`.
  bool outlivesItsLambda(const Closure &K, const Event *&Since,
                         clang::SourceLocation &Where) const;
  /// The statements of the closure's maker by which it gets there.
  std::vector<const Stmt *> handoversOf(const Closure &K,
                                        const ClosureFate &Fate) const;
  /// True if the body is that of a closure that runs before the expression is
  /// over that makes it, and not elsewhere.
  bool runsInPlace(const Body *B) const;
  /// The closure whose body it is, or null.
  const Closure *closureOf(const Body *B) const;
  /// True if an object that outlives that iteration of `Loop` keeps the
  /// closure, and nothing runs it before the iteration is over.
  bool isKeptBeyondIteration(const Closure &K, const Stmt *Loop) const;
  /// True if a library may have the closure when that iteration of `Loop`, to
  /// which `V` belongs, is over.
  bool isRegisteredBeyond(const Closure &K, const Stmt *Loop,
                          const VarDecl *V) const;
  /// The loops of the functions around that the closure is made in, inner
  /// first: also those around a closure that is run in place and makes it.
  std::vector<const Stmt *> loopsAround(const Closure &K) const;
  /// Statements in `Loop` that give `V`, a value that is declared in `B` before
  /// the loop, another one, so that each iteration has its own at `Start`. None
  /// if `Reader`, the code of a closure that refers to it, changes it too, or
  /// if both are careful. `HeaderOnly`: without what the loop's body does.
  ControlFlow::Statements changesIn(const Body *B, const Stmt *Loop,
                                    const VarDecl *V, const Stmt *Start,
                                    const Stmt *Reader, bool HeaderOnly) const;
  /// The same for a variable that the task is given by reference.
  ControlFlow::Statements changesIn(const Task &T, const Stmt *Loop,
                                    const VarDecl *V) const;
  /// The loop around the closure, but not around `V`, which it refers to, in
  /// which each iteration gives `V` another value; or null. `Changes` are the
  /// statements that do, `Start` is the one among them that makes the closure.
  const Stmt *changingLoop(const Closure &K, const VarDecl *V, bool HeaderOnly,
                           ControlFlow::Statements &Changes,
                           const Stmt *&Start) const;
  /// True if a server framework calls `B` per request or connection, because it
  /// was registered (`Registration`) or by what it is declared as (`Entry`).
  bool isHandler(const Body *B, const Event *&Registration,
                 const model::Handler *&Entry) const;

  /// How `B` is taken for one by its name alone, or null.
  const model::Handler *handlerByName(const Body *B) const;

  //===--- Declarations ---------------------------------------------------===//

  /// The loop that the variable belongs to one iteration of, or null.
  const Stmt *loopOf(const VarDecl *V) const;
  /// True if every non-const method of the class is defined in this unit.
  bool allMethodsVisible(const CXXRecordDecl *R) const;

private:
  friend class Index;

  explicit Unit(std::unique_ptr<Code> From);
  void complete();
  HandleFate findFateOf(const Task &T) const;
  const CXXRecordDecl *waitsWhenItDies(const HandleFate &Fate,
                                       bool &Stops) const;
  bool startsTask(const CXXConstructExpr *Made,
                  const std::vector<AccessPath> &Names, const Task &T) const;
  bool registersItself(const CXXRecordDecl *R) const;
  void addLeaks(const Task &T, const HandleFate &Fate,
                std::vector<Burial> &Result) const;
  void addLeaks(const Flow &Made, const std::vector<AccessPath> &Held,
                bool Stops, std::vector<Burial> &Result) const;
  bool isOwned(QualType T) const;
  bool isBehindRawPointer(QualType T) const;
  bool isStoppedByHandle(const Task &T) const;
  bool isInOwnTask(const Task &T, const HandleFate &Fate) const;
  Burial::Fate endOf(const Task &T, const AccessPath &Holder) const;
  std::optional<Burial> burialOfHandle(const Task &T,
                                       const HandleFate &Fate) const;
  const VarDecl *singletonOf(const NamedDecl *Member) const;
  const VarDecl *staticPoolOf(const Task &T) const;
  std::optional<Burial> burialInPool(const Task &T,
                                     const HandleFate &Fate) const;
  void pollAnswers(Body &B);
  void addTests(const AccessPath &P);
  void believeAssertions();
  void judgeConventions();
  void addOverriders(const FunctionDecl *F,
                     std::vector<const Body *> &Result) const;
  const Body *codeOf(const AccessPath &Origin) const;
  bool isTrampoline(const Event &Run) const;
  const std::vector<const Body *> &overridesOn(const Event &Run) const;
  void addChoice(const Task &T, const AccessPath &Callable,
                 TaskBody &Entry) const;
  bool signals(const Task &T, const AccessPath &P) const;
  /// Does what holds the task's handle wait for it when it dies?
  bool joinsWhenItDies(const AccessPath &Holder, const Task &T) const;
  bool waitsForItself(const CXXRecordDecl *R) const;
  bool runsForMaker(const Closure &K, const Event &Run) const;
  bool comesFromMaker(const Closure &K, const ParmVarDecl *P,
                      unsigned Depth) const;
  void addKeepers(const Closure &K, const Body *B,
                  const std::vector<const Event *> &Calls,
                  std::vector<Keeper> &Result) const;
  bool canKeep(QualType T) const;
  bool isOverBefore(const Closure &K, const Task *Runner,
                    const VarDecl *V) const;
  bool runsOnlyFor(const Closure &K, const Keeper &By, const VarDecl *V) const;
  bool isRunBehindScope(const Closure &K, const Keeper &By,
                        const VarDecl *V) const;
  /// The places at which the task is cut loose; empty if it is not, or if the
  /// cut is the last thing left to do.
  std::vector<Cut> cutsOf(const Task &T, const HandleFate &Fate) const;
  /// The fate of the handle on the ways that lead through the cut: a join on
  /// another branch, and a destructor that finds nothing to join any more, do
  /// not count.
  HandleFate behind(const HandleFate &Fate, const Cut &Where) const;
  /// The fate of the handle in the object that the body was started on: what
  /// other objects of its class do is left out where the object is known.
  HandleFate inObject(const HandleFate &Fate, const TaskBody &Code) const;
  /// True if the cut may happen to the task when it has that body.
  bool concerns(const Cut &Where, const TaskBody &Code) const;
  bool isUnowned(const Task &T, const HandleFate &Fate) const;
  bool isRunBehind(const AccessPath &Loop, const Body *B, const Stmt *Start,
                   const VarDecl *V) const;
  bool isEndedHere(const AccessPath &Member) const;
  bool isCalledOnlyHere(const Body *B) const;
  bool isCalledBackBy(const Body *B,
                      const std::vector<AccessPath> &Objects) const;
  bool leavesScope(const Body *B, const Stmt *Start, const VarDecl *V,
                   const ControlFlow::Statements &Over) const;
  /// Adds the statements of `B` behind `At` at which the keeper loses the
  /// closure, or has been waited for. False if it does when `B` ends.
  bool addReleases(const Closure &K, const Keeper &By, const Body *B,
                   const Stmt *At, const AccessPath &Object, const VarDecl *V,
                   ControlFlow::Statements &Result) const;
  bool isTest(const Body *B) const;
  bool cannotEnd(const Body *B, unsigned Depth) const;
  bool isOpaque(const AccessPath &P) const;
  bool isCounted(const Task &T, const Body *Code,
                 const std::set<const Body *> &InTask) const;
  bool isHandedOut(const AccessPath &P) const;
  /// Who waits for something or polls it outside of a task, and who takes one
  /// look at a flag.
  struct Watchers {
    std::vector<const Event *> Waiters, Looks;
  };
  Watchers watchersOf(const Task &T, const HandleFate &Fate,
                      const std::set<const Body *> &InTask) const;
  bool looksAtFlag(const Event &E) const;
  bool meetsAny(const AccessPath &P, llvm::ArrayRef<const Event *> Any) const;
  bool tells(const Event &E, const AccessPath &P, const Event &Waiter) const;
  bool countsItself(const Event &E,
                    const std::vector<CallChain> &Reached) const;
  /// What a task does that tells its waiters something, and whether it hands
  /// what they wait for to code that cannot be seen.
  struct Telling {
    std::vector<const Event *> Reports;
    bool HandsOn = false;
  };
  Telling tellingOf(const std::vector<CallChain> &Reached,
                    const std::set<const Body *> &InTask,
                    llvm::ArrayRef<const Event *> Waiters) const;
  bool reportsAlways(const Body *Code,
                     llvm::ArrayRef<const Event *> Reports) const;
  bool reportsElsewhere(const Body *Code) const;
  bool holdsWaitable(const CXXRecordDecl *R, unsigned Depth = 0) const;
  bool mayWaitUnseen(const CXXRecordDecl *R,
                     const std::vector<CallChain> &Reached) const;
  bool mayTellSpawner(const Task &T, const Body *Code,
                      const std::vector<CallChain> &Reached) const;
  bool isAskedLater(const Task &T, const AccessPath &P) const;
  Settlement settlementOfUnseen(const Task &T, const HandleFate &Fate) const;
  /// True if whoever is handed `P` may get to `Q`: it is the same object, a
  /// part of it, was put into it, or `P` was made of a pointer to it.
  bool mayLeadTo(const AccessPath &P, const AccessPath &Q) const;
  struct HeldValue {
    AccessPath Path;
    QualType Type;
  };
  /// What dies with the task, when `Code` is its body or run by it: the values
  /// that the task was given, and those that a closure holds.
  std::vector<HeldValue> valuesOf(const Task &T, const Body *Code) const;
  /// True if what dies with the task has a share in the pointee of `P`.
  bool isTokenOf(const Task &T, const Body *Code, const AccessPath &P) const;
  /// The classes of what dies with the task, and of its members.
  /// `Alone`: without what it shares with others.
  std::vector<const CXXRecordDecl *> ownedBy(const Task &T, const Body *Code,
                                             bool Alone) const;
  /// The destructors and deleters of all that.
  std::vector<const Body *> endingsOf(const Task &T, const Body *Code) const;
  /// True if it owns, alone, what has a destructor that cannot be seen.
  bool endsUnseen(const Task &T, const Body *Code) const;
  /// The same for all that `Start` hands to the task.
  bool endsUnseen(const Task &T, const Stmt *Start) const;
  /// What the destructor, or what it calls, does to other objects that somebody
  /// may wait for.
  std::vector<const Event *> reportsOf(const Body *Destructor) const;
  /// What the task may tell somebody when it runs `Code`: by what is done there
  /// itself, and by what dies with the task.
  std::vector<const Event *> reportsBy(const Task &T, const Body *Code) const;
  /// True if the method may be called on that object.
  bool runsOn(const Body *Method, const AccessPath &Object,
              unsigned Depth = 0) const;
  /// True if all that is done to the object is seen.
  bool isKnownThroughout(const AccessPath &Object) const;
  /// Follows the flows of values; `Fields` also leads from a field of one
  /// object to the same field of an object that may be the same.
  std::vector<AccessPath> closure(const AccessPath &P, bool Forward,
                                  bool Fields) const;
  /// The named objects that the value at `P` may be, `P` first.
  const std::vector<AccessPath> &sources(const AccessPath &P) const;
  /// Which objects a path may name, as what two such sets have in common: the
  /// paths themselves, and the last fields of those that may be any object's.
  struct Identity {
    std::vector<unsigned> Exact; ///< Numbers of paths, sorted as the others.
    std::vector<const FieldDecl *> Fields, Loose;
  };
  const Identity &identityOf(const AccessPath &P) const;
  /// The answers to one question of `must`, by body and depth of calls.
  using MustAnswers = std::map<std::pair<const Body *, unsigned>, bool>;
  template <typename Predicate>
  bool must(const Body *B, const Predicate &Matches, unsigned Depth,
            MustAnswers &Known) const;
  template <typename Predicate>
  ControlFlow::Statements mustAt(const Body *B, const Predicate &Matches,
                                 unsigned Depth, MustAnswers &Known) const;

  std::unique_ptr<Code> From;
  const ModelNames Names;
  mutable PathResolver Paths;
  Facts F;

  using RootKey = std::pair<AccessPath::Root, const void *>;
  std::map<RootKey, std::vector<const Flow *>> FlowsFrom, FlowsTo;
  std::map<const FieldDecl *, std::vector<AccessPath>> PathsByField;
  std::map<const Body *, std::vector<const Flow *>> FlowsIn;
  std::unique_ptr<Index> Found;
  /// The closures that copy the object at a path.
  std::map<AccessPath, std::vector<const Closure *>> CopiedBy;
  std::map<const LambdaExpr *, const Body *> CodeOf;
  std::map<const Body *, const Closure *> ClosureOf;
  std::map<const FunctionDecl *, std::vector<const Body *>> Overriders;
  std::map<const Body *, const Task *> RunBy;
  std::map<const Body *, const Event *> Registered;
  std::set<const Body *> Tests;
  /// A body of a task that waits for something: the waits, and where it makes
  /// them or calls the code that does.
  struct WaitingTask {
    const Task *Started;
    const Body *Code;
    std::vector<std::pair<const Event *, const Stmt *>> Waits;
  };
  std::vector<WaitingTask> WaitingTasks;
  /// Overrides that somebody unseen calls, taken for handlers by their names.
  std::map<const Body *, const model::Handler *> Conventional;
  std::map<const Body *, std::vector<std::pair<const Body *, const Event *>>>
      Callers;
  const std::vector<const Body *> NoBodies;
  const std::vector<const Flow *> NoFlows;
  const std::vector<std::pair<const Body *, const Event *>> NoCallers;

  // Answers that were given before. The maps keep references to them valid.
  template <typename T>
  using ByPath = std::unordered_map<AccessPath, T, AccessPath::Hash>;
  mutable ByPath<std::vector<AccessPath>> Reach, Origins, Sources;
  mutable ByPath<Identity> Identities;
  mutable ByPath<unsigned> Numbers;
  mutable ByPath<std::vector<const Body *>> Codes, OwnCodes, HandedOn,
      Destroyed;
  mutable std::map<std::pair<const FunctionDecl *, AccessPath>,
                   std::vector<const Body *>>
      Overrides;
  mutable std::unordered_map<const Body *, std::vector<CallChain>> Reached;
  mutable std::map<std::pair<const Body *, unsigned>, bool> Endless;
  mutable std::map<const Body *, bool> EndsProcess;
  mutable std::map<const Body *, std::unique_ptr<ControlFlow>> Graphs;
  mutable std::map<const Closure *, std::vector<AccessPath>> HeldBy;
  mutable std::unordered_map<const Task *, HandleFate> Fates;
  mutable std::shared_ptr<const Mortals> Dying;
  mutable std::set<const Body *> AskedInPlace;
};

template <typename Predicate>
ControlFlow::Statements Unit::mustAt(const Body *B, const Predicate &Matches,
                                     unsigned Depth, MustAnswers &Known) const {
  ControlFlow::Statements Result;
  for (const Event &E : B->Events) {
    if (Matches(E)) {
      Result.insert(E.Whether ? E.Whether : E.At);
    } else if (E.Kind == EventKind::Run && Depth < 6) {
      const std::vector<const Body *> &Targets = targetsOf(E);
      if (!Targets.empty() && llvm::all_of(Targets, [&](const Body *Target) {
            return Target != B && must(Target, Matches, Depth + 1, Known);
          }))
        Result.insert(E.Whether ? E.Whether : E.At);
    }
  }
  return Result;
}

template <typename Predicate>
bool Unit::must(const Body *B, const Predicate &Matches, unsigned Depth,
                MustAnswers &Known) const {
  if (auto It = Known.find({B, Depth}); It != Known.end())
    return It->second;
  ControlFlow::Statements Targets = mustAt(B, Matches, Depth, Known);
  return Known[{B, Depth}] = !Targets.empty() && flow(B).mustMeet(Targets);
}

template <typename Predicate>
ControlFlow::Statements Unit::mustAt(const Body *B, Predicate Matches) const {
  MustAnswers Known;
  return mustAt(B, Matches, 0, Known);
}

template <typename Predicate>
bool Unit::must(const Body *B, Predicate Matches) const {
  MustAnswers Known;
  return must(B, Matches, 0, Known);
}

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_UNIT_H
