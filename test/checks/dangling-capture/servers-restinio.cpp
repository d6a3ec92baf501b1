// RESTinio's servers open and close on their loop.
// flags: -std=c++17 -DASIO_STANDALONE

#include <exception>
#include <restinio/all.hpp>
#include <string>

using Server = restinio::http_server_t<>;

void opened(Server &Http) {
  std::string Text;
  Http.open_async([&Text] { Text = "open"; }, [](std::exception_ptr) {}); // warn: 'Text'
}

std::string openedAndRun(Server &Http) {
  std::string Text;
  Http.open_async([&Text] { Text = "open"; }, [](std::exception_ptr) {});
  Http.io_context().run();
  return Text;
}
