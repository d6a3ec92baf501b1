// In SDL 3 a macro starts the threads, and what they wait for has other names.

#include "../../model/stubs/sdl3.h"

void work();

static int run(void *) {
  work();
  return 0;
}

void detached() {
  SDL_DetachThread(SDL_CreateThread(run, "detached", nullptr)); // warn: nothing
}

void dies() {
  SDL_Thread *T = SDL_CreateThread(run, "dies", nullptr); // warn: its handle dies unjoined
  if (!T)
    work();
}

void joined() {
  SDL_Thread *T = SDL_CreateThread(run, "joined", nullptr);
  work();
  SDL_WaitThread(T, nullptr);
}

// Reports its end, which somebody waits for.
class Loader {
public:
  Loader() : Done(SDL_CreateSemaphore(0)) {
    SDL_DetachThread(SDL_CreateThread(&Loader::load, "load", this));
  }
  ~Loader() {
    SDL_WaitSemaphore(Done);
    SDL_DestroySemaphore(Done);
  }

private:
  static int load(void *Data) {
    work();
    SDL_SignalSemaphore(static_cast<Loader *>(Data)->Done);
    return 0;
  }
  SDL_Semaphore *Done;
};
