#include "emulator/runtime/ping.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

#include <llhttp.h>
#include <netdb.h>
#include <sys/socket.h>

#include "emulator/base/descriptor.h"

namespace emulator {
namespace {

constexpr std::size_t kMostAnswerBytes = 4u << 20;

using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

Addresses resolve(const StageAddress& address) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const std::string port = std::to_string(address.port);
  if (getaddrinfo(address.host.c_str(), port.c_str(), &hints, &found) != 0) found = nullptr;
  return {found, &freeaddrinfo};
}

// Connecting to a free port of our own machine can, once in many thousand times, connect a socket
// to itself. That is nobody's answer.
bool connected_to_itself(int socket) {
  sockaddr_storage own{};
  sockaddr_storage peer{};
  socklen_t own_size = sizeof own;
  socklen_t peer_size = sizeof peer;
  if (getsockname(socket, reinterpret_cast<sockaddr*>(&own), &own_size) != 0) return false;
  if (getpeername(socket, reinterpret_cast<sockaddr*>(&peer), &peer_size) != 0) return false;
  return own_size == peer_size && std::memcmp(&own, &peer, own_size) == 0;
}

// Follows the parser through interim answers (1xx) to the end of the final one.
struct Answer {
  int status = 0;
  bool complete = false;
};

int note_complete(llhttp_t* parser) {
  auto* const answer = static_cast<Answer*>(parser->data);
  answer->status = parser->status_code;
  answer->complete = parser->status_code >= 200;
  return 0;
}

class Ping {
 public:
  Ping(SteadyTime deadline, const std::stop_token& stop) : deadline_(deadline), wake_(stop) {}

  PingResult to(const StageAddress& address) {
    const Addresses addresses = resolve(address);
    if (!addresses) return {0, "no such host: " + address.host};
    PingResult result;
    for (const addrinfo* at = addresses.get(); at != nullptr; at = at->ai_next) {
      result = connect_to(*at) ? exchange(address) : PingResult{0, why_};
      if (result.status != 0) break;
    }
    return result;
  }

 private:
  bool connect_to(const addrinfo& at) {
    socket_ = Descriptor(
        ::socket(at.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, at.ai_protocol));
    if (!socket_) return failed(errno);
    if (connect(socket_.get(), at.ai_addr, at.ai_addrlen) != 0) {
      if (errno != EINPROGRESS) return failed(errno);
      if (!wait_for(POLLOUT)) return false;
      int error = 0;
      socklen_t size = sizeof error;
      getsockopt(socket_.get(), SOL_SOCKET, SO_ERROR, &error, &size);
      if (error != 0) return failed(error);
    }
    return connected_to_itself(socket_.get()) ? failed(ECONNREFUSED) : true;
  }

  PingResult exchange(const StageAddress& address) {
    const std::string url = address.url();
    const std::size_t authority = std::string_view("http://").size();
    const std::string host = url.substr(authority, url.find('/', authority) - authority);
    // The connection is not asked to close: the side that closes first keeps the port in
    // TIME_WAIT, and a restarted server must be able to bind its own.
    if (!send_all("GET " + address.base_path + "/ping HTTP/1.1\r\nHost: " + host +
                  "\r\nAccept: */*\r\n\r\n"))
      return {0, why_};
    return read_answer();
  }

  bool send_all(std::string_view text) {
    while (!text.empty()) {
      const ssize_t sent = send(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL);
      if (sent > 0) text.remove_prefix(static_cast<std::size_t>(sent));
      if (sent < 0 && errno != EAGAIN && errno != EINTR) return failed(errno);
      if (sent < 0 && !wait_for(POLLOUT)) return false;
    }
    return true;
  }

  PingResult read_answer() {
    Answer answer;
    llhttp_settings_t settings;
    llhttp_settings_init(&settings);
    settings.on_message_complete = note_complete;
    llhttp_t parser;
    llhttp_init(&parser, HTTP_RESPONSE, &settings);
    parser.data = &answer;
    std::array<char, 16 * 1024> chunk{};
    for (std::size_t total = 0; !answer.complete;) {
      if (!wait_for(POLLIN)) return {0, why_};
      const ssize_t got = recv(socket_.get(), chunk.data(), chunk.size(), 0);
      if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
      if (got < 0) return {0, system_message(errno)};
      if (got == 0) {
        llhttp_finish(&parser);  // the end of an answer without a length
        return answer.complete ? PingResult{answer.status, {}} : PingResult{0, "closed"};
      }
      const auto size = static_cast<std::size_t>(got);
      total += size;
      const auto error = llhttp_execute(&parser, chunk.data(), size);
      if (answer.complete) break;
      if (error != HPE_OK || total > kMostAnswerBytes) return {0, "not an HTTP answer"};
    }
    return {answer.status, {}};
  }

  bool wait_for(short events) {
    std::array<pollfd, 2> links{pollfd{socket_.get(), events, 0},
                                pollfd{wake_.descriptor(), POLLIN, 0}};
    const bool in_time = poll_until(links, deadline_);
    if (!in_time) why_ = "no answer in time";
    if (in_time && links[1].revents != 0) why_ = "cancelled";
    return in_time && links[1].revents == 0;
  }

  bool failed(int error_number) {
    why_ = error_number == ECONNREFUSED ? "connection refused" : system_message(error_number);
    return false;
  }

  SteadyTime deadline_;
  WakePipe wake_;
  Descriptor socket_;
  std::string why_;
};

}  // namespace

PingResult ping_stage(const StageAddress& address, SteadyTime deadline,
                      const std::stop_token& stop) {
  return Ping(deadline, stop).to(address);
}

}  // namespace emulator
