#include "../stubs/taskflow.h"
