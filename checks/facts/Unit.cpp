#include "Unit.h"
namespace tether::facts {
std::unique_ptr<Unit> Unit::collect(clang::ASTContext &, const model::Resolver &) { return std::make_unique<Unit>(); }
Unit::~Unit() = default;
} // namespace tether::facts
