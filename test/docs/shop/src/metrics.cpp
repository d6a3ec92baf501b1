#include "metrics.h"
#include <thread>

void flush();

void Metrics::start() {
  std::thread([this] {
    for (;;) {
      flush();
      ++Flushes;
    }
  }).detach();
}
