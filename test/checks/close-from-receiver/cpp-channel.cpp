// msd::channel: a write after the close returns false, `<<` throws.
// flags: -std=c++20

#include "../../model/stubs/cpp-channel.h"
#include <thread>

void receiverCloses() {
  msd::channel<int> Channel(4);
  std::jthread Sender([&] {
    for (int I = 0; I < 100; ++I)
      Channel << I;
  });
  int Value = 0;
  while (Channel.read(Value))
    if (Value > 10)
      break;
  Channel.close(); // warn: 'Channel'
}

void senderCloses() {
  msd::channel<int> Channel(4);
  std::jthread Sender([&] {
    for (int I = 0; I < 100; ++I)
      Channel << I;
    Channel.close();
  });
  int Value = 0;
  while (Channel.read(Value))
    ;
}

void looksAtTheResult() {
  msd::channel<int> Channel(4);
  std::jthread Sender([&] {
    for (int I = 0; I < 100; ++I)
      if (!Channel.write(I))
        return;
  });
  int Value = 0;
  Channel.read(Value);
  Channel.close();
}
