// What a function that is only declared is taken to do with its callable.

#include <functional>
#include <future>
#include <memory>
#include <string>

void use(int);

class Executor {
public:
  void post(std::function<void()> Task);
  void PostTask(const std::function<void()> &Task);
  void schedule_after(int Delay, std::function<void()> &&Task);
  std::future<int> submitFunc(std::function<int()> Task);
  void dispatch_sync(std::function<void()> Task);
  void submitAndWait(std::function<void()> Task);
  void visit(std::function<void(int)> Visitor);
  void apply(std::function<void()> Body);
  void postProcess(std::function<void()> Body);
  void drain();
  int size() const;
};

void run_later(std::function<void()> Task);
extern "C" void work_queue_add_async(void (*Run)(void *), void *Data);
extern "C" void *run(void *);

struct Nothing {};
template <typename Signature> class Callback;
template <typename R> class Callback<R()> {
public:
  template <typename F> Callback(F Body);
};
void defer(Callback<void()> Body);

// It dies with the iteration, and what it was made of with it.
class Guard {
public:
  Guard(const Guard &) = delete;
  ~Guard();
};
Guard runDeferred(std::function<void()> Body);

void posts(Executor &E, int N) {
  for (int I = 0; I < N; ++I) {
    E.post([&] { use(I); });                    // warn: 'I' belongs to one iteration of the loop // fix: [&, I]
    E.PostTask([&I] { use(I); });               // warn: 'I' belongs to one iteration of the loop // fix: [I]
    E.schedule_after(1, [&] { use(I); });       // warn: 'I' belongs to one iteration of the loop // fix: [&, I]
    E.submitFunc([&] { use(I); return 1; });    // warn: 'I' belongs to one iteration of the loop // fix: [&, I]
    run_later([&] { use(I); });                 // warn: 'I' belongs to one iteration of the loop // fix: [&, I]
    E.post([I] { use(I); });
  }
}

void runsHere(Executor &E, int N) {
  for (int I = 0; I < N; ++I) {
    E.dispatch_sync([&] { use(I); });
    E.submitAndWait([&] { use(I); });
    E.visit([&](int) { use(I); });
    E.apply([&] { use(I); });
    E.postProcess([&] { use(I); });
    runDeferred([&] { use(I); });
    Guard G = runDeferred([&] { use(I); });
  }
}

void waits(Executor &E, int N) {
  for (int I = 0; I < N; ++I) {
    E.submitFunc([&] { use(I); return 1; }).get();
    std::future<int> Done = E.submitFunc([&] { use(I); return 1; });
    Done.wait();
  }
  for (int I = 0; I < N; ++I) {
    E.post([&] { use(I); });
    E.drain();
  }
}

// Where an override is seen, its body says what happens.
class Runner {
public:
  virtual ~Runner() = default;
  virtual void enqueue(std::function<void()> Task) = 0;
};
class Inline : public Runner {
public:
  void enqueue(std::function<void()> Task) override { Task(); }
};
class Remote {
public:
  virtual ~Remote() = default;
  virtual void enqueue(std::function<void()> Task) = 0;
};
void byInterface(Runner &A, Inline &B, Remote &C, int N) {
  for (int I = 0; I < N; ++I) {
    A.enqueue([&] { use(I); });
    B.enqueue([&] { use(I); });
    C.enqueue([&] { use(I); }); // warn: 'I' belongs to one iteration of the loop // fix: [&, I]
  }
}

// So it is with a function that has a body.
inline void postHere(std::function<void()> Task) { Task(); }
template <typename F> void asyncHere(F Task) { Task(); }
void here(int N) {
  for (int I = 0; I < N; ++I) {
    postHere([&] { use(I); });
    asyncHere([&] { use(I); });
  }
}

// What C calls with a pointer.
void byPointer(int N) {
  for (int I = 0; I < N; ++I)
    work_queue_add_async(reinterpret_cast<void (*)(void *)>(run), &I); // warn: 'I' belongs to one iteration of the loop
}
