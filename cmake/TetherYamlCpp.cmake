# tether::yaml-cpp: the archive where there is one, so that the plugin can be
# copied to a machine without yaml-cpp; else the shared library.

find_path(TETHER_YAML_CPP_INCLUDE_DIR yaml-cpp/yaml.h REQUIRED)
find_library(TETHER_YAML_CPP NAMES libyaml-cpp.a yaml-cpp REQUIRED)

add_library(tether-yaml-cpp INTERFACE)
add_library(tether::yaml-cpp ALIAS tether-yaml-cpp)
target_include_directories(tether-yaml-cpp SYSTEM INTERFACE
                           ${TETHER_YAML_CPP_INCLUDE_DIR})
target_link_libraries(tether-yaml-cpp INTERFACE ${TETHER_YAML_CPP})
