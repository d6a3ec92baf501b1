//===- ResolverTest.cpp - What a unit's calls mean ------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A snippet says itself what the resolver has to find:
//
//   lib::Thread t(f); //= spawn
//   t.join();         //= join
//
// lists the roles of all calls and constructions that begin on the line, in the
// order in which they begin. A line without a list has none.
//
//===----------------------------------------------------------------------===//

#include "checks/model/Resolver.h"
#include "checks/model/Conventions.h"
#include "checks/model/Loader.h"
#include "checks/model/Words.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "gtest/gtest.h"
#include <map>

using namespace clang;
using namespace tether;
using llvm::StringRef;

namespace {

//===----------------------------------------------------------------------===//
// A library with the shapes that real headers have
//===----------------------------------------------------------------------===//

constexpr StringRef LibraryHeader = R"cpp(
namespace lib {
namespace detail {
struct Base {
  void join();
  bool closed() const;
};
struct Task : Base {
  Task();
  template <class F, class... A> explicit Task(F, A...);
  Task(Task &&);
  void detach();
  bool operator()(int);
  static void sleep(int);
};
template <class T> struct Ring { void close(); };
struct SortFn { template <class R, class F> void operator()(R &&, F) const; };
} // namespace detail
inline namespace v1 {
using detail::Task;
using Worker = Task;
template <class T> class Queue : public detail::Ring<T> {
public:
  explicit Queue(int);
  bool push(T);
  bool push(T, int);
  T pop();
  Queue &operator<<(T);
};
template <class T> using Channel = Queue<T>;
template <class T> class Ptr {
public:
  Ptr(); Ptr(T *);
  T *operator->() const;
  T &operator*() const;
  T *get() const;
};
template <class T> class List {
public:
  T &back();
  template <class... A> void emplace(A &&...);
};
template <class K, class V> class Map { public: V &operator[](const K &); };
template <class S> class Function;
template <class R, class... A> class Function<R(A...)> {
public:
  template <class F> Function(F);
  R operator()(A...) const;
};
struct Token {}; struct Tag { template <class T> void operator()(T); };
constexpr Tag later{};
enum class Policy { eager, lazy };
template <class F> Task spawn(F f);
template <class F> Task spawn(Policy, F f);
template <class T> T &&move(T &t);
template <class I, class O> O move(I, I, O);
inline constexpr detail::SortFn sort{};
bool wait(Task &, int timeout = -1);
bool wait(Task &, Token);
} // namespace v1
struct Request {}; struct Response {};
struct Runnable { virtual void run(); virtual ~Runnable(); };
template <class T> struct Handler { virtual void handle(const Request &, Response &); };
struct Service {};
void serve(const Request &, Response &);
} // namespace lib
namespace other = lib;
extern "C" {
typedef unsigned long handle_t;
typedef struct opaque *object_t;
int handle_create(handle_t *, const int *attr, void *(*)(void *), void *);
int handle_join(handle_t);
int attr_set(int *, int);
}
#define ATTR_DETACHED 1
)cpp";

constexpr StringRef LibraryModel = R"yaml(
library: lib
namespaces: [lib, renamed]
types:
  - name: lib::Task
    kind: thread
    on_destroy: detaches
    constructors: [{role: spawn, callable: auto, runs: elsewhere}]
    ops: {join: join, detach: detach, closed: is-closed}
  - name: lib::Queue
    kind: channel
    capacity: ctor:0
    ops:
      push: [{role: send, blocks: when-full}, {role: send, variant: timed, arity: 2}]
      pop: receive
      close: close
      operator<<: send
  - {name: lib::Ptr, kind: smart-pointer, ops: {get: look-through, operator->: look-through, operator*: look-through}}
  - {name: lib::List, kind: container, ops: {back: element, emplace: emplace}}
  - {name: lib::Map, kind: container, element: 1, ops: {"operator[]": element}}
  - name: lib::Function
    kind: callable
    constructors: [{role: wrap, callable: auto}]
    ops: {operator(): {role: run, callable: object}}
  - {name: lib::Token, kind: token}
  - {name: lib::Tag, kind: other}
  - {name: lib::Runnable, kind: runnable, bodies: [run]}
functions:
  - {name: lib::spawn, role: spawn, callable: auto, runs: elsewhere}
  - {name: lib::spawn, role: wrap, callable: auto, only_if: "lib::Policy::lazy"}
  - {name: lib::spawn, role: keep, callable: auto, only_if: lib::later}
  - {name: lib::move, role: look-through, object: 0, arity: 1}
  - {name: lib::sort, role: run, callable: auto, runs: in-place, elements: 0}
  - {name: "lib::Task::sleep", role: sleep}
  - {name: lib::wait, role: wait, object: 0, timeout: 1}
handlers:
  - {id: lib.override, override: "lib::Handler::handle", runs_on: pool}
  - {id: lib.service, override_in: lib::Service, parameters: [lib::Request, "*"]}
  - {id: lib.parameters, parameters: [lib::Request, lib::Response]}
)yaml";

constexpr StringRef CModel = R"yaml(
library: c
types:
  - {name: handle_t, kind: thread, raw_handle: true, on_destroy: detaches}
  - {name: object_t, kind: event, raw_handle: true}
