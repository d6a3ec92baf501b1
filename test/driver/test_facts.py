# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""`tether facts` from outside: what it prints and how it ends."""

import command
from command import CommandTest

WORKER = """\
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>
struct Worker {
  Worker() : Thread_([this] { run(); }) {}
  void run() {
    std::unique_lock<std::mutex> L(M_);
    Changed_.wait(L, [this] { return Stop_; });
    step();
  }
  void step() {
    if (Steps_++ > 3)
      throw std::runtime_error("late");
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  std::mutex M_;
  std::condition_variable Changed_;
  bool Stop_ = false;
  int Steps_ = 0;
  std::thread Thread_;
};
"""
FACTS = """\
7:3: Worker::Worker()
  7:14    spawn temporary
  tasks
    7:14    temporary runs temporary, which is lambda at 7:22
  closures
    7:22    is run by a task
  flows
    7:14    Thread_ <- temporary

8:8: Worker::run(), run by the task of 7:14
  9:34    lock M_ by L
  9:34    unlock M_ by L, at the end of the scope
  9:34    destroy L, at the end of the scope
  10:14   wait Changed_ by wait, with lock M_, result dropped, holding M_
  10:14   run temporary by wait, result dropped, holding M_
  10:38   poll Stop_, result dropped, holding M_
  11:5    run step, on this, result dropped, holding M_
  11:5    discard result of step(), holding M_
  closures
    10:22   stays

13:8: Worker::step(), run by the task of 7:14
  14:9    write Steps_, holding M_ since 11:5
  14:9    poll Steps_, gives up, holding M_ since 11:5
  15:7    throw std::runtime_error
  16:5    sleep by std::this_thread::sleep_for, for 200 ms, gives up, result dropped, holding M_ since 11:5

7:22: lambda in Worker::Worker(), run by the task of 7:14
  7:31    run run, on this, result dropped
  7:31    discard result of run()

10:22: lambda in Worker::run(), run by the task of 7:14
"""


class FactsTest(CommandTest):
    def test_a_source(self):
        self.project({"worker.cpp": WORKER}, "-std=c++20")
        self.maxDiff = None
        self.assertEqual(self.tether("facts", "worker.cpp", status=0).stdout, FACTS)

    def test_other_ends(self):
        self.write("broken.cpp", "void f( {")
        self.assertIn("broken.cpp", self.tether(
            "facts", "broken.cpp", "--", "-std=c++20", status=3).stderr)
        self.tether("facts", status=2)


if __name__ == "__main__":
    command.main()
