#include "../stubs/userver.h"
