// What keeps the callable is made in the iteration and goes to what outlives it.

#include <functional>
#include <memory>
#include <vector>

void use(int);

struct Button {
  void onPress(std::function<void()> F) { Pressed = std::move(F); }
  std::function<void()> Pressed;
};

class Panel {
public:
  void moved() {
    for (int I = 0; I < 3; ++I) {
      auto B = std::make_unique<Button>();
      B->onPress([&I] { use(I); }); // warn: 'I' belongs to one iteration // fix: [I]
      Buttons.push_back(std::move(B));
    }
  }
  void dies() {
    for (int I = 0; I < 3; ++I) {
      auto B = std::make_unique<Button>();
      B->onPress([&I] { use(I); });
      B->Pressed();
    }
  }

private:
  std::vector<std::unique_ptr<Button>> Buttons;
};
