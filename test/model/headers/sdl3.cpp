#include "../stubs/sdl3.h"
