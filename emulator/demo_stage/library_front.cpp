#include <limits>

#include <httplib.h>

#include "emulator/demo_stage/fronts.h"

namespace demo_stage {
namespace {

// A kept connection holds a thread, so there are many more than requests at a time.
constexpr std::size_t kThreads = 32;
constexpr time_t kKeepAliveSeconds = 60;
constexpr std::size_t kExchangesPerConnection = 1'000'000'000;

Request to_request(const httplib::Request& got) {
  Request request{got.method, got.path, {}, got.body};
  for (const auto& [name, value] : got.headers) request.headers.emplace_back(name, value);
  return request;
}

void send(const Answer& answer, httplib::Response& response) {
  response.status = answer.status;
  response.body = answer.body;
  if (!answer.content_type.empty()) response.set_header("Content-Type", answer.content_type);
  for (const auto& [name, value] : answer.headers) response.set_header(name, value);
}

// The library's own default is SO_REUSEPORT, which would let two stages share one port in
// silence; a port that is taken has to be an error.
void reuse_address_only(socket_t socket) {
  const int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

class LibraryFront final : public Front {
 public:
  explicit LibraryFront(Service& service) : service_(service) {
    server_.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
    server_.set_tcp_nodelay(true);
    server_.set_socket_options(reuse_address_only);
    server_.set_keep_alive_max_count(kExchangesPerConnection);
    server_.set_keep_alive_timeout(kKeepAliveSeconds);
    server_.set_payload_max_length(std::numeric_limits<std::size_t>::max());
    const auto handle = [this](const httplib::Request& got, httplib::Response& response) {
      send(service_.answer(to_request(got)), response);
    };
    server_.Get(".*", handle).Post(".*", handle).Put(".*", handle).Delete(".*", handle);
    server_.Patch(".*", handle).Options(".*", handle);
    // The library calls its logger once an answer is sent.
    server_.set_logger([this](const httplib::Request& got, const httplib::Response&) {
      service_.answered(Request{got.method, got.path, {}, {}});
    });
  }

  bool bind(const std::string& host, int port) override { return server_.bind_to_port(host, port); }
  void run() override { server_.listen_after_bind(); }
  void stop() override {
    server_.wait_until_ready();
    server_.stop();
  }

 private:
  Service& service_;
  httplib::Server server_;
};

}  // namespace

std::unique_ptr<Front> make_library_front(Service& service) {
  return std::make_unique<LibraryFront>(service);
}

}  // namespace demo_stage
