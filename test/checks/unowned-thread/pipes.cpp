// A task tells its end by a pipe or an eventfd.

#include <cstdint>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>

void work();

class Event {
public:
  void start() {
    std::thread([Fd = Fd] {
      work();
      uint64_t One = 1;
      (void)!write(Fd, &One, sizeof One);
    }).detach();
  }
  ~Event() {
    uint64_t Value;
    (void)!read(Fd, &Value, sizeof Value);
    close(Fd);
  }

private:
  int Fd = eventfd(0, 0);
};

class Pipe {
public:
  Pipe() { (void)!pipe(Ends); }
  void start() {
    std::thread([this] {
      work();
      char C = 1;
      (void)!write(Ends[1], &C, 1);
    }).detach();
  }
  ~Pipe() {
    char C;
    (void)!read(Ends[0], &C, 1);
  }

private:
  int Ends[2];
};

class NobodyReads {
public:
  void start() {
    std::thread([this] {
      work();
      char C = 1;
      (void)!write(Out, &C, 1);
    }).detach(); // warn: although it uses 'this'
  }
  ~NobodyReads() {
    char C;
    (void)!read(In, &C, 1);
  }

private:
  int In = 0, Out = 1;
};

// An answer to a peer, for whom nobody waits.
class Greeter {
public:
  void serve(int Peer) {
    std::thread([this, Peer] {
      ++Greeted;
      (void)!write(Peer, "hello", 5);
    }).detach(); // warn: although it uses 'this'
  }

private:
  long Greeted = 0;
};
