//===- Init.h - tether init -------------------------------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_COMMANDS_INIT_INIT_H
#define TETHER_DRIVER_COMMANDS_INIT_INIT_H

#include "driver/support/ExitStatus.h"
#include "llvm/Support/Error.h"
#include <optional>

namespace tether {

struct InitRequest {
  bool DryRun = false; ///< Print what would be written.
};

/// Sets the repository around the working directory up. What exists is only
/// ever appended to, and only where that says what it shall; else `Out` has the
/// lines for the user to add.
ExitStatus init(const InitRequest &Request, llvm::raw_ostream &Out,
                llvm::raw_ostream &Err);

/// What can be found out about a project.
struct Repository {
  enum class Host { GitHub, GitLab };
  struct Builder {
    std::string Command; ///< That leaves a compile database.
    std::string Folder;  ///< In which it is.
  };

  std::string Root; ///< With the `.git`, else the working directory.
  std::vector<Host> Hosts;
  std::optional<Builder> Build;
  std::string Baseline; ///< As seen from Root; empty if there is none.
};

/// Looks at the repository around the working directory; runs git.
Repository lookAround();

/// What is to be done with one file.
struct Step {
  std::string File;     ///< As seen from the repository's root.
  std::string Lines;    ///< To be added; empty: nothing is missing.
  bool ByHand = false;  ///< They cannot be appended.
  std::string Why = ""; ///< They cannot, or need not.
};

/// `Before` is what the file has; unset: there is no such file.
using Content = std::optional<std::string>;

Step configurationStep(const Content &Before);
Step preCommitStep(const Content &Before);
Step gitLabStep(const Repository &R, const Content &Before);
/// `Workflows` are those that exist, as one text.
Step gitHubStep(const Repository &R, const Content &Before,
                llvm::StringRef Workflows);

/// The file with the step's lines at its end.
std::string withLines(const Content &Before, llvm::StringRef Lines);

} // namespace tether

#endif // TETHER_DRIVER_COMMANDS_INIT_INIT_H
