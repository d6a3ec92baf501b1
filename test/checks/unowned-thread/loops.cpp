// A task that runs a loop ends with it, and the loop's object says so to who
// asks.

#include <chrono>
#include <httplib.h>
#include <thread>

class SignIn {
public:
  SignIn() {
    std::thread Listener([this] {
      Port = Svr.bind_to_any_port("localhost");
      Svr.listen_after_bind();
    });
    Listener.detach();
  }
  ~SignIn() {
    Svr.stop();
    while (Svr.is_running())
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }

private:
  httplib::Server Svr;
  int Port = 0;
};

// Who runs the loop himself does not learn by it that others have left it.
class Preview {
public:
  Preview() {
    std::thread([this] { Svr.listen("localhost", 8080); }).detach(); // warn: although it uses 'this'
  }
  ~Preview() {
    if (Svr.is_running())
      Svr.stop();
  }
  void serve() { Svr.listen("localhost", 8081); }

private:
  httplib::Server Svr;
};
