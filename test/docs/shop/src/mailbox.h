#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>

namespace shop {

template <typename T> class Mailbox {
public:
  void put(T Mail) {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [this] { return Mails.size() < 16; });
    Mails.push_back(std::move(Mail));
    Changed.notify_all();
  }

  T take() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Changed.wait(Lock, [this] { return !Mails.empty(); });
    T Mail = std::move(Mails.front());
    Mails.pop_front();
    Changed.notify_all();
    return Mail;
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  std::deque<T> Mails;
};

} // namespace shop
