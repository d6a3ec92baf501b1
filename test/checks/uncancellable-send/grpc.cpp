// gRPC's synchronous services, written as its generator writes them.

#include <boost/fiber/buffered_channel.hpp>
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/service_type.h>
#include <grpcpp/support/sync_stream.h>

namespace pb {
struct Job {};
struct Reply {};
class Jobs final {
public:
  class Service : public grpc::Service {
  public:
    virtual grpc::Status Submit(grpc::ServerContext *, const Job *, Reply *) {
      return grpc::Status::OK;
    }
    virtual grpc::Status Watch(grpc::ServerContext *, const Job *, grpc::ServerWriter<Reply> *) {
      return grpc::Status::OK;
    }
  };
};
} // namespace pb

static boost::fibers::buffered_channel<pb::Job> Queue(16);

class JobService final : public pb::Jobs::Service {
public:
  grpc::Status Submit(grpc::ServerContext *, const pb::Job *Request, pb::Reply *) override { // note: this is the request handler
    Queue.push(*Request); // warn: waits for room in 'Queue'
    return grpc::Status::OK;
  }
  grpc::Status Watch(grpc::ServerContext *Context, const pb::Job *Request,
                     grpc::ServerWriter<pb::Reply> *Writer) override {
    while (!Context->IsCancelled())
      if (Queue.push_wait_for(*Request, std::chrono::seconds(1)) == boost::fibers::channel_op_status::success)
        break;
    Writer->Write(pb::Reply());
    return grpc::Status::OK;
  }

private:
  void background() { Queue.push(pb::Job()); }
};

void serve() {
  JobService Service;
  (void)Service;
}
