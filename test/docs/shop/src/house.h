// A library of the house, of which only the interface is seen.
#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace house {

struct Request {
  std::string Body;
};
struct Reply {
  int Status = 200;
};

using Callback = std::function<void(const Request &, Reply &)>;
void on_request(const char *Path, Callback Handle);

struct Handler {
  virtual ~Handler();
  virtual void handle(const Request &In, Reply &Out) = 0;
};

template <typename T> class BoundedQueue {
public:
  explicit BoundedQueue(std::size_t Slots);
  void push(T Value);
  bool try_push(T Value);
  bool push_for(T Value, std::chrono::milliseconds Limit);
  bool pop(T &Value);
  void close();
};

class Worker {
public:
  explicit Worker(std::function<void()> Task);
  ~Worker();
  void join();
  void detach();
};

void background(std::function<void()> Task);

} // namespace house
