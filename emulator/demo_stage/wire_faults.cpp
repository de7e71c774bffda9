#include "emulator/demo_stage/wire_faults.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>

#include <sys/socket.h>

namespace demo_stage {
namespace {

struct Wire {
  int socket;
  const Answer& answer;
  std::int64_t value;  // of the fault; 0 where it takes none
  const StopSignal& stop;
};

bool send_bytes(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

// Status line and headers; `framing` is what says where the body ends. The reason phrase may be
// empty (RFC 9112 section 4).
std::string head(const Answer& answer, std::string_view version, const std::string& framing) {
  std::string text = std::string(version) + " " + std::to_string(answer.status) + " \r\n";
  if (!answer.content_type.empty()) text += "Content-Type: " + answer.content_type + "\r\n";
  for (const auto& [name, value] : answer.headers) text += name + ": " + value + "\r\n";
  return text + framing + "\r\n";
}

std::string length_of(std::int64_t bytes) {
  return "Content-Length: " + std::to_string(bytes) + "\r\n";
}

std::string whole(const Answer& answer) {
  const auto size = static_cast<std::int64_t>(answer.body.size());
  return head(answer, "HTTP/1.1", length_of(size)) + answer.body;
}

bool send_half_body(const Wire& wire) {
  const std::string text = whole(wire.answer);
  const std::size_t missing = (wire.answer.body.size() + 1) / 2;
  send_bytes(wire.socket, std::string_view(text).substr(0, text.size() - missing));
  return false;
}

bool send_wrong_length(const Wire& wire) {
  const auto size = static_cast<std::int64_t>(wire.answer.body.size());
  const std::string framing = length_of(std::max<std::int64_t>(0, size + wire.value));
  return send_bytes(wire.socket, head(wire.answer, "HTTP/1.1", framing) + wire.answer.body);
}

bool send_without_length(const Wire& wire) {
  send_bytes(wire.socket, head(wire.answer, "HTTP/1.0", "") + wire.answer.body);
  return false;
}

bool send_chunked(const Wire& wire) {
  std::string text = head(wire.answer, "HTTP/1.1", "Transfer-Encoding: chunked\r\n");
  const auto step = static_cast<std::size_t>(std::max<std::int64_t>(1, wire.value));
  for (std::size_t at = 0; at < wire.answer.body.size(); at += step) {
    const std::string chunk = wire.answer.body.substr(at, step);
    std::array<char, 24> size{};
    std::snprintf(size.data(), size.size(), "%zx\r\n", chunk.size());
    text += size.data() + chunk + "\r\n";
  }
  return send_bytes(wire.socket, text + "0\r\n\r\n");
}

bool send_trickle(const Wire& wire) {
  for (const char byte : whole(wire.answer)) {
    if (!send_bytes(wire.socket, {&byte, 1})) return false;
    if (wire.stop.wait_for(std::chrono::milliseconds(wire.value))) return false;
  }
  return true;
}

bool close_at_once(const Wire&) { return false; }

bool reset(const Wire& wire) {
  // Closing with a linger time of 0 throws the connection away with RST.
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  setsockopt(wire.socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  return false;
}

bool send_not_http(const Wire& wire) {
  send_bytes(wire.socket, "220 this is a mail server, and not HTTP at all\r\n");
  return false;
}

bool send_without_content_type(const Wire& wire) {
  Answer answer = wire.answer;
  answer.content_type.clear();
  return send_answer(wire.socket, answer);
}

bool send_plain(const Wire& wire) { return send_answer(wire.socket, wire.answer); }

struct WireFault {
  Fault fault;
  bool (*send)(const Wire& wire);
};

// Of several, the first in this order wins.
constexpr std::array kWireFaults = {
    WireFault{Fault::CloseAtOnce, close_at_once},
    WireFault{Fault::Reset, reset},
    WireFault{Fault::NotHttp, send_not_http},
    WireFault{Fault::HalfBody, send_half_body},
    WireFault{Fault::WrongLength, send_wrong_length},
    WireFault{Fault::NoLength, send_without_length},
    WireFault{Fault::Chunked, send_chunked},
    WireFault{Fault::Trickle, send_trickle},
    WireFault{Fault::NoContentType, send_without_content_type},
    WireFault{Fault::ShowRequest, send_plain},
};

}  // namespace

bool send_answer(int socket, const Answer& answer) { return send_bytes(socket, whole(answer)); }

bool send_scripted(int socket, const Answer& answer, const Script& script, const StopSignal& stop) {
  for (const WireFault& row : kWireFaults) {
    if (!script.has(row.fault)) continue;
    return row.send({socket, answer, script.number(row.fault).value_or(0), stop});
  }
  return send_answer(socket, answer);
}

}  // namespace demo_stage
