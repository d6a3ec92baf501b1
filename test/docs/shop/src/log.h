#pragma once
#include <deque>
#include <mutex>
#include <string>
#include <thread>

void print(const std::string &Line);

class Log {
public:
  Log() : Writer([this] { run(); }) {}
  ~Log() { Writer.join(); }

  void write(std::string Line) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Lines.push_back(std::move(Line));
  }

private:
  void run() {
    std::lock_guard<std::mutex> Lock(Mutex);
    for (const std::string &Line : Lines)
      print(Line);
  }

  std::thread Writer;
  std::mutex Mutex;
  std::deque<std::string> Lines;
};
