// PhotonLibOS: fibers that are not made joinable.

#include "../../model/stubs/photon.h"

void work();

static void *run(void *) {
  work();
  return nullptr;
}

void dropped() {
  photon::thread_create(run, nullptr); // warn: nothing
}

void joined() {
  photon::thread *Thread = photon::thread_create(run, nullptr);
  photon::join_handle *Handle = photon::thread_enable_join(Thread);
  work();
  photon::thread_join(Handle);
}

void detached() {
  photon_std::thread Thread([] { work(); });
  Thread.detach(); // warn: nothing
}
