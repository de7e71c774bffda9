#pragma once

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <sys/socket.h>
#include <sys/uio.h>

// As little HTTP as a floor needs: blocking sockets, fixed lengths, nothing checked but the end of
// the connection.
namespace bench {

inline bool receive_exactly(int fd, char* to, std::size_t bytes) {
  while (bytes > 0) {
    const auto got = ::recv(fd, to, bytes, 0);
    if (got <= 0) return false;
    to += got;
    bytes -= static_cast<std::size_t>(got);
  }
  return true;
}

inline bool send_both(int fd, std::string_view head, std::string_view body) {
  std::array<iovec, 2> parts{{{const_cast<char*>(head.data()), head.size()},
                              {const_cast<char*>(body.data()), body.size()}}};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  std::size_t left = head.size() + body.size();
  while (true) {
    const auto sent = ::sendmsg(fd, &message, MSG_NOSIGNAL);
    if (sent < 0) return false;
    left -= static_cast<std::size_t>(sent);
    if (left == 0) return true;
    auto taken = static_cast<std::size_t>(sent);
    for (iovec& part : parts) {
      const std::size_t bytes = taken < part.iov_len ? taken : part.iov_len;
      part.iov_base = static_cast<char*>(part.iov_base) + bytes;
      part.iov_len -= bytes;
      taken -= bytes;
    }
  }
}

// The beginning of a message: where its body starts, how long that is, how much is here already.
struct Head {
  std::array<char, 4096> block;
  std::size_t filled = 0;
  std::size_t body_begin = 0;
  std::size_t body_size = 0;

  std::string_view body_part() const { return {block.data() + body_begin, filled - body_begin}; }
};

inline bool receive_head(int fd, Head& head) {
  head.filled = 0;
  while (true) {
    const auto got =
        ::recv(fd, head.block.data() + head.filled, head.block.size() - head.filled, 0);
    if (got <= 0) return false;
    head.filled += static_cast<std::size_t>(got);
    const std::string_view text(head.block.data(), head.filled);
    const std::size_t end = text.find("\r\n\r\n");
    if (end == std::string_view::npos) continue;
    const std::size_t at = text.find("Content-Length: ");
    head.body_begin = end + 4;
    // GET /ping has no body and says no length.
    head.body_size = at < end ? std::strtoul(text.data() + at + 16, nullptr, 10) : 0;
    return true;
  }
}

}  // namespace bench
