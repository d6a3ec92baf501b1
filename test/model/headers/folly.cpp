#include "../stubs/folly.h"
