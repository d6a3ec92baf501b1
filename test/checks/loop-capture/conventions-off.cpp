// options: tether.Conventions=false
// Names say nothing where they are switched off.

#include <functional>

void use(int);

class Executor {
public:
  void post(std::function<void()> Task);
};

void posts(Executor &E, int N) {
  for (int I = 0; I < N; ++I)
    E.post([&] { use(I); });
}
