// References to a iteration that are given to a task as arguments.

#include <functional>
#include <future>
#include <string>
#include <thread>
#include <vector>

void worker(int &);
void reader(const int &);
void pointed(int *);
void named(const std::string &);

struct Service {
  int Id = 0;
  void run();
  void runWith(int &);
};

template <typename T> void joinEach(T &Threads) {
  for (auto &X : Threads)
    X.join();
}

void references(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    Pool.emplace_back(worker, std::ref(I)); // warn: 'I' belongs to one iteration
    Pool.emplace_back(reader, std::cref(I)); // warn: 'I' belongs to one iteration
    Pool.push_back(std::thread(pointed, &I)); // warn: 'I' belongs to one iteration
    Pool.emplace_back(reader, I);
  }
  joinEach(Pool);
}

void bodyLocal(const std::vector<std::string> &Names) {
  std::vector<std::thread> Pool;
  for (std::size_t I = 0; I < Names.size(); ++I) {
    std::string Name = Names[I];
    Pool.emplace_back(named, std::cref(Name)); // warn: 'Name' belongs to one iteration
    Pool.emplace_back(named, Name);
    Pool.emplace_back(named, std::cref(Names[I]));
  }
  joinEach(Pool);
}

void objectOfMethod(const std::vector<Service> &Services) {
  std::vector<std::thread> Pool;
  for (auto S : Services)
    Pool.emplace_back(&Service::run, &S); // warn: 'S' belongs to one iteration
  for (auto S : Services)
    Pool.emplace_back(&Service::run, std::ref(S)); // warn: 'S' belongs to one iteration
  for (auto S : Services)
    Pool.emplace_back(&Service::run, S);
  joinEach(Pool);
}

void throughBind(int N, Service &S) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    Pool.emplace_back(std::bind(worker, std::ref(I))); // warn: 'I' belongs to one iteration
    Pool.emplace_back(std::bind(&Service::runWith, &S, std::ref(I))); // warn: 'I' belongs to one iteration
    Pool.emplace_back(std::bind(reader, I));
  }
  joinEach(Pool);
}

void throughAsync(int N) {
  std::vector<std::future<void>> Results;
  for (int I = 0; I < N; ++I) {
    Results.push_back(std::async(std::launch::async, worker, std::ref(I))); // warn: 'I' belongs to one iteration
    Results.push_back(std::async(pointed, &I)); // warn: 'I' belongs to one iteration
    Results.push_back(std::async(std::launch::async, reader, I));
  }
  for (auto &R : Results)
    R.get();
}

void settledInTurn(int N) {
  for (int I = 0; I < N; ++I) {
    std::thread T(worker, std::ref(I));
    T.join();
    std::async(std::launch::async, pointed, &I).get();
    std::jthread J(worker, std::ref(I));
    Service S;
    std::thread U(&Service::run, &S);
    U.join();
  }
}

void outerObjects(int N) {
  std::vector<std::thread> Pool;
  std::vector<int> Results(N);
  int Total = 0;
  for (int I = 0; I < N; ++I) {
    Pool.emplace_back(worker, std::ref(Results[I]));
    Pool.emplace_back(worker, std::ref(Total));
    Pool.emplace_back(pointed, &Results[I]);
    Pool.emplace_back(pointed, Results.data() + I);
    int &R = Results[I];
    Pool.emplace_back(worker, std::ref(R));
  }
  for (int &R : Results)
    Pool.emplace_back(pointed, &R);
  joinEach(Pool);
}

// A reference to a callable of this iteration.
void referenceToCallable(int N) {
  std::vector<std::thread> Pool;
  for (int I = 0; I < N; ++I) {
    auto Body = [I] { int J = I; worker(J); };
    Pool.emplace_back(std::ref(Body)); // warn: 'Body' belongs to one iteration
  }
  joinEach(Pool);
}
