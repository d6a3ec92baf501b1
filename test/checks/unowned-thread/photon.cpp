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

// Whoever runs all fibers of the thread has waited for each.
void *countsDown(void *Count) {
  --*static_cast<int *>(Count);
  return nullptr;
}
int all() {
  int Count = 0;
  for (int I = 0; I < 10; ++I) {
    ++Count;
    photon::thread_create(countsDown, &Count);
  }
  photon::wait_all();
  return Count;
}
void untilTheEnd() {
  int Count = 1;
  photon::thread_create11([&] { --Count; });
  photon::vcpu_fini();
}
void before() {
  int Count = 1;
  photon::wait_all();
  photon::thread_create11([&] { --Count; }); // warn: nothing
}
void yields() {
  int Count = 1;
  photon::thread *Thread = photon::thread_create11([&] { work(), --Count; }); // warn: nothing
  photon::thread_yield_to(Thread);
}