functions:
  - {name: handle_create, role: spawn, callable: 2, argument: 3, handle_out: 0, attribute: 1}
  - {name: handle_join, role: join, object: 0}
  - {name: attr_set, role: detach-config, object: 0, only_if: ATTR_DETACHED}
)yaml";

std::unique_ptr<model::UserLibrary> load(StringRef Yaml) {
  model::LoadError Error;
  auto Result = model::UserLibrary::parse("test.yaml", Yaml, Error);
  EXPECT_TRUE(Result) << Error.str();
  return Result;
}

/// A parsed snippet and what the model says about it.
class Snippet {
public:
  explicit Snippet(StringRef Code,
                   std::vector<std::string> Arguments = {"-std=c++20"},
                   StringRef ExtraModel = "")
      : Lib(load(LibraryModel)), C(load(CModel)) {
    Arguments.insert(Arguments.end(), {"-w", "-ferror-limit=0", "-resource-dir",
                                       TETHER_RESOURCE_DIR});
    Source = (LibraryHeader + "#line 1 \"snippet.cpp\"\n" + Code).str();
    AST = tooling::buildASTFromCodeWithArgs(
        Source, Arguments, "input.cpp", "clang-tool",
        std::make_shared<PCHContainerOperations>(),
        tooling::getClangStripDependencyFileAdjuster(),
        tooling::FileContentMappings(), &Ignore);
    std::vector<const model::Library *> All;
    for (const model::Library &L : model::builtinLibraries())
      All.push_back(&L);
    All.insert(All.end(), {&C->library(), &Lib->library()});
    if (!ExtraModel.empty())
      All.push_back(&(Extra = load(ExtraModel))->library());
    Names = std::make_unique<model::Resolver>(context(), All);
  }

  ASTContext &context() const { return AST->getASTContext(); }
  const model::Resolver &names() const { return *Names; }

  QualType typeOf(StringRef Variable) const {
    return node<VarDecl>(
               ast_matchers::varDecl(ast_matchers::hasName(Variable)).bind("x"))
        ->getType();
  }

  const FunctionDecl *function(StringRef Name) const {
    using namespace ast_matchers;
    return node<FunctionDecl>(functionDecl(hasName(Name)).bind("x"));
  }

  /// The first call of a function or member with that simple name.
  const CallExpr *call(StringRef Name) const {
    using namespace ast_matchers;
    return node<CallExpr>(callExpr(callee(namedDecl(hasName(Name)))).bind("x"));
  }

  template <typename T, typename Matcher> const T *node(Matcher M) const {
    for (const auto &Bound : ast_matchers::match(M, context()))
      if (const T *N = Bound.template getNodeAs<T>("x"))
        if (context()
                .getSourceManager()
                .getPresumedLoc(N->getBeginLoc())
                .getFilename() == StringRef("snippet.cpp"))
          return N;
    ADD_FAILURE() << "no such node";
    return nullptr;
  }

  /// "line: role, role" for each line of the snippet that has some.
  std::map<unsigned, std::string> roles() const {
    struct Visitor : RecursiveASTVisitor<Visitor> {
      explicit Visitor(const Snippet &S) : S(S) {}
      bool shouldVisitImplicitCode() const { return true; }
      void add(SourceLocation At, const model::Operation *Op) {
        const SourceManager &SM = S.context().getSourceManager();
        PresumedLoc L = SM.getPresumedLoc(SM.getExpansionLoc(At));
        if (Op && L.isValid() && L.getFilename() == StringRef("snippet.cpp"))
          Found.emplace(std::make_pair(L.getLine(), L.getColumn()),
                        model::word(Op->R));
      }
      bool VisitCallExpr(CallExpr *E) {
        // The operand of co_await is visited twice.
        if (!Seen.insert(E).second)
          return true;
        SourceLocation At = E->getExprLoc();
        if (const auto *Member =
                dyn_cast<MemberExpr>(E->getCallee()->IgnoreParenImpCasts()))
          At = Member->getMemberLoc();
        add(At, S.names().operation(E));
        return true;
      }
      bool VisitCXXConstructExpr(CXXConstructExpr *E) {
        add(E->getLocation(), S.names().construction(E));
        return true;
      }
      const Snippet &S;
      llvm::SmallPtrSet<const Expr *, 16> Seen;
      std::multimap<std::pair<unsigned, unsigned>, StringRef> Found;
    } V(*this);
    V.TraverseDecl(context().getTranslationUnitDecl());
    std::map<unsigned, std::string> Result;
    for (const auto &[At, Role] : V.Found) {
      std::string &Line = Result[At.first];
      Line += (Line.empty() ? "" : ", ") + Role.str();
    }
    return Result;
  }

  std::unique_ptr<model::UserLibrary> Lib, C, Extra;
  std::string Source;
  IgnoringDiagConsumer Ignore;
  std::unique_ptr<ASTUnit> AST;
  std::unique_ptr<model::Resolver> Names;
};

void check(StringRef Code, std::vector<std::string> Arguments = {"-std=c++20"},
           StringRef ExtraModel = "") {
  Snippet S(Code, std::move(Arguments), ExtraModel);
  std::map<unsigned, std::string> Found = S.roles();
  llvm::SmallVector<StringRef> Lines;
  Code.split(Lines, '\n');
  for (unsigned I = 0; I < Lines.size(); ++I) {
    StringRef Expected = Lines[I].split("//=").second.trim();
    EXPECT_EQ(Expected.str(), Found[I + 1]) << "in line: " << Lines[I].str();
  }
}

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

