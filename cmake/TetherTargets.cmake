# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

# tether_add_library(name source... [LINK library...])
#   A static library with LLVM's headers and flags.
#
# tether_add_executable(name source... [LINK library...])
#   A program; LINK usually has one of the libraries of TetherLLVM.cmake.
#
# tether_add_test(name source... [LINK library...])
#   A GoogleTest program, each of whose tests is a test of ctest. It is given
#   TETHER_SOURCE_DIR and TETHER_BINARY_DIR as macros.
#
# All share one precompiled header. A source that needs exceptions asks for them
# with tether_enable_exceptions(source...) and then does without that header.

# LLVM is compiled with -fPIC throughout; CMake's own property would use -fPIE
# for programs and so need a precompiled header of its own for them.
add_compile_options(-fPIC -fvisibility=hidden -fvisibility-inlines-hidden
                    -Wall -Wextra -Wno-unused-parameter)

function(tether_set_flags target)
  target_compile_options(${target} PRIVATE -fno-exceptions)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
  target_include_directories(${target} SYSTEM PRIVATE
                             ${TETHER_LLVM_INCLUDE_DIR})
endfunction()

file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/pch.cpp CONTENT "")
add_library(tetherPch OBJECT ${PROJECT_BINARY_DIR}/pch.cpp)
tether_set_flags(tetherPch)
target_precompile_headers(tetherPch PRIVATE
  <clang-tidy/ClangTidyCheck.h>
  <clang/AST/ASTContext.h>
  <clang/AST/RecursiveASTVisitor.h>
  <clang/ASTMatchers/ASTMatchFinder.h>
  <clang/Analysis/CFG.h>
  <clang/Frontend/CompilerInstance.h>
  <clang/Tooling/Tooling.h>)

function(tether_link target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK")
  tether_set_flags(${target})
  target_precompile_headers(${target} REUSE_FROM tetherPch)
  target_link_libraries(${target} PUBLIC ${arg_LINK})
endfunction()

function(tether_add_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "OBJECT" "" "LINK")
  set(kind STATIC)
  if(arg_OBJECT)
    set(kind OBJECT)
  endif()
  add_library(${name} ${kind} ${arg_UNPARSED_ARGUMENTS})
  tether_link(${name} LINK ${arg_LINK})
endfunction()

function(tether_add_executable name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK")
  add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
  tether_link(${name} LINK ${arg_LINK})
endfunction()

function(tether_enable_exceptions)
  set_source_files_properties(${ARGN} PROPERTIES
    COMPILE_OPTIONS -fexceptions
    SKIP_PRECOMPILE_HEADERS ON)
endfunction()

function(tether_add_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK")
  tether_add_executable(${name} ${arg_UNPARSED_ARGUMENTS}
                        LINK ${arg_LINK} GTest::gtest GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE
    TETHER_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    TETHER_BINARY_DIR="${PROJECT_BINARY_DIR}")
  set_target_properties(${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/test)
  # LLVM's allocators poison memory where they are inlined into ours, and
  # LLVM's own libraries, which are not sanitized, do not unpoison it.
  # Test names that depend on files are found when ctest starts.
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT 300 ENVIRONMENT ASAN_OPTIONS=allow_user_poisoning=0)
endfunction()
