// Timers and callbacks that an id stands for, and what is started without any.
// flags: -isystem/usr/include/glib-2.0 -isystem/usr/lib/x86_64-linux-gnu/glib-2.0/include

#include "../../model/stubs/trantor.h"
#include <glib.h>
#include <string>
#include <uv.h>

bool busy();
void note(unsigned);
int onTimeout(gpointer Data);
void onTimeoutOnce(gpointer Data);
void onTimer(uv_timer_t *Timer);

void removed() {
  int Fired = 0;
  unsigned Id = g_timeout_add(1000, onTimeout, &Fired);
  while (busy()) {
  }
  g_source_remove(Id);
}

void runByIteration() {
  int Fired = 0;
  g_timeout_add_once(1, onTimeoutOnce, &Fired);
  while (!busy())
    g_main_context_iteration(nullptr, TRUE);
}

void notRunAgain() {
  int Fired = 0;
  g_idle_add_once(onTimeoutOnce, &Fired); // warn: 'Fired'
}

void removedByAssignedId() {
  int Fired = 0;
  unsigned Id;
  Id = g_timeout_add(1000, onTimeout, &Fired);
  g_source_remove(Id);
}

void removedInHelper() {
  int Fired = 0;
  auto Remove = [](unsigned Which) { g_source_remove(Which); };
  unsigned Id = g_timeout_add(1000, onTimeout, &Fired);
  Remove(Id);
}

void removedOnOnePath() {
  int Fired = 0;
  unsigned Id = g_timeout_add(1000, onTimeout, &Fired); // warn: 'Fired'
  if (busy())
    return;
  g_source_remove(Id);
}

void removedIfStarted() {
  int Fired = 0;
  unsigned Id = g_timeout_add(1000, onTimeout, &Fired);
  if (Id)
    g_source_remove(Id);
}

static unsigned twice(unsigned N) { return 2 * N; }

void idIsOnlyLookedAt() {
  int Fired = 0;
  unsigned Id = g_timeout_add(1000, onTimeout, &Fired); // warn: 'Fired'
  twice(Id);
}

void anotherIsRemoved(unsigned Other) {
  int Fired = 0;
  unsigned Id = g_timeout_add(1000, onTimeout, &Fired); // warn: 'Fired'
  g_source_remove(Other);
  twice(Id);
}

void invalidated(trantor::EventLoop &Loop) {
  std::string Text;
  auto Id = Loop.runEvery(1.0, [&Text] { Text += "x"; });
  Loop.invalidateTimer(Id);
}

void notInvalidated(trantor::EventLoop &Loop) {
  std::string Text;
  Loop.runEvery(1.0, [&Text] { Text += "x"; }); // warn: 'Text'
}

void withoutCallback(uv_loop_t *Loop) {
  uv_timer_t Timer;
  uv_timer_init(Loop, &Timer);
  uv_timer_start(&Timer, nullptr, 100, 0);
  uv_timer_start(&Timer, NULL, 100, 0);
}

static void closeAll(uv_loop_t *Loop) { uv_run(Loop, UV_RUN_DEFAULT); }

void runEmptyInHelper() {
  uv_timer_t Timer;
  uv_timer_init(uv_default_loop(), &Timer);
  uv_timer_start(&Timer, onTimer, 100, 0);
  closeAll(uv_default_loop());
}

void notRun(uv_loop_t *Loop) {
  uv_timer_t Timer;
  uv_timer_init(Loop, &Timer);
  uv_timer_start(&Timer, onTimer, 100, 0); // warn: 'Timer'
}