TEST(ResolverNames, ThroughEveryKindOfAlias) {
  check(R"cpp(
    void f();
    void direct() { lib::Task t(f); t.join(); } //= spawn, join
    void alias() { lib::Worker t(f); t.detach(); } //= spawn, detach
    void space() { other::Task t(f); } //= spawn
    void hidden() { lib::detail::Task t(f); } //= spawn
    using lib::Task;
    void declared() { Task t(f); } //= spawn
    namespace mine { using namespace lib; void g() { spawn(f); } } //= spawn
    typedef lib::Task T;
    void typedefed(T &t) { t.join(); } //= join
    void deduced() { auto t = lib::spawn(f); t.join(); } //= spawn, join
  )cpp");
}

TEST(ResolverNames, OfOtherNamespacesDoNotCount) {
  check(R"cpp(
    namespace mine {
    struct Task { template <class F> Task(F); void join(); };
    template <class F> Task spawn(F);
    int handle_join(unsigned long);
    }
    int handle_join(unsigned long, int);
    void f();
    void g() {
      mine::Task t(f);
      t.join();
      mine::spawn(f);
      mine::handle_join(1);
      handle_join(1, 2);
      handle_join(1); //= join
    }
  )cpp",
        {"-std=c++20"},
        "library: unused\nnamespaces: [nowhere]\n"
        "functions: [{name: nowhere::f, role: exit}]");
}

TEST(ResolverNames, EquivalentNamespaces) {
  check(R"cpp(
    namespace renamed { struct Task { template <class F> Task(F); void join(); }; }
    void f();
    void g() { renamed::Task t(f); t.join(); } //= spawn, join
  )cpp");
}

TEST(ResolverNames, LaterLibrariesWin) {
  check(R"cpp(
    void f();
    void g(lib::Task &t) {
      lib::spawn(f); //= exit
      t.join(); //= lock
      t.detach();
    }
  )cpp",
        {"-std=c++20"}, R"yaml(
library: mine
types: [{name: lib::Task, kind: mutex, ops: {join: lock}}]
functions: [{name: lib::spawn, role: exit}]
)yaml");
}

TEST(ResolverNames, UnresolvedOnesAreListed) {
  auto L = load(R"yaml(
library: broken
namespaces: [lib]
types:
  - {name: lib::Task, kind: thread, ops: {join: join, jion: join}}
  - {name: lib::Tsk, kind: thread}
  - {name: lib::Queue, kind: channel, ops: {close: close, operator<<: send, operator>>: receive}}
  - {name: lib::Function, kind: callable, ops: {operator(): {role: run, callable: object}}}
functions:
  - {name: lib::spwan, role: spawn, callable: 0}
  - {name: lib::spawn, role: spawn, callable: 0, returns: lib::Future, only_if: "lib::Policy::sometimes"}
handlers:
  - {id: a, override: "lib::Handler::hanlde"}
  - {id: b, parameters: [lib::Request, lib::Reply, "*"]}
)yaml");
  Snippet S("");
  EXPECT_EQ(model::Resolver::unresolved(S.context(), L->library()),
            (std::vector<std::string>{
                "broken: lib::Task::jion", "broken: lib::Tsk",
                "broken: lib::Queue::operator>>", "broken: lib::spwan",
                "broken: lib::Future", "broken: lib::Policy::sometimes",
                "broken: lib::Handler::hanlde", "broken: lib::Reply"}));
  for (const auto *L : {&S.Lib->library(), &S.C->library()})
    for (const std::string &Name : model::Resolver::unresolved(S.context(), *L))
      ADD_FAILURE() << Name;
}

TEST(ResolverNames, AnAbsentLibraryIsEmpty) {
  auto L = load("library: x\nnamespaces: [absent]\n"
                "types: [{name: absent::T, kind: thread}]\n");
  Snippet S("int i;");
  model::Resolver Names(S.context(), {&L->library()});
  EXPECT_TRUE(Names.empty());
  EXPECT_TRUE(model::Resolver::unresolved(S.context(), L->library()).empty());
  EXPECT_FALSE(S.names().empty());
}

//===----------------------------------------------------------------------===//
// Members
//===----------------------------------------------------------------------===//

TEST(ResolverMembers, AreFoundByTheObjectsType) {
  check(R"cpp(
    void f(lib::Task t, lib::Task &r, lib::Task *p, lib::Ptr<lib::Task> s,
           lib::Ptr<lib::Ptr<lib::Task>> ss) {
      t.join(); //= join
      r.join(); //= join
      p->join(); //= join
      (*p).join(); //= join
      s->join(); //= look-through, join
      (*s).join(); //= look-through, join
      s.get()->join(); //= look-through, join
      (*ss)->join(); //= look-through, look-through, join
      lib::move(t).join(); //= look-through, join
    }
    struct Holder { lib::Task task; lib::Task &get(); };
    void g(Holder h) { h.task.join(); h.get().join(); } //= join, join
    void h(lib::detail::Base b) { b.join(); }
  )cpp");
}

