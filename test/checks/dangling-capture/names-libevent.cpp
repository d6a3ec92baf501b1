// libevent answers where its loop runs.

#include <event2/dns.h>
#include <event2/event.h>

static void onName(int Result, char, int, int, void *, void *Found) { *static_cast<int *>(Found) = Result; }

void asked(evdns_base *Names) {
  int Found = 0;
  evdns_base_resolve_ipv4(Names, "example.org", 0, onName, &Found); // warn: 'Found'
}

int waitedFor(event_base *Loop, evdns_base *Names) {
  int Found = 0;
  evdns_base_resolve_ipv4(Names, "example.org", 0, onName, &Found);
  event_base_dispatch(Loop);
  return Found;
}
