//===- Drawing.cpp - Where the actors of a finding stand ------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/draw/Drawing.h"
#include "driver/support/Visible.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Compiler.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>
#include <cstring>
#include <graphviz/gvc.h>
#include <limits>
#include <map>
#include <utility>
#if LLVM_ADDRESS_SANITIZER_BUILD
#include <sanitizer/lsan_interface.h>
#endif

namespace tether {

namespace {

// Pixels; page.css has the fonts.
constexpr double NodeHeight = 28;
constexpr double NodePadding = 24;
constexpr double NodeCharacter = 7.3;
constexpr double StepWidth = 20;
constexpr double LabelCharacter = 6;
constexpr double LabelLine = 16;
constexpr double LabelPadding = 12;

constexpr size_t LongestName = 40;

/// Graphviz measures nodes in inches of 72 points; a point is a pixel here.
constexpr double Inch = 72;

/// "ns::Class::f(int) const" -> "Class::f"
std::string shortName(llvm::StringRef Signature) {
  std::string Name = Signature.str();
  for (size_t At;
       (At = Name.find("(anonymous namespace)::")) != std::string::npos;)
    Name.erase(At, std::strlen("(anonymous namespace)::"));
  size_t Parameters = Name.find('(');
  if (llvm::StringRef(Name).take_front(Parameters).ends_with("operator"))
    Parameters = Name.find('(', Parameters + 1);
  llvm::StringRef Rest = llvm::StringRef(Name).take_front(Parameters);
  // The last two parts, seen from behind and past template arguments.
  unsigned Depth = 0, Parts = 0;
  for (size_t I = Rest.size(); I-- > 1;) {
    if (Rest[I] == '>')
      ++Depth;
    else if (Rest[I] == '<' && Depth)
      --Depth;
    else if (Depth == 0 && Rest[I] == ':' && Rest[I - 1] == ':' && ++Parts == 2)
      return Rest.drop_front(I + 1).str();
  }
  return Rest.str();
}

/// What is seen of a name; it may be long.
std::string label(const Actor &A) {
  if (A.Name.empty())
    return "(unnamed)";
  const std::string Shown =
      A.K == Actor::Kind::Function ? shortName(A.Name) : A.Name;
  llvm::StringRef Name = Shown;
  std::string Result;
  unsigned Glyphs = 0;
  while (!Name.empty()) {
    if (++Glyphs == LongestName)
      return Result + "\u2026";
    Glyph G = takeGlyph(Name);
    Result += G.Label.empty() ? G.Bytes.str() : G.Label;
  }
  return Result;
}

unsigned width(llvm::StringRef Shown) {
  unsigned Result = 0;
  while (!Shown.empty())
    Result += takeGlyph(Shown).width();
  return Result;
}

double rounded(double Value) { return std::round(Value * 10) / 10; }

/// A graph of Graphviz, whose functions do not take constants.
class Graph {
public:
  explicit Graph(GVC_t *Context)
      : Context(Context),
        G(agopen(const_cast<char *>("story"), Agdirected, nullptr)) {
    for (auto [Kind, Name, Value] :
         {std::tuple(AGRAPH, "rankdir", "LR"), std::tuple(AGRAPH, "pad", "0"),
          std::tuple(AGRAPH, "nodesep", "0.25"),
          std::tuple(AGRAPH, "ranksep", "0.3"), std::tuple(AGNODE, "label", ""),
          std::tuple(AGNODE, "shape", "box"),
          std::tuple(AGNODE, "fixedsize", "true"),
          std::tuple(AGNODE, "width", "1"), std::tuple(AGNODE, "height", "1"),
          std::tuple(AGEDGE, "label", ""),
          std::tuple(AGEDGE, "arrowsize", "0.6")})
      agattr(G, Kind, const_cast<char *>(Name), const_cast<char *>(Value));
  }
  ~Graph() {
    gvFreeLayout(Context, G);
    agclose(G);
  }
  Graph(const Graph &) = delete;
  Graph &operator=(const Graph &) = delete;

  Agnode_t *node(double Width, double Height) {
    Agnode_t *N = agnode(G, nullptr, /*create=*/1);
    set(N, "width", std::to_string(Width / Inch));
    set(N, "height", std::to_string(Height / Inch));
    return N;
  }

  /// With room for a label. A table of a fixed size needs no font.
  Agedge_t *edge(Agnode_t *From, Agnode_t *To, double Width, double Height) {
    Agedge_t *E = agedge(G, From, To, nullptr, /*create=*/1);
    std::string Table = llvm::formatv(
        "<TABLE BORDER=\"0\" FIXEDSIZE=\"TRUE\" WIDTH=\"{0}\" "
        "HEIGHT=\"{1}\"><TR><TD></TD></TR></TABLE>",
        static_cast<unsigned>(Width), static_cast<unsigned>(Height));
    char *Html = agstrdup_html(G, Table.data());
    agxset(E, agattr(G, AGEDGE, const_cast<char *>("label"), nullptr), Html);
    agstrfree(G, Html);
    return E;
  }

