// The executors of concurrencpp, and the results of what they run.

#include "../../model/stubs/concurrencpp.h"
#include <chrono>
#include <memory>
#include <string>

void inPlace(std::shared_ptr<concurrencpp::inline_executor> E) {
  std::string Text;
  E->post([&Text] { Text += "x"; });
}

void onThreads(std::shared_ptr<concurrencpp::thread_pool_executor> E) {
  std::string Text;
  E->post([&Text] { Text += "x"; }); // warn: 'Text'
}

void asked(std::shared_ptr<concurrencpp::thread_pool_executor> E) {
  std::string Text;
  E->submit([&Text] { Text += "x"; }).get();
  concurrencpp::shared_result<int> Shared(E->submit([&Text] { Text += "x"; }));
  Shared.get();
}

void loopedHere(concurrencpp::runtime &Runtime) {
  std::string Text;
  auto E = Runtime.make_manual_executor();
  E->post([&Text] { Text += "x"; });
  E->loop(1);
}

void shutDown(std::shared_ptr<concurrencpp::executor> E) {
  int Calls = 0;
  auto Timers = std::make_shared<concurrencpp::timer_queue>();
  auto Timer = Timers->make_one_shot_timer(std::chrono::milliseconds(5), E, [&Calls] { ++Calls; });
  Timers->shutdown();
}
