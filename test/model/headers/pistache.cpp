#include <pistache/endpoint.h>
#include <pistache/http.h>
#include <pistache/mailbox.h>
#include <pistache/router.h>
