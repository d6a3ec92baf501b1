// Closed by whom it may be closed.

#include <boost/fiber/all.hpp>
#include <boost/thread/concurrent_queues/sync_bounded_queue.hpp>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

using boost::fibers::buffered_channel;
using boost::fibers::channel_op_status;
using boost::fibers::unbuffered_channel;

bool handle(int);

void senderCloses() {
  buffered_channel<int> Jobs(8);
  std::thread Producer([&] {
    for (int I = 0; I < 10; ++I)
      Jobs.push(I);
    Jobs.close();
  });
  int Job;
  while (Jobs.pop(Job) == channel_op_status::success)
    handle(Job);
  Producer.join();
}

// A coordinator that has waited for the senders.
void coordinator() {
  buffered_channel<int> Jobs(8);
  std::vector<std::thread> Producers;
  for (int I = 0; I < 3; ++I)
    Producers.emplace_back([&Jobs, I] { Jobs.push(I); });
  std::thread Consumer([&Jobs] {
    for (int Job : Jobs)
      handle(Job);
  });
  for (auto &P : Producers)
    P.join();
  Jobs.close();
  Consumer.join();
}

void joinAll(std::vector<std::thread> &Threads) {
  for (auto &T : Threads)
    T.join();
}

// It receives too, but the senders are gone when it closes.
void receivesThenJoins() {
  buffered_channel<int> Jobs(8);
  std::vector<std::thread> Producers;
  for (int I = 0; I < 3; ++I)
    Producers.emplace_back([&Jobs, I] { Jobs.push(I); });
  int Job;
  Jobs.pop(Job);
  joinAll(Producers);
  Jobs.close();
  while (Jobs.pop(Job) == channel_op_status::success)
    handle(Job);
}

void jthreadsGone() {
  boost::sync_bounded_queue<int> Jobs(8);
  {
    std::jthread Producer([&] { Jobs.push_back(1); });
    handle(Jobs.pull_front());
  }
  Jobs.close();
}

// Closes first and then drains.
class Stage {
public:
  void submit(int Job) { Jobs.push(Job); }
  ~Stage() {
    Jobs.close();
    int Left;
    while (Jobs.pop(Left) == channel_op_status::success)
      handle(Left);
    Worker.join();
  }
  void start() {
    Worker = std::thread([this] {
      int Job;
      while (Jobs.pop(Job) == channel_op_status::success)
        handle(Job);
    });
  }

private:
  buffered_channel<int> Jobs{16};
  std::thread Worker;
};

class Stoppable {
public:
  void submit(int Job) { Jobs.push(Job); }
  void stop() {
    Jobs.close();
    drain();
  }

private:
  void drain() {
    for (int Job : Jobs)
      handle(Job);
  }
  buffered_channel<int> Jobs{16};
};

// Nobody else sends.
void onlyOneContext() {
  buffered_channel<int> Jobs(8);
  Jobs.push(1);
  Jobs.push(2);
  int Job;
  Jobs.pop(Job);
  Jobs.close();
  while (Jobs.pop(Job) == channel_op_status::success)
    handle(Job);
}

// Two channels: what it closes is the one that it sends on.
void pipeline(buffered_channel<int> &In, buffered_channel<int> &Out) {
  int Job;
  while (In.pop(Job) == channel_op_status::success)
    Out.push(Job + 1);
  Out.close();
}
void runPipeline() {
  buffered_channel<int> First(8), Second(8);
  std::thread Middle([&] { pipeline(First, Second); });
  std::thread Source([&] {
    First.push(1);
    First.close();
  });
  int Job;
  while (Second.pop(Job) == channel_op_status::success)
    handle(Job);
  Middle.join();
  Source.join();
}

class TwoChannels {
public:
  void request(int V) { Requests.push(V); }
  void serve() {
    int V;
    while (Requests.pop(V) == channel_op_status::success)
      Replies.push(V);
    Replies.close();
  }
  void receive() {
    int V;
    while (Replies.pop(V) == channel_op_status::success)
      handle(V);
  }

private:
  buffered_channel<int> Requests{8};
  buffered_channel<int> Replies{8};
};