TEST(ResolverMembers, OfDerivedClasses) {
  check(R"cpp(
    void f();
    struct Mine : lib::Task {
      using lib::Task::Task;
      void wait() { join(); this->join(); Task::join(); } //= join, join, join
    };
    struct Own : lib::Task {
      Own() : lib::Task(f) {} //= spawn
      void join();
    };
    void g(Mine m, Own o) {
      m.join(); //= join
      o.join();
      o.Task::join(); //= join
      o.detach(); //= detach
      Mine spawned(f); //= spawn
      Own made;
    }
  )cpp");
}

TEST(ResolverMembers, OfTemplates) {
  check(R"cpp(
    void f(lib::Queue<int> &q, lib::Channel<lib::Queue<int>> &c) {
      q.push(1); //= send
      q << 1; //= send
      q.close(); //= close
      c.pop().pop(); //= receive, receive
    }
    template <class T> struct Typed : lib::Queue<T> {};
    struct Bytes : Typed<char> {};
    void g(Typed<int> t, Bytes b) {
      t.push(1); //= send
      b.close(); //= close
    }
    template <> class lib::Queue<bool> { public: void push(int); };
    void h(lib::Queue<bool> q) { q.push(1); } //= send
  )cpp");
}

TEST(ResolverMembers, OfTemplatesThatAreNotInstantiated) {
  check(R"cpp(
    template <class T> void generic(T value, lib::Queue<int> &q, lib::Queue<T> &dependent) {
      lib::Task t([=] {}); // dependent: no constructor is chosen yet
      t.join(); //= join
      q.push(value); //= send
      dependent.push(value);
      value.join();
      lib::spawn([&] { value(); }); //= spawn
      lib::sort(value, [] {}); //= run
    }
    template <class T> struct S : T, lib::Queue<T> {
      void f() { this->close(); T::g(); }
      lib::Task task;
      void g() { task.detach(); } //= detach
    };
  )cpp");
}

TEST(ResolverMembers, OfCallableObjects) {
  check(R"cpp(
    void f(int);
    void g(lib::Function<void(int)> fn, int *v) {
      fn(1); //= run
      lib::Function<void(int)> made = f; //= wrap
      lib::sort(v, [](int, int) { return true; }); //= run
      auto plain = [] {};
      plain();
    }
  )cpp");
}

TEST(ResolverMembers, StaticOnesAreFunctions) {
  check(R"cpp(
    void f(lib::Task t) {
      lib::Task::sleep(1); //= sleep
      t.sleep(1); //= sleep
    }
  )cpp");
}

//===----------------------------------------------------------------------===//
// Constructors, conditions, arguments
//===----------------------------------------------------------------------===//

TEST(ResolverConstructors, DefaultCopyAndMoveDoNothing) {
  check(R"cpp(
    void f();
    lib::Task make();
    struct S { lib::Task member; S() : member(f) {} }; //= spawn
    void g() {
      lib::Task empty;
      lib::Task copied = make();
      lib::Task moved(lib::move(empty)); //= look-through
      lib::Task number(1);
      lib::Task spawned([] {}); //= spawn
      new lib::Task(f, 1, 2); //= spawn
      lib::Task{f}; //= spawn
    }
  )cpp");
}

TEST(ResolverConditions, TellOverloadsApart) {
  check(R"cpp(
    void f();
    using lib::Policy;
    void g(lib::Queue<int> &q, int *v, Policy unknown) {
      lib::spawn(f); //= spawn
      lib::spawn(Policy::eager, f); //= spawn
      lib::spawn(Policy::lazy, f); //= wrap
      lib::spawn((lib::Policy::lazy), f); //= wrap
      lib::spawn(unknown, f); //= spawn
      lib::spawn(lib::later); //= keep
      lib::move(v); //= look-through
      lib::move(v, v, v);
    }
    void h(int *attr) {
      attr_set(attr, ATTR_DETACHED); //= detach-config
      attr_set(attr, 0);
      attr_set(attr, 1);
    }
  )cpp");
}

TEST(ResolverArguments, OfCalls) {
  Snippet S(R"cpp(
    void *body(void *);
    void f(lib::Task &t, int *v) {
      handle_t h;
      int local;
      handle_create(&h, nullptr, body, &local);
      lib::sort(v, [](int, int) { return true; });
      lib::wait(t);
    }
  )cpp");
  const model::Resolver &N = S.names();
  const CallExpr *Create = S.call("handle_create");
  const model::Operation *Op = N.operation(Create);
  ASSERT_TRUE(Op);
  EXPECT_EQ(N.argument(Create, *Op, Op->Callable), Create->getArg(2));
  EXPECT_EQ(N.argument(Create, *Op, Op->Argument), Create->getArg(3));
  EXPECT_EQ(N.argument(Create, *Op, Op->HandleOut), Create->getArg(0));
  EXPECT_EQ(N.argument(Create, *Op, model::Last), Create->getArg(3));
  EXPECT_EQ(N.argument(Create, *Op, 9), nullptr);
  EXPECT_EQ(N.argument(Create, *Op, model::Absent), nullptr);
  EXPECT_EQ(N.object(Create, *Op), nullptr);

  const CallExpr *Sort = S.call("operator()");
  Op = N.operation(Sort);
  ASSERT_TRUE(Op);
  EXPECT_EQ(N.argument(Sort, *Op, Op->Elements), Sort->getArg(1));
  EXPECT_EQ(N.callables(Sort, *Op).size(), 1u);
  EXPECT_EQ(N.argument(Sort, *Op, Op->Callable), Sort->getArg(2));

  const CallExpr *Wait = S.call("wait");
  Op = N.operation(Wait);
  ASSERT_TRUE(Op);
  EXPECT_EQ(N.object(Wait, *Op), Wait->getArg(0));
  EXPECT_EQ(N.argument(Wait, *Op, Op->Timeout), nullptr) << "is defaulted";
}

