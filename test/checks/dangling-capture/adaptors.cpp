// Lazy ranges, which have the callables that they are made with.

#include <algorithm>
#include <iterator>
#include <ranges>
#include <string>
#include <vector>

struct Track {
  std::string Artist;
  int Year;
};

class Library {
public:
  auto filtered(std::string By) const {
    return All | std::views::filter([&By](const Track &T) { // warn: captures 'By'
             return T.Artist == By;
           });
  }
  auto chained(std::string By) const {
    return All | std::views::filter([&By](const Track &T) { // warn: captures 'By'
             return T.Artist == By;
           }) |
           std::views::transform([](const Track &T) { return T.Year; });
  }
  auto composed(std::string By) const {
    return std::views::filter([&By](const Track &T) { // warn: captures 'By'
             return T.Artist == By;
           }) |
           std::views::take(2);
  }
  auto named(std::string By) const {
    auto IsHis = [&By](const Track &T) { // warn: captures 'By' by reference
      return T.Artist == By;
    };
    auto His = All | std::views::filter(IsHis);
    return His;
  }
  auto copied(std::string By) const {
    return All | std::views::filter(
                     [By](const Track &T) { return T.Artist == By; });
  }
  auto ofCaller(std::string &By) const {
    return All | std::views::filter(
                     [&By](const Track &T) { return T.Artist == By; });
  }

  // What it goes over does not have the callable.
  std::vector<Track> gathered(std::string By) const {
    auto His = All | std::views::filter(
                         [&By](const Track &T) { return T.Artist == By; });
    std::vector<Track> Result(His.begin(), His.end());
    return Result;
  }
  std::vector<Track> listed(std::string By) const {
    auto His = All | std::views::filter(
                         [&By](const Track &T) { return T.Artist == By; });
    return {His.begin(), His.end()};
  }
  Track first(std::string By) const {
    auto His = All | std::views::filter(
                         [&By](const Track &T) { return T.Artist == By; });
    auto Found = *His.begin();
    return Found;
  }
  auto count(std::string By) const {
    return std::ranges::distance(
        All | std::views::filter(
                  [&By](const Track &T) { return T.Artist == By; }));
  }

private:
  std::vector<Track> All;
};
