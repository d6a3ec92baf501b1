#include <tbb/collaborative_call_once.h>
#include <tbb/mutex.h>
#include <tbb/rw_mutex.h>
#include <tbb/tbb.h>
