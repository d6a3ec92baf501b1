#include "log.h"
#include <thread>
#include <vector>

void import(int Part);

void importAll(Log &Output) {
  Output.write("import");
  std::vector<std::jthread> Workers;
  for (int Part = 0; Part < 4; ++Part)
    Workers.emplace_back([&] { import(Part); });
}
