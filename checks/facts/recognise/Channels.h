//===- Channels.h - Channels that a project wrote itself --------*- C++ -*-===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A class, or a C struct with functions, is a channel by what its functions do:
// one waits until a container or ring of the object has something, or looks
// whether it has, takes it out and hands it to its caller; one adds to it, and
// may wait for room before; one sets a flag that ends the waits or makes the
// sends fail. Names do not matter. An object that has two such containers is
// two channels. What a class takes out by itself, a pool or an asynchronous
// log, is a channel where adding to it waits for room.
//
// What was found is written down as the model would have described it, and each
// call of such a function becomes the event that it is, with the caller's
// object, so that nobody behind can tell the difference. The same is done for
// methods that only forward to a channel, known or inferred.
//
//===----------------------------------------------------------------------===//

#ifndef TETHER_CHECKS_FACTS_RECOGNISE_CHANNELS_H
#define TETHER_CHECKS_FACTS_RECOGNISE_CHANNELS_H

#include "../code/PathResolver.h"
#include "../data/Code.h"
#include "../data/Facts.h"

namespace tether::facts {

/// Fills `Result.InHouse` and adds the sends, receives and closes of its calls
/// to the bodies. To be called once, when the bodies are complete and before
/// anything points to their events.
void inferChannels(const Code &From, const ModelNames &Names,
                   PathResolver &Paths, Facts &Result);

/// The steps of it that look at the callers: the calls of the functions in
/// `F.InHouse`, the methods that only forward to a channel of their object, and
/// the sends that are repeated until they succeed.
void addChannelEvents(PathResolver &Paths, Facts &F);
void addForwardedEvents(Facts &F);
void markRepeatedSends(const Code &From, Facts &F);

} // namespace tether::facts

#endif // TETHER_CHECKS_FACTS_RECOGNISE_CHANNELS_H
