#include <algorithm>

#include "emulator/api/front/host_guard.h"
#include "emulator/base/text.h"
#include "tests/fuzz/support/fuzz.h"

// Host and Origin of a request, a line each: only names of this machine may pass.
namespace fuzz {
namespace {

bool is_graphic(char c) { return c > ' ' && c < 0x7F; }

}  // namespace

void try_input(std::string_view input) {
  const std::string_view authority = input.substr(0, input.find('\n'));
  const std::string_view origin = input.substr(std::min(input.size(), authority.size() + 1));
  const std::string host = emulator::host_of_authority(authority);
  if (!host.empty()) {
    promise(std::ranges::all_of(authority, is_graphic), "what has a host has no blanks or NULs");
    const bool address = host.find(':') != host.npos;
    promise(address == authority.starts_with('['), "an IPv6 address stands in brackets");
    if (!host.ends_with('.'))
      promise(emulator::host_of_authority(address ? "[" + host + "]:1" : host + ":1") == host,
              "a host is its own");
  }

  const emulator::HostGuard guard{.listens_on = "127.0.0.1"};
  const bool ours = guard.is_ours(authority);
  promise(ours == emulator::is_loopback_host(host), "only loopback is ours");
  promise(!ours || host == "::1" || host.starts_with("127.") || host.ends_with("localhost"),
          "and has few names");
  if (guard.is_our_origin(origin, authority))
    promise(ours && emulator::equals_ignoring_case(origin, "http://" + std::string(authority)),
            "an origin of ours is this server");
  const emulator::HostGuard named{.listens_on = std::string(origin)};
  promise(!named.is_ours(authority) || ours || named.is_ours(origin) ||
              host == emulator::host_of_authority("[" + std::string(origin) + "]"),
          "a name that is listened on is ours");
}

}  // namespace fuzz
