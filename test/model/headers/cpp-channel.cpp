#include "../stubs/cpp-channel.h"
