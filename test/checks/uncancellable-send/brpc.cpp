// Services of brpc, written as protobuf's generator writes them.

#include "../../model/stubs/brpc.h"
#include <boost/fiber/buffered_channel.hpp>

struct Job {};
struct Reply {};
static boost::fibers::buffered_channel<Job> Queue(16);

class JobService : public google::protobuf::Service {
public:
  virtual void Submit(google::protobuf::RpcController *, const Job *, Reply *, google::protobuf::Closure *) {}
  virtual void Try(google::protobuf::RpcController *, const Job *, Reply *, google::protobuf::Closure *) {}
};

class Jobs : public JobService {
public:
  void Submit(google::protobuf::RpcController *, const Job *Request, Reply *, google::protobuf::Closure *Done) override {
    brpc::ClosureGuard Guard(Done);
    Queue.push(*Request); // warn: waits for room in 'Queue'
  }
  void Try(google::protobuf::RpcController *, const Job *Request, Reply *, google::protobuf::Closure *Done) override {
    Queue.try_push(*Request);
    Done->Run();
  }
};
