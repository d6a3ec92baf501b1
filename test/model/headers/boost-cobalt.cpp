#include "../stubs/boost-cobalt.h"
