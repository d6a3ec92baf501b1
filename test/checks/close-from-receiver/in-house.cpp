// Channels that a project wrote itself, closed by the side that receives.

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <queue>
#include <stdexcept>
#include <string>
#include <thread>

bool handle(int);

// A send that meets the closed queue drops its element.
template <typename T> class Dropping {
public:
  void push(T Value) {
    std::lock_guard<std::mutex> Lock(Guard);
    if (Closed)
      return;
    Items.push_back(std::move(Value));
    Ready.notify_one();
  }
  bool pop(T &Value) {
    std::unique_lock<std::mutex> Lock(Guard);
    Ready.wait(Lock, [this] { return Closed || !Items.empty(); });
    if (Items.empty())
      return false;
    Value = std::move(Items.front());
    Items.pop_front();
    return true;
  }
  void close() {
    std::lock_guard<std::mutex> Lock(Guard);
    Closed = true;
    Ready.notify_all();
  }
  // Only wakes.
  void nudge() { Ready.notify_all(); }

private:
  std::mutex Guard;
  std::condition_variable Ready;
  std::deque<T> Items;
  bool Closed = false;
};

void dropping() {
  Dropping<int> Jobs;
  std::thread Producer([&] {
    for (int I = 0; I < 100; ++I)
      Jobs.push(I); // note: another context sends here
  });
  int Job;
  while (Jobs.pop(Job))
    if (!handle(Job)) {
      Jobs.close(); // warn: a send that meets the closed channel loses its element
      break;
    }
  Producer.join();
}

// Throws, and runs until it is stopped.
class Throwing {
public:
  void add(int Value) {
    std::lock_guard<std::mutex> Lock(Guard);
    if (!Running)
      throw std::runtime_error("closed");
    Items.push(Value);
    Ready.notify_one();
  }
  std::optional<int> next() {
    std::unique_lock<std::mutex> Lock(Guard);
    while (Running && Items.empty())
      Ready.wait(Lock);
    if (Items.empty())
      return std::nullopt;
    int Value = Items.front();
    Items.pop();
    return Value;
  }
  void shutdown() {
    Running = false;
    Ready.notify_all();
  }

private:
  std::mutex Guard;
  std::condition_variable Ready;
  std::queue<int> Items;
  std::atomic<bool> Running{true};
};

class Worker {
public:
  Worker() : Thread(&Worker::run, this) {}
  ~Worker() { Thread.join(); }
  void post(int Job) { Jobs.add(Job); }
  void postTwice(int Job) {
    Jobs.add(Job);
    Jobs.add(Job);
  }

private:
  void run() {
    while (std::optional<int> Job = Jobs.next())
      if (!handle(*Job)) {
        Jobs.shutdown(); // warn: a send that meets the closed channel throws
        return;
      }
  }
  Throwing Jobs;
  std::thread Thread;
};

// A bounded queue whose senders do not look at the end: they wait for ever.
class Stuck {
public:
  void put(int Value) {
    std::unique_lock<std::mutex> Lock(Guard);
    while (Items.size() >= 4)
      Room.wait(Lock);
    Items.push(Value);
    Ready.notify_one();
  }
  bool get(int *Value) {
    std::unique_lock<std::mutex> Lock(Guard);
    for (;;) {
      if (!Items.empty()) {
        *Value = Items.front();
        Items.pop();
        Room.notify_one();
        return true;
      }
      if (State == Done)
        return false;
      Ready.wait(Lock);
    }
  }
  void finish() {
    std::lock_guard<std::mutex> Lock(Guard);
    State = Done;
    Ready.notify_all();
  }

private:
  enum { Open, Done } State = Open;
  std::mutex Guard;
  std::condition_variable Ready, Room;
  std::queue<int> Items;
};

void stuck() {
  Stuck Jobs;
  std::thread Consumer([&] {
    int Job;
    while (Jobs.get(&Job))
      if (!handle(Job))
        Jobs.finish(); // warn: a send that meets the closed channel blocks for ever
  });
  for (int I = 0; I < 100; ++I)
    Jobs.put(I);
  Consumer.join();
}