TEST(ResolverArguments, GivingUp) {
  auto GivesUp = [](StringRef Call) {
    Snippet S(
        ("namespace limits { constexpr int max() { return 1; } } "
         "constexpr unsigned forever = ~0u; void sleep_until(lib::Token); "
         "void f(lib::Task &t, lib::Token token, int n) { " +
         Call + "; }")
            .str());
    const CallExpr *E = S.call("wait");
    const model::Operation *Op = S.names().operation(E);
    return Op && S.names().givesUp(E, *Op);
  };
  EXPECT_FALSE(GivesUp("lib::wait(t)"));
  EXPECT_FALSE(GivesUp("lib::wait(t, -1)"));
  EXPECT_FALSE(GivesUp("lib::wait(t, limits::max())"));
  EXPECT_FALSE(GivesUp("lib::wait(t, lib::Token{})"));
  EXPECT_TRUE(GivesUp("lib::wait(t, 0)"));
  EXPECT_TRUE(GivesUp("lib::wait(t, n)"));
  EXPECT_TRUE(GivesUp("lib::wait(t, token)"));
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

TEST(ResolverTypes, LookThroughSugarAndPointers) {
  Snippet S(R"cpp(
    struct Mine : lib::Task {};
    typedef handle_t my_handle;
    const lib::Task *pointer;
    lib::Ptr<const Mine> smart;
    lib::Ptr<lib::Ptr<lib::Task[]>> twice;
    my_handle raw;
    unsigned long number;
    object_t object;
    lib::List<handle_t> handles;
    lib::Map<int, lib::Ptr<Mine>> map;
    struct Incomplete *incomplete;
    lib::Queue<int> queue(1);
  )cpp");
  const model::Resolver &N = S.names();
  auto Name = [](const model::Type *T) {
    return T ? T->Name.str() : std::string("none");
  };
  EXPECT_EQ(Name(N.type(S.typeOf("pointer"))), "none");
  EXPECT_EQ(Name(N.pointee(S.typeOf("pointer"))), "lib::Task");
  EXPECT_EQ(Name(N.type(S.typeOf("smart"))), "lib::Ptr");
  EXPECT_EQ(Name(N.pointee(S.typeOf("smart"))), "lib::Task");
  EXPECT_EQ(Name(N.pointee(S.typeOf("twice"))), "lib::Task");
  EXPECT_EQ(Name(N.type(S.typeOf("raw"))), "handle_t");
  EXPECT_EQ(Name(N.type(S.typeOf("number"))), "none");
  EXPECT_EQ(Name(N.type(S.typeOf("object"))), "object_t");
  EXPECT_EQ(Name(N.pointee(S.typeOf("object"))), "object_t");
  EXPECT_EQ(Name(N.type(N.elementType(S.typeOf("handles")))), "handle_t");
  EXPECT_EQ(Name(N.pointee(N.elementType(S.typeOf("map")))), "lib::Task");
  EXPECT_EQ(Name(N.pointee(S.typeOf("incomplete"))), "none");
  EXPECT_EQ(Name(N.type(S.typeOf("queue"))), "lib::Queue");
  EXPECT_TRUE(N.elementType(S.typeOf("queue")).isNull());
  EXPECT_TRUE(N.elementType({}).isNull());
  EXPECT_TRUE(N.pointeeType({}).isNull());
  EXPECT_EQ(N.type({}), nullptr);
  EXPECT_EQ(N.pointee({}), nullptr);
}

TEST(ResolverTypes, Callables) {
  Snippet S(R"cpp(
    struct Functor { void operator()(); };
    struct Derived : Functor {};
    struct Unknown;
    struct S { void method(); int field; };
    Functor functor; Derived derived;
    auto lambda = [] {};
    void (*pointer)(); void (&reference)() = *pointer;
    void (S::*method)() = &S::method;
    lib::Function<void()> function = pointer;
    int number; S::S *object; Unknown *unknown;
    int S::*field = &S::field;
    lib::Tag tag;
    template <class T> void f(T dependent) {}
  )cpp");
  for (StringRef Name : {"functor", "derived", "lambda", "pointer", "reference",
                         "method", "function"})
    EXPECT_TRUE(S.names().isCallable(S.typeOf(Name))) << Name.str();
  for (StringRef Name :
       {"number", "object", "unknown", "field", "tag", "dependent"})
    EXPECT_FALSE(S.names().isCallable(S.typeOf(Name))) << Name.str();
  EXPECT_FALSE(S.names().isCallable({}));
}

//===----------------------------------------------------------------------===//
// Handlers and bodies
//===----------------------------------------------------------------------===//

TEST(ResolverHandlers, AreRecognised) {
  Snippet S(R"cpp(
    struct Overrider : lib::Handler<int> {
      void handle(const lib::Request &, lib::Response &) override;
    };
    struct Further : Overrider { void handle(const lib::Request &, lib::Response &); };
    struct Mine : lib::Service { void unary(lib::Request *, int); void helper(int); };
    struct NoService { void other(lib::Request *, int); };
    void free(const lib::Request &, lib::Ptr<lib::Response>);
    void reversed(lib::Response &, lib::Request &);
    auto closure = [](const lib::Request &, lib::Response &r) {};
  )cpp");
  auto Handler = [&](const FunctionDecl *F) {
    const model::Handler *H = S.names().handler(F);
    return H ? H->Id.str() : std::string("none");
  };
  EXPECT_EQ(Handler(S.function("Overrider::handle")), "lib.override");
  EXPECT_EQ(Handler(S.function("Further::handle")), "lib.override");
  EXPECT_EQ(Handler(S.function("unary")), "lib.service");
  EXPECT_EQ(Handler(S.function("helper")), "none");
  EXPECT_EQ(Handler(S.function("other")), "none");
  EXPECT_EQ(Handler(S.function("free")), "lib.parameters");
  EXPECT_EQ(Handler(S.function("reversed")), "none");
  EXPECT_EQ(Handler(S.function("operator()")), "lib.parameters");
  EXPECT_EQ(Handler(nullptr), "none");
}

TEST(ResolverHandlers, BodiesOfRunnables) {
  Snippet S(R"cpp(
    struct Job : lib::Runnable { void run() override; virtual void other(); };
    template <class Base> struct Mixed : Base { void run(); };
    struct Unrelated { virtual void run(); };
    Mixed<lib::Runnable> mixed;
  )cpp");
  auto Body = [&](StringRef Name) {
    return S.names().taskBody(cast<CXXMethodDecl>(S.function(Name))) != nullptr;
  };
  EXPECT_TRUE(Body("Job::run"));
  EXPECT_FALSE(Body("Job::other"));
  EXPECT_FALSE(Body("Unrelated::run"));
  EXPECT_FALSE(Body("Mixed::run")) << "the template's own, with no known base";
  EXPECT_EQ(S.names().taskBody(nullptr), nullptr);
}

//===----------------------------------------------------------------------===//
// Code that does not compile
//===----------------------------------------------------------------------===//

TEST(ResolverRobustness, SurvivesTruncatedCode) {
  constexpr StringRef Code = R"cpp(
    struct Unknown; struct Mine : lib::Task, Undeclared<int>, Unknown { void f(); };
    template <class T> struct Half : lib::Queue<T>, T::type {
      void g() { this->push(T()); lib::spawn(&Half::g, this); }
    };
    void f(lib::Ptr<Unknown> p, Mine &m, lib::List<lib::Task> &l, undeclared_t u) {
      lib::Task t([&](auto x) { x.join(); m.f(); });
      l.emplace([&] { p->join(); u.join(); });
      l.back().join();
      lib::sort(undeclared, [](int a, int b) { return a < b; });
      lib::Map<int, lib::Function<void(int)>> map;
      map[1](2);
      handle_create(&t, 0, , 0);
      lib::spawn(lib::Policy::lazy, [h = Half<int>()]() mutable { h.g(); });
      lib::wait(t, undeclared);
      (m.*&Mine::f)();
    }
    struct Server : lib::Handler<Undeclared>, lib::Service {
      void handle(const lib::Request &, lib::Response) override {}
      auto unary(lib::Request *, undeclared) -> decltype(unary);
    };
  )cpp";
  // Every prefix that ends in a token's last character, sampled.
  for (size_t End = 1; End <= Code.size(); End += 7) {
    Snippet S(Code.take_front(End));
    S.roles();
    struct Visitor : RecursiveASTVisitor<Visitor> {
      explicit Visitor(const model::Resolver &N) : N(N) {}
      bool shouldVisitTemplateInstantiations() const { return true; }
      bool VisitFunctionDecl(FunctionDecl *F) {
        N.handler(F);
        N.function(F);
        N.taskBody(dyn_cast<CXXMethodDecl>(F));
        return true;
      }
      bool VisitExpr(Expr *E) {
        N.pointee(E->getType());
        N.elementType(E->getType());
        N.isCallable(E->getType());
        if (auto *Call = dyn_cast<CallExpr>(E))
          if (const model::Operation *Op = N.operation(Call)) {
            N.callables(Call, *Op);
            N.object(Call, *Op);
            N.givesUp(Call, *Op);
            N.receiver(Call);
          }
        return true;
      }
      const model::Resolver &N;
    } V(S.names());
    V.TraverseDecl(S.context().getTranslationUnitDecl());
  }
}

