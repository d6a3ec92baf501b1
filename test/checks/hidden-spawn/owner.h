// A header of the project: its users are in other units.
#pragma once
#include <thread>

void work();

struct PublicHandle {
  void start() {
    Thread = std::thread([] { work(); });
  }
  std::thread Thread;
};

class Protected {
public:
  void start() {
    Thread = std::thread([] { work(); });
  }

protected:
  std::thread Thread;
};

class Private {
public:
  void start() {
    Thread = std::thread([] { work(); }); // warn: its handle ends in the member 'Thread'
  }

private:
  std::thread Thread;
};

inline void inHeader() {
  static std::thread Worker([] { work(); }); // warn: 'inHeader' starts a thread
}