// The sender is told.
class Telling {
public:
  bool push(int Value) {
    std::lock_guard<std::mutex> Lock(Guard);
    if (Closed)
      return false;
    Items.push(Value);
    Ready.notify_one();
    return true;
  }
  bool pop(int &Value) {
    std::unique_lock<std::mutex> Lock(Guard);
    while (!Closed && Items.empty())
      Ready.wait(Lock);
    if (Items.empty())
      return false;
    Value = Items.front();
    Items.pop();
    return true;
  }
  void close() {
    std::lock_guard<std::mutex> Lock(Guard);
    Closed = true;
    Ready.notify_all();
  }

private:
  std::mutex Guard;
  std::condition_variable Ready;
  std::queue<int> Items;
  bool Closed = false;
};

void told() {
  Telling Jobs;
  std::thread Producer([&] {
    for (int I = 0; I < 100; ++I)
      if (!Jobs.push(I))
        return;
  });
  int Job;
  while (Jobs.pop(Job))
    if (!handle(Job))
      Jobs.close();
  Producer.join();
}

void deaf() {
  Telling Jobs;
  std::thread Producer([&] {
    for (int I = 0; I < 100; ++I)
      Jobs.push(I);
  });
  int Job;
  while (Jobs.pop(Job))
    if (!handle(Job))
      Jobs.close(); // warn: a send that meets the closed channel loses its element
  Producer.join();
}

void wokenOnly() {
  Dropping<int> Jobs;
  std::thread Producer([&] { Jobs.push(1); });
  int Job;
  while (Jobs.pop(Job))
    if (!handle(Job))
      Jobs.nudge();
  Producer.join();
}

void senderCloses() {
  Dropping<int> Jobs;
  std::thread Producer([&] {
    Jobs.push(1);
    Jobs.close();
  });
  int Job;
  while (Jobs.pop(Job))
    handle(Job);
  Producer.join();
}

void joinedFirst() {
  Dropping<int> Jobs;
  std::thread Producer([&] { Jobs.push(1); });
  int Job;
  Jobs.pop(Job);
  Producer.join();
  Jobs.close();
  while (Jobs.pop(Job))
    handle(Job);
}

// Forwarded by a class around it.
class Front {
public:
  void send(int Job) { Jobs.push(Job); }
  bool receive(int &Job) { return Jobs.pop(Job); }
  void end() { Jobs.close(); }

private:
  Dropping<int> Jobs;
};

void forwarded() {
  Front Jobs;
  std::thread Producer([&] { Jobs.send(1); });
  int Job;
  while (Jobs.receive(Job))
    if (!handle(Job))
      Jobs.end(); // warn: the receiver closes 'Jobs.Jobs' while others still send on it
  Producer.join();
}

// Functions on a struct.
struct queue {
  pthread_mutex_t mutex;
  pthread_cond_t nonempty;
  int items[32];
  int head, tail, count;
  int closed;
};

void queue_send(struct queue *Q, int Value) {
  pthread_mutex_lock(&Q->mutex);
  if (Q->closed) {
    pthread_mutex_unlock(&Q->mutex);
    return;
  }
  Q->items[Q->tail] = Value;
  Q->tail = (Q->tail + 1) % 32;
  Q->count++;
  pthread_cond_signal(&Q->nonempty);
  pthread_mutex_unlock(&Q->mutex);
}

int queue_receive(struct queue *Q, int *Value) {
  pthread_mutex_lock(&Q->mutex);
  while (Q->count == 0 && !Q->closed)
    pthread_cond_wait(&Q->nonempty, &Q->mutex);
  if (Q->count == 0) {
    pthread_mutex_unlock(&Q->mutex);
    return 0;
  }
  *Value = Q->items[Q->head];
  Q->head = (Q->head + 1) % 32;
  Q->count--;
  pthread_mutex_unlock(&Q->mutex);
  return 1;
}

void queue_end(struct queue *Q) {
  pthread_mutex_lock(&Q->mutex);
  Q->closed = 1;
  pthread_cond_broadcast(&Q->nonempty);
  pthread_mutex_unlock(&Q->mutex);
}

static queue Global;

void *produce(void *) {
  queue_send(&Global, 1);
  return nullptr;
}

void consume() {
  pthread_t Producer;
  pthread_create(&Producer, nullptr, produce, nullptr);
  int Job;
  while (queue_receive(&Global, &Job))
    if (!handle(Job))
      queue_end(&Global); // warn: the receiver closes 'Global' while others still send on it
  pthread_join(Producer, nullptr);
}
