// Who runs a loop waits for whoever stops it.

#include <boost/asio.hpp>
#include <thread>

bool work();

int runsUntilStopped() {
  boost::asio::io_context Loop;
  auto Guard = boost::asio::make_work_guard(Loop);
  int Count = 0;
  std::thread([&] {
    while (work())
      ++Count;
    Loop.stop();
  }).detach();
  Loop.run();
  return Count;
}

// On one way only.
int runsOn() {
  boost::asio::io_context Loop;
  auto Guard = boost::asio::make_work_guard(Loop);
  int Count = 0;
  std::thread([&] {
    if (!work())
      return;
    ++Count;
    Loop.stop(); // note: it reports its end here, but not on every path
  }).detach(); // warn: refers to the local variable 'Count'
  Loop.run();
  return Count;
}
