#include "../stubs/marl.h"
