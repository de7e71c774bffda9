#pragma once

#include <httplib.h>

#include <functional>
#include <string>
#include <thread>

#include "emulator/runtime/runtime.h"

namespace test {

// A stage inside the test: answers /ping and /invocations on loopback.
class HttpStage {
 public:
  using Answer = std::function<void(const httplib::Request&, httplib::Response&)>;

  explicit HttpStage(Answer answer) {
    server_.set_tcp_nodelay(true);
    server_.Get("/ping", [](const httplib::Request&, httplib::Response& out) { out.status = 200; });
    server_.Post("/invocations", std::move(answer));
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::jthread([this] { server_.listen_after_bind(); });
    server_.wait_until_ready();
  }
  ~HttpStage() { server_.stop(); }
  HttpStage(const HttpStage&) = delete;
  HttpStage& operator=(const HttpStage&) = delete;

  emulator::StageAddress address() const { return {"127.0.0.1", port_, ""}; }

 private:
  httplib::Server server_;
  int port_ = 0;
  std::jthread thread_;
};

// An answer that appends the stage's name to the body it got, so that the order can be read off.
inline HttpStage::Answer appending(std::string name) {
  return [name = std::move(name)](const httplib::Request& request, httplib::Response& response) {
    response.set_content(request.body + "+" + name, "text/plain");
  };
}

}  // namespace test
