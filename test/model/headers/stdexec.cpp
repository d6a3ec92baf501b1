#include "../stubs/stdexec.h"
