//===- HeadersTest.cpp - The models' names in the real headers ------------===//
//
// Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A name that a library does not have is never found, and nobody notices: the
// rules are merely silent. So every name of every built-in model is looked up
// in the headers it describes, or in a stub of those that Debian does not have,
// which can only show that the entry is well formed.
//
//===----------------------------------------------------------------------===//

#include "checks/model/Resolver.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Frontend/TextDiagnosticBuffer.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "gtest/gtest.h"
#include <set>

using namespace tether;
using namespace llvm;

namespace {

struct Headers {
  const char *Test;
  const char *Library;
  const char *File; ///< In test/model/headers.
  const char *Packages;
  std::vector<std::string> Flags = {};
  /// Names with one of these parts need not exist in this version.
  std::vector<std::string> MayLack = {};
};

std::ostream &operator<<(std::ostream &Out, const Headers &H) {
  return Out << H.Test;
}

// Debian's Boost is older than its standalone Asio and has no channels, and
// clang 22 does not compile its executors.
const Headers AllHeaders[] = {
    {"Abseil",
     "abseil",
     "abseil.cpp",
     "libabsl-dev",
     {"-std=c++17"},
     {"Mutex::lock", "Mutex::try_lock", "Mutex::unlock"}},
    {"Apr",
     "apr",
     "apr.cpp",
     "libapr1-dev",
     {"-std=c++17", "-isystem/usr/include/apr-1.0"}},
    {"Asio",
     "asio",
     "asio.cpp",
     "libasio-dev libboost-dev",
     {"-std=c++20", "-DASIO_STANDALONE", "-DASIO_HAS_CO_AWAIT",
      "-DASIO_HAS_STD_COROUTINE"}},
    {"AsioOfBoost",
     "asio",
     "boost-asio.cpp",
     "libboost-dev",
     {"-std=c++20", "-DBOOST_ASIO_HAS_CO_AWAIT",
      "-DBOOST_ASIO_HAS_STD_COROUTINE"},
     {"::experimental::", "::cancellation_", "::bind_cancellation_slot"}},
    {"Boost", "boost", "boost.cpp", "libboost-dev", {"-std=c++17"}},
    {"BoostFiber",
     "boost-fiber",
     "boost-fiber.cpp",
     "libboost-fiber-dev",
     {"-std=c++17"}},
    {"BoostTest",
     "boost-test",
     "boost-test.cpp",
     "libboost-test-dev",
     {"-std=c++17"}},
    {"BoostThread",
     "boost-thread",
     "boost-thread.cpp",
     "libboost-thread-dev",
     {"-std=c++17"},
     {"boost::future", "boost::executors::"}},
    {"BoostThread4",
     "boost-thread",
     "boost-thread.cpp",
     "libboost-thread-dev",
     {"-std=c++17", "-DBOOST_THREAD_VERSION=4", "-DBOOST_THREAD_USES_DATETIME"},
     {"boost::unique_future", "boost::executors::"}},
    {"Caf", "caf", "caf.cpp", "libcaf-dev", {"-std=c++17"}},
    {"Catch2", "catch2", "catch2.cpp", "catch2", {"-std=c++17"}},
    {"CppHttplib",
     "cpp-httplib",
     "cpp-httplib.cpp",
     "libcpp-httplib-dev",
     {"-std=c++17"}},
    {"CppRest", "cpprest", "cpprest.cpp", "libcpprest-dev", {"-std=c++17"}},
    {"Doctest", "doctest", "doctest.cpp", "doctest-dev", {"-std=c++17"}},
    {"GLib",
     "glib",
     "glib.cpp",
     "libglib2.0-dev",
     {"-isystem/usr/include/glib-2.0",
      "-isystem/usr/lib/x86_64-linux-gnu/glib-2.0/include"}},
    {"CppUnit", "cppunit", "cppunit.cpp", "libcppunit-dev", {"-std=c++17"}},
    {"GoogleBenchmark",
     "google-benchmark",
     "google-benchmark.cpp",
     "libbenchmark-dev",
     {"-std=c++17"}},
    {"GoogleTest",
     "googletest",
     "googletest.cpp",
     "libgtest-dev",
     {"-std=c++17"}},
    {"Grpc",
     "grpc",
     "grpc.cpp",
     "libgrpc++-dev libprotobuf-dev",
     {"-std=c++17"}},
    {"Libevent", "libevent", "libevent.cpp", "libevent-dev"},
    {"Libuv", "libuv", "libuv.cpp", "libuv1-dev"},
    {"Moodycamel",
     "moodycamel",
     "moodycamel.cpp",
     "libconcurrentqueue-dev libreaderwriterqueue-dev",
     {"-std=c++17"}},
    {"OneTbb", "onetbb", "onetbb.cpp", "libtbb-dev", {"-std=c++17"}},
    {"Pistache",
     "pistache",
     "pistache.cpp",
     "libpistache-dev",
     // Its templates name members that clang 22 looks for and does not find.
     {"-std=c++17", "-fdelayed-template-parsing"}},
    {"Poco", "poco", "poco.cpp", "libpoco-dev", {"-std=c++17"}},
    {"Posix", "posix", "posix.cpp", "libc6-dev", {"-std=c++17"}},
    {"Qt",
     "qt",
     "qt.cpp",
     "qt6-base-dev",
     {"-std=c++17", "-fPIC", "-isystem/usr/include/x86_64-linux-gnu/qt6"}},
    {"Restinio",
     "restinio",
     "restinio.cpp",
     "librestinio-dev libasio-dev libfmt-dev libhttp-parser-dev",
     {"-std=c++17", "-DASIO_STANDALONE"}},
    {"Sdl", "sdl", "sdl.cpp", "libsdl2-dev", {"-std=c++17"}},
    {"Std", "std", "std.cpp", "libstdc++-12-dev", {"-std=c++2b"}},
    {"WebSocketPP",
     "websocketpp",
     "websocketpp.cpp",
     "libwebsocketpp-dev libboost-dev",
     {"-std=c++17"}},
    // Stubs of libraries that Debian does not have.
    {"BoostCobalt", "boost-cobalt", "boost-cobalt.cpp", ""},
    {"Brpc", "brpc", "brpc.cpp", ""},
    {"BsThreadPool", "bs-thread-pool", "bs-thread-pool.cpp", ""},
    {"Concurrencpp", "concurrencpp", "concurrencpp.cpp", ""},
    {"CppChannel", "cpp-channel", "cpp-channel.cpp", ""},
    {"Cppcoro", "cppcoro", "cppcoro.cpp", ""},
    {"Crow", "crow", "crow.cpp", ""},
    {"Drogon", "drogon", "drogon.cpp", ""},
    {"Folly", "folly", "folly.cpp", ""},
    {"Libgo", "libgo", "libgo.cpp", ""},
    {"Marl", "marl", "marl.cpp", ""},
    {"Oatpp", "oatpp", "oatpp.cpp", ""},
    {"Photon", "photon", "photon.cpp", ""},
    {"Seastar", "seastar", "seastar.cpp", ""},
    {"Stdexec", "stdexec", "stdexec.cpp", ""},
    {"Taskflow", "taskflow", "taskflow.cpp", ""},
    {"Trantor", "trantor", "trantor.cpp", ""},
    {"Unifex", "unifex", "unifex.cpp", ""},
    {"Userver", "userver", "userver.cpp", ""},
    {"Zltoolkit", "zltoolkit", "zltoolkit.cpp", ""},
};

class HeadersTest : public testing::TestWithParam<Headers> {};

TEST_P(HeadersTest, HaveEveryName) {
  const Headers &H = GetParam();
  std::string File =
      std::string(TETHER_SOURCE_DIR "/test/model/headers/") + H.File;
  auto Text = MemoryBuffer::getFile(File);
  ASSERT_TRUE(Text) << File;

  std::vector<std::string> Arguments = H.Flags;
  Arguments.insert(Arguments.end(),
                   {"-resource-dir", TETHER_RESOURCE_DIR, "-w"});
  clang::TextDiagnosticBuffer Diagnostics;
  std::unique_ptr<clang::ASTUnit> AST =
      clang::tooling::buildASTFromCodeWithArgs(
          (*Text)->getBuffer(), Arguments, File, "clang-tool",
          std::make_shared<clang::PCHContainerOperations>(),
          clang::tooling::getClangStripDependencyFileAdjuster(),
          clang::tooling::FileContentMappings(), &Diagnostics);
  ASSERT_TRUE(AST) << H.File << " cannot be compiled";
  for (auto E = Diagnostics.err_begin(); E != Diagnostics.err_end(); ++E)
    FAIL() << E->second << "\n  install " << H.Packages
           << " (Debian), whose headers this test compiles";

  for (const model::Library &L : model::builtinLibraries()) {
    if (L.Name != H.Library)
      continue;
    model::Resolver Names(AST->getASTContext(), {&L});
    EXPECT_FALSE(Names.empty());
    for (const std::string &Name :
         model::Resolver::unresolved(AST->getASTContext(), L))
      if (none_of(H.MayLack, [&](StringRef Part) {
            return StringRef(Name).contains(Part);
          }))
        ADD_FAILURE() << Name << " does not exist in the headers of "
                      << H.Packages;
    return;
  }
  FAIL() << "there is no built-in library " << H.Library;
}

INSTANTIATE_TEST_SUITE_P(Libraries, HeadersTest, testing::ValuesIn(AllHeaders),
                         [](const auto &Info) { return Info.param.Test; });

TEST(HeadersTest, CoverEveryLibrary) {
  std::set<std::string> Covered;
  for (const Headers &H : AllHeaders)
    Covered.insert(H.Library);
  for (const model::Library &L : model::builtinLibraries())
    EXPECT_TRUE(Covered.count(L.Name.str()) ||
                (L.Types.empty() && L.Functions.empty() && L.Handlers.empty()))
        << "no headers for " << L.Name.str();
}

} // namespace
