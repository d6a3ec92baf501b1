// A helper that is given what the end is reported to, and whose method cannot
// be seen, may report it.

#include <atomic>
#include <memory>
#include <thread>

void work();

struct State {
  std::atomic<int> Live{0};
};

class ByPointer {
public:
  explicit ByPointer(State *S) : S(S) {}
  void finish();

private:
  State *S;
};

class ByReference {
public:
  explicit ByReference(State &S) : S(S) {}
  void finish();

private:
  State &S;
};

class Shares {
public:
  explicit Shares(std::shared_ptr<State> S) : S(std::move(S)) {}
  void finish();

private:
  std::shared_ptr<State> S;
};

class OfMember {
public:
  ~OfMember() {
    while (Own.Live)
      std::this_thread::yield();
  }
  void byPointer() {
    ++Own.Live;
    std::thread([this] {
      ByPointer H(&Own);
      work();
      H.finish();
    }).detach();
  }
  void onTheHeap() {
    ++Own.Live;
    std::thread([this] {
      auto H = std::make_unique<ByReference>(Own);
      work();
      H->finish();
    }).detach();
  }
  void byNew() {
    ++Own.Live;
    std::thread([this] {
      auto *H = new ByReference(Own);
      work();
      H->finish();
    }).detach();
  }

private:
  State Own;
};

class OfShared {
public:
  ~OfShared() {
    while (Own->Live)
      std::this_thread::yield();
  }
  void byPointer() {
    ++Own->Live;
    std::thread([S = Own] {
      ByPointer H(S.get());
      work();
      H.finish();
    }).detach();
  }
  void shares() {
    ++Own->Live;
    std::thread([this] {
      Shares H(Own);
      work();
      H.finish();
    }).detach();
  }

private:
  std::shared_ptr<State> Own = std::make_shared<State>();
};

// A helper that is given something else.
struct Log {
  int Lines = 0;
};

class Writes {
public:
  explicit Writes(Log &To) : To(To) {}
  void finish();

private:
  Log &To;
};

class OfOther {
public:
  ~OfOther() {
    while (Own.Live)
      std::this_thread::yield();
  }
  void start() {
    ++Own.Live;
    std::thread([this] {
      Writes H(Lines);
      work();
      H.finish();
    }).detach(); // warn: although it uses 'this'
  }

private:
  State Own;
  Log Lines;
};

// What tells is a base class, and the helper's own functions call it.
class Tells {
public:
  explicit Tells(State &S) : To(S) {}

protected:
  void finish();

private:
  State &To;
};

class TellsInRun : Tells {
public:
  explicit TellsInRun(State &S) : Tells(S) {}
  void run() {
    work();
    finish();
  }
};

class TellsAtEnd : Tells {
public:
  explicit TellsAtEnd(State &S) : Tells(S) {}
  ~TellsAtEnd() { finish(); }
};

class OfDerived {
public:
  ~OfDerived() {
    while (Own.Live)
      std::this_thread::yield();
  }
  void run() {
    ++Own.Live;
    std::thread([this] {
      TellsInRun H(Own);
      H.run();
    }).detach();
  }
  void end() {
    ++Own.Live;
    std::thread([this] {
      TellsAtEnd H(Own);
      work();
    }).detach();
  }

private:
  State Own;
};

class WritesInRun : Writes {
public:
  explicit WritesInRun(Log &To) : Writes(To) {}
  void run() {
    work();
    finish();
  }
};

class OfOtherDerived {
public:
  ~OfOtherDerived() {
    while (Own.Live)
      std::this_thread::yield();
  }
  void start() {
    ++Own.Live;
    std::thread([this] {
      WritesInRun H(Lines);
      H.run();
    }).detach(); // warn: although it uses 'this'
  }

private:
  State Own;
  Log Lines;
};
