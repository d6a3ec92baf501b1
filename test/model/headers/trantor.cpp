#include "../stubs/trantor.h"
