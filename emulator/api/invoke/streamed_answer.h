#pragma once

#include <stop_token>
#include <string>

#include "emulator/api/front/http_front.h"
#include "emulator/model/invocation.h"
#include "emulator/serving/hop_transport.h"

namespace emulator {

// Passes the last container's answer on as an event stream, as it arrives
// (contract 4.3, 4.4, 3.28). Nothing is sent before its first byte, so that what fails earlier is
// an ordinary answer. One thread.
class StreamedAnswer final : public AnswerListener {
 public:
  // `client_gone` is asked to stop when nobody takes what is sent.
  StreamedAnswer(FrontAnswer& answer, std::string request_id, std::string variant,
                 std::stop_source client_gone);

  void head(const HttpResponse& response) override;
  void part(std::string_view bytes) override;

  bool begun() const { return begun_; }
  // The invocation succeeded with this answer: sends what was not heard of it, then the end.
  void succeeded(const HttpResponse& response);
  // It broke off after the first byte. `exception` and `code`: contract 4.3.
  void broke_off(std::string_view exception, std::string_view code, std::string_view message);

 private:
  void begin(const HttpResponse& container);
  void send(std::string_view frames);

  FrontAnswer& answer_;
  std::string request_id_;
  std::string variant_;
  std::stop_source client_gone_;
  HttpResponse heard_;
  std::string frames_;  // kept for its memory
  bool begun_ = false;
};

}  // namespace emulator
