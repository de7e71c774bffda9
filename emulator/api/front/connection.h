#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "emulator/api/front/answer_writer.h"
#include "emulator/api/front/host_guard.h"
#include "emulator/api/front/http_front.h"
#include "emulator/api/front/request_reader.h"
#include "emulator/base/clock.h"
#include "emulator/serving/socket.h"

namespace emulator {

// What all connections of a front go by.
struct FrontRules {
  FrontOptions options;
  HostGuard guard;

  HttpResponse refusal(const RequestRefusal& refusal) const;
};

// Serves one client: request after request, in order, until one of both sides has enough. One
// thread; whoever shuts the socket down ends every wait but the session's own.
class Connection {
 public:
  // All outlive it. The socket blocks.
  Connection(Socket& socket, std::string peer, const FrontRules& rules, FrontSession& session);

  void serve(const std::stop_token& stop);

 private:
  enum class Got { Bytes, End, Late };

  bool serve_one(const std::stop_token& stop);
  bool read_request();
  bool admit();
  Got receive();
  SteadyTime deadline() const;
  bool answer(const std::stop_token& stop);
  std::optional<RequestRefusal> objection();
  void refuse(const RequestRefusal& refusal);
  void linger(const std::stop_token& stop);

  Socket& socket_;
  const std::string peer_;
  const FrontRules& rules_;
  FrontSession& session_;
  RequestReader reader_;
  AnswerWriter writer_;
  std::string admitted_host_;  // as the last request spelled it, so that it is looked at once
  SteadyTime begin_{};         // of waiting for this request
  SteadyTime first_byte_{};
  SteadyTime now_{};  // when the connection was last looked at
};

}  // namespace emulator
