// Request handlers that are known by their names and parameters alone.

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

class Jobs {
public:
  void put(std::string Job) {
    std::unique_lock<std::mutex> Lock(M);
    NotFull.wait(Lock, [this] { return Queue.size() < 64; });
    Queue.push_back(std::move(Job));
    NotEmpty.notify_one();
  }
  std::string take() {
    std::unique_lock<std::mutex> Lock(M);
    NotEmpty.wait(Lock, [this] { return !Queue.empty(); });
    std::string Job = std::move(Queue.front());
    Queue.pop_front();
    NotFull.notify_one();
    return Job;
  }

private:
  std::mutex M;
  std::condition_variable NotFull, NotEmpty;
  std::deque<std::string> Queue;
};
Jobs All;

struct HttpRequest {
  std::string Body;
};
struct HttpResponse {
  int Status = 200;
};
class Connection;

//===--- Registered -----------------------------------------------------===//

class HttpServer {
public:
  void route(const std::string &Path, std::function<void(const HttpRequest &, HttpResponse &)> H);
  void set_message_handler(std::function<void(Connection &, const std::string &)> H);
  void listen();
};
class HttpClient {
public:
  void get(const std::string &Path, std::function<void(const HttpRequest &, HttpResponse &)> Done);
};
// The request that is handed over has been made here.
void transmit(const HttpRequest &R, std::function<void(const HttpRequest &, HttpResponse &)> Done);
void observe(std::function<void(const HttpRequest &, const HttpResponse &)> Log);
void convert(std::function<void(const HttpRequest &)> Each);

void serve(HttpServer &S, HttpClient &C) {
  S.route("/jobs", [](const HttpRequest &R, HttpResponse &) { // note: this is the request handler
    All.put(R.Body); // warn: 'put' waits for room in 'All' for as long as it takes
  });
  S.set_message_handler([](Connection &, const std::string &Text) {
    All.put(Text); // warn: 'put' waits for room in 'All'
  });
  C.get("/", [](const HttpRequest &R, HttpResponse &) { All.put(R.Body); });
  transmit(HttpRequest(), [](const HttpRequest &R, HttpResponse &) { All.put(R.Body); });
  observe([](const HttpRequest &R, const HttpResponse &) { All.put(R.Body); });
  convert([](const HttpRequest &R) { All.put(R.Body); });
}

static void onJob(const HttpRequest &R, HttpResponse *) {
  All.put(R.Body); // warn: 'put' waits for room in 'All'
}
void registerHandler(void (*H)(const HttpRequest &, HttpResponse *));
void byName() { registerHandler(onJob); }

// With a body it says itself what it does: this one calls it at once.
inline void applyTo(const std::function<void(const HttpRequest &, HttpResponse &)> &H) {
  HttpRequest R;
  HttpResponse A;
  H(R, A);
}
void visible() {
  applyTo([](const HttpRequest &R, HttpResponse &) { All.put(R.Body); });
}

//===--- Overrides ------------------------------------------------------===//

class Servlet {
public:
  virtual ~Servlet();
  virtual void service(const HttpRequest &, HttpResponse &) = 0;
};
class JobServlet : public Servlet {
public:
  void service(const HttpRequest &R, HttpResponse &) override {
    All.put(R.Body); // warn: 'put' waits for room in 'All'
  }
};

class Listener {
public:
  virtual void onMessage(Connection &From, const std::string &Text);
  virtual void onLine(const std::string &Text);
};
class JobListener : public Listener {
public:
  void onMessage(Connection &, const std::string &Text) override {
    All.put(Text); // warn: 'put' waits for room in 'All'
  }
  void onLine(const std::string &Text) override { All.put(Text); }
};

// Messages come from a client's or a bus's connection.
struct BusMessage {
  std::string Text;
};
class BusListener {
public:
  virtual ~BusListener();
  virtual void on_message(const BusMessage *) = 0;
  virtual void onTextMessage(std::string_view) = 0;
  virtual void onStatus(const BusMessage &) = 0;
};
class Feed : public BusListener {
public:
  void on_message(const BusMessage *M) override {
    All.put(M->Text); // warn: 'put' waits for room in 'All'
  }
  void onTextMessage(std::string_view Text) override {
    All.put(std::string(Text)); // warn: 'put' waits for room in 'All'
  }
  void onStatus(const BusMessage &M) override { All.put(M.Text); }
};
class LogListener {
public:
  virtual void onMessage(const BusMessage &) = 0;
};
class JobLog : public LogListener {
public:
  void onMessage(const BusMessage &M) override { All.put(M.Text); }
};

class Bus {
public:
  void setMessageCallback(std::function<void(std::shared_ptr<const BusMessage>)> H);
  void on_message(std::function<void(const std::string &)> H);
  void setMessageHandler(std::function<void(const std::string &)> H);
  void setErrorMessageHandler(std::function<void(const BusMessage &)> H);
};
void subscribe(Bus &B) {
  B.setMessageCallback([](std::shared_ptr<const BusMessage> M) {
    All.put(M->Text); // warn: 'put' waits for room in 'All'
  });
  B.on_message([](const std::string &Text) {
    All.put(Text); // warn: 'put' waits for room in 'All'
  });
  // May be what a compiler says to its user.
  B.setMessageHandler([](const std::string &Text) { All.put(Text); });
  B.setErrorMessageHandler([](const BusMessage &M) { All.put(M.Text); });
}

// A stage that its base class has read for it.
class Stage {
public:
  void deliver(const BusMessage &M) { onMessage(M); }

protected:
  virtual void onMessage(const BusMessage &) = 0;
};
class Filter : public Stage {
  void onMessage(const BusMessage &M) override { All.put(M.Text); }
};

// No server calls a function that merely takes the two.
void translate(const HttpRequest &R, HttpResponse &) { All.put(R.Body); }
class Encoder {
public:
  virtual void encode(const HttpRequest &, HttpResponse &) = 0;
};
class JobEncoder : public Encoder {
public:
  void encode(const HttpRequest &R, HttpResponse &) override { All.put(R.Body); }
};
class JobStub : public Servlet {
public:
  void service(const HttpRequest &R, HttpResponse &) override { All.put(R.Body); }
};

// It is seen who calls it.
class Handler {
public:
  virtual void handle(const HttpRequest &, HttpResponse &) = 0;
};
class JobHandler : public Handler {
public:
  void handle(const HttpRequest &R, HttpResponse &) override { All.put(R.Body); }
};
void runAll(Handler &H) {
  HttpRequest R;
  HttpResponse A;
  H.handle(R, A);
}

void consume() { All.take(); }
