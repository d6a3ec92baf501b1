# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

# Finds LLVM and Clang by their files. Debian's own CMake packages name every
# program of LLVM and fail if one of them is not installed.
#
#   TETHER_LLVM_ROOT      where to look
#   TETHER_LLVM_MAJOR     what was found
#   TETHER_RESOURCE_DIR   the compiler's own headers
#   tether::clang         shared libclang-cpp and libLLVM, for executables
#   tether::clang-tidy    the same and clang-tidy's libraries with all its checks
#   tether::clangd        the same and clangd's libraries
#
# Libraries of Tether link none of these, because the plugin is made of them and
# takes LLVM's symbols from the clang-tidy that loads it.

set(TETHER_LLVM_ROOT /usr/lib/llvm-22 CACHE PATH "Installation of LLVM 22")

find_path(TETHER_LLVM_INCLUDE_DIR clang-tidy/ClangTidyCheck.h
          HINTS ${TETHER_LLVM_ROOT}/include REQUIRED NO_DEFAULT_PATH)
file(STRINGS ${TETHER_LLVM_INCLUDE_DIR}/llvm/Config/llvm-config.h version_line
     REGEX "#define LLVM_VERSION_MAJOR ")
string(REGEX MATCH "[0-9]+" TETHER_LLVM_MAJOR "${version_line}")
if(NOT TETHER_LLVM_MAJOR EQUAL 22)
  message(FATAL_ERROR "Tether needs LLVM 22; ${TETHER_LLVM_ROOT} has "
                      "LLVM ${TETHER_LLVM_MAJOR}. Set TETHER_LLVM_ROOT.")
endif()
set(TETHER_RESOURCE_DIR ${TETHER_LLVM_ROOT}/lib/clang/${TETHER_LLVM_MAJOR})

find_library(TETHER_CLANG_CPP clang-cpp HINTS ${TETHER_LLVM_ROOT}/lib
             REQUIRED NO_DEFAULT_PATH)
find_library(TETHER_LLVM LLVM HINTS ${TETHER_LLVM_ROOT}/lib
             REQUIRED NO_DEFAULT_PATH)

# What is installed looks for them there too, unless every program does.
set(CMAKE_INSTALL_RPATH_USE_LINK_PATH ON)
foreach(library TETHER_CLANG_CPP TETHER_LLVM)
  file(REAL_PATH ${${library}} ${library})
endforeach()

add_library(tether-clang INTERFACE)
add_library(tether::clang ALIAS tether-clang)
target_link_libraries(tether-clang INTERFACE ${TETHER_CLANG_CPP} ${TETHER_LLVM})

# Archives that are not part of libclang-cpp and refer to each other.
file(GLOB tidy_archives ${TETHER_LLVM_ROOT}/lib/libclangTidy*.a)
list(FILTER tidy_archives EXCLUDE REGEX "libclangTidyMain\\.a$")
foreach(name Query IncludeCleaner IncludeFixer)
  list(APPEND tidy_archives ${TETHER_LLVM_ROOT}/lib/libclang${name}.a)
endforeach()

add_library(tether-clang-tidy INTERFACE)
add_library(tether::clang-tidy ALIAS tether-clang-tidy)
target_link_libraries(tether-clang-tidy INTERFACE
  -Wl,--start-group ${tidy_archives} -Wl,--end-group tether-clang)

# clangd's remote index speaks gRPC; the versions are those of Debian's clangd.
set(clangd_archives)
foreach(name clangdMain clangDaemon clangDaemonTweaks clangdSupport
             clangdRemoteIndex clangdRemoteIndexProto
             clangdRemoteIndexServiceProto clangdRemoteMarshalling)
  list(APPEND clangd_archives ${TETHER_LLVM_ROOT}/lib/lib${name}.a)
endforeach()
set(remote_libraries)
foreach(name grpc++ gpr protobuf absl_synchronization)
  find_library(TETHER_${name} ${name} REQUIRED)
  list(APPEND remote_libraries ${TETHER_${name}})
endforeach()

add_library(tether-clangd-libraries INTERFACE)
add_library(tether::clangd ALIAS tether-clangd-libraries)
target_link_libraries(tether-clangd-libraries INTERFACE
  -Wl,--start-group ${clangd_archives} ${tidy_archives} -Wl,--end-group
  ${remote_libraries} tether-clang)
