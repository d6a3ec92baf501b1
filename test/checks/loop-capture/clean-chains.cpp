// Whoever has waited for a task before he reports, or ends, has it behind him.

#include "../../model/stubs/marl.h"
#include <gtest/gtest.h>
#include <latch>
#include <string>
#include <thread>

void use(const std::string &);

void stages(int N) {
  for (int I = 0; I < N; ++I) {
    std::string Text;
    marl::Event First, Second, Done;
    marl::schedule([=, &Text] {
      Second.wait();
      Text += "2";
      Done.signal();
    });
    marl::schedule([=, &Text] {
      First.wait();
      Text += "1";
      Second.signal();
    });
    First.signal();
    Done.wait();
  }
}

void joinedByAnother(int N) {
  for (int I = 0; I < N; ++I) {
    std::thread Worker([&] { use(std::to_string(I)); });
    std::thread Supervisor([&Worker] { Worker.join(); });
    Supervisor.join();
  }
}

// He reports before he waits.
void tooEarly(int N) {
  for (int I = 0; I < N; ++I) {
    std::string Text;
    marl::Event Second, Done;
    marl::schedule([=, &Text] { // warn: 'Text' belongs to one
      Text += "1";
      Second.signal();
    });
    marl::schedule([=] {
      Done.signal();
      Second.wait();
    });
    Done.wait();
  }
}

// A failed assertion leaves the test.
TEST(Loops, Assert) {
  for (int I = 0; I < 3; ++I) {
    std::string Text;
    std::latch Done(1);
    marl::schedule([&] {
      Text += "1";
      Done.count_down();
    });
    ASSERT_TRUE(I < 3);
    Done.wait();
    ASSERT_EQ(Text, "1");
  }
}

TEST(Loops, Late) {
  marl::WaitGroup All;
  for (int I = 0; I < 3; ++I)
    marl::schedule([&I, All] { // warn: 'I' belongs to one // fix: [I, All]
      use(std::to_string(I));
      All.done();
    });
  All.wait();
}
