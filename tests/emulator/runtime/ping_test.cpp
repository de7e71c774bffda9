#include "emulator/runtime/ping.h"

#include <array>
#include <string>
#include <thread>

#include <catch2/catch_test_macros.hpp>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/base/descriptor.h"
#include "emulator/runtime/ports.h"
#include "tests/support/recorder.h"

using namespace emulator;
using namespace emulator::test;
using std::chrono::milliseconds;

namespace {

SteadyTime in(Nanoseconds time) { return SystemClock{}.now() + time; }

// A server for one connection: reads the request, sends what it was given, then waits until the
// other side has closed, or closes at once.
class OneAnswer {
 public:
  enum class After { Wait, Close };

  explicit OneAnswer(std::string answer, After after = After::Wait)
      : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    REQUIRE(bind(listener_.get(), generic, size) == 0);
    REQUIRE(listen(listener_.get(), 1) == 0);
    getsockname(listener_.get(), generic, &size);
    address_ = {.port = ntohs(address.sin_port), .base_path = "/base"};
    thread_ = std::jthread([this, after, text = std::move(answer)] { serve(text, after); });
  }

  const StageAddress& address() const { return address_; }
  std::string request() {
    thread_.join();
    return request_;
  }

 private:
  void serve(const std::string& answer, After after) {
    const Descriptor connection(accept(listener_.get(), nullptr, nullptr));
    std::array<char, 4096> chunk{};
    while (!request_.ends_with("\r\n\r\n")) {
      const ssize_t got = recv(connection.get(), chunk.data(), chunk.size(), 0);
      if (got <= 0) return;
      request_.append(chunk.data(), static_cast<std::size_t>(got));
    }
    send(connection.get(), answer.data(), answer.size(), MSG_NOSIGNAL);
    while (after == After::Wait && recv(connection.get(), chunk.data(), chunk.size(), 0) > 0) {
    }
  }

  Descriptor listener_;
  StageAddress address_;
  std::string request_;
  std::jthread thread_;
};

PingResult ping(const OneAnswer& server) { return ping_stage(server.address(), in(kSoon), {}); }

}  // namespace

TEST_CASE("a ping is a plain GET of the base path and /ping") {
  OneAnswer server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  CHECK(ping(server).ok());
  CHECK(server.request() == "GET /base/ping HTTP/1.1\r\nHost: 127.0.0.1:" +
                                std::to_string(server.address().port) + "\r\nAccept: */*\r\n\r\n");
}

TEST_CASE("a ping understands every way to end an answer") {
  using After = OneAnswer::After;
  CHECK(ping(OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")).ok());
  CHECK(ping(OneAnswer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "2\r\n{}\r\n0\r\n\r\n"))
            .ok());
  CHECK(ping(OneAnswer("HTTP/1.1 204 No Content\r\n\r\n")).status == 204);
  CHECK(ping(OneAnswer("HTTP/1.0 200 OK\r\n\r\npong", After::Close)).ok());
  CHECK(ping(OneAnswer("HTTP/1.1 200 OK\r\n\r\npong", After::Close)).ok());
  CHECK(ping(OneAnswer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 No\r\nContent-Length: "
                       "0\r\n\r\n"))
            .status == 503);
}

TEST_CASE("an answer that is no whole HTTP answer is none") {
  using After = OneAnswer::After;
  CHECK(ping(OneAnswer("SSH-2.0-OpenSSH\r\n")).why == "not an HTTP answer");
  CHECK(ping(OneAnswer("", After::Close)).why == "closed");
  CHECK(ping(OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}", After::Close)).why ==
        "closed");
}

TEST_CASE("a ping gives up when its time is over, however the stage keeps it waiting") {
  const OneAnswer silent("");
  CHECK(ping_stage(silent.address(), in(milliseconds{20}), {}).why == "no answer in time");
  const OneAnswer half("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}");
  CHECK(ping_stage(half.address(), in(milliseconds{20}), {}).why == "no answer in time");
}

TEST_CASE("a ping is given up when stop is requested") {
  const OneAnswer silent("");
  std::stop_source stop;
  std::jthread stopper([&] { stop.request_stop(); });
  CHECK(ping_stage(silent.address(), in(kSoon), stop.get_token()).why == "cancelled");
}

TEST_CASE("a ping says why it could not connect") {
  CHECK(ping_stage({.port = lease_ports({0})->front().bind_port}, in(kSoon), {}).why ==
        "connection refused");
  CHECK(ping_stage({.host = "no-such-host.invalid", .port = 1}, in(kSoon), {}).why ==
        "no such host: no-such-host.invalid");
}
