//===- Progress.cpp - How far a scan is -----------------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/run/Progress.h"

namespace tether {

namespace {

constexpr llvm::StringLiteral EraseLine = "\r\033[K";
constexpr std::chrono::seconds BetweenLines{10};

std::string minutes(double Seconds) {
  auto Whole = static_cast<unsigned long>(Seconds + 0.5);
  if (Whole < 60)
    return std::to_string(Whole) + " s";
  return std::to_string((Whole + 30) / 60) + " min";
}

} // namespace

Progress::~Progress() {
  if (F == Form::Line)
    OS << EraseLine;
  OS.flush();
}

void Progress::cached(const UnitResult &Unit) {
  ++Cached;
  Findings += Unit.Findings.size();
}

void Progress::done(const UnitResult &Unit) {
  ++Done;
  Findings += Unit.Findings.size();
  if (F == Form::Line)
    print();
}

void Progress::tick() {
  if (F == Form::Line ||
      (F == Form::Lines && Clock::now() - Printed >= BetweenLines))
    print();
}

void Progress::print() {
  if (F == Form::Line)
    OS << EraseLine << text();
  else
    OS << text() << '\n';
  OS.flush();
  Printed = Clock::now();
}

std::string Progress::text() const {
  std::string Result =
      "[" + std::to_string(Done) + "/" + std::to_string(ToDo) + "] ";
  if (Cached)
    Result += std::to_string(Cached) + " cached, ";
  if (size_t Needed = ToDo + Cached; Needed < Total)
    Result += std::to_string(Total - Needed) + " skipped, ";
  Result +=
      std::to_string(Findings) + (Findings == 1 ? " finding" : " findings");
  if (Done && Done != ToDo) {
    std::chrono::duration<double> Taken = Clock::now() - Begin;
    Result += ", " + minutes(Taken.count() / Done * (ToDo - Done)) + " left";
  }
  return Result;
}

} // namespace tether
