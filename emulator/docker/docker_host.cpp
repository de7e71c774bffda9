#include "emulator/docker/docker_host.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "emulator/base/text.h"

namespace emulator {
namespace {

constexpr std::string_view kUsualSocket = "/var/run/docker.sock";
constexpr std::string_view kForms =
    "Write it as unix:///var/run/docker.sock or tcp://HOST:2375 (2376 with TLS)";

// An address in parts, as it was written.
struct Address {
  std::string_view scheme;
  std::string_view user;  // "me" of "me:secret@host"
  std::string_view rest;  // host, port, path
};

Address parts_of(std::string_view text) {
  Address out{.scheme = "tcp", .user = {}, .rest = text};
  if (const std::size_t at = text.find("://"); at != text.npos) {
    out.scheme = text.substr(0, at);
    out.rest = text.substr(at + 3);
  }
  if (out.scheme == "unix") return out;
  const std::size_t at = out.rest.substr(0, out.rest.find('/')).rfind('@');
  if (at == out.rest.npos) return out;
  const std::string_view user = out.rest.substr(0, at);
  out.user = user.substr(0, user.find(':'));
  out.rest.remove_prefix(at + 1);
  return out;
}

// How the address is shown: without a password.
std::string shown(const Address& address) {
  const std::string user = address.user.empty() ? "" : std::string(address.user) + "@";
  return std::string(address.scheme) + "://" + user + std::string(address.rest);
}

tl::unexpected<Error> refused(ErrorCode code, const Address& address, const std::string& why,
                              const std::string& reason, std::string next_step) {
  return fail(code, "Docker cannot be reached at " + shown(address) + " (" + why + "): " + reason,
              std::move(next_step));
}

tl::unexpected<Error> odd(const Address& address, const std::string& why,
                          const std::string& reason) {
  return refused(ErrorCode::InvalidInput, address, why, reason, std::string(kForms));
}

// A host and what stands behind it: ":2375", "/path".
struct HostPort {
  std::string host;
  std::optional<std::string> port;  // as text
  std::string_view path;
};

std::optional<HostPort> host_port_in(std::string_view text) {
  HostPort out;
  const std::size_t slash = std::min(text.find('/'), text.size());
  out.path = text.substr(slash);
  text = text.substr(0, slash);
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == text.npos) return std::nullopt;
    out.host = text.substr(1, end - 1);
    text.remove_prefix(end + 1);
    if (!text.empty() && !text.starts_with(':')) return std::nullopt;
  } else if (std::ranges::count(text, ':') > 1) {
    out.host = text;  // an IPv6 address without brackets has no port
    return out;
  } else {
    const std::size_t colon = std::min(text.find(':'), text.size());
    out.host = text.substr(0, colon);
    text.remove_prefix(colon);
  }
  if (!text.empty()) out.port = text.substr(1);
  return out;
}

bool is_host(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    const bool letter_or_digit =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter_or_digit || std::string_view(".-_:%").find(c) != std::string_view::npos;
  });
}

std::optional<int> port_in(std::string_view text) {
  int port = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, port);
  const bool well = error == std::errc{} && stopped == end && port > 0 && port <= 65535;
  return well ? std::optional(port) : std::nullopt;
}

Result<DockerEndpoint> tcp_endpoint(const Address& address, const std::string& why, bool tls) {
  const bool https = address.scheme == "https";
  const std::optional<HostPort> parts = host_port_in(address.rest);
  if (!parts || !is_host(parts->host)) return odd(address, why, "this is no host and port");
  if (!parts->path.empty() && parts->path != "/")
    return odd(address, why, "an engine's address has no path behind the port");
  const int usual = address.scheme == "http" ? 80 : https ? 443 : tls ? 2376 : 2375;
  const std::optional<int> port = parts->port ? port_in(*parts->port) : usual;
  if (!port) return odd(address, why, "the port is a number from 1 to 65535");

  DockerEndpoint endpoint;
  endpoint.host = parts->host.empty() ? "localhost" : parts->host;
  endpoint.port = *port;
  if (https) endpoint.tls = DockerTls{};
  endpoint.why = why;
  return endpoint;
}

Result<DockerEndpoint> unix_endpoint(const Address& address, const std::string& why, bool) {
  DockerEndpoint endpoint;
  endpoint.socket = address.rest.empty() ? kUsualSocket : address.rest;
  endpoint.why = why;
  return endpoint;
}

// ssh://me@host:22/run/docker.sock → the command that brings that socket here.
Result<DockerEndpoint> refuse_ssh(const Address& address, const std::string& why, bool) {
  const std::string user = address.user.empty() ? "" : std::string(address.user) + "@";
  const HostPort parts = host_port_in(address.rest).value_or(HostPort{.host = "HOST"});
  const bool named = !parts.path.empty() && parts.path != "/";
  const std::string there(named ? parts.path : kUsualSocket);
  const std::string here = "$HOME/.docker-tunnel.sock";
  const std::string port = parts.port ? "-p " + *parts.port + " " : "";
  return refused(ErrorCode::Unsupported, address, why, "ssh:// is not spoken here",
                 "Make a tunnel: ssh -nNT " + port + "-L " + here + ":" + there + " " + user +
                     parts.host + " ; then set DOCKER_HOST=unix://" + here);
}

Result<DockerEndpoint> refuse_npipe(const Address& address, const std::string& why, bool) {
  return refused(ErrorCode::Unsupported, address, why, "named pipes are Windows's own",
                 "Set DOCKER_HOST to the engine's unix:// or tcp:// address");
}

Result<DockerEndpoint> refuse_fd(const Address& address, const std::string& why, bool) {
  return refused(ErrorCode::Unsupported, address, why,
                 "fd:// is where an engine listens, not where it is reached",
                 "Set DOCKER_HOST=unix:///var/run/docker.sock");
}

struct Scheme {
  std::string_view name;
  Result<DockerEndpoint> (*endpoint)(const Address&, const std::string& why, bool tls);
};
constexpr std::array kSchemes{
    Scheme{"unix", unix_endpoint}, Scheme{"tcp", tcp_endpoint}, Scheme{"http", tcp_endpoint},
    Scheme{"https", tcp_endpoint}, Scheme{"ssh", refuse_ssh},   Scheme{"npipe", refuse_npipe},
    Scheme{"fd", refuse_fd},
};

}  // namespace

std::string DockerEndpoint::url() const {
  if (is_unix()) return "unix://" + socket.string();
  const bool v6 = host.find(':') != host.npos;
  return "tcp://" + (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Result<DockerEndpoint> parse_docker_host(std::string_view address, const std::string& why,
                                         bool tls) {
  const std::string_view text = trim(address);
  if (text.starts_with('/'))
    return fail(ErrorCode::InvalidInput,
                "Docker cannot be reached at " + std::string(text) + " (" + why +
                    "): a socket's address begins with unix://",
                "Write it as unix://" + std::string(text));
  const Address parts = parts_of(text);
  for (const Scheme& scheme : kSchemes)
    if (scheme.name == parts.scheme) return scheme.endpoint(parts, why, tls);
  return odd(parts, why, "this kind of address is not known");
}

}  // namespace emulator
