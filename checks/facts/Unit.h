#ifndef TETHER_CHECKS_FACTS_UNIT_H
#define TETHER_CHECKS_FACTS_UNIT_H
#include "../model/Resolver.h"
#include <memory>
namespace tether::facts {
class Unit {
public:
  static std::unique_ptr<Unit> collect(clang::ASTContext &Context, const model::Resolver &Names);
  ~Unit();
};
} // namespace tether::facts
#endif
