//===- Exporter.cpp - Copies of the results on disk -----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exporter.h"
#include <fstream>
#include <future>
#include <thread>

namespace jobs {

Exporter::~Exporter() {
  std::unique_lock<std::mutex> Lock(Mutex);
  NoneLeft.wait(Lock, [this] { return Running == 0; });
}

void Exporter::start(const std::string &Path) {
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Running;
  }
  std::thread([this, Path] {
    write(Path);
    std::lock_guard<std::mutex> Lock(Mutex);
    if (--Running == 0)
      NoneLeft.notify_all();
  }).detach();
}

std::size_t Exporter::writeCopies(const std::vector<std::string> &Paths) {
  std::vector<std::future<std::size_t>> Copies;
  for (const std::string &Path : Paths)
    Copies.push_back(
        std::async(std::launch::async, [this, &Path] { return write(Path); }));
  std::size_t Lines = 0;
  for (auto &Copy : Copies)
    Lines += Copy.get();
  return Lines;
}

std::size_t Exporter::write(const std::string &Path) const {
  std::ofstream File(Path);
  std::vector<std::string> Lines = Store.lines();
  for (const std::string &Line : Lines)
    File << Line << '\n';
  return Lines.size();
}

} // namespace jobs
