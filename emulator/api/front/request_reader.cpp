#include "emulator/api/front/request_reader.h"

#include <algorithm>
#include <utility>

#include "emulator/base/text.h"
#include "emulator/serving/parser_settings.h"

namespace emulator {
namespace {

constexpr std::size_t kChunkScratch = 64 * 1024;
constexpr std::size_t kUsualHeaders = 16;
// A Content-Length is believed up to here; beyond, memory grows with what really arrives.
constexpr std::uint64_t kTrustedLength = 64 * 1024 * 1024;
// Of a header's name, besides letters and digits (RFC 9110, 5.6.2).
constexpr std::string_view kNameMarks = "-_!#$%&'*+.^`|~";
// A chunk of a single byte is five more on the wire.
constexpr std::uint64_t kMostWireForByte = 8;

std::size_t count_of(const Headers& headers, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::count_if(
      headers, [name](const Header& header) { return equals_ignoring_case(header.name, name); }));
}

// The parser takes blanks as part of a name.
bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           kNameMarks.find(c) != std::string_view::npos;
  });
}

}  // namespace

// llhttp is C: its callbacks find the reader through `data`.
struct RequestReader::Callbacks {
  static RequestReader& self(llhttp_t* parser) {
    return *static_cast<RequestReader*>(parser->data);
  }
  static int url(llhttp_t* parser, const char* at, std::size_t size) {
    self(parser).request_.target.append(at, size);
    return 0;
  }
  static int header_field(llhttp_t* parser, const char* at, std::size_t size) {
    RequestReader& reader = self(parser);
    if (!reader.head_complete_) reader.header_.name({at, size}, reader.request_.headers);
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
  static int headers_complete(llhttp_t* parser) {
    parser->upgrade = 0;  // nothing is upgraded here: the request is one like any other
    return HPE_PAUSED;    // so that the head's end is known
  }
  static int body(llhttp_t* parser, const char* at, std::size_t size) {
    return self(parser).body_part({at, size});
  }
  static int message_complete(llhttp_t* parser) {
    self(parser).state_ = State::Complete;
    return HPE_PAUSED;  // whatever follows is the next request
  }
};

RequestReader::RequestReader(const RequestLimits& limits) : limits_(limits) { start(); }

void RequestReader::start() {
  llhttp_init(&parser_, HTTP_REQUEST, &parser_settings<Callbacks>());
  parser_.data = this;
  state_ = State::Reading;
  framing_ = Framing::None;
  length_ = body_wire_ = 0;
  head_bytes_ = 0;
  last_head_byte_ = '\0';
  started_ = head_complete_ = keeps_connection_ = expects_continue_ = false;
  request_.method.clear();
  request_.target.clear();
  request_.headers = {};
  request_.headers.reserve(kUsualHeaders);
  header_.clear();
}

void RequestReader::next() {
  start();
  if (!unread_.empty()) parse(unread_);
}

std::span<char> RequestReader::space() {
  if (framing_ == Framing::Chunked) {
    if (!chunk_scratch_) chunk_scratch_ = std::make_unique_for_overwrite<char[]>(kChunkScratch);
    return {chunk_scratch_.get(), kChunkScratch};
  }
  if (framing_ == Framing::Length && body_.free() == 0)
    body_.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(length_, 2 * body_.size())));
  if (framing_ == Framing::Length) return {body_.end(), body_.free()};
  return scratch_;
}

void RequestReader::received(std::size_t bytes) { parse({space().data(), bytes}); }

void RequestReader::parse(std::string_view bytes) {
  started_ = true;
  if (!head_complete_) bytes = parse_head(bytes);
  if (head_complete_ && state_ == State::Reading) bytes = parse_body(bytes);
  unread_ = state_ == State::Complete ? bytes : std::string_view{};
}

// Returns what stands behind the head.
std::string_view RequestReader::parse_head(std::string_view bytes) {
  const llhttp_errno_t result = llhttp_execute(&parser_, bytes.data(), bytes.size());
  const bool at_end = result == HPE_PAUSED;
  const auto size = at_end ? static_cast<std::size_t>(llhttp_get_error_pos(&parser_) - bytes.data())
                           : bytes.size();
  head_bytes_ += size;
  if (result != HPE_OK && !at_end) {
    refuse(400, "The request is not HTTP/1.1 (" + parser_words() + ")");
  } else if (!ends_lines_well(bytes.substr(0, size))) {
    refuse(400, "A line of the request's head does not end as HTTP/1.1 demands");
  } else if (head_bytes_ > limits_.head_bytes) {
    refuse(431, "The request's head is larger than " + format_count(limits_.head_bytes) + " bytes");
  } else if (at_end) {
    llhttp_resume(&parser_);
    head_complete_ = true;
    judge_head();
  }
  return bytes.substr(size);
}

