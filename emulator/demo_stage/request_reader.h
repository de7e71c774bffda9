#pragma once

#include <optional>
#include <string>

#include <llhttp.h>

#include "emulator/demo_stage/exchange.h"

namespace demo_stage {

// Reads HTTP requests from a socket one after the other. One thread; the socket outlives it.
class RequestReader {
 public:
  explicit RequestReader(int socket);
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  // Blocks for the next whole request. None where the peer closed or sent what is not HTTP.
  std::optional<Request> next();

 private:
  bool feed();
  static RequestReader& self(llhttp_t* parser) {
    return *static_cast<RequestReader*>(parser->data);
  }

  int socket_;
  llhttp_settings_t settings_{};
  llhttp_t parser_{};
  std::string unread_;  // received, not yet parsed
  Request request_;
  bool in_value_ = false;
  bool complete_ = false;
};

}  // namespace demo_stage
