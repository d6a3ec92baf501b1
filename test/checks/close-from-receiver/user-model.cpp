// Channels of one's own, described in tether-model.yaml.

#include <optional>
#include <thread>

namespace relay {
class Queue {
public:
  void put(int);
  std::optional<int> take();
  void shut();
};
class Subscription {
public:
  void put(int);
  std::optional<int> take();
  void shut();
};
} // namespace relay

bool handle(int);

template <typename Channel> void run(Channel &Jobs) {
  std::thread Producer([&] {
    for (int I = 0; I < 10; ++I)
      Jobs.put(I);
  });
  Producer.join();
}

void queue() {
  relay::Queue Jobs;
  std::thread Producer([&] {
    for (int I = 0; I < 10; ++I)
      Jobs.put(I);
  });
  while (auto Job = Jobs.take())
    if (!handle(*Job)) {
      Jobs.shut(); // warn: a send that meets the closed channel loses its element
      break;
    }
  Producer.join();
}

void subscription() {
  relay::Subscription Jobs;
  std::thread Producer([&] {
    for (int I = 0; I < 10; ++I)
      Jobs.put(I);
  });
  while (auto Job = Jobs.take())
    if (!handle(*Job)) {
      Jobs.shut();
      break;
    }
  Producer.join();
}
