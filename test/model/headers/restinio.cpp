#include <restinio/all.hpp>
