//===- Drawing.h - Where the actors of a finding stand ----------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_DRIVER_DRAW_DRAWING_H
#define TETHER_DRIVER_DRAW_DRAWING_H

#include "driver/result/Finding.h"
#include <optional>
#include <string>
#include <vector>

// Graphviz's own types, which its headers declare in C.
struct GVC_s;

namespace tether {

/// Where everybody in a story stands, in pixels. Graphviz is asked once; who
/// shows it needs nothing of it.
struct Drawing {
  struct Point {
    double X, Y;
  };
  struct Node {
    std::string Label; ///< What is shown of the actor's name.
    Point Center;
    double Width, Height;
  };
  /// Everything that is said of the same two in the same way is one line.
  struct Edge {
    size_t From, To; ///< Indices of Nodes.
    bool IsMissing;
    std::vector<const Relation *> Says; ///< Of the finding.
    std::vector<Point> Curve; ///< One cubic after the other, then the tip.
    Point Label;
  };

  std::vector<Node> Nodes; ///< Parallel to Finding::Actors.
  std::vector<Edge> Edges;
  double Width, Height;
  double Top; ///< Where Height begins.
};

/// Lays stories out with Graphviz. Only the shapes go through it: what a name
/// says can neither break nor delay the layout. One thread at a time in the
/// whole process, as Graphviz has it.
class Draftsman {
public:
  Draftsman();
  ~Draftsman();
  Draftsman(const Draftsman &) = delete;
  Draftsman &operator=(const Draftsman &) = delete;

  /// Refers to `F`. Nothing if nobody is related to anybody, or if Graphviz
  /// cannot lay out here.
  std::optional<Drawing> draw(const Finding &F);

private:
  GVC_s *Context;
};

} // namespace tether

#endif // TETHER_DRIVER_DRAW_DRAWING_H
