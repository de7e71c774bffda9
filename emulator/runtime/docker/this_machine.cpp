#include "emulator/runtime/docker/this_machine.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <sys/utsname.h>

namespace emulator {

bool is_this_machine(const std::string& name, const std::string& kernel) {
  utsname facts{};
  return uname(&facts) == 0 && name == facts.nodename && kernel == facts.release;
}

bool has_address(const std::string& address) {
  in_addr wanted{};
  if (inet_pton(AF_INET, address.c_str(), &wanted) != 1) return false;
  ifaddrs* all = nullptr;
  if (getifaddrs(&all) != 0) return false;
  bool found = false;
  for (const ifaddrs* at = all; at != nullptr && !found; at = at->ifa_next) {
    if (at->ifa_addr == nullptr || at->ifa_addr->sa_family != AF_INET) continue;
    found = reinterpret_cast<const sockaddr_in*>(at->ifa_addr)->sin_addr.s_addr == wanted.s_addr;
  }
  freeifaddrs(all);
  return found;
}

}  // namespace emulator
