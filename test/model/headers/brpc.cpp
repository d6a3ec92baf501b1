#include "../stubs/brpc.h"
