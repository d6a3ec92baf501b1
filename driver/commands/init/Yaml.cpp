//===- Yaml.cpp - What appending to a YAML file does ----------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/commands/init/Yaml.h"
#include <algorithm>
#include <yaml-cpp/yaml.h>

namespace tether {

namespace {

/// The one document of the text, a mapping; null if it is something else.
YAML::Node read(const std::string &Text) {
  try {
    std::vector<YAML::Node> Documents = YAML::LoadAll(Text);
    if (Documents.size() == 1 && Documents.front().IsMap())
      return Documents.front();
  } catch (const YAML::Exception &) {
  }
  return YAML::Node();
}

/// Both have the same keys, and the same below all but `But`.
bool isSame(const YAML::Node &A, const YAML::Node &B, const std::string &But) {
  return std::all_of(A.begin(), A.end(), [&](const auto &Item) {
    const std::string Key = YAML::Dump(Item.first);
    if (Key == But)
      return true;
    return std::any_of(B.begin(), B.end(), [&](const auto &Other) {
      return YAML::Dump(Other.first) == Key &&
             YAML::Dump(Other.second) == YAML::Dump(Item.second);
    });
  });
}

} // namespace

bool addsKey(const std::string &Before, const std::string &After,
             const std::string &Key) {
  YAML::Node A = read(Before), B = read(After);
  return A.IsMap() && B.IsMap() && !A[Key] && B[Key] &&
         B.size() == A.size() + 1 && isSame(A, B, Key);
}

bool addsItem(const std::string &Before, const std::string &After,
              const std::string &Key) {
  YAML::Node A = read(Before), B = read(After);
  if (!A.IsMap() || !B.IsMap() || B.size() != A.size() || !isSame(A, B, Key))
    return false;
  YAML::Node Old = A[Key], New = B[Key];
  if (!Old || !New || !Old.IsSequence() || !New.IsSequence() ||
      New.size() != Old.size() + 1)
    return false;
  for (size_t I = 0; I != Old.size(); ++I)
    if (YAML::Dump(Old[I]) != YAML::Dump(New[I]))
      return false;
  return true;
}

std::vector<std::string> listOf(const std::string &Text,
                                const std::string &Key) {
  std::vector<std::string> Result;
  YAML::Node All = read(Text);
  if (!All.IsMap() || !All[Key] || !All[Key].IsSequence())
    return Result;
  for (const YAML::Node &Item : All[Key])
    if (Item.IsScalar())
      Result.push_back(Item.Scalar());
  return Result;
}

} // namespace tether
