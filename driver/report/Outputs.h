//===- Outputs.h - Where the reports of a run go ----------------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_OUTPUTS_H
#define TETHER_DRIVER_REPORT_OUTPUTS_H

#include "driver/report/Formats.h"
#include "driver/support/OutputFile.h"
#include <vector>

namespace tether {

class Outputs {
public:
  /// `Files` are FORMAT=PATH, `Standard` is the format of standard output,
  /// which is the path `-`; both may be empty. With `Statistics`, standard
  /// output has counts instead of findings. An error if one could not be
  /// written, so that nobody waits for an analysis that cannot be kept.
  static llvm::Expected<Outputs> open(llvm::ArrayRef<std::string> Files,
                                      llvm::StringRef Standard,
                                      bool Statistics = false);

  /// Writes all reports; once. `Out` is standard output.
  llvm::Error write(const Report &R, const FormatSettings &Settings,
                    llvm::raw_ostream &Out);

private:
  struct FileOutput {
    const Format *Form;
    OutputFile File;
  };

  const Format *Standard = nullptr;
  std::vector<FileOutput> Files;
};

} // namespace tether

#endif // TETHER_DRIVER_REPORT_OUTPUTS_H
