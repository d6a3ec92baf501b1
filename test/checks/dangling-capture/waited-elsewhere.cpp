// What the task reports to is handed to a function that cannot be seen.

#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

using Pool = boost::asio::thread_pool;

class Counter {
public:
  explicit Counter(int N) : Left(N) {}
  void finished() { Left.fetch_sub(1); }
  int left() const { return Left; }

private:
  friend void untilNone(Counter &);
  std::atomic<int> Left;
};
void untilNone(Counter &);
void keepOnly(const int &);
void step();

void handedOn(Pool &P) {
  Counter Tasks(1);
  boost::asio::post(P, [&Tasks] { step(), Tasks.finished(); });
  untilNone(Tasks);
}

// A method of a member reports.
struct Group {
  Counter Tasks{1};
  void leave() { Tasks.finished(); }
};
void untilLeft(Group &);
void partOf(Pool &P) {
  Group All;
  boost::asio::post(P, [&All] { step(), All.leave(); });
  untilLeft(All);
}

// Only one of the two is handed on.
void handsOnAnother(Pool &P) {
  Counter Tasks(1), Others(1);
  boost::asio::post(P, [&Tasks] { step(), Tasks.finished(); }); // warn: captures 'Tasks' by reference
  untilNone(Others);
}
void handsOnBefore(Pool &P) {
  Counter Tasks(1);
  untilNone(Tasks);
  boost::asio::post(P, [&Tasks] { step(), Tasks.finished(); }); // warn: captures 'Tasks' by reference
}
void handsOnACopy(Pool &P) {
  Counter Tasks(1);
  boost::asio::post(P, [&Tasks] { step(), Tasks.finished(); }); // warn: captures 'Tasks' by reference
  keepOnly(Tasks.left());
}
