// A task that is made of an event is done when somebody sets the event.

#include <pplx/pplxtasks.h>
#include <string>

void byFunction() {
  std::string Text;
  pplx::task_completion_event<void> Done;
  pplx::create_task([&Text, Done] { Text += "x"; Done.set(); });
  pplx::create_task(Done).wait();
}

void byConstructor() {
  std::string Text;
  pplx::task_completion_event<void> Done;
  pplx::create_task([&Text, Done] { Text += "x"; Done.set(); });
  pplx::task<void> Waited(Done);
  Waited.wait();
}

void ofAnother(pplx::task_completion_event<void> Other) {
  std::string Text;
  pplx::task_completion_event<void> Done;
  pplx::create_task([&Text, Done] { Text += "x"; Done.set(); }); // warn: 'Text'
  pplx::create_task(Other).wait();
}

// The constructor starts what it is given.
void constructed() {
  std::string Text;
  pplx::task<void> Started([&Text] { Text += "x"; });
  Started.wait();
}

void constructedAndLeft() {
  std::string Text;
  pplx::task<void> Started([&Text] { Text += "x"; }); // warn: 'Text'
}
