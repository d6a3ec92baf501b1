// Boost.Fiber's channels: a push that meets the closed channel tells so by its
// result, which these senders do not look at.

#include <boost/fiber/all.hpp>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using boost::fibers::buffered_channel;
using boost::fibers::channel_op_status;
using boost::fibers::unbuffered_channel;

bool handle(int);

void consumerOfTwo() {
  buffered_channel<int> Jobs(8);
  std::thread Producer([&] {
    for (int I = 0; I < 100; ++I)
      Jobs.push(I); // note: another context sends here
  });
  std::thread Consumer([&] {
    int Job;
    while (Jobs.pop(Job) == channel_op_status::success) // note: it receives here
      if (!handle(Job)) {
        Jobs.close(); // warn: the receiver closes 'Jobs' while others still send on it
        break;
      }
  });
  Producer.join();
  Consumer.join();
}

// The function itself receives.
void consumerIsSpawner() {
  unbuffered_channel<int> Jobs;
  boost::fibers::fiber Producer([&Jobs] {
    for (int I = 0; I < 100; ++I)
      Jobs.push(I);
  });
  for (;;) {
    int Job = Jobs.value_pop();
    if (!handle(Job))
      break;
  }
  Jobs.close(); // warn: the receiver closes 'Jobs' while others still send on it
  Producer.join();
}

void rangeReceives() {
  buffered_channel<int> Jobs(8);
  std::thread Producer([&] { Jobs.push(1); });
  for (int Job : Jobs)
    if (!handle(Job)) {
      Jobs.close(); // warn: the receiver closes 'Jobs'
      break;
    }
  Producer.join();
}

// By helpers on either side.
static void produce(buffered_channel<int> &Out) {
  for (int I = 0; I < 10; ++I)
    Out.push(I);
}
static void give_up(buffered_channel<int> &In) {
  In.close(); // warn: the receiver closes
}
static void consume(buffered_channel<int> &In) {
  int Job;
  while (In.pop(Job) == channel_op_status::success)
    if (!handle(Job)) {
      give_up(In);
      return;
    }
}
void byHelpers() {
  buffered_channel<int> Jobs(4);
  std::thread A(produce, std::ref(Jobs));
  std::thread B(produce, std::ref(Jobs));
  std::thread C(consume, std::ref(Jobs));
  A.join();
  B.join();
  C.join();
}

// Members.
class Stage {
public:
  void start() {
    Worker = std::thread([this] { run(); });
  }
  void submit(int Job) { Jobs.push(Job); }
  ~Stage() { Worker.join(); }

private:
  void run() {
    int Job;
    while (Jobs.pop(Job) == channel_op_status::success)
      if (!handle(Job)) {
        Jobs.close(); // warn: the receiver closes 'Jobs'
        return;
      }
  }
  buffered_channel<int> Jobs{16};
  std::thread Worker;
};

// Behind smart pointers.
void shared() {
  auto Jobs = std::make_shared<buffered_channel<int>>(8);
  std::vector<std::thread> Threads;
  Threads.emplace_back([Jobs] { Jobs->push(1); });
  Threads.emplace_back([Jobs] {
    int Job;
    if (Jobs->pop(Job) == channel_op_status::success && !handle(Job))
      Jobs->close(); // warn: the receiver closes 'Jobs'
  });
  for (auto &T : Threads)
    T.join();
}

void unique() {
  auto Jobs = std::make_unique<unbuffered_channel<std::string>>();
  std::thread Producer([&Channel = *Jobs] { Channel.push("a"); });
  std::string Job;
  Jobs->pop(Job);
  Jobs->close(); // warn: the receiver closes
  Producer.join();
}

// On the way out, by an object.
class Closer {
public:
  explicit Closer(buffered_channel<int> &C) : C(C) {}
  ~Closer() { C.close(); } // warn: the receiver closes

private:
  buffered_channel<int> &C;
};
void byGuard() {
  buffered_channel<int> Jobs(8);
  std::thread Producer([&] { Jobs.push(1); });
  {
    Closer Guard(Jobs);
    int Job;
    Jobs.pop(Job);
  }
  Producer.join();
}

// Closed first here, joined after: the other order would be right.
void joinsTooLate() {
  buffered_channel<int> Jobs(8);
  std::thread Producer([&] { Jobs.push(1); });
  int Job;
  Jobs.pop(Job);
  Jobs.close(); // warn: the receiver closes 'Jobs'
  Producer.join();
}

// One of two producers is waited for.
void joinsOneOfTwo() {
  buffered_channel<int> Jobs(8);
  std::thread First([&] { Jobs.push(1); });
  std::thread Second([&] { Jobs.push(2); });
  int Job;
  Jobs.pop(Job);
  First.join();
  Jobs.close(); // warn: the receiver closes 'Jobs'
  Second.join();
}

template <typename T> class Pipe {
public:
  void put(T Value) { Values.push(Value); }
  T take() {
    T Value{};
    if (Values.pop(Value) != channel_op_status::success || !handle(Value))
      Values.close(); // warn: the receiver closes 'Values'
    return Value;
  }

private:
  buffered_channel<T> Values{2};
};
template class Pipe<int>;
template class Pipe<long>;

// They go on although the first was enough.
int severalAnswers(int N) {
  auto Answers = std::make_shared<buffered_channel<int>>(64);
  for (int I = 0; I < N; ++I)
    boost::fibers::fiber([Answers, I] {
      for (int J = 0; J < I; ++J)
        Answers->push(J);
    }).detach(); // warn[tether-unowned-thread]: nothing
  int Answer = Answers->value_pop();
  Answers->close(); // warn: the receiver closes 'Answers'
  return Answer;
}

// Another receiver still waits for what is lost.
int twoReceivers(int N) {
  auto Answers = std::make_shared<buffered_channel<int>>(64);
  for (int I = 0; I < N; ++I)
    boost::fibers::fiber([Answers, I] { Answers->push(I); }).detach();
  boost::fibers::fiber([Answers] { handle(Answers->value_pop()); }).detach(); // warn[tether-unowned-thread]: nothing
  int Answer = Answers->value_pop();
  Answers->close(); // warn: the receiver closes 'Answers'
  return Answer;
}

// It is not the receiver who has made the channel.
int firstOfOthers(const std::shared_ptr<buffered_channel<int>> &Answers, int N) {
  for (int I = 0; I < N; ++I)
    boost::fibers::fiber([Answers, I] { Answers->push(I); }).detach();
  int Answer = Answers->value_pop();
  Answers->close(); // warn: the receiver closes
  return Answer;
}
