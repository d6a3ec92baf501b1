#include "../stubs/concurrencpp.h"
