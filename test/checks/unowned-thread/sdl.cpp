// SDL's threads are pointers that somebody waits for or detaches.

#include <SDL2/SDL_atomic.h>
#include <SDL2/SDL_mutex.h>
#include <SDL2/SDL_thread.h>
#include <SDL2/SDL_timer.h>

void work();

static int SDLCALL run(void *) {
  work();
  return 0;
}

void detached() {
  SDL_DetachThread(SDL_CreateThread(run, "detached", nullptr)); // warn: nothing
}

void dropped() {
  SDL_CreateThread(run, "dropped", nullptr); // warn: nothing
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

class Streamer {
public:
  void start() {
    SDL_AtomicSet(&Stop, 0);
    SDL_Thread *T = SDL_CreateThread(&Streamer::stream, "stream", this);
    SDL_DetachThread(T); // warn: although it uses 'this'
  }
  ~Streamer() { SDL_AtomicSet(&Stop, 1); }

private:
  static int SDLCALL stream(void *Data) {
    auto *Self = static_cast<Streamer *>(Data);
    while (!SDL_AtomicGet(&Self->Stop))
      work();
    return 0;
  }
  SDL_atomic_t Stop;
};

class Mixer {
public:
  Mixer() : Thread(SDL_CreateThreadWithStackSize(&Mixer::mix, "mix", 1 << 16, this)) {}
  ~Mixer() {
    SDL_AtomicSet(&Stop, 1);
    SDL_WaitThread(Thread, nullptr);
  }

private:
  static int SDLCALL mix(void *Data) {
    auto *Self = static_cast<Mixer *>(Data);
    while (!SDL_AtomicGet(&Self->Stop))
      SDL_Delay(5);
    return 0;
  }
  SDL_atomic_t Stop{};
  SDL_Thread *Thread;
};

// Reports its end, which somebody waits for.
class Loader {
public:
  Loader() : Done(SDL_CreateSemaphore(0)) {
    SDL_DetachThread(SDL_CreateThread(&Loader::load, "load", this));
  }
  ~Loader() {
    SDL_SemWait(Done);
    SDL_DestroySemaphore(Done);
  }

private:
  static int SDLCALL load(void *Data) {
    work();
    SDL_SemPost(static_cast<Loader *>(Data)->Done);
    return 0;
  }
  SDL_sem *Done;
};
