#include "../stubs/oatpp.h"
