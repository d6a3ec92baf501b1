// Who can only read something reports nothing by it.

#include <cstring>
#include <map>
#include <string>
#include <thread>

void work();

struct Address {
  unsigned char Bytes[16];
  // A loop over data, which waits for nobody.
  bool isZero() const {
    for (int I = 0; I < 16; ++I)
      if (Bytes[I])
        return false;
    return true;
  }
  bool operator==(const Address &O) const {
    return !std::memcmp(Bytes, O.Bytes, sizeof(Bytes));
  }
};
Address receive();
void show(const Address &);

class Listener {
public:
  void go() {
    std::thread([this] { loop(); }).detach(); // warn: and it never ends
  }
  bool isOpen() const { return !Own.isZero(); }

private:
  void loop() {
    for (;;) {
      Address From = receive();
      show(From);
      if (From == Own)
        work();
    }
  }
  Address Own{};
};

// What is handed on to be changed may be changed when it ends.
struct Counter {
  int Left;
};
void countDown(Counter &);
class Counting {
public:
  void go() {
    std::thread([this] {
      work();
      countDown(Users);
    }).detach();
  }
  ~Counting() {
    while (Users.Left)
      std::this_thread::yield();
  }

private:
  Counter Users{};
};

// A const object with a pointer leads to what may be changed.
struct Reference {
  int *Left;
};
void countDown(const Reference &);
class CountingByReference {
public:
  void go() {
    std::thread([this] {
      work();
      countDown(Users);
    }).detach();
  }
  ~CountingByReference() {
    while (*Users.Left)
      std::this_thread::yield();
  }

private:
  Reference Users{};
};

// The same without whoever looks at it.
class Uncounted {
public:
  void go() {
    std::thread([this] {
      work();
      countDown(Users);
    }).detach(); // warn: although it uses 'this'
  }
  ~Uncounted() { Users.Left = 0; }

private:
  Counter Users{};
};
