//===- PackTest.cpp - What bytes that were kept may be --------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/facts/data/Pack.h"
#include "Snippet.h"
#include "checks/facts/collect/Places.h"

namespace tether::facts {
namespace {

constexpr StringRef Program = R"cpp(
#include <mutex>
#include <thread>
struct Worker {
  std::thread Runner;
  std::mutex M;
  bool Done = false;
  void start(int Count = 3) {
    for (int I = 0; I < Count; ++I)
      Runner = std::thread([this, &I] {
        std::lock_guard<std::mutex> Lock(M);
        try { if (I > 7) throw I; } catch (...) { Done = true; }
      });
  }
  ~Worker() { Runner.join(); }
};
)cpp";

class PackTest : public testing::Test {
protected:
  Packed packed() {
    return pack(S.Prog->code(), Models, [&](SourceLocation L) {
      return placeOf(L, S.AST->getSourceManager());
    });
  }

  Snippet S{Program};
  model::Entries Models{S.Libraries};
};

TEST_F(PackTest, OfEqualCodeIsEqual) {
  Snippet Again(Program);
  EXPECT_EQ(packed().Bytes,
            pack(Again.Prog->code(), Models, [&](SourceLocation L) {
              return placeOf(L, Again.AST->getSourceManager());
            }).Bytes);
}

TEST_F(PackTest, KnowsPlacesWithoutTheSource) {
  std::unique_ptr<Code> Kept = unpack(packed().Bytes, Models);
  ASSERT_TRUE(Kept);
  const auto Start = llvm::find_if(Kept->Definitions, [](const auto &D) {
    return D.Function && D.Function->getName() == "start";
  });
  ASSERT_TRUE(Start != Kept->Definitions.end());
  const SourceLocation At = Start->Function->getLocation();
  const Place P = Kept->Places[At.getRawEncoding() - 1];
  EXPECT_EQ(P.File, "a.cpp");
  EXPECT_EQ(P.Offset, Program.find("start("));
}

TEST_F(PackTest, AnswersAsTheProgram) {
  std::unique_ptr<Code> Kept = unpack(packed().Bytes, Models);
  ASSERT_TRUE(Kept);
  auto Unpacked = Program::of(std::move(Kept));
  ASSERT_EQ(Unpacked->facts().Bodies.size(), S.Prog->facts().Bodies.size());
  for (size_t I = 0; I < Unpacked->facts().Bodies.size(); ++I) {
    const Body &A = *S.Prog->facts().Bodies[I];
    const Body &B = *Unpacked->facts().Bodies[I];
    ASSERT_EQ(A.Events.size(), B.Events.size());
    for (size_t J = 0; J < A.Events.size(); ++J)
      EXPECT_EQ(A.Events[J].Path.str(), B.Events[J].Path.str());
    EXPECT_EQ(A.Locks.size(), B.Locks.size());
    EXPECT_EQ(A.Throws.size(), B.Throws.size());
    if (A.Code && A.Function) {
      EXPECT_EQ(S.Prog->calls().flow(&A).canEnd(),
                Unpacked->calls().flow(&B).canEnd());
    }
  }
}

TEST_F(PackTest, IsRefusedIfItIsDamaged) {
  const std::string Bytes = packed().Bytes;
  EXPECT_FALSE(unpack("", Models));
  EXPECT_FALSE(unpack(Bytes + "x", Models));
  for (size_t Size = 0; Size < Bytes.size(); Size += 1 + Size / 64)
    EXPECT_FALSE(unpack(StringRef(Bytes).take_front(Size), Models));
  // What is wrong and fits need not be noticed, but must be survived.
  for (size_t I = 0; I < Bytes.size(); I += 7) {
    std::string Wrong = Bytes;
    Wrong[I] = char(Wrong[I] ^ 0x55);
    unpack(Wrong, Models);
  }
  std::string Newer = Bytes;
  Newer[0] = char(PackVersion + 1);
  EXPECT_FALSE(unpack(Newer, Models));
}

} // namespace
} // namespace tether::facts
