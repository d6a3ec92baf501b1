// A source of GLib calls back where its main context runs.
// flags: -std=c++20 -isystem/usr/include/glib-2.0 -isystem/usr/lib/x86_64-linux-gnu/glib-2.0/include

#include <glib.h>

static void count(gpointer Count) { ++*static_cast<int *>(Count); }

void once() {
  int Count = 0;
  g_idle_add_once(count, &Count);         // warn: 'Count'
  g_timeout_add_once(100, count, &Count); // warn: 'Count'
}

int iterated() {
  int Count = 0;
  g_idle_add_once(count, &Count);
  while (Count == 0)
    g_main_context_iteration(nullptr, TRUE);
  return Count;
}
