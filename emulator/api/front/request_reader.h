#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <llhttp.h>

#include "emulator/model/http_message.h"
#include "emulator/serving/growing_bytes.h"
#include "emulator/serving/header_collector.h"

namespace emulator {

struct RequestLimits {
  std::size_t head_bytes = 64 * 1024;
  std::uint64_t body_bytes = 100'000'000;
};

// Why a request gets no further than the front.
struct RequestRefusal {
  int status = 400;
  std::string why;  // a sentence without its full stop
};

// Reads HTTP/1.x requests from bytes as they arrive, in any pieces; knows nothing of sockets. A
// body of known length is received straight into its final memory: the caller writes into space()
// and reports it with received(). Where it is not certain where a request ends, it is refused
// (RFC 9112, 6.3): that is what request smuggling lives on.
//
// Header order, spelling and repeats are kept. Trailers are skipped.
class RequestReader {
 public:
  explicit RequestReader(const RequestLimits& limits);
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  enum class State {
    Reading,
    Complete,  // take_request(), then next()
    TooLarge,  // head() is there, the body is not read; nothing more can be read after it
    Refused    // refusal() says why; nothing more can be read after it
  };
  State state() const { return state_; }

  std::span<char> space();           // where the next bytes go; never empty while Reading
  void received(std::size_t bytes);  // so many were written to the start of space()

  bool started() const { return started_; }  // a byte of this request has arrived
  bool head_complete() const { return head_complete_; }
  // Once the head is complete: everything but the body.
  const HttpRequest& head() const { return request_; }
  bool is_http_1_0() const { return parser_.http_major == 1 && parser_.http_minor == 0; }
  bool keeps_connection() const { return keeps_connection_; }  // the client wants to go on
  bool expects_continue() const { return expects_continue_; }  // before it sends the body
  // Announced; of a chunked one what has arrived.
  std::uint64_t body_bytes() const;
  std::uint64_t body_bytes_here() const { return body_.size(); }  // that have arrived

  HttpRequest take_request();                                 // when Complete
  const RequestRefusal& refusal() const { return refusal_; }  // when Refused

  // Goes on with the next request. What was sent behind the last one is read at once, so it may be
  // complete already.
  void next();

 private:
  struct Callbacks;
  enum class Framing { None, Length, Chunked };

  void start();
  void parse(std::string_view bytes);
  std::string_view parse_head(std::string_view bytes);
  std::string_view parse_body(std::string_view bytes);
  void judge_head();
  bool ends_lines_well(std::string_view bytes);
  int body_part(std::string_view bytes);
  std::string parser_words() const;
  void refuse(int status, std::string why);

  RequestLimits limits_;
  llhttp_t parser_;
  State state_ = State::Reading;
  RequestRefusal refusal_;
  Framing framing_ = Framing::None;
  std::uint64_t length_ = 0;     // Content-Length, under Framing::Length
  std::uint64_t body_wire_ = 0;  // of a chunked body, with all that is around the chunks
  std::size_t head_bytes_ = 0;
  char last_head_byte_ = '\0';
  bool started_ = false;
  bool head_complete_ = false;
  bool keeps_connection_ = false;
  bool expects_continue_ = false;

  HttpRequest request_;
  HeaderCollector header_;
  GrowingBytes body_;
  std::string_view unread_;  // received behind the request; in scratch_ or chunk_scratch_
  std::unique_ptr<char[]> chunk_scratch_;
  // Small, so that little of a large body has to be copied out of it.
  std::array<char, 8192> scratch_;
};

}  // namespace emulator