//===----------------------------------------------------------------------===//
// The standard library, by its real headers
//===----------------------------------------------------------------------===//

TEST(ResolverStd, Threads) {
  check(R"cpp(
#include <future>
#include <memory>
#include <thread>
#include <vector>
    void f();
    void g(std::vector<std::thread> &pool, std::unique_ptr<std::thread> owned, std::weak_ptr<std::thread> weak) {
      std::thread t(f); //= spawn
      t.detach(); //= detach
      pool.emplace_back(f); //= emplace
      pool.back().join(); //= element, join
      pool[0].join(); //= element, join
      owned->join(); //= look-through, join
      weak.lock()->join(); //= look-through, look-through, join
      std::jthread(f).request_stop(); //= spawn, stop
      auto result = std::async(std::launch::async, f); //= spawn
      result.wait(); //= wait
      std::async(std::launch::deferred, f).get(); //= spawn, wait
      std::packaged_task<void()> task(f); //= wrap
      task(); //= signal
    }
  )cpp");
}

TEST(ResolverStd, CallablesInPlace) {
  check(R"cpp(
#include <algorithm>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>
    std::mutex m; std::condition_variable cv; std::once_flag once;
    void f(std::vector<int> &v, std::function<void()> fn) {
      std::unique_lock<std::mutex> lock(m); //= lock
      std::unique_lock<std::mutex> later(m, std::defer_lock); //= none
      cv.wait(lock, [] { return true; }); //= wait
      std::call_once(once, [] {}); //= run
      std::for_each(v.begin(), v.end(), [](int) {}); //= run, element, element
      std::ranges::sort(v, [](int a, int b) { return a < b; }); //= run
      fn(); //= run
      auto bound = std::bind(fn); //= wrap
    }
    template <class T> void generic(T &t) {
      std::sort(t.begin(), t.end(), [&](int a, int b) { return a < b; }); //= run
    }
  )cpp");
}

