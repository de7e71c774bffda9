#pragma once

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "emulator/serving/hop_transport.h"

namespace test_support {

// What a scripted stage is expected to be sent, and what it answers.
struct Act {
  int port = 0;
  std::variant<emulator::HttpResponse, emulator::TransportError> reply;
  std::function<void(const emulator::HttpRequest&, const emulator::ExchangeLimits&)> expect = {};
  emulator::HopTiming timing = {};
};

// Plays acts in order. A request that no act expects throws; so does verify() when acts are left
// over. Remembers what was sent.
class ScriptedTransport final : public emulator::HopTransport {
 public:
  explicit ScriptedTransport(std::vector<Act> acts) : acts_(std::move(acts)) {}

  emulator::Exchange send(const std::string& /*host*/, int port, emulator::HttpRequest request,
                          const emulator::ExchangeLimits& allowed, std::stop_token) override {
    if (sent.size() == acts_.size()) throw std::logic_error("unexpected request");
    const Act& act = acts_[sent.size()];
    if (act.port != 0 && act.port != port) throw std::logic_error("request to an unexpected stage");
    if (act.expect) act.expect(request, allowed);
    sent.push_back(request);
    limits.push_back(allowed);
    return {std::move(request), act.reply, act.timing};
  }

  void verify() const {
    if (sent.size() != acts_.size()) throw std::logic_error("a request is missing");
  }

  std::vector<emulator::HttpRequest> sent;
  std::vector<emulator::ExchangeLimits> limits;

 private:
  std::vector<Act> acts_;
};

inline emulator::HttpResponse reply(int status, std::string_view type, std::string_view body) {
  emulator::HttpResponse response;
  response.status = status;
  response.version = "1.1";
  if (!type.empty()) response.headers.add("Content-Type", std::string(type));
  response.body = emulator::make_body(body);
  return response;
}

// The text of a body in memory.
inline std::string text_of(const emulator::BodyPtr& body) {
  return std::string(body->in_memory()->view());
}

}  // namespace test_support
