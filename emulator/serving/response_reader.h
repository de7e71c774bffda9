#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include <llhttp.h>

#include "emulator/model/hop.h"
#include "emulator/model/http_message.h"
#include "emulator/serving/growing_bytes.h"
#include "emulator/serving/header_collector.h"
#include "emulator/serving/hop_transport.h"

namespace emulator {

// Reads one HTTP/1.x answer from bytes as they arrive, in any pieces; knows nothing of sockets.
// A body of known length is received straight into its final memory: the caller writes into
// space() and reports it with received().
//
// Header order, spelling and repeats are kept. Interim answers (100) are skipped, trailers too.
class ResponseReader {
 public:
  // 0: no limit. `listener`, where there is one, hears a 2xx answer as it is read; it outlives the
  // reader.
  explicit ResponseReader(std::uint64_t most_body_bytes, AnswerListener* listener = nullptr);
  ResponseReader(const ResponseReader&) = delete;
  ResponseReader& operator=(const ResponseReader&) = delete;

  enum class State { Reading, Complete, Failed };
  State state() const { return state_; }

  std::span<char> space();           // where the next bytes go; never empty while Reading
  void received(std::size_t bytes);  // so many were written to the start of space()
  void ended();                      // the peer sent its last byte
  void broken(int error_number);     // the connection broke (ECONNRESET…)

  bool started() const { return started_; }  // a byte of the (final) answer has arrived
  // The peer keeps the connection open and sent nothing behind the answer.
  bool connection_reusable() const { return state_ == State::Complete && reusable_; }

  HttpResponse take_response();  // when Complete
  TransportError take_error();   // when Failed
  // Why we stopped reading ourselves; carries what had arrived ("120 of 400 bytes arrived").
  TransportError interrupted(TransportErrorKind kind, std::string message);

 private:
  struct Callbacks;
  enum class Framing { None, Length, Chunked, UntilClose };

  int headers_complete();
  int choose_framing();
  int body_part(std::string_view bytes);
  int message_complete();
  void forget_interim();
  int too_large(std::string what);
  void fail(TransportErrorKind kind, std::string message);
  std::string arrived() const;
  std::string bad_http_message() const;
  std::shared_ptr<const HttpResponse> partial();

  llhttp_t parser_;
  State state_ = State::Reading;
  std::optional<TransportError> error_;
  std::uint64_t most_body_bytes_;
  AnswerListener* listener_;  // null: none, or not for this answer
  std::uint64_t length_ = 0;  // Content-Length, under Framing::Length
  std::size_t head_bytes_ = 0;
  Framing framing_ = Framing::None;
  bool started_ = false;
  bool head_complete_ = false;
  bool reusable_ = false;

  HttpResponse response_;
  HeaderCollector header_;
  GrowingBytes body_;
  std::string_view block_;  // what is being parsed now
  std::unique_ptr<char[]> chunk_scratch_;
  // Small, so that little of a large body has to be copied out of it.
  std::array<char, 4096> scratch_;
};

}  // namespace emulator
