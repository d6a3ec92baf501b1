#include "Check.h"
#include "facts/Unit.h"
namespace tether {
namespace {
class LoopCaptureCheck : public Check {
public:
  using Check::Check;
  void ask(const facts::Unit &Facts) override {}
};
} // namespace
} // namespace tether
using tether::LoopCaptureCheck;
TETHER_REGISTER(LoopCapture)
