// Variables from before the loop, of which each iteration has its own value.

#include <algorithm>
#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <future>
#include <istream>
#include <map>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

void use(int);
void print(const std::string &);
int next();
bool fetch(std::string &);
void serve(int);
extern "C" void *threadMain(void *);

void lines(std::istream &In, boost::asio::thread_pool &Pool) {
  std::string Line; // note: 'Line' is declared here and changed from iteration to iteration
  while (std::getline(In, Line))
    boost::asio::post(Pool, [&Line] { print(Line); }); // warn: 'Line' belongs to one iteration of the loop // fix: [Line]
  Pool.join();
}

void words(std::istream &In) {
  std::vector<std::thread> Threads;
  std::string Word;
  while (In >> Word)
    Threads.emplace_back([&] { print(Word); }); // warn: 'Word' belongs to one iteration // fix: [&, Word]
  for (auto &T : Threads)
    T.join();
}

void counted(int N) {
  std::vector<std::jthread> Threads;
  int I;
  for (I = 0; I < N; ++I)
    Threads.emplace_back([&] { use(I); }); // warn: 'I' belongs to one iteration // fix: [&, I]
  int Left = N;
  while (Left--)
    Threads.emplace_back([&Left] { use(Left); }); // warn: 'Left' belongs to one iteration // fix: [Left]
}

void iterated(std::map<int, std::string> &Table) {
  std::vector<std::jthread> Threads;
  auto It = Table.begin();
  while (It != Table.end()) {
    Threads.emplace_back([&It] { print(It->second); }); // warn: 'It' belongs to one iteration // fix: [It]
    ++It;
  }
}

void assigned() {
  std::vector<std::jthread> Threads;
  int Client = -1;
  for (;;) {
    Client = next();
    if (Client < 0)
      break;
    Threads.emplace_back([&] { serve(Client); }); // warn: 'Client' belongs to one iteration // fix: [&, Client]
  }
}

struct Task {
  int Id = 0;
  std::string Name;
};
void refilled(int N) {
  std::vector<std::future<void>> Futures;
  Task T;
  for (int I = 0; I < N; ++I) {
    T.Id = I;
    Futures.push_back(std::async(std::launch::async, [&T] { use(T.Id); })); // warn: 'T' belongs to one iteration // fix: [T]
  }
}

void ofC() {
  pthread_t Threads[4];
  int I;
  for (I = 0; I < 4; I++)
    pthread_create(&Threads[I], nullptr, threadMain, &I); // warn: 'I' belongs to one iteration
  for (I = 0; I < 4; I++)
    pthread_join(Threads[I], nullptr);
}

void byReference() {
  std::vector<std::jthread> Threads;
  std::string Text;
  while (fetch(Text))
    Threads.emplace_back([](const std::string &S) { print(S); }, std::cref(Text)); // warn: 'Text' belongs to one iteration
}

void kept(std::vector<std::function<void()>> &Actions, int N) {
  int I = 0;
  for (; I < N; ++I)
    Actions.push_back([&I] { use(I); }); // warn: 'I' belongs to one iteration // fix: [I]
}

// Loops around a lambda that is run in place.
void around(std::vector<std::vector<int>> Rows) {
  std::vector<std::jthread> Threads;
  for (auto Row : Rows)
    std::for_each(Row.begin(), Row.end(), [&](int V) {
      Threads.emplace_back([&Row, V] { use(Row[V]); }); // warn: 'Row' belongs to one iteration
    });
  int Round = 0;
  while (Round < 3) {
    [&] { Threads.emplace_back([&] { use(Round); }); }(); // warn: 'Round' belongs to one iteration // fix: [&, Round]
    ++Round;
  }
}