//===----------------------------------------------------------------------===//
// Other libraries, by their real headers
//===----------------------------------------------------------------------===//

TEST(ResolverLibraries, Posix) {
  check(R"cpp(
#include <pthread.h>
#include <poll.h>
#include <stdlib.h>
    void *body(void *);
    void f(pthread_t t, pthread_attr_t *a, pollfd *p) {
      pthread_create(&t, a, body, nullptr); //= spawn
      pthread_attr_setdetachstate(a, PTHREAD_CREATE_DETACHED); //= detach-config
      pthread_attr_setdetachstate(a, PTHREAD_CREATE_JOINABLE);
      pthread_detach(t); //= detach
      pthread_join(t, nullptr); //= join
      pthread_detach(pthread_self()); //= detach, self
      ::poll(p, 1, -1); //= blocking-io
      std::exit(1); //= exit
    }
    namespace mine { void exit(int); void f() { exit(1); } }
  )cpp");
}

TEST(ResolverLibraries, BoostFiber) {
  check(R"cpp(
#include <boost/fiber/all.hpp>
    using channel = boost::fibers::buffered_channel<int>;
    void f(channel &c, boost::fibers::unbuffered_channel<int> &u, int i) {
      c.push(1); //= send
      u.push(1); //= send
      c.try_push(1); //= send
      c.pop(i); //= receive
      c.close(); //= close
      boost::fibers::fiber([] {}).detach(); //= spawn, detach
      boost::fibers::fiber g(boost::fibers::launch::dispatch, [] {}); //= spawn
    }
  )cpp",
        {"-std=c++17"});
}

TEST(ResolverLibraries, BoostThread) {
  check(R"cpp(
#include <boost/thread.hpp>
#include <boost/thread/sync_bounded_queue.hpp>
#include <boost/make_shared.hpp>
#include <boost/bind/bind.hpp>
    struct Worker { void run(); };
    class Mine : public boost::thread { using boost::thread::thread; };
    void f(boost::sync_bounded_queue<int> &q, boost::shared_ptr<boost::thread> p, Worker &w) {
      q.push_back(1); //= send
      q.close(); //= close
      p->join(); //= look-through, join
      boost::thread t(boost::bind(&Worker::run, &w)); //= spawn, wrap
      Mine m([] {}); //= spawn
      m.timed_join(boost::posix_time::seconds(1)); //= join
      boost::thread_group g;
      g.create_thread([] {}); //= spawn
      g.join_all(); //= join
      boost::mutex mutex;
      boost::mutex::scoped_lock lock(mutex); //= lock
    }
  )cpp",
        {"-std=c++17"});
}

TEST(ResolverLibraries, Asio) {
  check(R"cpp(
#include <asio.hpp>
#include <asio/experimental/channel.hpp>
    using channel = asio::experimental::channel<void(asio::error_code, int)>;
    asio::awaitable<void> coroutine(asio::ip::tcp::socket &s, channel &c, asio::steady_timer &t, char (&b)[8]) {
      co_await t.async_wait(asio::use_awaitable); //= query
      co_await asio::async_read(s, asio::buffer(b), asio::use_awaitable); //= query
      co_await c.async_send(asio::error_code(), 1, asio::use_awaitable); //= send
      c.close(); //= close
    }
    void f(asio::io_context &io, asio::steady_timer &t) {
      asio::post(io, [] {}); //= spawn
      asio::dispatch(io.get_executor(), [] {}); //= spawn, look-through
      asio::co_spawn(io, []() -> asio::awaitable<void> { co_return; }, asio::detached); //= spawn
      t.async_wait([](asio::error_code) {}); //= spawn
      t.async_wait(asio::detached); //= query
      t.async_wait(asio::use_future).get(); //= query, wait
      io.run(); //= run-loop
    }
  )cpp",
        {"-std=c++20", "-DASIO_STANDALONE", "-DASIO_HAS_CO_AWAIT",
         "-DASIO_HAS_STD_COROUTINE"});
}

TEST(ResolverLibraries, OneTbb) {
  check(R"cpp(
#include <tbb/tbb.h>
    void f(tbb::concurrent_bounded_queue<int> &q, oneapi::tbb::task_group &g, int i) {
      q.set_capacity(1); //= set-capacity
      q.push(1); //= send
      q.try_push(1); //= send
      q.pop(i); //= receive
      g.run([] {}); //= spawn
      g.wait(); //= join
      tbb::parallel_for(0, 1, [](int) {}); //= run
      tbb::parallel_invoke([] {}, [] {}); //= run
    }
  )cpp",
        {"-std=c++17"});
}

