#pragma once

#include <ctime>
#include <string>
#include <string_view>

#include "emulator/api/front/http_front.h"
#include "emulator/serving/outgoing.h"

namespace emulator {

// Writes the answers of one connection, one after another. The socket blocks, its SO_SNDTIMEO is
// how long a client may take none of an answer, and it outlives the writer. One thread.
class AnswerWriter final : public FrontAnswer {
 public:
  explicit AnswerWriter(int socket) : socket_(socket) {}

  // What the request wants of its answer's form.
  struct Form {
    bool without_body = false;  // HEAD
    bool http_1_0 = false;
    bool keep = false;  // the connection stays open after it
  };
  void next(const Form& form);

  bool send(const HttpResponse& response) override;
  bool begin(const HttpResponse& head) override;
  bool part(std::string_view bytes) override;
  bool end() override;
  bool client_left() const override;

  bool send_continue();  // "100 Continue": the client may send its body

  bool begun() const { return stage_ != Stage::Waiting; }
  // The answer went out whole and says that the connection stays.
  bool connection_stays() const { return stage_ == Stage::Done && form_.keep; }
  bool client_gone() const { return stage_ == Stage::Gone; }

 private:
  enum class Stage { Waiting, Streaming, Done, Gone };
  enum class Framing { None, Length, Stream };

  void write_head(const HttpResponse& response, Framing framing, std::size_t length);
  std::string_view date();
  bool deliver(Outgoing&& out, Stage after);

  int socket_;
  Form form_;
  Stage stage_ = Stage::Waiting;
  bool chunked_ = false;
  std::string head_;  // kept for its memory
  std::string date_;
  std::time_t date_of_ = 0;
};

}  // namespace emulator
