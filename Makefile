# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

# Fronts for CMake that also install what is missing (see packages.txt).

BUILD := build/release
ARTEFACTS := tether tether-tidy tether-clangd
DEMO := test/projects/jobserver
SITE := build/docs
PROJECT :=

.PHONY: help bench deps build docs package scan test

help:
	@echo "make scan                 build Tether and scan the server in $(DEMO)"
	@echo "make scan PROJECT=folder  scan your project: folder or folder/build needs"
	@echo "                          a compile_commands.json"
	@echo "make test                 build Tether and run all its tests"
	@echo "make docs                 build the site of the documentation in $(SITE)"
	@echo "make build                build the plugin, clangd and the command"
	@echo "make package              make a Debian package of them, in $(BUILD)"
	@echo "make bench                measure scans of Debian packages, beside clang-tidy's"
	@echo "make deps                 install all packages of packages.txt"
	@echo
	@echo "Each installs the packages that it needs and that are missing."

bench: build
	@tools/install-packages bench test
	@test/bench/run $(PROJECT)

deps:
	@tools/install-packages build package demo docs bench test

build:
	@tools/install-packages build
	@test -f $(BUILD)/CMakeCache.txt || without=-DBUILD_TESTING=OFF; \
	cmake --preset release $$without >/dev/null
	@cmake --build $(BUILD) --target $(ARTEFACTS)

package: build
	@tools/install-packages package
	@cpack --config $(BUILD)/CPackConfig.cmake -B $(BUILD)

# tether scan exits with 1 if it finds something, which is no error here.
scan: build
	@if [ -z "$(PROJECT)" ]; then \
	  tools/install-packages demo && \
	  cmake -S $(DEMO) -B build/demo -G Ninja \
	    -D CMAKE_CXX_COMPILER=clang++-22 >/dev/null || exit; \
	  database=build/demo; \
	elif [ -f "$(PROJECT)/compile_commands.json" ]; then \
	  database="$(PROJECT)"; \
	else \
	  database="$(PROJECT)/build"; \
	fi; \
	echo "$(BUILD)/bin/tether scan -p $$database"; \
	$(BUILD)/bin/tether scan -p "$$database"; status=$$?; \
	if [ $$status -gt 1 ]; then exit $$status; fi; \
	echo "tether scan exited with $$status: 0 means no findings, 1 means findings."

docs:
	@tools/install-packages docs
	@mkdocs build --quiet --strict --site-dir $(SITE)
	@echo "The site begins at $(SITE)/index.html."

test:
	@tools/install-packages build package demo docs test
	@cmake --preset release -D BUILD_TESTING=ON >/dev/null
	@cmake --build $(BUILD)
	@ctest --test-dir $(BUILD) --output-on-failure -j $$(nproc)
