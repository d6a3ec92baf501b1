// What Asio's adaptors make of a handler still is that handler.

#include <asio.hpp>
#include <memory>

void use(int);

void withAllocator(asio::thread_pool &Pool) {
  int Local = 0;
  asio::post(Pool, asio::bind_allocator(std::allocator<void>(), [&Local] { use(Local); })); // warn: 'Local'
  asio::post(Pool, asio::bind_allocator(std::allocator<void>(), [Local] { use(Local); }));
}
