#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/clock.h"
#include "emulator/base/result.h"
#include "emulator/model/http_message.h"

namespace emulator {

struct FrontOptions {
  std::string host = "127.0.0.1";
  int port = 0;                            // 0: any free one
  std::vector<std::string> allowed_hosts;  // in the Host header besides loopback's names and `host`
  std::size_t most_connections = 512;      // one more gets refusal(503) and is closed
  std::size_t most_head_bytes = 64 * 1024;
  std::uint64_t most_body_bytes = 100'000'000;  // more is never read; see FrontRequest::too_large
  Nanoseconds head_timeout =
      std::chrono::seconds{15};  // from the first byte to the end of the head
  Nanoseconds idle_timeout = std::chrono::seconds{75};  // of a kept connection between requests
  Nanoseconds stall_timeout =
      std::chrono::seconds{30};  // no byte of a body, or of our answer taken
  // What a client gets that the front itself turns away (too many connections: 503, a Host or
  // Origin that is not ours: 403, a malformed request: 400, a head that is too large: 431, too
  // slow: 408, a session that gave no answer: 500). Called from any thread; empty: plain text.
  std::function<HttpResponse(int status, std::string_view why)> refusal;
};

// One request as it was read.
struct FrontRequest {
  HttpRequest http;        // header order and spelling as on the wire; body never null
  std::string peer;        // "127.0.0.1:51002"
  SteadyTime received;     // when its last byte was there
  bool too_large = false;  // the body was not read: it is empty, and the connection closes after
  std::uint64_t body_bytes = 0;  // as announced or read
};

// Where the answer goes. Exactly one answer for each request: send(), or begin() … end().
class FrontAnswer {
 public:
  virtual ~FrontAnswer() = default;
  // Adds Date and, where it closes, Connection; everything else is as it is in `response`, whose
  // body sets Content-Length. False when the client is gone.
  virtual bool send(const HttpResponse& response) = 0;
  // An answer of unknown length: chunked, each part sent at once (for HTTP/1.0 until close).
  virtual bool begin(const HttpResponse& head) = 0;
  virtual bool part(std::string_view bytes) = 0;
  virtual bool end() = 0;
  // Whether the client closed its end while it waits. Looks at the connection; reads nothing.
  virtual bool client_left() const { return false; }
};

// Answers the requests of one connection, one after another, on the connection's own thread.
class FrontSession {
 public:
  virtual ~FrontSession() = default;
  // `stop` is requested when the server closes. Must answer.
  virtual void handle(const FrontRequest& request, FrontAnswer& answer, std::stop_token stop) = 0;
};

// An HTTP/1.1 server on plain sockets over llhttp, one thread for each connection, TCP_NODELAY,
// kept connections, pipelined requests in order, Expect: 100-continue. Before a session sees a
// request its Host must be a name of ours and its Origin, if any, too: no page in a browser may
// drive it, however its name was bound.
class HttpFront {
 public:
  // Called on the connection's own thread: several at a time.
  using MakeSession = std::function<std::unique_ptr<FrontSession>()>;

  // Listens and serves from here on. Errors: PortInUse, PermissionDenied, NotFound (no such host).
  static Result<std::unique_ptr<HttpFront>> open(FrontOptions options, MakeSession make_session);
  // Accepts no more, requests stop on what runs, gives its answers a moment to get out, closes and
  // joins all connections.
  ~HttpFront();
  HttpFront(const HttpFront&) = delete;
  HttpFront& operator=(const HttpFront&) = delete;

  int port() const;
  std::string url() const;       // "http://127.0.0.1:8089"
  bool beyond_loopback() const;  // others in the network can reach it
  std::size_t connections() const;

 private:
  struct State;
  explicit HttpFront(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace emulator
