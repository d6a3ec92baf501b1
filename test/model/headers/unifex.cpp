#include "../stubs/unifex.h"
