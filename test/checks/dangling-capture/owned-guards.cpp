// A guard that the task owns reports its end.

#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <vector>

void use(std::string &);

struct Guard {
  std::latch &Done;
  explicit Guard(std::latch &Done) : Done(Done) {}
  ~Guard() { Done.count_down(); }
};

class Threads {
public:
  ~Threads() {
    for (std::thread &T : All)
      T.join();
  }
  template <typename F> void start(F Code) {
    All.emplace_back(std::move(Code));
  }

private:
  std::vector<std::thread> All;
};

void waits(Threads &T) {
  std::latch Done(1);
  std::string Text;
  T.start([&Text, G = std::make_shared<Guard>(Done)] { use(Text); });
  Done.wait();
}

void waitsForNothing(Threads &T) {
  std::string Text;
  T.start([&Text, // warn: may still run when
           G = std::make_shared<int>(1)] { use(Text); });
}

// What a destructor does that is somewhere else nobody can know.
class WaitGroup {
public:
  class Ticket {
  public:
    Ticket(const Ticket &);
    ~Ticket();
    WaitGroup *Of;
  };
  Ticket ticket();
  void wait();
};
void unseen(Threads &T) {
  WaitGroup Group;
  std::string Text;
  T.start([&Text, K = Group.ticket()] { use(Text); });
  Group.wait();
}
