#include <future>
#include <string>

void print(const std::string &Line);

std::future<void> report(std::string Title) {
  return std::async(std::launch::async, [&] { print(Title); });
}
