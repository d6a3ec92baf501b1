#include "../stubs/libgo.h"
