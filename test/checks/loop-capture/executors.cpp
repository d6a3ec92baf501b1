// concurrencpp, marl, libgo, stdexec and ZLToolKit.

#include "../../model/stubs/concurrencpp.h"
#include "../../model/stubs/libgo.h"
#include "../../model/stubs/marl.h"
#include "../../model/stubs/stdexec.h"
#include "../../model/stubs/zltoolkit.h"

void use(int);

void results(concurrencpp::executor &Pool) {
  for (int I = 0; I < 3; ++I)
    Pool.post([&] { use(I); }); // warn: 'I' // fix: [&, I]
  for (int I = 0; I < 3; ++I)
    Pool.submit([&] { use(I); return I; }).get();
}

void fibers() {
  for (int I = 0; I < 3; ++I) {
    marl::schedule([&] { use(I); }); // warn: 'I' // fix: [&, I]
    go [&] { use(I); }; // warn: 'I' // fix: [&, I]
    go [I] { use(I); };
  }
  for (int I = 0; I < 3; ++I) {
    marl::WaitGroup Group(1);
    marl::schedule([&] {
      use(I);
      Group.done();
    });
    Group.wait();
  }
}

void senders() {
  for (int I = 0; I < 3; ++I) {
    stdexec::start_detached(stdexec::then(stdexec::just(), [&] { use(I); })); // warn: 'I' // fix: [&, I]
    stdexec::sync_wait(stdexec::then(stdexec::just(), [&] { use(I); }));
  }
}

void pollers(toolkit::ThreadPool &Pool, toolkit::EventPoller &Poller) {
  for (int I = 0; I < 3; ++I)
    Pool.async([&] { use(I); }); // warn: 'I' // fix: [&, I]
  for (int I = 0; I < 3; ++I)
    Pool.sync([&] { use(I); });
  for (int I = 0; I < 3; ++I)
    Poller.doDelayTask(10, [&] { use(I); return 0; }); // warn: 'I' // fix: [&, I]
}
