#include "emulator/api/front/host_guard.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "emulator/base/descriptor.h"
#include "emulator/base/text.h"

namespace emulator {
namespace {

bool is_port(std::string_view text) {
  return text.size() <= 5 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.' || c == '_';
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

// An address in its shortest form; nullopt where `text` is none of that family.
template <typename Address>
std::optional<std::string> shortest(int family, const std::string& text) {
  Address address{};
  std::array<char, INET6_ADDRSTRLEN> out{};
  if (text.find('\0') != text.npos) return std::nullopt;  // the end of it, for inet_pton
  if (inet_pton(family, text.c_str(), &address) != 1) return std::nullopt;
  if (inet_ntop(family, &address, out.data(), out.size()) == nullptr) return std::nullopt;
  return out.data();
}

std::optional<std::string> shortest_ipv6(const std::string& text) {
  return shortest<in6_addr>(AF_INET6, text);
}
std::optional<std::string> shortest_ipv4(const std::string& text) {
  return shortest<in_addr>(AF_INET, text);
}

bool is_address(const std::string& host) {
  return shortest_ipv4(host).has_value() || shortest_ipv6(host).has_value();
}

// A host as people configure it: an IPv6 address may stand without its brackets.
std::string host_of_setting(const std::string& host) {
  if (auto address = shortest_ipv6(host)) return std::move(*address);
  return host_of_authority(host);
}

template <typename Family>
bool can_bind(int family, const Family& address) {
  const Descriptor socket(::socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  return socket &&
         ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

}  // namespace

std::string host_of_authority(std::string_view authority) {
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    if (end == std::string_view::npos) return {};
    const std::string_view rest = authority.substr(end + 1);
    if (!rest.empty() && !(rest.front() == ':' && is_port(rest.substr(1)))) return {};
    return shortest_ipv6(std::string(authority.substr(1, end - 1))).value_or("");
  }
  const std::size_t colon = authority.find(':');
  std::string_view host = authority.substr(0, colon);
  if (colon != std::string_view::npos && !is_port(authority.substr(colon + 1))) return {};
  if (host.ends_with('.')) host.remove_suffix(1);
  if (!std::ranges::all_of(host, is_name_character)) return {};
  return lower(host);
}

bool is_loopback_host(std::string_view host) {
  if (host == "localhost" || host.ends_with(".localhost") || host == "::1") return true;
  return host.starts_with("127.") && shortest_ipv4(std::string(host)).has_value();
}

bool HostGuard::is_ours(std::string_view authority) const {
  const std::string host = host_of_authority(authority);
  if (host.empty()) return false;
  if (is_loopback_host(host) || host == host_of_setting(listens_on)) return true;
  const auto same = [&host](const std::string& allowed) {
    return host == host_of_setting(allowed);
  };
  if (std::ranges::any_of(allowed_hosts, same)) return true;
  return is_own_address && is_address(host) && is_own_address(host);
}

bool HostGuard::is_our_origin(std::string_view origin, std::string_view authority) const {
  constexpr std::string_view kScheme = "http://";
  return origin.size() > kScheme.size() &&
         equals_ignoring_case(origin.substr(0, kScheme.size()), kScheme) &&
         equals_ignoring_case(origin.substr(kScheme.size()), authority) && is_ours(authority);
}

bool is_address_of_this_machine(const std::string& address) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  if (inet_pton(AF_INET, address.c_str(), &v4.sin_addr) == 1) return can_bind(AF_INET, v4);
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  return inet_pton(AF_INET6, address.c_str(), &v6.sin6_addr) == 1 && can_bind(AF_INET6, v6);
}

}  // namespace emulator
