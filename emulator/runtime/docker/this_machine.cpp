#include "emulator/runtime/docker/this_machine.h"

#include <charconv>
#include <cstdint>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <sys/utsname.h>

namespace emulator {

bool is_this_machine(const std::string& name, const std::string& kernel) {
  utsname facts{};
  return uname(&facts) == 0 && name == facts.nodename && kernel == facts.release;
}

bool has_address_in(const std::string& subnet) {
  const std::size_t slash = subnet.find('/');
  in_addr network{};
  int bits = 0;
  const char* const end = subnet.data() + subnet.size();
  if (slash == subnet.npos || inet_pton(AF_INET, subnet.substr(0, slash).c_str(), &network) != 1 ||
      std::from_chars(subnet.data() + slash + 1, end, bits).ec != std::errc{} || bits < 1 ||
      bits > 32)
    return false;
  const std::uint32_t mask = ~std::uint32_t{0} << (32 - bits);
  ifaddrs* all = nullptr;
  if (getifaddrs(&all) != 0) return false;
  bool found = false;
  for (const ifaddrs* at = all; at != nullptr && !found; at = at->ifa_next) {
    if (at->ifa_addr == nullptr || at->ifa_addr->sa_family != AF_INET) continue;
    const in_addr own = reinterpret_cast<const sockaddr_in*>(at->ifa_addr)->sin_addr;
    found = (ntohl(own.s_addr) & mask) == (ntohl(network.s_addr) & mask);
  }
  freeifaddrs(all);
  return found;
}

}  // namespace emulator
