//===- UserModelsTest.cpp - Finding users' models -------------------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/model/UserModels.h"
#include "llvm/Support/MemoryBuffer.h"
#include "gtest/gtest.h"

using namespace tether;
using namespace llvm;

namespace {

class UserModelsTest : public testing::Test {
protected:
  void add(StringRef Path, StringRef Text) {
    FS.addFile(Path, 0, MemoryBuffer::getMemBufferCopy(Text));
  }

  /// The names of the libraries read, then the errors.
  std::vector<std::string> load(std::vector<std::string> Files,
                                StringRef Source) {
    model::UserModels M = model::loadUserModels(Files, Source, FS);
    std::vector<std::string> Result;
    for (const auto &L : M.Libraries)
      Result.push_back(L->library().Name.str());
    for (const model::LoadError &E : M.Errors)
      Result.push_back(E.str());
    return Result;
  }

  using Strings = std::vector<std::string>;
  vfs::InMemoryFileSystem FS;
};

TEST_F(UserModelsTest, NearestFileUpwards) {
  add("/p/tether-model.yaml", "library: outer\n");
  add("/p/src/tether-model.yaml", "library: inner\n");
  add("/q/x.cpp", "");
  EXPECT_EQ(load({}, "/p/src/deep/er/x.cpp"), Strings{"inner"});
  EXPECT_EQ(load({}, "/p/src/../x.cpp"), Strings{"outer"});
  EXPECT_EQ(load({}, "/q/x.cpp"), Strings{});
  EXPECT_EQ(load({}, "/x.cpp"), Strings{});
  EXPECT_EQ(load({}, ""), Strings{});
}

TEST_F(UserModelsTest, RelativeSources) {
  add("/p/tether-model.yaml", "library: outer\n");
  FS.setCurrentWorkingDirectory("/p/build");
  EXPECT_EQ(load({}, "../src/x.cpp"), Strings{"outer"});
  EXPECT_EQ(load({}, "x.cpp"), Strings{"outer"});
}

TEST_F(UserModelsTest, TheRootIsSearchedToo) {
  add("/tether-model.yaml", "library: root\n");
  EXPECT_EQ(load({}, "/p/src/x.cpp"), Strings{"root"});
}

TEST_F(UserModelsTest, ADirectoryOfThatNameIsNoModel) {
  add("/p/src/tether-model.yaml/file", "");
  add("/p/tether-model.yaml", "library: outer\n");
  EXPECT_EQ(load({}, "/p/src/x.cpp"), Strings{"outer"});
}

TEST_F(UserModelsTest, ListedFilesComeLast) {
  add("/p/tether-model.yaml", "library: found\n");
  add("/p/tools/a.yaml", "library: a\n");
  add("/p/build/b.yaml", "library: b\n");
  FS.setCurrentWorkingDirectory("/p/build");
  EXPECT_EQ(load({"b.yaml", "tools/a.yaml", "/p/tools/a.yaml",
                  "../tether-model.yaml"},
                 "/p/src/x.cpp"),
            (Strings{"found", "b", "a"}));
}

TEST_F(UserModelsTest, BrokenFilesAreValuesAndTheOthersCount) {
  add("/p/tether-model.yaml", "library: [\n");
  add("/p/good.yaml", "library: good\n");
  EXPECT_EQ(
      load({"/p/none.yaml", "good.yaml"}, "/p/x.cpp"),
      (Strings{"good",
               "/p/tether-model.yaml:2:1: bad YAML: end of sequence flow not "
               "found",
               "/p/none.yaml: cannot read this model: No such file or "
               "directory"}));
}

} // namespace