TEST(ResolverLibraries, CppHttplib) {
  StringRef Code = R"cpp(
#include <httplib.h>
    void other(const httplib::Request &, int);
    void handler(const httplib::Request &, httplib::Response &);
    void f(httplib::Server &s, httplib::Client &c) {
      s.Get("/", [](const httplib::Request &, httplib::Response &) {}); //= register-handler, wrap
      s.Post("/", handler); //= register-handler, wrap
      s.listen("localhost", 80); //= run-loop
      c.Get("/"); //= blocking-io
    }
  )cpp";
  check(Code, {"-std=c++17"});
  Snippet S(Code, {"-std=c++17"});
  EXPECT_TRUE(S.names().handler(S.function("handler")));
  EXPECT_TRUE(S.names().handler(S.function("operator()")));
  EXPECT_FALSE(S.names().handler(S.function("other")));
}

TEST(ResolverLibraries, Grpc) {
  Snippet S(R"cpp(
#include <grpcpp/grpcpp.h>
#include <grpcpp/support/sync_stream.h>
    struct Request {}; struct Reply {};
    struct Service : grpc::Service {
      virtual grpc::Status call(grpc::ServerContext *, const Request *, Reply *);
    };
    struct Impl final : Service {
      grpc::Status call(grpc::ServerContext *c, const Request *, Reply *) override {
        c->IsCancelled();
        return grpc::Status::OK;
      }
      grpc::ServerUnaryReactor *unary(grpc::CallbackServerContext *, const Request *, Reply *);
      void helper(const Request *, Reply *, int);
    };
    void stream(grpc::ServerWriter<Reply> &w, const Reply &r) { w.Write(r); }
  )cpp",
            {"-std=c++17"});
  auto Handler = [&](StringRef Name) {
    const model::Handler *H = S.names().handler(S.function(Name));
    return H ? H->Id.str() : std::string("none");
  };
  EXPECT_EQ(Handler("Impl::call"), "grpc.sync");
  EXPECT_EQ(Handler("Impl::unary"), "grpc.callback");
  EXPECT_EQ(Handler("Impl::helper"), "none");
  const CallExpr *Write = S.call("Write");
  const model::Operation *Op = S.names().operation(Write);
  ASSERT_TRUE(Op);
  EXPECT_TRUE(S.names().givesUp(Write, *Op));
  EXPECT_EQ(S.names().operation(S.call("IsCancelled"))->R,
            model::Role::IsCancelled);
}

TEST(ResolverLibraries, Poco) {
  StringRef Code = R"cpp(
#include <Poco/Activity.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/NotificationQueue.h>
#include <Poco/Thread.h>
    struct Job : Poco::Runnable { void run() override; };
    struct Page : Poco::Net::HTTPRequestHandler {
      void handleRequest(Poco::Net::HTTPServerRequest &, Poco::Net::HTTPServerResponse &) override;
    };
    struct Active { Active() : activity(this, &Active::body) {} void body(); Poco::Activity<Active> activity; }; //= keep
    void f(Poco::Thread &t, Job &job, Poco::NotificationQueue &q, Active &a) {
      t.start(job); //= spawn
      t.join(); //= join
      t.tryJoin(10); //= join
      q.waitDequeueNotification(); //= receive
      a.activity.start(); //= spawn
      Poco::Thread::sleep(1); //= sleep
    }
  )cpp";
  check(Code, {"-std=c++17"});
  Snippet S(Code, {"-std=c++17"});
  EXPECT_TRUE(S.names().taskBody(cast<CXXMethodDecl>(S.function("Job::run"))));
  EXPECT_TRUE(S.names().handler(S.function("Page::handleRequest")));
}

//===----------------------------------------------------------------------===//
// Words of names
//===----------------------------------------------------------------------===//

TEST(Conventions, WordsOfNames) {
  using Words = std::vector<std::string>;
  auto Of = [](StringRef Name) {
    auto Result = model::nameWords(Name);
    return Words(Result.begin(), Result.end());
  };
  EXPECT_EQ(Of("submitFunc"), (Words{"submit", "func"}));
  EXPECT_EQ(Of("post_task2"), (Words{"post", "task"}));
  EXPECT_EQ(Of("PostHTTPRequest"), (Words{"post", "http", "request"}));
  EXPECT_EQ(Of("__ASYNC_RUN__"), (Words{"async", "run"}));
  EXPECT_EQ(Of("runlater"), (Words{"runlater"}));
  EXPECT_EQ(Of(""), Words());
}

TEST(Conventions, Phrases) {
  auto Words = model::nameWords("pool_add_task_now");
  EXPECT_TRUE(model::hasPhrase(Words, "add task"));
  EXPECT_TRUE(model::hasPhrase(Words, "now", /*AtEnd=*/true));
  EXPECT_FALSE(model::hasPhrase(Words, "add", /*AtEnd=*/true));
  EXPECT_FALSE(model::hasPhrase(Words, "task add"));
  EXPECT_FALSE(model::hasPhrase(Words, "tas"));
  EXPECT_FALSE(model::hasPhrase(Words, "pool add task now then"));
}

} // namespace
