#include "emulator/serving/http_transport.h"

#include <algorithm>
#include <cerrno>
#include <optional>

#include <poll.h>
#include <sys/socket.h>

#include "emulator/base/text.h"
#include "emulator/serving/outgoing.h"
#include "emulator/serving/response_reader.h"
#include "emulator/serving/socket.h"

namespace emulator {
namespace {

// More kept connections than stages there can be (contract 1.5), for restarts in between.
constexpr std::size_t kMostKept = 32;

SteadyTime now() { return std::chrono::steady_clock::now(); }

std::string one_line(std::string_view text) {
  std::string out;
  append_safely(out, text);
  return out;
}

// The headers as they are sent: Host first, then the request's own, Content-Length last
// (contract 3.11, 3.12: HTTP/1.1, fixed length).
Headers wire_headers(const HttpRequest& request, const std::string& authority_text) {
  Headers headers;
  headers.reserve(request.headers.size() + 2);
  if (!request.headers.has("Host")) headers.add("Host", authority_text);
  for (const Header& header : request.headers) {
    if (equals_ignoring_case(header.name, "Content-Length") ||
        equals_ignoring_case(header.name, "Transfer-Encoding"))
      continue;
    headers.add(one_line(header.name), one_line(header.value));
  }
  if (request.body->size() > 0 || request.method != "GET")
    headers.add("Content-Length", std::to_string(request.body->size()));
  return headers;
}

void write_head(const HttpRequest& request, std::string& out) {
  out.clear();
  out.append(request.method).append(" ").append(request.target).append(" HTTP/1.1\r\n");
  for (const Header& header : request.headers)
    out.append(header.name).append(": ").append(header.value).append("\r\n");
  out.append("\r\n");
}

// The phases of an exchange, back to back.
class PhaseClock {
 public:
  SteadyTime begin() const { return begin_; }
  void end_phase(Nanoseconds& phase, SteadyTime at) {
    phase += at - last_;
    last_ = at;
  }

 private:
  SteadyTime begin_ = now();
  SteadyTime last_ = begin_;
};

// One request and its answer on a connected socket.
class Conversation {
 public:
  Conversation(Socket& socket, const ExchangeLimits& limits, PhaseClock& clock, HopTiming& timing)
      : socket_(socket),
        limits_(limits),
        clock_(clock),
        timing_(timing),
        reader_(limits.response_bytes, limits.listener) {}

  // False: not a single byte could be sent, the connection was dead already.
  bool send(Outgoing& out, const std::stop_token& stop);
  void receive(const std::stop_token& stop);
  std::variant<HttpResponse, TransportError> outcome(const std::stop_token& stop);
  bool connection_reusable() const { return sent_all_ && reader_.connection_reusable(); }

 private:
  bool reading() const { return reader_.state() == ResponseReader::State::Reading && !late_; }
  bool await(short events);
  void receive_once(const std::stop_token& stop, int flags);

