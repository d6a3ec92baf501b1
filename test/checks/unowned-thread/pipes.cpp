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

// A descriptor that comes as a number may be that of a client, to whom the
// spawner does not listen.
class Replies {
public:
  void serve(int Client) {
    std::thread([this, Client] {
      ++Served;
      (void)!write(Client, "x", 1);
    }).detach(); // warn: although it uses 'this'
  }

private:
  long Served = 0;
};

void awaits() {
  int Ends[2];
  (void)!pipe(Ends);
  std::thread([Out = Ends[1]] {
    work();
    (void)!write(Out, "x", 1);
  }).detach();
  char C;
  (void)!read(Ends[0], &C, 1);
}

static void tell(int Out) { (void)!write(Out, "x", 1); }
class TellsByHelper {
public:
  TellsByHelper() { (void)!pipe(Ends); }
  void start() {
    std::thread([this] {
      work();
      tell(Ends[1]);
    }).detach();
  }
  ~TellsByHelper() {
    char C;
    (void)!read(Ends[0], &C, 1);
  }

private:
  int Ends[2];
};
