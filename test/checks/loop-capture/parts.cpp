// Callables that are a part of what is kept in each iteration.

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

struct Entry {
  std::string Label;
  std::function<void()> Action;
};

class Menu {
public:
  void add(std::string Label, std::function<void()> Action) {
    Entries.push_back({std::move(Label), std::move(Action)});
  }
  void choose(size_t I) { Entries.at(I).Action(); }

private:
  std::vector<Entry> Entries;
};

void start(const std::string &Level);

void filled(Menu &Of, const std::vector<std::string> &Levels) {
  for (auto Level : Levels)
    Of.add(Level, [&] { start(Level); }); // warn: 'Level' belongs to one // fix: [&, Level]
  for (auto Level : Levels)
    Of.add(Level, [Level] { start(Level); });
  for (const auto &Level : Levels)
    Of.add(Level, [&Level] { start(Level); });
}

class Table {
public:
  void fill() {
    for (int I = 0; I < 4; ++I)
      Listed.push_back({"", [&I] { use(I); }}); // warn: 'I' belongs to one // fix: [I]
    for (int I = 0; I < 4; ++I)
      ByKey.insert({I, [&I] { use(I); }}); // warn: 'I' belongs to one // fix: [I]
    for (int I = 0; I < 4; ++I)
      Pairs.push_back({I, [&I] { use(I); }}); // warn: 'I' belongs to one // fix: [I]
    for (int I = 0; I < 4; ++I)
      Pairs.push_back({I, [I] { use(I); }});
  }
  void run() {
    for (auto &E : Listed)
      E.Action();
    for (auto &[Key, F] : ByKey)
      F();
    for (auto &P : Pairs)
      P.second();
  }

private:
  static void use(int);
  std::vector<Entry> Listed;
  std::map<int, std::function<void()>> ByKey;
  std::vector<std::pair<int, std::function<void()>>> Pairs;
};

void perIteration(const std::vector<std::string> &Levels) {
  for (auto Level : Levels) {
    std::vector<Entry> Steps = {{Level, [&] { start(Level); }}};
    Steps.push_back({Level, [&] { start(Level); }});
    for (auto &S : Steps)
      S.Action();
  }
}
