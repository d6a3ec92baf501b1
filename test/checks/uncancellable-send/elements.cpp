// What is sent into a channel is not the channel.

#include <boost/fiber/buffered_channel.hpp>
#include <httplib.h>
#include <memory>
#include <string>
#include <tbb/concurrent_queue.h>

struct Job {
  std::string Text;
};
static tbb::concurrent_bounded_queue<std::shared_ptr<Job>> Jobs;
static tbb::concurrent_bounded_queue<Job *> Raw;

struct Question {
  std::string Text;
  std::shared_ptr<tbb::concurrent_bounded_queue<std::string>> Answer;
};
static tbb::concurrent_bounded_queue<Question> Questions;

void serve(httplib::Server &Server) {
  Jobs.set_capacity(16);
  Raw.set_capacity(16);
  Questions.set_capacity(16);
  Server.Post("/job", [](const httplib::Request &Request, httplib::Response &) {
    auto Made = std::make_shared<Job>();
    Made->Text = Request.body;
    Jobs.push(Made); // warn: 'push' waits for room in 'Jobs'
    Job *Other = new Job;
    Raw.push(Other); // warn: 'push' waits for room in 'Raw'
    if (!Jobs.try_push(Made))
      delete Other;
  });
  Server.Post("/ask", [](const httplib::Request &Request, httplib::Response &Response) {
    auto Answer = std::make_shared<tbb::concurrent_bounded_queue<std::string>>();
    Answer->set_capacity(1);
    Question Q{Request.body, Answer};
    Questions.push(Q); // warn: 'push' waits for room in 'Questions'
    Answer->push("none yet");
    std::string Text;
    Answer->pop(Text);
    Response.body = Text;
  });
}

void consume() {
  std::shared_ptr<Job> Next;
  Jobs.pop(Next);
  Job *Other;
  Raw.pop(Other);
  Question Q;
  Questions.pop(Q);
}

// A channel in an object that the handler has made is the handler's.
class Slot {
public:
  Slot() { Inner.set_capacity(1); }
  void put(std::string Text) { Inner.push(std::move(Text)); }
  std::string take() {
    std::string Text;
    Inner.pop(Text);
    return Text;
  }

private:
  tbb::concurrent_bounded_queue<std::string> Inner;
};
class Shared {
public:
  void put(std::string Text) { Common->push(std::move(Text)); } // warn: 'push' waits for room in 'Common'

private:
  std::shared_ptr<boost::fibers::buffered_channel<std::string>> Common = common();
  static std::shared_ptr<boost::fibers::buffered_channel<std::string>> common();
};

void serveParts(httplib::Server &Server) {
  Server.Get("/own", [](const httplib::Request &, httplib::Response &Response) {
    Slot Mine;
    Mine.put("a");
    Response.body = Mine.take();
    auto Owned = std::make_unique<Slot>();
    Owned->put("b");
    Response.body += Owned->take();
  });
  Server.Get("/shared", [](const httplib::Request &, httplib::Response &) {
    Shared Door;
    Door.put("c");
  });
}
