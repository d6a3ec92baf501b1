#include "Check.h"
#include "facts/Unit.h"
namespace tether {
namespace {
class UnownedThreadCheck : public Check {
public:
  using Check::Check;
  void ask(const facts::Unit &Facts) override {}
};
} // namespace
} // namespace tether
using tether::UnownedThreadCheck;
TETHER_REGISTER(UnownedThread)
