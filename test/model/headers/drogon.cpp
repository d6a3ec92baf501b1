#include "../stubs/drogon.h"
