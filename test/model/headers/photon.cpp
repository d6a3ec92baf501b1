#include "../stubs/photon.h"
