//===- InHouse.h - What a project's own classes were seen to be -*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For readers: which classes and functions of the unit were found to do what a
// library's model would have to say, or are taken to, and why. Checks do not
// ask this; they see the events and flows that it was found in.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_ASK_INHOUSE_H
#define TETHER_CHECKS_FACTS_ASK_INHOUSE_H

#include "../program/Program.h"

namespace tether::facts {

struct InHouseFact {
  enum Kind {
    Channel, ///< A class that is sent to and received from.
    Spawn,   ///< A function that starts its callable as a task.
    Owner,   ///< A class that keeps a handle and waits for the task.
    Handle,  ///< A class that keeps a handle and leaves it to its user.
    ByName,  ///< A function that is taken for something by its name alone.
  };
  Kind K = Channel;
  const NamedDecl *Of = nullptr;
  std::string What; ///< "a channel, bounded by ...".
  struct Reason {
    clang::SourceLocation Where;
    std::string Text;
  };
  std::vector<Reason> Why;
};

/// In the order of their places; instantiations of one template count
/// once.
std::vector<InHouseFact> inHouseFacts(const Program &Prog);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_ASK_INHOUSE_H
