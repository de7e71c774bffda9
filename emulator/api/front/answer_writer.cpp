#include "emulator/api/front/answer_writer.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>

#include <llhttp.h>
#include <poll.h>
#include <sys/socket.h>

#include "emulator/base/text.h"

namespace emulator {
namespace {

constexpr std::string_view kChunkEnd = "\r\n";
constexpr std::string_view kLastChunk = "0\r\n\r\n";

// The front writes these itself; they are about this connection, not about the answer.
bool is_ours(std::string_view name) {
  return equals_ignoring_case(name, "Content-Length") ||
         equals_ignoring_case(name, "Transfer-Encoding") ||
         equals_ignoring_case(name, "Connection") || equals_ignoring_case(name, "Keep-Alive");
}

// These never carry a body (RFC 9110, 6.4.1).
bool has_no_body(int status) { return status < 200 || status == 204 || status == 304; }

// The standard's word for a status, "Failed Dependency"; "Unknown" where it has none.
std::string_view reason_of(int status) {
  switch (status) {
#define HOPLENS_REASON(number, name, text) \
  case number:                             \
    return #text;
    HTTP_STATUS_MAP(HOPLENS_REASON)
#undef HOPLENS_REASON
    default:
      return "Unknown";
  }
}

// "Sun, 06 Nov 1994 08:49:37 GMT", whatever the locale.
std::string http_date(std::time_t time) {
  static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm utc{};
  gmtime_r(&time, &utc);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                kDays[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                kMonths[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900, utc.tm_hour,
                utc.tm_min, utc.tm_sec);
  return text.data();
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
  append_safely(out, name);
  out.append(": ");
  append_safely(out, value);
  out.append("\r\n");
}

}  // namespace

void AnswerWriter::next(const Form& form) {
  form_ = form;
  stage_ = Stage::Waiting;
  chunked_ = false;
}

bool AnswerWriter::send(const HttpResponse& response) {
  if (begun()) return false;
  const auto body = response.body ? response.body->in_memory() : nullptr;
  const std::string_view bytes = body ? body->view() : std::string_view{};
  const bool silent = form_.without_body || has_no_body(response.status);
  write_head(response, has_no_body(response.status) ? Framing::None : Framing::Length,
             bytes.size());
  return deliver({head_, silent ? std::string_view{} : bytes}, Stage::Done);
}

bool AnswerWriter::begin(const HttpResponse& head) {
  if (begun()) return false;
  const bool silent = form_.without_body || has_no_body(head.status);
  chunked_ = !silent && !form_.http_1_0;
  // Its end is the connection's.
  if (!silent && form_.http_1_0) form_.keep = false;
  write_head(head, has_no_body(head.status) ? Framing::None : Framing::Stream, 0);
  if (silent) form_.without_body = true;
  return deliver({head_}, Stage::Streaming);
}

bool AnswerWriter::part(std::string_view bytes) {
  if (stage_ != Stage::Streaming) return false;
  // An empty chunk would be the last one.
  if (form_.without_body || bytes.empty()) return true;
  if (!chunked_) return deliver({bytes}, Stage::Streaming);
  std::array<char, 24> size{};
  char* end = std::to_chars(size.data(), size.data() + size.size(), bytes.size(), 16).ptr;
  *end++ = '\r';
  *end++ = '\n';
  return deliver({{size.data(), static_cast<std::size_t>(end - size.data())}, bytes, kChunkEnd},
                 Stage::Streaming);
}

bool AnswerWriter::end() {
  if (stage_ != Stage::Streaming) return false;
  return deliver({chunked_ ? kLastChunk : std::string_view{}}, Stage::Done);
}

// A client that only ends its sending looks the same; hardly any HTTP client does.
bool AnswerWriter::client_left() const {
  if (client_gone()) return true;
  pollfd look{.fd = socket_, .events = POLLRDHUP, .revents = 0};
  return ::poll(&look, 1, 0) > 0 && (look.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

bool AnswerWriter::send_continue() {
  return deliver({std::string_view("HTTP/1.1 100 Continue\r\n\r\n")}, stage_);
}

void AnswerWriter::write_head(const HttpResponse& response, Framing framing, std::size_t length) {
  head_.assign("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  if (response.reason.empty())
    head_.append(reason_of(response.status));
  else
    append_safely(head_, response.reason);
  head_.append("\r\n");
  for (const Header& header : response.headers)
    if (!is_ours(header.name)) append_header(head_, header.name, header.value);
  if (!response.headers.has("Date")) append_header(head_, "Date", date());
  if (framing == Framing::Length) append_header(head_, "Content-Length", std::to_string(length));
  if (framing == Framing::Stream && !form_.http_1_0)
    append_header(head_, "Transfer-Encoding", "chunked");
  if (!form_.keep)
    append_header(head_, "Connection", "close");
  else if (form_.http_1_0)
    append_header(head_, "Connection", "keep-alive");
  head_.append("\r\n");
}

std::string_view AnswerWriter::date() {
  const std::time_t now = std::time(nullptr);
  if (now != date_of_ || date_.empty()) date_ = http_date(now);
  date_of_ = now;
  return date_;
}

// Waiting happens inside sendmsg(): it returns when all is taken, or when the time is over.
bool AnswerWriter::deliver(Outgoing&& out, Stage after) {
  while (!out.done()) {
    const auto sent = ::sendmsg(socket_, out.message(), MSG_NOSIGNAL);
    if (sent > 0) {
      out.sent(static_cast<std::size_t>(sent));
    } else if (sent == 0 || errno != EINTR) {
      stage_ = Stage::Gone;
      return false;
    }
  }
  stage_ = after;
  return true;
}

}  // namespace emulator
