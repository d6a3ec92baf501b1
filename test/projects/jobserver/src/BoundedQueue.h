//===- BoundedQueue.h - A queue that makes fast producers wait --*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef JOBSERVER_BOUNDEDQUEUE_H
#define JOBSERVER_BOUNDEDQUEUE_H

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

namespace jobs {

class QueueClosed : public std::runtime_error {
public:
  QueueClosed() : std::runtime_error("queue is closed") {}
};

/// Holds at most `Capacity` elements. Any number of threads may push and pop.
template <typename T> class BoundedQueue {
public:
  explicit BoundedQueue(std::size_t Capacity) : Capacity(Capacity) {}

  BoundedQueue(const BoundedQueue &) = delete;
  BoundedQueue &operator=(const BoundedQueue &) = delete;

  /// Waits for room. Throws QueueClosed once the queue is closed.
  void push(T Element) {
    std::unique_lock<std::mutex> Lock(Mutex);
    HasRoom.wait(Lock,
                 [this] { return IsClosed || Elements.size() < Capacity; });
    add(std::move(Element));
  }

  /// Returns false if there is no room. Throws QueueClosed once it is closed.
  bool try_push(T Element) {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (!IsClosed && Elements.size() >= Capacity)
      return false;
    add(std::move(Element));
    return true;
  }

  /// Waits for an element. Nothing once the queue is closed and empty.
  std::optional<T> pop() {
    std::unique_lock<std::mutex> Lock(Mutex);
    HasElement.wait(Lock, [this] { return IsClosed || !Elements.empty(); });
    if (Elements.empty())
      return std::nullopt;
    T Element = std::move(Elements.front());
    Elements.pop_front();
    HasRoom.notify_one();
    return Element;
  }

  void close() {
    std::lock_guard<std::mutex> Lock(Mutex);
    IsClosed = true;
    HasRoom.notify_all();
    HasElement.notify_all();
  }

  bool closed() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return IsClosed;
  }

  std::size_t size() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Elements.size();
  }

private:
  void add(T Element) {
    if (IsClosed)
      throw QueueClosed();
    Elements.push_back(std::move(Element));
    HasElement.notify_one();
  }

  const std::size_t Capacity;
  mutable std::mutex Mutex;
  std::condition_variable HasRoom;
  std::condition_variable HasElement;
  std::deque<T> Elements;
  bool IsClosed = false;
};

} // namespace jobs

#endif // JOBSERVER_BOUNDEDQUEUE_H
