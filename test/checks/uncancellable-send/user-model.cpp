// Channels of one's own, described in tether-model.yaml.

#include <chrono>
#include <httplib.h>
#include <string>

namespace house {
template <typename T> class BoundedQueue {
public:
  explicit BoundedQueue(std::size_t Capacity);
  void put(T);
  bool offer(T);
  bool offerFor(T, std::chrono::milliseconds);
  T take();
};

template <typename T> class Queue {
public:
  explicit Queue(std::size_t Capacity = 0);
  void put(T);
};

template <typename T, std::size_t N> class Ring {
public:
  void put(T);
  void overwrite(T);
};

// Its blocking calls end with the request.
template <typename T> class ManagedQueue {
public:
  explicit ManagedQueue(std::size_t Capacity);
  void put(T);
};

struct Context {};
class Handler {
public:
  virtual ~Handler();
  virtual void handle(Context &) = 0;
};
class LoopHandler {
public:
  virtual ~LoopHandler();
  virtual void onEvent(Context &) = 0;
};
class ManagedHandler {
public:
  virtual ~ManagedHandler();
  virtual void handle(Context &) = 0;
};
void onRequest(void (*)(Context &));
} // namespace house

static house::BoundedQueue<int> Bounded(8);
static house::Queue<int> Given(8);
static house::Queue<int> NotGiven;
static house::Ring<int, 8> Slots;
static house::ManagedQueue<int> Managed(8);

class Derived : public house::Handler {
public:
  void handle(house::Context &) override { // note: this is the request handler
    Bounded.put(1); // warn: 'put' waits for room in 'Bounded'
    Bounded.offer(1);
    Bounded.offerFor(1, std::chrono::milliseconds(5));
    Given.put(1); // warn: 'put' waits for room in 'Given'
    NotGiven.put(1);
    Slots.put(1); // warn: 'put' waits for room in 'Slots'
    Slots.overwrite(1);
    Managed.put(1);
    helper();
  }

private:
  void helper() {
    Bounded.put(2); // warn: 'put' waits for room in 'Bounded'
  }
};

// An override of an override.
class MoreDerived : public Derived {
public:
  void handle(house::Context &) final {
    Bounded.put(3); // warn: 'put' waits for room in 'Bounded'
  }
};

class OnLoop : public house::LoopHandler {
public:
  void onEvent(house::Context &) override {
    Bounded.put(1); // warn: and stalls its event loop
  }
};

class EndsWithRequest : public house::ManagedHandler {
public:
  void handle(house::Context &) override { Bounded.put(1); }
};

// The same name in a class of another kind.
class Unrelated {
public:
  void handle(house::Context &) { Bounded.put(1); }
};

void callback(house::Context &) {
  Bounded.put(1); // warn: 'put' waits for room in 'Bounded'
}
void registers() { house::onRequest(callback); }
