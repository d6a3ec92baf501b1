#include <future>
#include <utility>

#include <boost/asio.hpp>
#include <boost/asio/spawn.hpp>