// The parser lets a header go on in the next line, and a line end without its line feed at some
// places; others read such a head differently (RFC 9112, 2.2 and 5.2).
bool RequestReader::ends_lines_well(std::string_view bytes) {
  return std::ranges::all_of(bytes, [this](char c) {
    const char before = std::exchange(last_head_byte_, c);
    const bool goes_on = before == '\n' && (c == ' ' || c == '\t');
    return (before == '\r') == (c == '\n') && !goes_on;
  });
}

void RequestReader::judge_head() {
  header_.flush(request_.headers);
  const Headers& headers = request_.headers;
  request_.method = llhttp_method_name(static_cast<llhttp_method_t>(parser_.method));
  if (parser_.http_major != 1 || parser_.http_minor > 1)
    return refuse(400, "Only HTTP/1.1 and HTTP/1.0 are spoken here");
  for (const Header& header : headers)
    if (!is_name(header.name))
      return refuse(400, "A header's name has characters that none may have");
  const std::size_t hosts = count_of(headers, "Host");
  if (hosts > 1 || (hosts == 0 && !is_http_1_0()))
    return refuse(400, "A request is to have one Host header; this one has " +
                           (hosts == 0 ? std::string("none") : format_count(hosts)));
  if (!request_.target.starts_with('/') &&
      !(request_.target == "*" && parser_.method == HTTP_OPTIONS))
    return refuse(400, "The request's target does not begin with /");
  keeps_connection_ = llhttp_should_keep_alive(&parser_) == 1;
  if (headers.has("Transfer-Encoding")) {
    // The parser refuses what has a length besides.
    if (count_of(headers, "Transfer-Encoding") > 1 || is_http_1_0() ||
        !equals_ignoring_case(*headers.get("Transfer-Encoding"), "chunked"))
      return refuse(400,
                    "Transfer-Encoding may be chunked, once, under HTTP/1.1, and nothing else");
    framing_ = Framing::Chunked;
  } else if (parser_.content_length > 0) {
    framing_ = Framing::Length;
    length_ = parser_.content_length;
    if (length_ > limits_.body_bytes) {
      state_ = State::TooLarge;
      return;
    }
    body_.reserve(static_cast<std::size_t>(std::min(length_, kTrustedLength)));
  }
  expects_continue_ = framing_ != Framing::None && !is_http_1_0() &&
                      equals_ignoring_case(headers.get("Expect").value_or(""), "100-continue");
}

// Returns what stands behind the request.
std::string_view RequestReader::parse_body(std::string_view bytes) {
  if (bytes.empty() && framing_ != Framing::None) return bytes;
  const llhttp_errno_t result = llhttp_execute(&parser_, bytes.data(), bytes.size());
  if (state_ == State::TooLarge) return {};
  if (result != HPE_OK && result != HPE_PAUSED) {
    refuse(400, "The request's body breaks the rules of HTTP/1.1 (" + parser_words() + ")");
    return {};
  }
  const auto size = state_ == State::Complete
                        ? static_cast<std::size_t>(llhttp_get_error_pos(&parser_) - bytes.data())
                        : bytes.size();
  body_wire_ += size;
  // Extensions of chunks, and trailers, could go on for ever.
  if (framing_ == Framing::Chunked &&
      body_wire_ > limits_.head_bytes + kMostWireForByte * body_.size())
    refuse(400, "There is too much around the chunks of the request's body");
  return bytes.substr(size);
}

int RequestReader::body_part(std::string_view bytes) {
  if (body_.size() + bytes.size() > limits_.body_bytes) {
    length_ = body_.size() + bytes.size();
    body_ = {};
    state_ = State::TooLarge;
    return -1;
  }
  // Received straight into its place: nothing to copy.
  if (bytes.data() == body_.end())
    body_.advance(bytes.size());
  else
    body_.append(bytes);
  return 0;
}

std::uint64_t RequestReader::body_bytes() const {
  return std::max<std::uint64_t>(length_, body_.size());
}

HttpRequest RequestReader::take_request() {
  length_ = body_bytes();
  request_.body = make_body(body_.take());
  return std::move(request_);
}

std::string RequestReader::parser_words() const {
  const char* const reason = llhttp_get_error_reason(&parser_);
  return reason != nullptr && *reason != '\0' ? reason : "it cannot be read";
}

void RequestReader::refuse(int status, std::string why) {
  state_ = State::Refused;
  refusal_ = {status, std::move(why)};
}

}  // namespace emulator
