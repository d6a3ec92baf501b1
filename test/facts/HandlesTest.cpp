//===- HandlesTest.cpp - What is done to the handle of a task -------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/facts/ask/Handles.h"
#include "Snippet.h"
#include "checks/facts/ask/LocalHandles.h"
#include "checks/facts/code/Syntax.h"
#include <set>

namespace tether::facts {
namespace {

//===----------------------------------------------------------------------===//
// Uses
//===----------------------------------------------------------------------===//

const ValueDecl *namedBy(const Stmt *S) {
  if (const auto *R = dyn_cast<DeclRefExpr>(S))
    return R->getDecl();
  const auto *M = dyn_cast<MemberExpr>(S);
  return M ? M->getMemberDecl() : nullptr;
}

/// What is done with each variable or member that is called `Used`.
Lines uses(const Snippet &S) {
  static constexpr StringRef Words[] = {"harmless", "assigned", "object",
                                        "handed"};
  Lines Result;
  std::set<const ValueDecl *> Objects;
  auto Add = [&](const ValueDecl *D) {
    if (D && D->getName() == "Used")
      Objects.insert(D);
  };
  for (const auto &B : S.Prog->facts().Bodies)
    for (const Stmt *Part : partsOf(B->Code)) {
      Add(namedBy(Part));
      if (const auto *D = dyn_cast<DeclStmt>(Part))
        for (const VarDecl *V : D->decls())
          Add(V);
    }
  // What a coroutine returns is in its code twice.
  std::set<SourceLocation> Seen;
  for (const auto &B : S.Prog->facts().Bodies)
    for (const ValueDecl *D : Objects)
      for (const Use &U : usesOf(*S.Prog, B->Code, D))
        if (Seen.insert(U.At->getExprLoc()).second)
          S.note(Result, U.At->getExprLoc(), Words[U.How]);
  return Result;
}

TEST(Uses, OfAThreadAreItsMethodsAndWhatItIsGivenTo) {
  Snippet S(R"cpp(
#include <thread>
#include <utility>
void work();
void take(std::thread);
void look(const std::thread &);
void inspect(std::thread *);
void asks(std::thread &Used) {
  (void)Used.get_id();                       //= harmless
  (void)Used.native_handle();                //= harmless
  if (Used.get_id() == std::this_thread::get_id()) //= harmless
    return;
}
void calls() {
  std::thread Used(work);
  if (Used.joinable())                       //= object
    Used.join();                             //= object
  (&Used)->join();                           //= handed
}
void detaches() {
  std::thread Used(work);
  Used.detach();                             //= object
}
void assigns() {
  std::thread Used;
  Used = std::thread(work);                  //= assigned
  (Used) = std::thread(work);                //= assigned
  std::thread Other;
  Other = std::move(Used);                   //= handed
  Other.swap(Used);                          //= handed
  Used.swap(Other);                          //= object
  std::swap(Used, Other);                    //= handed
}
void gives() {
  std::thread Used(work);
  look(Used);                                //= handed
  inspect(&Used);                            //= handed
  std::thread &Name = Used;                  //= handed
  std::thread *Address = &Used;              //= handed
  take(std::move(Used));                     //= handed
  Name.join();
  Address->join();
}
void nothing() {
  std::thread Used(work);
  (void)Used;                                //= harmless
  Used;                                      //= harmless
}
std::thread returned() {
  std::thread Used(work);
  return Used;                               //= handed
}
std::thread moved() {
  std::thread Used(work);
  return std::move(Used);                    //= handed
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(uses(S), S.expected());
}

TEST(Uses, OfAContainerArePutInAndTakenOut) {
  Snippet S(R"cpp(
#include <array>
#include <map>
#include <optional>
#include <thread>
#include <vector>
void work();
void takeAll(std::vector<std::thread> &);
void puts(std::thread Other) {
  std::vector<std::thread> Used;
  Used.push_back(std::thread(work));         //= harmless
  Used.emplace_back(work);                   //= harmless
  Used.push_back(std::move(Other));          //= harmless
  Used[0].join();                            //= object
  Used.front().join();                       //= object
  Used.back() = std::thread(work);           //= assigned
  Used.at(1) = std::thread(work);            //= assigned
  for (auto &T : Used)                       //= handed
    T.join();
  for (unsigned I = 0; I < Used.size(); ++I) //= object
    Used[I].detach();                        //= object
  Used.clear();                              //= object
  takeAll(Used);                             //= handed
}
void asksElement() {
  std::vector<std::thread> Used;
  (void)Used[0].get_id();                    //= harmless
  (void)Used.front().native_handle();        //= harmless
}
void array() {
  std::thread Used[2];
  Used[0] = std::thread(work);               //= assigned
  Used[1].join();                            //= object
  (void)Used[0].get_id();                    //= harmless
  std::array<std::thread, 2> Other;
  Other[0] = std::move(Used[1]);             //= handed
}
void byKey() {
  std::map<int, std::thread> Used;
  Used[1] = std::thread(work);               //= assigned
  Used.emplace(2, std::thread(work));        //= harmless
  Used.at(1).join();                         //= object
  Used.erase(1);                             //= object
}
void maybe() {
  std::optional<std::thread> Used;
  Used.emplace(work);                        //= harmless
  Used->join();                              //= object
  (*Used).join();                            //= object
  Used.reset();                              //= object
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(uses(S), S.expected());
}

TEST(Uses, OfAPointerAreThoseOfItsObject) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
void work();
void take(std::unique_ptr<std::thread>);
void inspect(std::thread *);
void owns() {
  auto Used = std::make_unique<std::thread>(work);
  (void)Used->get_id();                      //= harmless
  (void)(*Used).get_id();                    //= harmless
  *Used = std::thread(work);                 //= assigned
  Used->join();                              //= object
  (*Used).join();                            //= object
  Used.get()->join();                        //= object
  inspect(Used.get());                       //= handed
  Used = nullptr;                            //= assigned
  Used = std::make_unique<std::thread>(work); //= assigned
  Used.release();                            //= object
  take(std::move(Used));                     //= handed
}
void raw() {
  std::thread *Used;
  Used = new std::thread(work);              //= assigned
  *Used = std::thread(work);                 //= assigned
  (void)Used->get_id();                      //= harmless
  Used->join();                              //= object
  (*Used).join();                            //= object
  std::thread *Other;
  Other = Used;                              //= handed
  inspect(Used);                             //= handed
  std::thread **Address = &Used;             //= handed
  ++Used;                                    //= handed
  delete Used;                               //= handed
  inspect(*Address);
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(uses(S), S.expected());
}

TEST(Uses, InAClosureAreTheClosures) {
  Snippet S(R"cpp(
#include <functional>
#include <thread>
#include <utility>
void work();
void later(std::function<void()>);
void refers() {
  std::thread Used(work);
  auto Join = [&Used] {                      //= handed
    Used.join();                             //= object
  };
  Join();
}
void implicitly() {
  std::thread Used(work);
  later([&] {                                //= handed
    if (Used.joinable())                     //= object
      Used.join();                           //= object
  });
}
void carries() {
  std::thread Used(work);
  auto Join = [T = std::move(Used)]() mutable { //= handed
    T.join();
  };
  Join();
}
struct Server {
  std::thread Used;
  void start() {
    Used = std::thread([this] { run(); });   //= assigned
  }
  void stop() {
    if (this->Used.joinable())               //= object
      Used.join();                           //= object
  }
  void runLater() {
    later([this] { Used.join(); });          //= object
  }
  void run();
};
void stops(Server &S, Server *P) {
  S.Used.join();                             //= object
  P->Used.detach();                          //= object
  (void)S.Used.get_id();                     //= harmless
  std::thread Other = std::move(P->Used);    //= handed
  Other.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(uses(S), S.expected());
}

TEST(Uses, ThatStartOrStopATaskAreHarmless) {
  Snippet S(R"cpp(
#include <thread>
class QThread {
public:
  virtual ~QThread();
  void start();
  bool wait();
  void quit();
  void requestInterruption();
  bool isRunning() const;
};
class Worker : public QThread {
public:
  void configure(int);
};
void qt() {
  Worker Used;
  Used.start();                              //= harmless
  Used.quit();                               //= harmless
  Used.requestInterruption();                //= harmless
  Used.configure(1);                         //= object
  Used.wait();                               //= object
}
void std_() {
  std::jthread Used([](std::stop_token) {});
  Used.request_stop();                       //= harmless
  Used.join();                               //= object
}
struct Guard {
  void operator()();
  Guard &operator+=(int);
  void close();
};
bool operator==(const Guard &, const Guard &);
void own(Guard &Used, Guard &Other) {
  Used();                                    //= object
  Used += 1;                                 //= object
  Used.close();                              //= object
  Other = Used;                              //= handed
  if (Other == Used)                         //= handed
    return;
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(uses(S), S.expected());
}

TEST(Uses, OfACoroutineAreReturnedToo) {
  Snippet S(R"cpp(
#include <coroutine>
#include <thread>
void work();
struct Made {
  struct promise_type {
    Made get_return_object();
    std::suspend_never initial_suspend();
    std::suspend_never final_suspend() noexcept;
    void return_value(std::thread);
    void unhandled_exception();
  };
};
Made makes() {
  std::thread Used(work);
  co_return std::move(Used);                 //= handed
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(uses(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Handles that must not die joinable
//===----------------------------------------------------------------------===//

/// Does the value of a local variable end the process if it dies joinable?
Lines terminating(const Snippet &S) {
  Lines Result;
  for (const auto &B : S.Prog->facts().Bodies)
    for (const Stmt *Part : partsOf(B->Code))
      if (const auto *D = dyn_cast<DeclStmt>(Part))
        for (const VarDecl *V : D->decls())
          S.note(Result, V->getLocation(),
                 terminatesJoinable(*S.Prog, V->getType()) ? "yes" : "no");
  return Result;
}

TEST(Handles, EndTheProcessAloneOrInWhatOwnsThem) {
  Snippet S(R"cpp(
#include <array>
#include <deque>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <pthread.h>
#include <thread>
#include <vector>
struct Holder { std::thread T; };
using Worker = std::thread;
void f() {
  std::thread Plain; //= yes
  const std::thread Constant; //= yes
  Worker Alias; //= yes
  std::thread Array[4]; //= yes
  std::thread Matrix[2][2]; //= yes
  std::vector<std::thread> Vector; //= yes
  std::deque<std::thread> Deque; //= yes
  std::list<std::thread> List; //= yes
  std::array<std::thread, 2> Fixed; //= yes
  std::map<int, std::thread> Map; //= yes
  std::optional<std::thread> Maybe; //= yes
  std::unique_ptr<std::thread> Unique; //= yes
  std::shared_ptr<std::thread> Shared; //= yes
  std::vector<std::unique_ptr<std::thread>> Owned; //= yes
  std::map<int, std::vector<std::thread>> ByKey; //= yes
}
void g(std::thread &Given) {
  std::thread &Name = Given; //= no
  std::thread *Pointer = &Given; //= no
  std::thread *Pointers[2]; //= no
  std::vector<std::thread *> Addresses; //= no
  std::jthread Joins; //= no
  std::vector<std::jthread> Join; //= no
  std::future<int> Future; //= no
  pthread_t Raw; //= no
  int Number; //= no
  std::vector<int> Numbers; //= no
  std::unique_ptr<Holder> Other; //= no
  std::map<std::thread::id, int> Ids; //= no
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(terminating(S), S.expected());
}

/// Must the task be joined before its handle dies?
Lines joined(const Snippet &S) {
  Lines Result;
  for (const auto &T : S.Prog->facts().Tasks)
    S.note(Result, T->Spawn->getExprLoc(),
           mustBeJoined(*S.Prog, *T) ? "must" : "may die");
  return Result;
}

TEST(Handles, MustBeJoinedWhereTheirTaskIsStartedAtOnce) {
  Snippet S(R"cpp(
#include <future>
#include <memory>
#include <pthread.h>
#include <thread>
#include <vector>
void work();
void *cwork(void *);
class QThread {
public:
  virtual ~QThread();
  void start();
  virtual void run();
};
class Worker : public QThread {
  void run() override;
};
void f(Worker &W, std::vector<std::thread> &All) {
  std::thread Plain(work); //= must
  Plain = std::thread(work); //= must
  All.emplace_back(work); //= must
  auto Owned = std::make_unique<std::thread>(work); //= must
  auto *Raw = new std::thread(work); //= must
  std::jthread Joins(work); //= may die
  auto Future = std::async(work); //= may die
  pthread_t Number;
  pthread_create(&Number, nullptr, cwork, nullptr); //= may die
  W.start(); //= may die
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(joined(S), S.expected());
}

/// The local variable that each task is put into, how, and from which line on
/// its block goes.
Lines locals(const Snippet &S) {
  Lines Result;
  const SourceManager &Sources = S.AST->getSourceManager();
  for (const auto &T : S.Prog->facts().Tasks) {
    LocalHandle H = localHandleOf(*S.Prog, *T);
    if (!H.Variable) {
      S.note(Result, T->Spawn->getExprLoc(), "none");
      continue;
    }
    StringRef Put = isa<DeclStmt>(H.Put)              ? " declared"
                    : isa<CXXOperatorCallExpr>(H.Put) ? " assigned"
                    : isa<CXXMemberCallExpr>(H.Put)   ? " inserted"
                                                      : " put";
    S.note(Result, T->Spawn->getExprLoc(),
           (H.Variable->getName() + Put + " from " +
            llvm::Twine(Sources.getSpellingLineNumber(H.Scope->getBeginLoc())))
               .str());
  }
  return Result;
}

TEST(LocalHandles, AreVariablesOfTheSpawner) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
#include <vector>
void work();
void take(std::thread);
std::thread Global;
void declared() {
  std::thread Plain(work); //= Plain declared from 8
  auto Copy = std::thread(work); //= Copy declared from 8
  std::thread Braces{work}; //= Braces declared from 8
  auto Owned = std::make_unique<std::thread>(work); //= Owned declared from 8
  Plain.join(); Copy.join(); Braces.join(); Owned->join();
}
void assigned(bool Two) {
  std::thread T;
  if (Two) {
    std::thread Inner;
    Inner = std::thread(work); //= Inner assigned from 17
    Inner.join();
  }
  T = std::thread(work); //= T assigned from 15
  T.join();
}
void inserted(int N) {
  std::vector<std::thread> All;
  for (int I = 0; I < N; ++I) {
    All.push_back(std::thread(work)); //= All inserted from 25
    All.emplace_back(work); //= All inserted from 25
    std::thread Mine(work); //= Mine declared from 27
    Mine.join();
  }
  for (auto &T : All)
    T.join();
}
struct Pool {
  std::thread Member;
  void start() {
    Member = std::thread(work); //= none
  }
};
void elsewhere(std::thread &Given, std::vector<std::thread> &All) {
  static std::thread Kept(work); //= none
  Global = std::thread(work); //= none
  Given = std::thread(work); //= none
  All.emplace_back(work); //= none
  take(std::thread(work)); //= none
  std::thread *Pointer = new std::thread(work); //= none
  std::thread &&Name = std::thread(work); //= none
  Pointer->join();
  Name.join();
}
std::thread returned() {
  return std::thread(work); //= none
}
void inClosure() {
  std::thread T;
  auto Start = [&] { T = std::thread(work); }; //= none
  Start();
  T.join();
  auto Own = [] {
    std::thread Mine(work); //= Mine declared from 61
    Mine.join();
  };
  Own();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(locals(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Losses
//===----------------------------------------------------------------------===//

/// Where a local handle is lost; "safe" behind a task whose handle is not.
Lines losses(const Snippet &S) {
  static constexpr StringRef Words[] = {"dies", "left", "thrown", "caught",
                                        "overwritten"};
  Lines Result;
  for (const auto &T : S.Prog->facts().Tasks) {
    LocalHandle H = localHandleOf(*S.Prog, *T);
    if (!H.Variable)
      continue;
    std::vector<Loss> Losses = lossesOf(*S.Prog, T->Spawner, H);
    if (Losses.empty())
      S.note(Result, T->Spawn->getExprLoc(), "safe");
    for (const Loss &L : Losses)
      S.note(Result,
             isa<Expr>(L.At) ? cast<Expr>(L.At)->getExprLoc()
                             : L.At->getBeginLoc(),
             (H.Variable->getName() + " " + Words[L.How]).str());
  }
  return Result;
}

TEST(Losses, AreTheEndsOfScopesWithoutAJoin) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
#include <vector>
void work();
void other();
void take(std::thread);
void forgotten() {
  std::thread T(work); //= T dies
  other();
}
void asked() {
  std::thread T(work); //= T dies
  (void)T.get_id();
}
void joined() {
  std::thread T(work); //= safe
  other();
  T.join();
}
void detached() {
  std::thread T(work); //= safe
  T.detach();
}
void movedOn() {
  std::thread T(work); //= safe
  take(std::move(T));
}
std::thread returned() {
  std::thread T(work); //= safe
  return T;
}
void assignedLate() {
  std::thread T;
  T = std::thread(work); //= T dies
}
void allForgotten(int N) {
  std::vector<std::thread> All;
  for (int I = 0; I < N; ++I)
    All.emplace_back(work); //= All dies
}
void allJoined(int N) {
  std::vector<std::thread> All;
  for (int I = 0; I < N; ++I)
    All.emplace_back(work); //= safe
  for (std::thread &T : All)
    T.join();
}
void innerBlock(bool B) {
  {
    std::thread T(work); //= T dies
  }
  if (B) {
    std::thread T(work); //= safe
    T.join();
  }
}
void ownedForgotten() {
  auto T = std::make_unique<std::thread>(work); //= T dies
}
void ownedJoined() {
  auto T = std::make_unique<std::thread>(work); //= safe
  T->join();
}
void eachForgotten(int N) {
  for (int I = 0; I < N; ++I) {
    std::thread T(work); //= T dies
  }
}
void eachSkipped(int N) {
  for (int I = 0; I < N; ++I) {
    std::thread T(work); //= T dies
    if (other(), I == 3)
      continue;
    T.join();
  }
}
void eachJoined(int N) {
  for (int I = 0; I < N; ++I) {
    std::thread T(work); //= safe
    other();
    T.join();
  }
}
void again(int N) {
Next:
  other();
  std::thread T(work); //= T dies
  if (N-- > 0)
    goto Next;
  T.join();
}
void eachInRange(const std::vector<int> &Jobs) {
  for (int Job : Jobs) {
    std::thread T(work); //= T dies
    if (Job == 3)
      continue;
    T.join();
  }
}
void doOnce() {
  do {
    std::thread T(work); //= T dies
  } while (false);
}
void eachBroken(int N) {
  for (int I = 0; I < N; ++I) {
    std::thread T(work); //= T dies
    if (I == 7)
      break;
    T.join();
  }
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(losses(S), S.expected());
}

TEST(Losses, AreJumpsOutOfTheScope) {
  Snippet S(R"cpp(
#include <stdexcept>
#include <thread>
#include <vector>
void work();
bool failed();
void returns() {
  std::thread T(work);
  if (failed())
    return; //= T left
  T.join();
}
void returnsBefore() {
  if (failed())
    return;
  std::thread T(work); //= safe
  T.join();
  if (failed())
    return;
}
int twice(int N) {
  std::thread T(work);
  if (failed())
    return 1; //= T left
  if (N == 2)
    return 2; //= T left
  T.join();
  return 0;
}
void joinsFirst() {
  std::thread T(work); //= safe
  if (failed()) {
    T.join();
    return;
  }
  T.join();
}
void throws() {
  std::thread T(work);
  if (failed())
    throw std::runtime_error("no"); //= T left
  T.join();
}
void throwsInside() {
  std::thread T(work); //= safe
  try {
    if (failed())
      throw std::runtime_error("no");
  } catch (const std::exception &) {
  }
  T.join();
}
void throwsOutOfIt() {
  try {
    std::thread T(work);
    if (failed())
      throw std::runtime_error("no"); //= T left
    T.join();
  } catch (const std::exception &) {
  }
}
int all(int N) {
  std::vector<std::thread> Threads;
  for (int I = 0; I < N; ++I)
    Threads.emplace_back(work);
  if (failed())
    return 1; //= Threads left
  for (std::thread &T : Threads)
    T.join();
  return 0;
}
bool inCondition() {
  std::thread T(work);
  if (bool B = failed())
    return B; //= T left
  T.join();
  return true;
}
int fromLoop(int N) {
  std::thread T(work);
  for (int I = 0; I < N; ++I)
    if (failed())
      return I; //= T left
  T.join();
  return N;
}
int neverTouched() {
  std::thread T(work); //= T dies
  if (failed())
    return 1;
  return 0;
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(losses(S), S.expected());
}

TEST(Losses, BelieveConditionsThatMayKnowOfTheHandle) {
  Snippet S(R"cpp(
#include <thread>
#include <vector>
void work();
bool failed();
extern bool Global;
void joinable() {
  std::thread T(work); //= safe
  if (T.joinable())
    T.join();
}
void sameParameter(bool Background) {
  std::thread T;
  if (Background)
    T = std::thread(work); //= safe
  if (Background)
    T.join();
}
void sameFlag() {
  bool Started = false;
  std::thread T;
  if (failed()) {
    T = std::thread(work); //= safe
    Started = true;
  }
  if (Started)
    T.join();
}
void leavesUnlessStarted(bool Background) {
  std::thread T;
  if (Background)
    T = std::thread(work); //= safe
  if (!Background)
    return;
  T.join();
}
void count(int N) {
  std::vector<std::thread> All;
  for (int I = 0; I < N; ++I)
    All.emplace_back(work); //= safe
  for (int I = 0; I < N; ++I)
    All[I].join();
}
void empty(int N) {
  std::vector<std::thread> All;
  for (int I = 0; I < N; ++I)
    All.emplace_back(work); //= safe
  while (!All.empty()) {
    All.back().join();
    All.pop_back();
  }
}
void global() {
  std::thread T(work); //= safe
  if (Global)
    T.join();
}
void call() {
  std::thread T(work); //= safe
  if (failed())
    T.join();
}
void otherPutConditional(bool A, bool Wait) {
  std::thread T;
  if (A)
    T = std::thread(work); //= safe
  if (Wait)
    T.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(losses(S), S.expected());
}

TEST(Losses, DoNotBelieveConditionsThatTellNothingOfIt) {
  Snippet S(R"cpp(
#include <chrono>
#include <condition_variable>
#include <future>
#include <thread>
void work();
bool failed();
void parameter(bool Wait) {
  std::thread T(work); //= T dies
  if (Wait)
    T.join();
}
void parameterAndHandle(bool Wait) {
  std::thread T(work); //= T dies
  if (Wait && T.joinable())
    T.join();
}
void bothWays(bool Wait) {
  std::thread T(work); //= safe
  if (Wait)
    T.join();
  else
    T.detach();
}
void changed(bool Wait) {
  std::thread T(work); //= safe
  Wait = failed();
  if (Wait)
    T.join();
}
void askedTwice(bool Wait) {
  std::thread T(work); //= safe
  if (!Wait)
    T.detach();
  if (Wait)
    T.join();
}
void timedOut(std::future<void> &Done) {
  std::thread T(work); //= T dies
  if (Done.wait_for(std::chrono::seconds(1)) == std::future_status::ready)
    T.join();
}
void timedOutFirst(std::future<void> &Done) {
  std::thread T(work); //= T dies
  auto Status = Done.wait_for(std::chrono::seconds(1));
  if (Status == std::future_status::ready)
    T.join();
}
void timedOutBoth(std::future<void> &Done) {
  std::thread T(work); //= safe
  if (Done.wait_for(std::chrono::seconds(1)) == std::future_status::ready)
    T.join();
  else
    T.detach();
}
void failedAndJoined() {
  std::thread T(work); //= T dies
  if (failed()) {
    T.join();
    return;
  }
}
void succeededOrJoined() {
  std::thread T(work); //= T dies
  if (!failed()) {
    work();
  } else {
    T.join();
    return;
  }
}
void blindInBlind(bool Wait, int N) {
  std::thread T(work); //= T dies
  if (Wait) {
    if (N > 3)
      T.join();
  }
}
void knowingInBlind(bool Wait) {
  std::thread T(work); //= T dies
  if (Wait) {
    if (failed())
      T.join();
  }
}
void blindInKnowing(bool Wait) {
  std::thread T(work); //= safe
  if (failed()) {
    if (Wait)
      T.join();
  }
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(losses(S), S.expected());
}

TEST(Losses, AreJumpsOutOfACoroutine) {
  Snippet S(R"cpp(
#include <coroutine>
#include <thread>
void work();
bool failed();
struct Made {
  struct promise_type {
    Made get_return_object();
    std::suspend_never initial_suspend();
    std::suspend_never final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};
Made returns() {
  std::thread T(work);
  if (failed())
    co_return; //= T left
  T.join();
}
Made joins() {
  std::thread T(work); //= safe
  co_await std::suspend_always{};
  T.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(losses(S), S.expected());
}

TEST(Losses, AreCallsOfWhatThrows) {
  Snippet S(R"cpp(
#include <exception>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>
void work();
void unseen();
bool failed();
void check() {
  if (failed())
    throw std::runtime_error("no");
}
void deeper() { check(); }
void quiet() noexcept { check(); }
void handles() {
  try {
    check();
  } catch (...) {
  }
}
void again() {
  try {
    check();
  } catch (...) {
    throw;
  }
}
void throws() {
  std::thread T(work);
  check(); //= T thrown
  T.join();
}
void throwsDeeper() {
  std::thread T(work);
  deeper(); //= T thrown
  T.join();
}
void doesNot() {
  std::thread T(work); //= safe
  quiet();
  handles();
  unseen();
  T.join();
}
void before() {
  check();
  std::thread T(work); //= safe
  T.join();
}
void behind() {
  std::thread T(work); //= safe
  T.join();
  check();
}
void caught() {
  std::thread T(work); //= safe
  try {
    check();
  } catch (const std::exception &) {
  }
  T.join();
}
void caughtOutside() {
  try {
    std::thread T(work);
    check(); //= T thrown
    T.join();
  } catch (const std::exception &) {
  }
}
void many(int N) {
  std::vector<std::thread> All;
  for (int I = 0; I < N; ++I)
    All.emplace_back(work);
  check(); //= All thrown
  for (std::thread &T : All)
    T.join();
}
int parsed(const std::string &Text) {
  std::thread T(work); //= safe
  int Result = std::stoi(Text);
  T.join();
  return Result;
}
void neverJoined() {
  std::thread T(work); //= T dies
  check();
}
void inArgument(int);
int checked() {
  check();
  return 1;
}
void throwsInArgument() {
  std::thread T(work);
  inArgument(checked()); //= T thrown
  T.join();
}
void throwsInItsOwnArgument() {
  std::thread T(inArgument, checked()); //= safe
  T.join();
}
void guarded() {
  std::thread T(work); //= safe
  struct Joiner {
    std::thread &T;
    ~Joiner() { T.join(); }
  } J{T};
  check();
}
struct Checked {
  Checked() { check(); }
  void close() { check(); }
};
void throwingConstructor() {
  std::thread T(work);
  Checked C; //= T thrown
  T.join();
}
void inClosure() {
  auto Run = [] {
    std::thread T(work);
    check(); //= T thrown
    T.join();
  };
  Run();
}
void throwingMethod(Checked &C) {
  std::thread T(work);
  C.close(); //= T thrown
  T.join();
}
int main() {
  std::thread T(work); //= safe
  check();
  T.join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(losses(S), S.expected());
}

TEST(Losses, AreHandlersThatForgetIt) {
  Snippet S(R"cpp(
#include <exception>
#include <stdexcept>
#include <thread>
void work();
void log();
bool failed();
struct Refused {};
struct Closed : Refused {};
void check() {
  if (failed())
    throw std::runtime_error("no");
}
void refuse() {
  if (failed())
    throw Closed();
}
void forgets() {
  std::thread T(work);
  try {
    check();
    T.join();
  } catch (const std::exception &) { //= T caught
    log();
  }
}
void forgetsAll() {
  std::thread T(work);
  try {
    check();
    T.join();
  } catch (...) { //= T caught
  }
}
void forgetsBase() {
  std::thread T(work);
  try {
    refuse();
    T.join();
  } catch (const Refused &) { //= T caught
  }
}
void joins() {
  std::thread T(work); //= safe
  try {
    check();
    T.join();
  } catch (const std::exception &) {
    T.join();
  }
}
void detaches() {
  std::thread T(work); //= safe
  try {
    check();
    T.join();
  } catch (...) {
    T.detach();
  }
}
void joinsBehind() {
  std::thread T(work); //= safe
  try {
    check();
  } catch (const std::exception &) {
    log();
  }
  T.join();
}
void startsInside() {
  try {
    std::thread T(work); //= safe
    T.join();
    check();
  } catch (const std::exception &) {
  }
}
void ofAnotherKind() {
  std::thread T(work); //= safe
  try {
    refuse();
    T.join();
  } catch (const std::exception &) {
  }
}
void manyHandlers() {
  std::thread T(work);
  try {
    check();
    T.join();
  } catch (const std::logic_error &) {
    T.join();
  } catch (const std::runtime_error &) { //= T caught
    log();
  } catch (...) {
    T.join();
  }
}
void handlerLeaves() {
  std::thread T(work); //= safe
  try {
    check();
    T.join();
  } catch (...) {
    std::terminate();
  }
}
void inLoop(int N) {
  for (int I = 0; I < N; ++I) {
    std::thread T(work);
    try {
      check();
    } catch (const std::exception &) { //= T caught
      continue;
    }
    T.join();
  }
}
void thrownBehindTheJoin() {
  std::thread T(work); //= safe
  try {
    T.join();
    check();
  } catch (const std::exception &) {
  }
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(losses(S), S.expected());
}

TEST(Losses, AreAssignmentsOfAnotherHandle) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
#include <vector>
void work();
bool failed();
bool open();
void twice() {
  std::thread T;
  T = std::thread(work);
  T = std::thread(work); //= T overwritten, safe
  T.join();
}
void declaredFirst() {
  std::thread T(work);
  T = std::thread(work); //= T overwritten, safe
  T.join();
}
void inLoop(int N) {
  std::thread T;
  for (int I = 0; I < N; ++I)
    T = std::thread(work); //= T overwritten
  T.join();
}
void joinedBetween() {
  std::thread T(work); //= safe
  T.join();
  T = std::thread(work); //= safe
  T.join();
}
void joinedInLoop(int N) {
  std::thread T;
  for (int I = 0; I < N; ++I) {
    if (T.joinable())
      T.join();
    T = std::thread(work); //= safe
  }
  T.join();
}
void freshInLoop(int N) {
  for (int I = 0; I < N; ++I) {
    std::thread T;
    T = std::thread(work); //= safe
    T.join();
  }
}
void eitherWay(bool B) {
  std::thread T;
  if (B)
    T = std::thread(work); //= safe
  else
    T = std::thread(work); //= safe
  T.join();
}
void untilItWorks() {
  std::thread T;
  bool Started = false;
  while (!Started) {
    try {
      T = std::thread(work); //= safe
      Started = true;
    } catch (const std::exception &) {
    }
  }
  T.join();
}
void untilItWorksOnce() {
  std::thread T;
  bool Started = false;
  do {
    T = std::thread(work); //= safe
    Started = true;
  } while (!Started);
  T.join();
}
void untilItWorksFor() {
  std::thread T;
  for (bool Started = false; !Started;) {
    T = std::thread(work); //= safe
    Started = true;
  }
  T.join();
}
void movedBetween(std::vector<std::thread> &All) {
  std::thread T(work); //= safe
  All.push_back(std::move(T));
  T = std::thread(work); //= safe
  All.push_back(std::move(T));
}
void pointerOverwritten() {
  auto T = std::make_unique<std::thread>(work);
  T = std::make_unique<std::thread>(work); //= T overwritten, safe
  T->join();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(losses(S), S.expected());
}

TEST(Losses, AreNotSeenWhereSomebodyElseJoins) {
  Snippet S(R"cpp(
#include <functional>
#include <thread>
#include <vector>
void work();
bool failed();
void later(std::function<void()>);
struct Joiner {
  explicit Joiner(std::thread &T) : T(T) {}
  ~Joiner() { T.join(); }
  std::thread &T;
};
void guarded() {
  std::thread T(work); //= safe
  Joiner J(T);
  if (failed())
    return;
}
void guardedBefore() {
  std::thread T;
  Joiner J(T);
  T = std::thread(work); //= safe
  if (failed())
    return;
}
void guardedTooLate() {
  std::thread T(work);
  if (failed())
    return; //= T left
  Joiner J(T);
}
void closureEverywhere() {
  std::thread T(work); //= safe
  auto Join = [&] { T.join(); };
  if (failed()) {
    Join();
    return;
  }
  Join();
}
void closureOnce() {
  std::thread T(work);
  auto Join = [&T] { T.join(); };
  if (failed())
    return; //= T left
  Join();
}
void closureBefore() {
  std::thread T;
  auto Join = [&] { T.join(); };
  T = std::thread(work);
  if (failed())
    return; //= T left
  Join();
}
void closureThatAsks() {
  std::thread T(work); //= T dies
  auto Ask = [&] { return T.get_id(); };
  Ask();
}
void closureGivenAway() {
  std::thread T(work); //= safe
  auto Join = [&] { T.join(); };
  later(Join);
}
void closureInPlace() {
  std::thread T(work); //= safe
  later([&] { T.join(); });
}
void closureOfAnother() {
  std::thread T(work);
  int N = 0;
  auto Other = [&N] { ++N; };
  Other();
  if (failed())
    return; //= T left
  T.join();
}
void closureInClosure() {
  std::thread T;
  auto Join = [&] { T.join(); };
  auto Both = [&] { Join(); };
  T = std::thread(work); //= safe
  if (failed())
    return;
  Both();
}
void closureByValue() {
  std::thread T(work); //= safe
  auto Own = [T = std::move(T)]() mutable { T.join(); };
  Own();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(losses(S), S.expected());
}

TEST(Losses, AreNoneWhereTheProcessEnds) {
  Snippet S(R"cpp(
#include <cstdlib>
#include <exception>
#include <thread>
void work();
bool failed();
void log();
void fatal() {
  log();
  std::exit(1);
}
[[noreturn]] void never();
void mayBeFatal(bool Really) {
  if (Really)
    std::abort();
}
void exits() {
  std::thread T(work); //= safe
  if (failed())
    std::exit(1);
  T.join();
}
void aborts() {
  std::thread T(work); //= safe
  if (failed())
    std::abort();
  T.join();
}
int callsFatal() {
  std::thread T(work); //= safe
  if (failed()) {
    fatal();
    return 1;
  }
  T.join();
  return 0;
}
int neverReturns() {
  std::thread T(work); //= safe
  if (failed()) {
    never();
    return 1;
  }
  T.join();
  return 0;
}
int maybe() {
  std::thread T(work);
  if (failed()) {
    mayBeFatal(true);
    return 1; //= T left
  }
  T.join();
  return 0;
}
void forEver() {
  std::thread T(work); //= safe
  for (;;)
    log();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(losses(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Throws and conditions
//===----------------------------------------------------------------------===//

/// Where each function throws out of itself first.
Lines thrown(const Snippet &S) {
  Lines Result;
  for (const auto &B : S.Prog->facts().Bodies)
    if (const Stmt *At = throwIn(*S.Prog, B.get()))
      S.note(Result, At->getBeginLoc(),
             isa<CXXThrowExpr>(At) ? "throws" : "by call");
  return Result;
}

TEST(Throws, LeaveAFunctionByItselfOrByACall) {
  Snippet S(R"cpp(
#include <stdexcept>
#include <vector>
bool failed();
void unseen();
void plain() {
  throw std::runtime_error("no"); //= throws
}
void numbers() {
  if (failed())
    throw 1; //= throws
}
void calls() {
  plain(); //= by call
}
void callsTwice() {
  if (failed())
    calls(); //= by call
}
void promised() noexcept {
  plain();
}
void catches() {
  try {
    plain();
    throw 1;
  } catch (...) {
  }
}
void fromHandler() {
  try {
    plain();
  } catch (...) {
    throw std::logic_error("other"); //= throws
  }
}
void onward() {
  try {
    unseen();
  } catch (...) {
    throw;
  }
}
void recursive(int N) {
  if (N)
    recursive(N - 1);
}
void recursiveToo(int N) {
  if (N)
    recursiveToo(N - 1);
  throw N; //= throws
}
void closure() {
  auto Later = [] {
    throw 1; //= throws
  };
  if (failed())
    Later(); //= by call
}
void keptClosure() {
  auto Never = [] {
    throw 1; //= throws
  };
  (void)Never;
}
struct Member {
  Member() {
    throw 1; //= throws
  }
  void check() {
    plain(); //= by call
  }
};
void object(Member &M) {
  M.check(); //= by call
}
void makes() {
  Member M; //= by call
}
struct Throwing {
  ~Throwing() noexcept(false) {
    throw 1; //= throws
  }
};
class QThread { // Described: how it wants to be used is its own business.
public:
  void start() {
    plain();
  }
  void wait() {
    throw 1;
  }
};
void usesDescribed(QThread &T) {
  T.start();
}
struct Base {
  virtual void run();
};
struct Derived : Base {
  void run() override {
    throw 1; //= throws
  }
};
void closureInPlace() {
  [] { //= by call
    throw 1; //= throws
  }();
}
void library(std::vector<int> &V) {
  V.at(3) = 1;
  unseen();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(thrown(S), S.expected());
}

/// What each condition asks for: a wait that gave up, or nothing that tells of
/// the handle `T`.
Lines conditions(const Snippet &S) {
  Lines Result;
  for (const auto &B : S.Prog->facts().Bodies)
    for (const Stmt *Part : partsOf(B->Code)) {
      const auto *I = dyn_cast<IfStmt>(Part);
      if (!I)
        continue;
      if (const Event *Wait = waitAskedFor(B.get(), I->getCond()))
        S.note(Result, I->getBeginLoc(), wordFor(Wait->Kind));
      bool Blind = isBlind(*S.Prog, B.get(), I, [](const Expr *E) {
        const ValueDecl *D = namedBy(strip(E));
        return D && D->getName() == "T";
      });
      S.note(Result, I->getBeginLoc(), Blind ? "blind" : "may know");
    }
  return Result;
}

TEST(Conditions, AskForWaitsThatGaveUp) {
  Snippet S(R"cpp(
#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <semaphore>
#include <thread>
using namespace std::chrono_literals;
void work();
std::condition_variable C;
std::counting_semaphore<1> Free{1};
bool Done;
bool ofFuture(std::future<int> &F) {
  if (F.wait_for(1s) == std::future_status::ready) //= wait, blind
    return true;
  return false;
}
bool ofSemaphore() {
  if (Free.try_acquire()) //= wait, blind
    return true;
  return false;
}
bool ofSemaphoreForAWhile() {
  if (Free.try_acquire_for(1s)) //= wait, blind
    return true;
  return false;
}
bool ofNoWait(std::future<int> &F) {
  if (F.valid()) //= may know
    return true;
  if (F.get()) //= may know
    return true;
  return false;
}
class QThread {
public:
  bool wait();
  bool wait(unsigned long);
};
void ofJoin(QThread &W) {
  if (!W.wait(1000)) //= join, blind
    work();
}
void ofJoinForEver(QThread &W) {
  if (!W.wait()) //= may know
    work();
}
namespace moodycamel {
template <class T> class BlockingConcurrentQueue {
public:
  bool try_dequeue(T &);
  void wait_dequeue(T &);
  bool wait_dequeue_timed(T &, long);
};
} // namespace moodycamel
void ofReceive(moodycamel::BlockingConcurrentQueue<int> &Q) {
  int N;
  if (Q.wait_dequeue_timed(N, 1000)) //= receive, blind
    work();
}
void ofTriedReceive(moodycamel::BlockingConcurrentQueue<int> &Q) {
  int N;
  if (Q.try_dequeue(N)) //= receive, blind
    work();
}
bool ofWaitOrParameter(std::future<int> &F, bool Give) {
  if (F.wait_for(1s) == std::future_status::ready || Give) //= wait, blind
    return true;
  return false;
}
bool askedAgain(std::future<int> &F) {
  if (F.wait_for(1s) == std::future_status::ready) //= wait, may know
    return true;
  if (F.valid()) //= may know
    return true;
  return false;
}
bool byVariable(std::future<int> &F) {
  auto Status = F.wait_for(1s);
  const bool Ready = F.wait_for(1s) == std::future_status::ready;
  int Count = F.get();
  if (Status == std::future_status::timeout) //= wait, blind
    return true;
  if (Ready) //= wait, blind
    return true;
  if (Count) //= may know
    return true;
  return false;
}
bool untilDone(std::unique_lock<std::mutex> &L) {
  if (!C.wait_for(L, 1s, [] { return Done; })) //= wait, blind
    return false;
  if (Done) //= may know
    return true;
  return false;
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(conditions(S), S.expected());
}

TEST(Conditions, AreBlindIfTheyAskForParametersAlone) {
  Snippet S(R"cpp(
#include <string>
#include <thread>
enum class Mode { Wait, Leave };
struct Options { bool Wait; };
bool failed();
bool Global;
void parameters(std::thread T, bool Wait, int N, Mode M, bool *Pointer,
                const std::string &Name, Options O, bool Changed, bool Twice) {
  bool Local = false;
  Changed = Global;
  if (Wait) //= blind
    T.join();
  if (N > 3 && M == Mode::Wait) //= blind
    T.join();
  if (*Pointer) //= may know
    T.join();
  if (Name == "a") //= may know
    T.join();
  if (O.Wait) //= may know
    T.join();
  if (Changed) //= may know
    T.join();
  if (Twice) //= may know
    T.join();
  if (!Twice) //= may know
    T.detach();
  if (Local) //= may know
    T.join();
  if (Global) //= may know
    T.join();
  if (failed()) //= may know
    T.join();
}
void handles(std::thread T, std::thread Other, bool Wait, bool Leave) {
  if (T.joinable()) //= may know
    T.join();
  if (Wait && T.joinable()) //= blind
    T.join();
  if (Leave && Other.joinable()) //= may know
    T.join();
}
void nothing(std::thread T) {
  if (true) //= may know
    T.join();
}
void inLoop(std::thread T, bool Wait) {
  while (Wait) {
    if (Wait) //= may know
      T.join();
  }
}
void ofAround(bool Wait) {
  std::thread T;
  auto Join = [&] {
    if (Wait) //= may know
      T.join();
  };
  Join();
}
struct Server {
  bool Member;
  void stop(std::thread T, bool Wait) {
    if (Member) //= may know
      T.join();
    if (this->Member && Wait) //= may know
      T.join();
  }
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(conditions(S), S.expected());
}

//===----------------------------------------------------------------------===//
// Members
//===----------------------------------------------------------------------===//

/// The member that keeps each task's handle for good, and what overwrites it.
Lines members(const Snippet &S) {
  Lines Result;
  for (const auto &T : S.Prog->facts().Tasks) {
    const HandleFate &Fate = fateOf(*S.Prog, *T);
    const FieldDecl *Member = unjoinedMember(*S.Prog, *T, Fate);
    S.note(Result, T->Spawn->getExprLoc(),
           Member ? ("for good in " + Member->getName()).str() : "no");
  }
  return Result;
}

TEST(UnjoinedMembers, AreNeverTouchedInAClassWithADestructor) {
  Snippet S(R"cpp(
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>
void work();
void log();
void take(std::thread &);
namespace {
class Forgotten {
public:
  Forgotten() { Member = std::thread(work); } //= for good in Member
  ~Forgotten() { log(); }
private:
  std::thread Member;
};
class Initialized {
public:
  Initialized() : Member(work) {} //= for good in Member
  ~Initialized() {}
private:
  std::thread Member;
};
class Many {
public:
  void add() { All.emplace_back(work); } //= for good in All
  ~Many() { log(); }
private:
  std::vector<std::thread> All;
};
class Asked {
public:
  void start() { Member = std::thread(work); } //= for good in Member
  auto id() const { return Member.get_id(); }
  ~Asked() {}
private:
  std::thread Member;
};
class Owned {
public:
  void start() { Member = std::make_unique<std::thread>(work); } //= for good in Member
  ~Owned() {}
private:
  std::unique_ptr<std::thread> Member;
};
class Joined {
public:
  void start() { Member = std::thread(work); } //= no
  ~Joined() { Member.join(); }
private:
  std::thread Member;
};
class Detached {
public:
  void start() { Member = std::thread(work); } //= no
  ~Detached() { Member.detach(); }
private:
  std::thread Member;
};
class HandedOn {
public:
  void start() { Member = std::thread(work); } //= no
  ~HandedOn() { take(Member); }
private:
  std::thread Member;
};
class Joinable {
public:
  void start() { Member = std::thread(work); } //= no
  bool runs() { return Member.joinable(); }
  ~Joinable() {}
private:
  std::thread Member;
};
class ByElement {
public:
  void add() { All.emplace_back(work); } //= no
  ~ByElement() {
    for (auto &T : All)
      T.join();
  }
private:
  std::vector<std::thread> All;
};
class Ends {
public:
  void start() { Member = std::thread(work); } //= no
  ~Ends() { std::exit(0); }
private:
  std::thread Member;
};
class Joins {
public:
  void start() { Member = std::jthread(work); } //= no
  ~Joins() {}
private:
  std::jthread Member;
};
class Pointer {
public:
  void start() { Member = new std::thread(work); } //= no
  ~Pointer() {}
private:
  std::thread *Member;
};
class Moves {
public:
  std::thread move() { return std::move(Member); }
  void start() { Member = std::thread(work); } //= no
  ~Moves() {}
private:
  std::thread Member;
};
class TwoMembers {
public:
  void start() { First = std::thread(work); } //= no
  void rotate() { Second = std::move(First); }
  ~TwoMembers() {}
private:
  std::thread First, Second;
};
class NoDestructor {
public:
  void start() { Member = std::thread(work); } //= no
private:
  std::thread Member;
};
class Swapped {
public:
  void start() { Member = std::thread(work); } //= no
  void swap(std::thread &Other) { Member.swap(Other); }
  ~Swapped() {}
private:
  std::thread Member;
};
class Fixed {
public:
  void start() { Members[0] = std::thread(work); } //= for good in Members
  ~Fixed() {}
private:
  std::thread Members[2];
};
} // namespace
class DeclaredOnly {
public:
  void start() { Member = std::thread(work); } //= no
  ~DeclaredOnly();
private:
  std::thread Member;
};
class AnotherMethodUnseen {
public:
  void start() { Member = std::thread(work); } //= no
  ~AnotherMethodUnseen() {}
  void stop();
private:
  std::thread Member;
};
struct Public {
  void start() { Member = std::thread(work); } //= no
  ~Public() {}
  void stop();
  std::thread Member;
};
void use() {
  Forgotten F; Initialized I; Many M; Asked A; Owned O; Joined J; Detached D;
  HandedOn H; Joinable B; ByElement E; Ends N; Joins S; Pointer P; Moves V;
  M.add(); A.start(); O.start(); J.start(); D.start(); H.start(); B.start();
  E.add(); N.start(); S.start(); P.start(); V.start();
  TwoMembers T; NoDestructor X; Swapped W; Fixed Y;
  T.start(); X.start(); W.start(); Y.start();
}
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(members(S), S.expected());
}

/// Which member each start overwrites.
Lines overwriters(const Snippet &S) {
  Lines Result;
  for (const auto &T : S.Prog->facts().Tasks) {
    AccessPath Object;
    if (const Task *Next =
            overwriterOf(*S.Prog, *T, fateOf(*S.Prog, *T), Object))
      S.note(Result, Next->Spawn->getExprLoc(), Object.str());
  }
  return Result;
}

TEST(Overwriters, StartTheSameMemberAgainOnOnePath) {
  Snippet S(R"cpp(
#include <memory>
#include <thread>
#include <vector>
void work();
void other();
bool failed();
class Server {
public:
  void twice() {
    First = std::thread(work);
    First = std::thread(other); //= First
  }
  void two() {
    First = std::thread(work);
    Second = std::thread(other);
  }
  void loop(int N) {
    for (int I = 0; I < N; ++I)
      First = std::thread(work); //= First
  }
  void loopOfMany(int N) {
    for (int I = 0; I < N; ++I)
      All.push_back(std::thread(work));
    for (int I = 0; I < N; ++I)
      All[I] = std::thread(work);
  }
  void joinedBetween() {
    First = std::thread(work);
    First.join();
    First = std::thread(other);
  }
  void joinedInLoop(int N) {
    for (int I = 0; I < N; ++I) {
      First = std::thread(work);
      First.join();
    }
  }
  void either(bool B) {
    if (B)
      First = std::thread(work);
    else
      First = std::thread(other);
  }
  void thenAgain(bool B) {
    First = std::thread(work);
    if (B)
      First = std::thread(other); //= First
  }
  void untilItWorks() {
    bool Started = false;
    while (!Started) {
      First = std::thread(work);
      Started = true;
    }
  }
  void askedBetween() {
    First = std::thread(work);
    if (First.joinable())
      First.join();
    First = std::thread(other);
  }
  void returnedBetween() {
    First = std::thread(work);
    if (failed())
      return;
    First = std::thread(other); //= First
  }
  void stop() { First.join(); }
  void log();
  void stoppedBetween() {
    First = std::thread(work);
    stop();
    First = std::thread(other);
  }
  void conditionalInLoop(int N) {
    for (int I = 0; I < N; ++I)
      if (failed())
        First = std::thread(work); //= First
  }
  void ofOthers(Server &A, Server &B) {
    A.First = std::thread(work);
    B.First = std::thread(other);
  }
  void detachedBetween() {
    First = std::thread(work);
    First.detach();
    First = std::thread(other);
  }
  void onceMore() {
    while (failed()) {
      First = std::thread(work); //= First
      other();
    }
  }
  void leavesTheLoop() {
    while (failed()) {
      First = std::thread(work);
      break;
    }
  }
  void referred() {
    Name = std::thread(work);
    Name = std::thread(other);
  }
  void given(std::thread &Given) {
    Given = std::thread(work);
    Given = std::thread(other);
  }
  ~Server() {
    if (First.joinable())
      First.join();
    if (Second.joinable())
      Second.join();
    for (auto &T : All)
      T.join();
  }
private:
  std::thread First, Second;
  std::thread &Name = Second;
  std::vector<std::thread> All;
};
class Moves {
public:
  void movedBetween() {
    Now = std::thread(work);
    Before = std::move(Now);
    Now = std::thread(other);
  }
  ~Moves() {
    if (Now.joinable())
      Now.join();
    if (Before.joinable())
      Before.join();
  }
private:
  std::thread Now, Before;
};
)cpp");
  ASSERT_TRUE(S.compiles());
  EXPECT_EQ(overwriters(S), S.expected());
}

} // namespace
} // namespace tether::facts
