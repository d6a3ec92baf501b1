// A task that sets its own copy of a pointer tells nobody.

#include <atomic>
#include <thread>

int take();
int receive(int);

struct Peer {
  int Socket = 0;
  std::thread *Listener = nullptr;
};

class Acceptor {
public:
  void loop() {
    while (Online) {
      Peer *P = new Peer;
      P->Socket = take();
      if (P->Socket < 0)
        return;
      P->Listener = new std::thread(&Acceptor::listen, this, P);
      P->Listener->detach(); // warn: although it uses 'this'
    }
  }

private:
  void listen(Peer *P) {
    while (Online && receive(P->Socket) >= 0)
      ;
    delete P;
    P = nullptr;
  }
  std::atomic<bool> Online{true};
};
