#include "emulator/serving/response_reader.h"

#include <algorithm>

#include "emulator/base/text.h"
#include "emulator/serving/parser_settings.h"
#include "emulator/serving/socket.h"

namespace emulator {
namespace {

constexpr std::size_t kMostHeadBytes = 256 * 1024;
constexpr std::size_t kChunkScratch = 64 * 1024;
// A Content-Length is believed up to here; beyond, memory grows with what really arrives.
constexpr std::uint64_t kTrustedLength = 64 * 1024 * 1024;
// Of an answer that is too large only this much is kept.
constexpr std::size_t kKeptOfTooLarge = 64 * 1024;

// The first bytes of something that is not HTTP, fit for a message.
std::string printable(std::string_view bytes) {
  std::string out;
  for (const char c : bytes.substr(0, 40)) {
    if (c == '\r' || c == '\n') break;
    out += c >= 0x20 && c < 0x7F ? c : '.';
  }
  return out;
}

}  // namespace

// llhttp is C: its callbacks find the reader through `data`.
struct ResponseReader::Callbacks {
  static ResponseReader& self(llhttp_t* parser) {
    return *static_cast<ResponseReader*>(parser->data);
  }
  static int message_begin(llhttp_t* parser) {
    self(parser).started_ = true;
    return 0;
  }
  static int status(llhttp_t* parser, const char* at, std::size_t size) {
    self(parser).response_.reason.append(at, size);
    return 0;
  }
  static int header_field(llhttp_t* parser, const char* at, std::size_t size) {
    ResponseReader& reader = self(parser);
    if (reader.head_complete_) return 0;  // a trailer; SageMaker is silent about them (3.12)
    reader.header_.name({at, size}, reader.response_.headers);
    return 0;
  }
  static int header_field_complete(llhttp_t* parser) {
    if (!self(parser).head_complete_) self(parser).header_.name_complete();
    return 0;
  }
  static int header_value(llhttp_t* parser, const char* at, std::size_t size) {
    if (!self(parser).head_complete_) self(parser).header_.value({at, size});
    return 0;
  }
  static int headers_complete(llhttp_t* parser) { return self(parser).headers_complete(); }
  static int body(llhttp_t* parser, const char* at, std::size_t size) {
    return self(parser).body_part({at, size});
  }
  static int message_complete(llhttp_t* parser) { return self(parser).message_complete(); }
};

ResponseReader::ResponseReader(std::uint64_t most_body_bytes, AnswerListener* listener)
    : most_body_bytes_(most_body_bytes), listener_(listener) {
  llhttp_init(&parser_, HTTP_RESPONSE, &parser_settings<Callbacks>());
  parser_.data = this;
}

std::span<char> ResponseReader::space() {
  if (framing_ == Framing::Chunked) {
    if (!chunk_scratch_) chunk_scratch_ = std::make_unique_for_overwrite<char[]>(kChunkScratch);
    return {chunk_scratch_.get(), kChunkScratch};
  }
  if (framing_ == Framing::UntilClose) body_.make_room(scratch_.size());
  if (framing_ == Framing::Length && body_.free() == 0)
    body_.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(length_, 2 * body_.size())));
  if (body_.free() > 0) return {body_.end(), body_.free()};
  return scratch_;
}

void ResponseReader::received(std::size_t bytes) {
  block_ = {space().data(), bytes};
  started_ = true;
  if (!head_complete_) head_bytes_ += bytes;
  const llhttp_errno_t result = llhttp_execute(&parser_, block_.data(), bytes);
  if (state_ == State::Complete) {
    // Stray bytes behind the answer would be read as the beginning of the next one.
    if (llhttp_get_error_pos(&parser_) != block_.data() + bytes) reusable_ = false;
    return;
  }
  if (error_) return fail(error_->kind, error_->message);
  if (result != HPE_OK) return fail(TransportErrorKind::BadHttp, bad_http_message());
  if (!head_complete_ && head_bytes_ > kMostHeadBytes)
    fail(TransportErrorKind::TooLarge,
         "The answer's headers are larger than " + format_count(kMostHeadBytes) + " bytes");
}

void ResponseReader::ended() {
  block_ = {};
  llhttp_finish(&parser_);
  reusable_ = false;
  if (state_ == State::Complete) return;
  fail(TransportErrorKind::Closed, "The connection closed " + arrived());
}

void ResponseReader::broken(int error_number) {
  fail(TransportErrorKind::Closed,
       "The connection broke " + arrived() + " (" + system_words(error_number) + ")");
}

HttpResponse ResponseReader::take_response() {
  response_.body = make_body(body_.take());
  return std::move(response_);
}

