# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

# tether::yaml-cpp: the shared library, because Debian's archive is not made of
# position-independent code and so cannot be part of the plugin.

find_path(TETHER_YAML_CPP_INCLUDE_DIR yaml-cpp/yaml.h REQUIRED)
find_library(TETHER_YAML_CPP_LIBRARY yaml-cpp REQUIRED)

add_library(tether-yaml-cpp INTERFACE)
add_library(tether::yaml-cpp ALIAS tether-yaml-cpp)
target_include_directories(tether-yaml-cpp SYSTEM INTERFACE
                           ${TETHER_YAML_CPP_INCLUDE_DIR})
target_link_libraries(tether-yaml-cpp INTERFACE ${TETHER_YAML_CPP_LIBRARY})
