#include "../stubs/crow.h"
