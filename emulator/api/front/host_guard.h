#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace emulator {

// "LocalHost:8089" → "localhost", "[::1]:8089" → "::1", "a.example." → "a.example"; "" where it is
// no host with at most a port. Addresses come back in their shortest form.
std::string host_of_authority(std::string_view authority);

// 127.0.0.0/8, ::1, localhost and what ends in .localhost (RFC 6761, 6.3). `host` as
// host_of_authority() gives it.
bool is_loopback_host(std::string_view host);

// Which names a server answers to. A page in a browser can bind any name of its own to 127.0.0.1
// and then speak to whoever listens there; it cannot change the name that its browser says in Host
// and Origin. Pure but for `is_own_address`.
struct HostGuard {
  std::string listens_on;                  // as it was asked for: a name or an address
  std::vector<std::string> allowed_hosts;  // without port
  // Whether an address is one of this machine's. Empty where only loopback is listened on.
  std::function<bool(const std::string& address)> is_own_address;

  // `authority`: a Host header.
  bool is_ours(std::string_view authority) const;
  // `origin`: an Origin header. Only pages that came from this very server, port included, are
  // ours: "http://" and what the request says in Host.
  bool is_our_origin(std::string_view origin, std::string_view authority) const;
};

// By trying to bind it: holds for addresses that come and go, too. Any thread.
bool is_address_of_this_machine(const std::string& address);

}  // namespace emulator
