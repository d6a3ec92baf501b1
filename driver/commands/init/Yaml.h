//===- Yaml.h - What appending to a YAML file does --------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Text that is appended to a file may mean something else than meant: the file
// may end within a block, or be written in braces. So it is read before and
// after. None of these fails; text that is no YAML is not as asked.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMMANDS_INIT_YAML_H
#define TETHER_DRIVER_COMMANDS_INIT_YAML_H

#include <string>
#include <vector>

namespace tether {

/// `After` says what `Before` does, and `Key` at its top.
bool addsKey(const std::string &Before, const std::string &After,
             const std::string &Key);

/// `After` says what `Before` does, with one more item at the end of the list
/// `Key` at its top.
bool addsItem(const std::string &Before, const std::string &After,
              const std::string &Key);

/// The words of the list `Key` at the top; empty if there is none.
std::vector<std::string> listOf(const std::string &Text,
                                const std::string &Key);

} // namespace tether

#endif // TETHER_DRIVER_COMMANDS_INIT_YAML_H