TransportError ResponseReader::take_error() { return std::move(*error_); }

TransportError ResponseReader::interrupted(TransportErrorKind kind, std::string message) {
  if (framing_ == Framing::Length)
    message +=
        " (" + format_count(body_.size()) + " of " + format_count(length_) + " bytes arrived)";
  else if (framing_ != Framing::None)
    message += " (" + format_count(body_.size()) + " bytes arrived)";
  return {kind, std::move(message), started_ ? partial() : nullptr};
}

int ResponseReader::headers_complete() {
  header_.flush(response_.headers);
  head_complete_ = true;
  response_.status = parser_.status_code;
  response_.version = std::to_string(parser_.http_major) + "." + std::to_string(parser_.http_minor);
  const int framing = choose_framing();
  if (listener_ == nullptr || framing < 0 || response_.status < 200) return framing;
  if (response_.status > 299)
    listener_ = nullptr;
  else
    listener_->head(response_);
  return framing;
}

// What llhttp's callback returns: 1 for no body.
int ResponseReader::choose_framing() {
  const int status = response_.status;
  // These never carry a body, whatever their headers say (RFC 9110, 6.4.1).
  if (status < 200 || status == 204 || status == 304) return 1;
  if ((parser_.flags & F_CHUNKED) != 0) {
    framing_ = Framing::Chunked;
  } else if ((parser_.flags & F_CONTENT_LENGTH) != 0) {
    framing_ = Framing::Length;
    length_ = parser_.content_length;
    if (most_body_bytes_ != 0 && length_ > most_body_bytes_)
      return too_large("its Content-Length says " + format_count(length_));
    body_.reserve(static_cast<std::size_t>(std::min(length_, kTrustedLength)));
  } else {
    framing_ = Framing::UntilClose;
  }
  return 0;
}

int ResponseReader::body_part(std::string_view bytes) {
  if (most_body_bytes_ != 0 && body_.size() + bytes.size() > most_body_bytes_)
    return too_large("it was cut off there");
  // Received straight into its place: nothing to copy.
  if (bytes.data() == body_.end())
    body_.advance(bytes.size());
  else
    body_.append(bytes);
  if (listener_ != nullptr) listener_->part(bytes);
  return 0;
}

int ResponseReader::message_complete() {
  if (response_.status < 200 && response_.status != 101) {
    forget_interim();
    return 0;
  }
  reusable_ = llhttp_should_keep_alive(&parser_) == 1 && response_.status != 101;
  state_ = State::Complete;
  return HPE_PAUSED;  // whatever follows is not part of this answer
}

void ResponseReader::forget_interim() {
  response_ = {};
  head_complete_ = false;
  started_ = false;  // until the next message begins
}

int ResponseReader::too_large(std::string what) {
  error_ = {TransportErrorKind::TooLarge,
            "The answer is larger than " + format_count(most_body_bytes_) + " bytes (" +
                std::move(what) + ")",
            nullptr};
  return -1;
}

void ResponseReader::fail(TransportErrorKind kind, std::string message) {
  state_ = State::Failed;
  error_ = {kind, std::move(message), started_ ? partial() : nullptr};
}

// "after 120 of 400 bytes": how far the answer had come when the connection ended.
std::string ResponseReader::arrived() const {
  if (!started_) return "without an answer";
  if (!head_complete_) return "in the middle of the answer's headers";
  const std::string count = format_count(body_.size());
  if (framing_ == Framing::Length)
    return "after " + count + " of " + format_count(length_) + " bytes";
  return "after " + count + " bytes, before the last chunk";
}

std::string ResponseReader::bad_http_message() const {
  if (response_.headers.empty() && response_.reason.empty() && !head_complete_)
    return "The answer is not HTTP; it begins with \"" + printable(block_) + "\"";
  const std::string reason = llhttp_get_error_reason(&parser_);
  return "The answer breaks the rules of HTTP (" + reason + ")";
}

std::shared_ptr<const HttpResponse> ResponseReader::partial() {
  auto part = std::make_shared<HttpResponse>(response_);
  // A status of fewer digits is one that broke off.
  part->status = parser_.status_code >= 100 ? parser_.status_code : 0;
  Bytes bytes = body_.take();
  // What is not HTTP has neither status nor headers: the bytes themselves are shown.
  if (part->status == 0) bytes = Bytes(block_);
  if (error_ && error_->kind == TransportErrorKind::TooLarge)
    bytes = Bytes(bytes.view().substr(0, kKeptOfTooLarge));
  part->body = make_body(std::move(bytes));
  return part;
}

}  // namespace emulator
