#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <initializer_list>
#include <string>
#include <string_view>

#include <sys/socket.h>
#include <sys/uio.h>

namespace emulator {

// A line break in a header would end it and start another one.
inline void append_safely(std::string& out, std::string_view text) {
  for (const char c : text) out += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
}

// Pieces of a message on their way out, without gluing them together. They outlive it.
class Outgoing {
 public:
  static constexpr std::size_t kMostPieces = 3;

  Outgoing(std::initializer_list<std::string_view> pieces) {
    assert(pieces.size() <= kMostPieces);
    for (const std::string_view piece : pieces) {
      if (piece.empty()) continue;
      // sendmsg does not write to it.
      pieces_[message_.msg_iovlen++] = {const_cast<char*>(piece.data()), piece.size()};
      left_ += piece.size();
    }
    message_.msg_iov = pieces_.data();
  }
  Outgoing(const Outgoing&) = delete;
  Outgoing& operator=(const Outgoing&) = delete;

  bool done() const { return left_ == 0; }
  const msghdr* message() const { return &message_; }

  void sent(std::size_t bytes) {
    left_ -= bytes;
    while (bytes > 0) {
      iovec& first = message_.msg_iov[0];
      const std::size_t taken = std::min(bytes, first.iov_len);
      first.iov_base = static_cast<char*>(first.iov_base) + taken;
      first.iov_len -= taken;
      bytes -= taken;
      if (first.iov_len == 0 && message_.msg_iovlen > 1) {
        ++message_.msg_iov;
        --message_.msg_iovlen;
      }
    }
  }

 private:
  std::array<iovec, kMostPieces> pieces_{};
  msghdr message_{};
  std::size_t left_ = 0;
};

}  // namespace emulator
