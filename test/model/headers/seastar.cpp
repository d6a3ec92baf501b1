#include "../stubs/seastar.h"
