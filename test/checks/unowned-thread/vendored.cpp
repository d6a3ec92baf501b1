// Libraries whose headers are the project's own: what their destructors do is
// what the model says, also where they are only declared.

#include <utility>

namespace Poco {
class Runnable {
public:
  virtual ~Runnable();
  virtual void run() = 0;
};
class Thread {
public:
  Thread();
  ~Thread();
  void start(Runnable &);
  void join();
};
} // namespace Poco

namespace boost {
class thread {
public:
  template <class F> explicit thread(F f) { go(new F(std::move(f))); }
  ~thread();
  void join();

private:
  void go(void *);
};
} // namespace boost

struct Job : Poco::Runnable {
  int Count = 0;
  void run() override { ++Count; }
};

void started() {
  Job J;
  Poco::Thread T;
  T.start(J); // warn: its handle dies unjoined
}
void constructed() {
  int Count = 0;
  boost::thread T([&] { ++Count; }); // warn: its handle dies unjoined, although it refers to the local variable 'Count'
}
void joined() {
  Job J;
  Poco::Thread T;
  T.start(J);
  T.join();
}

// A class of one's own that is derived from it may wait in its destructor.
class Waiting : public boost::thread {
public:
  using boost::thread::thread;
  ~Waiting();
};
void waits() {
  int Count = 0;
  Waiting W([&] { ++Count; });
}