  Socket& socket_;
  const ExchangeLimits& limits_;
  PhaseClock& clock_;
  HopTiming& timing_;
  ResponseReader reader_;
  SteadyTime seen_at_{};  // when bytes or the end were last seen
  SteadyTime first_byte_{};
  bool answer_began_ = false;
  bool sent_all_ = false;
  bool late_ = false;
};

bool Conversation::send(Outgoing& out, const std::stop_token& stop) {
  bool anything_sent = false;
  while (!out.done() && reading()) {
    const auto sent = ::sendmsg(socket_.fd(), out.message(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) {
      anything_sent = true;
      out.sent(static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (!await(POLLOUT | POLLIN)) break;
      // An answer may come before the request is through, a 413 for instance.
      receive_once(stop, MSG_DONTWAIT);
    } else if (errno != EINTR) {
      // The peer closed. What it said before is still to be read.
      if (!anything_sent) return false;
      break;
    }
  }
  sent_all_ = out.done();
  seen_at_ = now();
  clock_.end_phase(timing_.send, answer_began_ ? first_byte_ : seen_at_);
  return true;
}

void Conversation::receive(const std::stop_token& stop) {
  while (reading()) {
    // Waiting inside recv() saves a call per wait.
    if (socket_.blocks_within(limits_.deadline, seen_at_)) {
      receive_once(stop, 0);
    } else if (await(POLLIN)) {
      receive_once(stop, MSG_DONTWAIT);
    }
  }
  const SteadyTime end = now();
  clock_.end_phase(timing_.wait, answer_began_ ? first_byte_ : end);
  if (answer_began_) clock_.end_phase(timing_.receive, end);
}

// False when the deadline has passed.
bool Conversation::await(short events) {
  late_ = wait_ready(socket_.fd(), events, limits_.deadline) == 0;
  return !late_;
}

void Conversation::receive_once(const std::stop_token& stop, int flags) {
  const std::span<char> space = reader_.space();
  const auto got = ::recv(socket_.fd(), space.data(), space.size(), flags);
  const int error = got < 0 ? errno : 0;
  seen_at_ = now();
  // A stage that never stops sending must not outlive its time.
  late_ = seen_at_ >= limits_.deadline;
  if (got > 0) {
    if (!answer_began_) first_byte_ = seen_at_;
    reader_.received(static_cast<std::size_t>(got));
    answer_began_ = reader_.started();
    return;
  }
  if (error == EAGAIN || error == EWOULDBLOCK || error == EINTR) return;
  // Our own shutdown looks like the peer's end; it must not complete an answer.
  if (stop.stop_requested())
    late_ = true;
  else if (got == 0)
    reader_.ended();
  else
    reader_.broken(error);
}

std::variant<HttpResponse, TransportError> Conversation::outcome(const std::stop_token& stop) {
  if (reader_.state() == ResponseReader::State::Complete) return reader_.take_response();
  if (stop.stop_requested()) return reader_.interrupted(TransportErrorKind::Cancelled, "Cancelled");
  if (reader_.state() == ResponseReader::State::Failed) return reader_.take_error();
  return reader_.interrupted(
      TransportErrorKind::Timeout,
      "No complete answer within " + limit_words(limits_.deadline - clock_.begin()));
}

class HttpTransport final : public HopTransport {
 public:
  Exchange send(const std::string& host, int port, HttpRequest request,
                const ExchangeLimits& limits, std::stop_token stop) override;

 private:
  struct Kept {
    std::string host;
    int port = 0;
    Socket socket;
  };

  Socket take_kept(const std::string& host, int port);
  void keep(const std::string& host, int port, Socket socket);

  std::vector<Kept> kept_;
  std::string head_;  // kept for its memory
};

Exchange HttpTransport::send(const std::string& host, int port, HttpRequest request,
                             const ExchangeLimits& limits, std::stop_token stop) {
  PhaseClock clock;
  Exchange exchange;
  if (!request.body) request.body = make_body(std::string_view{});
  request.headers = wire_headers(request, authority(host, port));
  write_head(request, head_);
  const std::shared_ptr<const Bytes> body = request.body->in_memory();
  exchange.request = std::move(request);
  if (!body) {
    exchange.outcome = TransportError{TransportErrorKind::Connect,
                                      "The request's body is not kept in memory any more", nullptr};
    return exchange;
  }
  // A kept connection may turn out to be dead at the first byte; a fresh one takes its place.
  // Nothing has been sent then, so this is no retry (contract 3.23).
  for (Socket socket = take_kept(host, port);; socket = Socket()) {
    const bool fresh = !socket.is_open();
    if (fresh) {
      auto connected = connect_tcp(host, port, limits.deadline, stop);
      clock.end_phase(exchange.timing.connect, now());
      if (!connected) {
        exchange.outcome = std::move(connected.error());
        return exchange;
      }
      socket = std::move(*connected);
    }
    Conversation conversation(socket, limits, clock, exchange.timing);
    {
      const ShutDownOnStop guard(stop, socket.fd());
      Outgoing out({head_, body->view()});
      if (!conversation.send(out, stop) && !fresh && !stop.stop_requested()) continue;
      conversation.receive(stop);
    }
    exchange.outcome = conversation.outcome(stop);
    if (conversation.connection_reusable()) keep(host, port, std::move(socket));
    return exchange;
  }
}

// The connection to that address, where there is one and it is still good.
Socket HttpTransport::take_kept(const std::string& host, int port) {
  const auto found = std::ranges::find_if(
      kept_, [&](const Kept& kept) { return kept.port == port && kept.host == host; });
  if (found == kept_.end()) return Socket();
  Socket socket = std::move(found->socket);
  if (!is_quiet(socket)) return Socket();
  return socket;
}

void HttpTransport::keep(const std::string& host, int port, Socket socket) {
  const auto found = std::ranges::find_if(
      kept_, [&](const Kept& kept) { return kept.port == port && kept.host == host; });
  if (found != kept_.end()) {
    found->socket = std::move(socket);
    return;
  }
  if (kept_.size() == kMostKept) kept_.erase(kept_.begin());
  kept_.push_back({host, port, std::move(socket)});
}

}  // namespace

std::unique_ptr<HopTransport> make_http_transport() { return std::make_unique<HttpTransport>(); }

}  // namespace emulator
