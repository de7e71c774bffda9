#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>

#include "emulator/base/clock.h"
#include "emulator/model/hop.h"
#include "emulator/model/http_message.h"

namespace emulator {

// Hears an answer of 2xx while it arrives, on the thread that reads it. Other answers are not
// heard; every one is collected as a whole besides.
class AnswerListener {
 public:
  virtual ~AnswerListener() = default;
  virtual void head(const HttpResponse& response) = 0;  // status and headers; no body yet
  virtual void part(std::string_view bytes) = 0;        // of the body, as it came
};

struct ExchangeLimits {
  SteadyTime deadline = SteadyTime::max();  // for the whole exchange
  std::uint64_t response_bytes = 0;         // largest body that is read; 0: no limit
  AnswerListener* listener = nullptr;       // outlives the exchange
};

// One finished exchange as the wire saw it.
struct Exchange {
  HttpRequest request;  // exactly what was sent, Host and Content-Length included
  std::variant<HttpResponse, TransportError> outcome;
  HopTiming timing;  // queue is not filled in
};

// Sends one HTTP request to host:port and reads the answer. An implementation keeps its
// connections; it is used by one thread at a time (the cancel token may fire from any).
class HopTransport {
 public:
  virtual ~HopTransport() = default;
  virtual Exchange send(const std::string& host, int port, HttpRequest request,
                        const ExchangeLimits& limits, std::stop_token stop) = 0;
};

}  // namespace emulator
