// A loop whose condition reads what a task has a copy of waits for nobody.

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <vector>

using Iterator = std::vector<int>::iterator;

void sortPart(boost::asio::thread_pool &Pool, Iterator Begin, Iterator End, int Order) {
  while (End - Begin > 512) {
    Iterator Middle = Begin + (End - Begin) / 2;
    boost::asio::post(Pool, [&Pool, Begin, Middle, &Order] { // warn: captures 'Order' by reference
      sortPart(Pool, Begin, Middle, Order);
    });
    Begin = Middle;
  }
  std::sort(Begin, End);
}

void sortCopy(boost::asio::thread_pool &Pool, Iterator Begin, Iterator End, int Order) {
  while (End - Begin > 512) {
    Iterator Middle = Begin + (End - Begin) / 2;
    boost::asio::post(Pool, [&Pool, Begin, Middle, Order] { sortPart(Pool, Begin, Middle, Order); });
    Begin = Middle;
  }
}
