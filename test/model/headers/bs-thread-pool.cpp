#include "../stubs/bs-thread-pool.h"
