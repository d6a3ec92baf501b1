// What ends with the process is left alone; what dies before it is not, and a
// closure that main registers or starts is a context of its own.

#include <atomic>
#include <functional>
#include <map>
#include <string>
#include <thread>

void work();
void use(const std::string &);
void onConnection(std::function<void(int)>);
void serve(int);

static std::map<int, std::string> Names;
static std::atomic<bool> Run{true};

static void local() {
  std::string Text;
  std::thread([&Text] { use(Text); }).detach(); // warn: although it refers to the local variable 'Text'
}

static void noLocals() {
  std::thread([] { work(); }).detach();
}

static void byPointer(int *Count) {
  ++*Count;
}
static void localByAddress() {
  int Count = 0;
  std::thread(byPointer, &Count).detach(); // warn: although it refers to the local variable 'Count'
}

int main() {
  local();
  noLocals();
  localByAddress();
  std::thread([] {
    while (Run)
      for (const auto &Entry : Names)
        use(Entry.second);
  }).detach(); // warn: although it uses 'Names', which is destroyed when the process ends
  std::thread([] {
    while (Run)
      work();
  }).detach();
  onConnection([](int Connection) {
    std::thread([Connection] { serve(Connection); }).detach(); // warn: nothing will ever wait for this thread
  });
  // In place: main's own.
  [] { std::thread([] { work(); }).detach(); }();
  while (Run)
    std::this_thread::yield();
}
