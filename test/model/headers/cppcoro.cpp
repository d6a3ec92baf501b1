#include "../stubs/cppcoro.h"
