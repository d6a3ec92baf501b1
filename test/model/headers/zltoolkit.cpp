#include "../stubs/zltoolkit.h"
