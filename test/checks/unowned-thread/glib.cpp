// GLib's threads. Unreferencing a handle detaches.
// flags: -isystem/usr/include/glib-2.0 -isystem/usr/lib/x86_64-linux-gnu/glib-2.0/include

#include <glib.h>

void work();

static gpointer run(gpointer) {
  work();
  return nullptr;
}

void unreferenced() {
  GThread *T = g_thread_new("worker", run, nullptr);
  g_thread_unref(T); // warn: nothing
}

void nested() {
  g_thread_unref(g_thread_new("worker", run, nullptr)); // warn: nothing
}

void dropped() {
  g_thread_new("worker", run, nullptr); // warn: nothing
}

void joined() {
  GThread *T = g_thread_new("worker", run, nullptr);
  work();
  g_thread_join(T);
}

class Owner {
public:
  Owner() : Thread(g_thread_new("owner", run, nullptr)) {}
  ~Owner() { g_thread_join(Thread); }

private:
  GThread *Thread;
};

static GAsyncQueue *Done = g_async_queue_new();

static gpointer report(gpointer Data) {
  work();
  g_async_queue_push(Done, Data);
  return nullptr;
}

void reported(int *Result) {
  g_thread_unref(g_thread_new("reporter", report, Result));
  g_async_queue_pop(Done);
}
