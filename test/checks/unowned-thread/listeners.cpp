// A callback or listener that is told of the end may be anybody's.

#include <functional>
#include <thread>

void work();
bool ready();

class Callback {
public:
  void onEnd(std::function<void()> F) { End = std::move(F); }
  void start() {
    std::thread([this] {
      work();
      if (End)
        End();
    }).detach();
  }

private:
  std::function<void()> End;
};

class Pointer {
public:
  explicit Pointer(void (*End)(int)) : End(End) {}
  void start() {
    std::thread([this] {
      work();
      if (End != nullptr)
        End(1);
    }).detach();
  }

private:
  void (*End)(int);
};

struct Listener {
  virtual ~Listener() = default;
  virtual void ended() = 0;
  virtual int id() const = 0;
};

class Tells {
public:
  explicit Tells(Listener *L) : To(L) {}
  void start() {
    std::thread([this] {
      work();
      To->ended();
    }).detach();
  }
  void startIfAny() {
    std::thread([this] {
      work();
      if (To)
        To->ended();
    }).detach();
  }
  // It is told of something that may not happen.
  void startOther() {
    std::thread([this] {
      work();
      if (ready())
        To->ended();
    }).detach(); // warn: although it uses 'this'
  }

private:
  Listener *To;
};

class Sometimes {
public:
  void onError(std::function<void()> F) { Error = std::move(F); }
  void start() {
    std::thread([this] {
      work();
      if (Error && !ready())
        Error();
    }).detach(); // warn: although it uses 'this'
  }

private:
  std::function<void()> Error;
};
