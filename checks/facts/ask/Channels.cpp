//===- Channels.cpp - What is known of a channel --------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Channels.h"

using namespace clang;

namespace tether::facts {

/// A number other than 0, or a template of one: `capacity<64>`.
static bool givesBound(const TemplateArgument &A) {
  switch (A.getKind()) {
  case TemplateArgument::Integral:
    return A.getAsIntegral() != 0;
  case TemplateArgument::Pack:
    return llvm::any_of(A.pack_elements(), givesBound);
  case TemplateArgument::Type:
    if (const CXXRecordDecl *R = A.getAsType()->getAsCXXRecordDecl())
      return R->getTemplateArgs().size() == 1 &&
             R->getTemplateArgs()[0].getKind() == TemplateArgument::Integral &&
             givesBound(R->getTemplateArgs()[0]);
    return false;
  default:
    return false;
  }
}

/// Is there a template argument that bounds the channel, in its class or the
/// one it is derived from?
static bool isBoundedByArgument(const CXXRecordDecl *R, const model::Type &T) {
  for (unsigned Depth = 0; R && Depth < 4; ++Depth) {
    if (const ArrayRef<TemplateArgument> Given = R->getTemplateArgs();
        !Given.empty())
      return llvm::any_of(
          Given.drop_front(std::min<size_t>(T.CapacityIndex, Given.size())),
          givesBound);
    R = R->hasDefinition() && R->getNumBases() == 1
            ? R->bases().front().getType()->getAsCXXRecordDecl()
            : nullptr;
  }
  return false;
}

bool isBounded(const Program &Prog, const AccessPath &P, const model::Type &T) {
  switch (T.Bound) {
  case model::Capacity::Rendezvous:
    return true;
  case model::Capacity::Template:
    return T.CapacityIndex < 0 ||
           isBoundedByArgument(Prog.values().recordOf(P), T);
  case model::Capacity::Unknown:
  case model::Capacity::Unbounded:
    return false;
  case model::Capacity::Setter:
    return !Prog.index().meeting({EventKind::SetCapacity}, {P}).empty();
  case model::Capacity::Constructor:
    break;
  }
  // Without a default for it, nobody can leave the bound out.
  const CXXRecordDecl *R = Prog.values().recordOf(P);
  if (R && R->getMinRequiredArguments() > unsigned(T.CapacityIndex))
    return true;
  bool Given = false;
  for (const ChannelMade &Made : Prog.facts().Channels)
    if (Made.Type == &T && Prog.values().mayBeSame(Made.Path, P)) {
      if (!Made.BoundGiven)
        return false;
      Given = true;
    }
  return Given;
}

} // namespace tether::facts