  bool layOut() { return gvLayout(Context, G, "dot") == 0; }

  double width() const { return GD_bb(G).UR.x; }

  /// Graphviz counts upwards.
  Drawing::Point point(pointf P) const {
    return {rounded(P.x), rounded(GD_bb(G).UR.y - P.y)};
  }

  /// The point of the edge that is closest to the room for its label.
  Drawing::Point labelPoint(Agedge_t *E) const {
    const bezier &B = ED_spl(E)->list[0];
    pointf Room = ED_label(E)->pos, Best = B.list[0];
    auto Distance = [&](pointf P) {
      return std::hypot(P.x - Room.x, P.y - Room.y);
    };
    for (int I = 0; I + 3 < B.size; I += 3)
      for (int Step = 0; Step <= 16; ++Step) {
        double T = Step / 16.0, S = 1 - T;
        double W[] = {S * S * S, 3 * S * S * T, 3 * S * T * T, T * T * T};
        pointf P = {0, 0};
        for (int K = 0; K < 4; ++K) {
          P.x += W[K] * B.list[I + K].x;
          P.y += W[K] * B.list[I + K].y;
        }
        if (Distance(P) < Distance(Best))
          Best = P;
      }
    return point(Best);
  }

  /// The points of one cubic curve after the other, then the tip of the arrow.
  std::vector<Drawing::Point> curve(Agedge_t *E) const {
    const bezier &B = ED_spl(E)->list[0];
    std::vector<Drawing::Point> Result;
    for (pointf P : llvm::ArrayRef(B.list, B.size))
      Result.push_back(point(P));
    Result.push_back(point(B.eflag ? B.ep : B.list[B.size - 1]));
    return Result;
  }

private:
  static void set(void *Object, const char *Name, std::string Value) {
    agset(Object, const_cast<char *>(Name), Value.data());
  }

  GVC_t *Context;
  Agraph_t *G;
};

/// What is one line.
using Lines =
    std::map<std::tuple<size_t, size_t, bool>, std::vector<const Relation *>>;

double labelWidth(llvm::ArrayRef<const Relation *> Relations) {
  size_t Longest = 0;
  for (const Relation *R : Relations)
    Longest = std::max(Longest, R->Verb.size());
  return Longest * LabelCharacter + StepWidth + LabelPadding;
}

} // namespace

Draftsman::Draftsman() {
#if LLVM_ADDRESS_SANITIZER_BUILD
  __lsan::ScopedDisabler Leaks; // Graphviz never frees its list of plugins.
#endif
  Context = gvContext();
}
Draftsman::~Draftsman() { gvFreeContext(Context); }

std::optional<Drawing> Draftsman::draw(const Finding &F) {
  if (F.Relations.empty())
    return std::nullopt;
  Graph G(Context);
  std::vector<std::string> Labels;
  std::vector<Agnode_t *> Nodes;
  for (const Actor &A : F.Actors) {
    Labels.push_back(label(A));
    Nodes.push_back(G.node(width(Labels.back()) * NodeCharacter +
                               A.Shown.size() * StepWidth + NodePadding,
                           NodeHeight));
  }
  Lines Grouped;
  for (const Relation &R : F.Relations)
    Grouped[{R.From, R.To, R.IsMissing}].push_back(&R);
  std::vector<Agedge_t *> Edges;
  for (const auto &[Ends, Relations] : Grouped)
    Edges.push_back(G.edge(Nodes[std::get<0>(Ends)], Nodes[std::get<1>(Ends)],
                           labelWidth(Relations),
                           Relations.size() * LabelLine));
  if (!G.layOut())
    return std::nullopt;

  // Labels stand on their lines and may leave the room that was kept for them.
  double Top = std::numeric_limits<double>::max(), Bottom = 0;
  auto Cover = [&](const Drawing::Point &P, double Height) {
    Top = std::min(Top, P.Y - Height / 2);
    Bottom = std::max(Bottom, P.Y + Height / 2);
  };
  Drawing Result;
  for (auto [Label, N] : llvm::zip(Labels, Nodes)) {
    Result.Nodes.push_back({Label, G.point(ND_coord(N)),
                            rounded(ND_width(N) * Inch),
                            rounded(ND_height(N) * Inch)});
    Cover(Result.Nodes.back().Center, NodeHeight);
  }
  for (const auto &[Line, E] : llvm::zip(Grouped, Edges)) {
    const auto &[From, To, IsMissing] = Line.first;
    Result.Edges.push_back(
        {From, To, IsMissing, Line.second, G.curve(E), G.labelPoint(E)});
    Cover(Result.Edges.back().Label, Line.second.size() * LabelLine);
    for (const Drawing::Point &P : Result.Edges.back().Curve)
      Cover(P, 0);
  }
  Result.Width = rounded(G.width());
  Result.Top = rounded(Top);
  Result.Height = rounded(Bottom - Top);
  return Result;
}

} // namespace tether
