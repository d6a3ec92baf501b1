// What keeps the callable belongs to a local smart pointer that goes elsewhere,
// and what the callable has is a pointer to a local.

#include <functional>
#include <map>
#include <memory>
#include <thread>
#include <vector>

void use(int);
void use(const bool *);

struct Button {
  void onPress(std::function<void()> F) { Pressed = std::move(F); }
  void press() {
    if (Pressed)
      Pressed();
  }
  std::function<void()> Pressed;
};

class Panel {
public:
  void moved() {
    int X = 1;
    auto B = std::make_unique<Button>();
    B->onPress([&X] { use(X); }); // warn: this callable captures 'X' by reference
    Buttons.push_back(std::move(B));
  }
  void copied() {
    int X = 1;
    auto B = std::make_shared<Button>();
    B->onPress([&X] { use(X); }); // warn: this callable captures 'X' by reference
    Shared[1] = B;
  }
  void pressed() {
    int X = 1;
    auto B = std::make_unique<Button>();
    B->onPress([&X] { use(X); });
    B->press();
  }
  void givenAnother() {
    int X = 1;
    auto B = std::make_shared<Button>();
    B->onPress([&X] { use(X); });
    B->press();
    B->onPress(nullptr);
    Shared[2] = B;
  }
  void intoALocal() {
    int X = 1;
    std::vector<std::unique_ptr<Button>> Own;
    auto B = std::make_unique<Button>();
    B->onPress([&X] { use(X); });
    Own.push_back(std::move(B));
    Own[0]->press();
  }

private:
  std::vector<std::unique_ptr<Button>> Buttons;
  std::map<int, std::shared_ptr<Button>> Shared;
};

std::unique_ptr<Button> returned() {
  int X = 1;
  auto B = std::make_unique<Button>();
  B->onPress([&X] { use(X); }); // warn: this callable captures 'X' by reference
  return B;
}

void intoTheCallers(std::vector<std::unique_ptr<Button>> &To) {
  int X = 1;
  auto B = std::make_unique<Button>();
  B->onPress([&X] { use(X); }); // warn: this callable captures 'X' by reference
  To.push_back(std::move(B));
}

class Group {
public:
  void initCapture() {
    bool Sent = false;
    OnReady.push_back([P = &Sent] { use(P); }); // warn: this callable captures a pointer to 'Sent' and may still be called when 'Sent' is gone
  }
  void byCopy() {
    bool Sent = false;
    bool *P = &Sent;
    OnReady.push_back([=] { use(P); }); // warn: this callable captures a pointer to 'Sent'
  }
  std::thread inTask() {
    bool Sent = false;
    return std::thread([P = &Sent] { use(P); }); // warn: this thread captures a pointer to 'Sent' and may still run when 'Sent' is gone
  }
  void ofStatic() {
    static bool Sent = false;
    OnReady.push_back([P = &Sent] { use(P); });
  }
  void ofSomethingElse(bool *Given) {
    bool Sent = false;
    bool *P = &Sent;
    use(P);
    P = Given;
    OnReady.push_back([=] { use(P); });
  }
  void joined() {
    bool Sent = false;
    std::thread T([P = &Sent] { use(P); });
    T.join();
  }
  void intoALocal() {
    bool Sent = false;
    std::vector<std::function<void()>> Own;
    Own.push_back([P = &Sent] { use(P); });
  }

private:
  std::vector<std::function<void()>> OnReady;
};
