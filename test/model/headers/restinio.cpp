#include <restinio/all.hpp>
#include <restinio/router/easy_parser_router.hpp>
#include <restinio/websocket/websocket.hpp>
