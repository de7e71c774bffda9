#include "emulator/api/front/connection.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>

#include <poll.h>
#include <sys/socket.h>

#include "emulator/base/text.h"

namespace emulator {
namespace {

// After an answer that ends the connection, what the client still sends is read and thrown away: a
// socket that is closed over unread bytes resets the connection, and the answer may be lost.
constexpr Nanoseconds kLongestLinger = std::chrono::seconds{5};
constexpr Nanoseconds kQuietLinger = std::chrono::seconds{1};

constexpr std::size_t kQuotedBytes = 100;

SteadyTime now() { return std::chrono::steady_clock::now(); }

std::string quoted(std::string_view text) {
  return "\"" + std::string(text.substr(0, kQuotedBytes)) + "\"";
}

void give_up_sending_after(const Socket& socket, Nanoseconds time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const auto rest = std::chrono::floor<std::chrono::microseconds>(time - seconds);
  const timeval value{seconds.count(), rest.count()};
  setsockopt(socket.fd(), SOL_SOCKET, SO_SNDTIMEO, &value, sizeof value);
}

}  // namespace

HttpResponse FrontRules::refusal(const RequestRefusal& refusal) const {
  if (options.refusal) return options.refusal(refusal.status, refusal.why);
  HttpResponse response{.status = refusal.status};
  response.headers.add("Content-Type", "text/plain; charset=utf-8");
  response.body = make_body(refusal.why + "\n");
  return response;
}

Connection::Connection(Socket& socket, std::string peer, const FrontRules& rules,
                       FrontSession& session)
    : socket_(socket),
      peer_(std::move(peer)),
      rules_(rules),
      session_(session),
      reader_({rules.options.most_head_bytes, rules.options.most_body_bytes}),
      writer_(socket.fd()) {
  give_up_sending_after(socket, rules.options.stall_timeout);
}

void Connection::serve(const std::stop_token& stop) {
  while (serve_one(stop) && !stop.stop_requested()) reader_.next();
  if (writer_.begun() && !writer_.connection_stays() && !writer_.client_gone()) linger(stop);
}

// False when the connection is to end.
bool Connection::serve_one(const std::stop_token& stop) {
  writer_.next({});
  begin_ = first_byte_ = now_ = now();
  return read_request() && answer(stop);
}

// False when there is none, or when it has been refused.
bool Connection::read_request() {
  bool admitted = false;
  while (true) {
    if (reader_.state() == RequestReader::State::Refused) {
      refuse(reader_.refusal());
      return false;
    }
    if (reader_.head_complete() && !admitted) {
      if (!admit()) return false;
      admitted = true;
    }
    if (reader_.state() != RequestReader::State::Reading) return true;
    const Got got = receive();
    if (got == Got::Bytes) continue;
    // Nobody waits for an answer where no request has begun.
    if (got == Got::Late && reader_.started())
      refuse({408, reader_.head_complete() ? "The request's body stopped coming"
                                           : "The request's head took too long to arrive"});
    return false;
  }
}

// The head is there: may the client go on?
bool Connection::admit() {
  if (const auto refusal = objection()) {
    refuse(*refusal);
    return false;
  }
  const bool waits = reader_.expects_continue() && reader_.body_bytes_here() == 0 &&
                     reader_.state() == RequestReader::State::Reading;
  return !waits || writer_.send_continue();
}

std::optional<RequestRefusal> Connection::objection() {
  const Headers& headers = reader_.head().headers;
  const std::string_view host = headers.get("Host").value_or("");
  // HTTP/1.0 need not name one; no browser speaks it.
  if (headers.has("Host") && host != admitted_host_) {
    if (!rules_.guard.is_ours(host))
      return RequestRefusal{
          403, "The Host header names no host that this server answers to: " + quoted(host)};
    admitted_host_ = host;
  }
  for (const Header& header : headers)
    if (equals_ignoring_case(header.name, "Origin") &&
        !rules_.guard.is_our_origin(header.value, host))
      return RequestRefusal{
          403, "Pages of another origin may not call this server: " + quoted(header.value)};
  return std::nullopt;
}

SteadyTime Connection::deadline() const {
  const FrontOptions& options = rules_.options;
  if (!reader_.started()) return begin_ + options.idle_timeout;
  if (!reader_.head_complete()) return first_byte_ + options.head_timeout;
  return now_ + options.stall_timeout;
}

Connection::Got Connection::receive() {
  const SteadyTime deadline = this->deadline();
  while (now_ < deadline) {
    // Waiting inside recv() saves a call per wait.
    const bool blocks = socket_.blocks_within(deadline, now_);
    if (!blocks && wait_ready(socket_.fd(), POLLIN, deadline) == 0) return Got::Late;
    const std::span<char> space = reader_.space();
    const auto got = ::recv(socket_.fd(), space.data(), space.size(), blocks ? 0 : MSG_DONTWAIT);
    const int error = got < 0 ? errno : 0;
    now_ = now();
    if (got > 0) {
      if (!reader_.started()) first_byte_ = now_;
      reader_.received(static_cast<std::size_t>(got));
      return Got::Bytes;
    }
    if (got == 0 || (error != EAGAIN && error != EWOULDBLOCK && error != EINTR)) return Got::End;
  }
  return Got::Late;
}

// False when the connection ends with this answer.
bool Connection::answer(const std::stop_token& stop) {
  FrontRequest request;
  request.too_large = reader_.state() == RequestReader::State::TooLarge;
  request.body_bytes = reader_.body_bytes();
  request.http = reader_.take_request();
  request.peer = peer_;
  request.received = now_;
  writer_.next({.without_body = request.http.method == "HEAD",
                .http_1_0 = reader_.is_http_1_0(),
                .keep = reader_.keeps_connection() && !request.too_large});
  try {
    session_.handle(request, writer_, stop);
  } catch (const std::exception& problem) {
    if (!writer_.begun()) refuse({500, std::string("The request failed: ") + problem.what()});
    return false;
  }
  if (!writer_.begun()) refuse({500, "The request was not answered"});
  return writer_.connection_stays();
}

void Connection::refuse(const RequestRefusal& refusal) {
  writer_.next({.without_body = reader_.head_complete() && reader_.head().method == "HEAD"});
  writer_.send(rules_.refusal(refusal));
}

void Connection::linger(const std::stop_token& stop) {
  ::shutdown(socket_.fd(), SHUT_WR);
  const SteadyTime end = now() + kLongestLinger;
  std::array<char, 16 * 1024> thrown_away;
  for (SteadyTime at = now(); at < end && !stop.stop_requested(); at = now()) {
    if (wait_ready(socket_.fd(), POLLIN, std::min(end, at + kQuietLinger)) == 0) return;
    const auto got = ::recv(socket_.fd(), thrown_away.data(), thrown_away.size(), MSG_DONTWAIT);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) return;
  }
}

}  // namespace emulator