// Two objects of one class.
struct Port {
  buffered_channel<int> Queue{8};
};
void twoObjects() {
  Port In, Out;
  std::thread Producer([&] { In.Queue.push(1); });
  int Job;
  Out.Queue.push(2);
  Out.Queue.pop(Job);
  Out.Queue.close();
  Producer.join();
}

// The senders look at the result and stop: the protocol has two sides.
void sendersListen() {
  buffered_channel<int> Jobs(8);
  std::thread Producer([&] {
    for (int I = 0; I < 100; ++I)
      if (Jobs.push(I) == channel_op_status::closed)
        return;
  });
  std::thread Other([&] {
    int I = 0;
    while (Jobs.push(I) == channel_op_status::success)
      ++I;
  });
  int Job;
  Jobs.pop(Job);
  Jobs.close();
  Producer.join();
  Other.join();
}

bool sent(buffered_channel<int> &C, int V) { return C.push(V) == channel_op_status::success; }
void sendersListenByHelper() {
  buffered_channel<int> Jobs(8);
  std::thread Producer([&] {
    while (sent(Jobs, 1)) {
    }
  });
  std::thread Status([&] {
    auto Result = Jobs.push(1);
    if (Result != channel_op_status::success)
      return;
  });
  int Job;
  Jobs.pop(Job);
  Jobs.close();
  Producer.join();
  Status.join();
}

// The loop ends when the channel is closed: closing it again does no harm.
void alreadyClosed() {
  buffered_channel<int> Jobs(8);
  std::thread Producer([&] {
    Jobs.push(1);
    Jobs.close();
  });
  int Job;
  while (Jobs.pop(Job) == channel_op_status::success)
    handle(Job);
  Jobs.close();
  Producer.join();
}

// It waits until the sender has said that it is done.
void sendersDone() {
  buffered_channel<int> Jobs(8);
  boost::fibers::promise<void> Done;
  std::thread Producer([&] {
    Jobs.push(1);
    Done.set_value();
  });
  int Job;
  Jobs.pop(Job);
  Done.get_future().wait();
  Jobs.close();
  Producer.join();
}

// The close comes before the first sender starts.
void reopened() {
  auto Jobs = std::make_unique<buffered_channel<int>>(8);
  int Job;
  Jobs->try_pop(Job);
  Jobs->close();
}

// Sockets and files have both words and are no channels.
struct Socket {
  void send(int);
  int receive();
  void close();
};
void sockets(Socket &S) {
  std::thread Sender([&] { S.send(1); });
  S.receive();
  S.close();
  Sender.join();
}

// Code that cannot be seen may send, or may not.
void opaque(buffered_channel<int> &);
void unseen() {
  buffered_channel<int> Jobs(8);
  opaque(Jobs);
  int Job;
  Jobs.pop(Job);
  Jobs.close();
}

// The first answer is enough. Those who come later answer once, and nobody is
// left to hear them.
int ask(int);
int firstAnswer(int N) {
  auto Answers = std::make_shared<buffered_channel<int>>(64);
  for (int I = 0; I < N; ++I)
    boost::fibers::fiber([Answers, I] { Answers->push(ask(I)); }).detach();
  int Answer = Answers->value_pop();
  Answers->close();
  return Answer;
}
template <typename F> static void startAsking(std::shared_ptr<buffered_channel<int>> To, F Question) {
  boost::fibers::fiber([To, Question] { To->push(Question()); }).detach();
}
int firstGoodAnswer() {
  auto Answers = std::make_shared<buffered_channel<int>>(64);
  startAsking(Answers, [] { return ask(1); });
  startAsking(Answers, [] { return ask(2); });
  for (int I = 0; I < 2; ++I)
    if (int Answer = Answers->value_pop(); handle(Answer)) {
      Answers->close();
      return Answer;
    }
  return 0;
}
