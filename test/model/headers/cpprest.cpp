#include <cpprest/http_listener.h>
#include <pplx/pplxtasks.h>
