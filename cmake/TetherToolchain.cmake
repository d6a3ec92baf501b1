# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

# Compiler cache, linker and sanitizers: what makes the build fast or strict,
# never what it contains.

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release, ..." FORCE)
endif()

# ccache has to be told that a precompiled header's time stamp does not matter.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros
      ${CCACHE_PROGRAM})
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # Another major's lld may not know what this compiler emits.
  string(REGEX MATCH "^[0-9]+" major ${CMAKE_CXX_COMPILER_VERSION})
  find_program(TETHER_LLD NAMES ld.lld-${major})
  if(TETHER_LLD)
    add_link_options(-fuse-ld=lld)
  endif()
endif()

set(TETHER_SANITIZE "" CACHE STRING "Sanitizers to build with, by commas")
if(TETHER_SANITIZE)
  add_compile_options(-fsanitize=${TETHER_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${TETHER_SANITIZE})
  # LLVM's own libraries carry no type information for the vptr check.
  if(TETHER_SANITIZE MATCHES undefined)
    add_compile_options(-fno-sanitize=vptr,function)
  endif()
endif()
