//===- Drawing.h - Where the actors of a finding stand ----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_REPORT_HTML_DRAWING_H
#define TETHER_DRIVER_REPORT_HTML_DRAWING_H

#include "driver/Finding.h"
#include <nlohmann/json.hpp>

// Graphviz's own types, which its headers declare in C.
struct GVC_s;

namespace tether {

/// Lays stories out with Graphviz. Only the shapes go through it: what a name
/// says can neither break nor delay the layout. One thread at a time in the
/// whole process, as Graphviz has it.
class Draftsman {
public:
  Draftsman();
  ~Draftsman();
  Draftsman(const Draftsman &) = delete;
  Draftsman &operator=(const Draftsman &) = delete;

  /// `nodes` with their boxes and `edges` with the points of their curves, in
  /// pixels, within `width` and, from `top` on, `height`. Steps count from 1, as
  /// the page shows them. Null if nobody is related to anybody, or if Graphviz
  /// cannot lay out here.
  nlohmann::json draw(const Finding &F);

private:
  GVC_s *Context;
};

} // namespace tether

#endif // TETHER_DRIVER_REPORT_HTML_DRAWING_H
