#include "emulator/docker/docker_endpoints.h"

#include <algorithm>
#include <array>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "emulator/docker/docker_config.h"
#include "emulator/docker/docker_host.h"

namespace emulator {
namespace {

namespace fs = std::filesystem;
using Surroundings = DockerSurroundings;
using Endpoints = std::vector<DockerEndpoint>;

constexpr std::string_view kPodman = "Podman's socket";

// A folder that sockets are below; empty where this user has none.
using Folder = fs::path (*)(const Surroundings&);

fs::path system_folder(const Surroundings& around) { return around.root; }
fs::path home_folder(const Surroundings& around) { return around.home; }
fs::path runtime_folder(const Surroundings& around) {
  const fs::path named = around.variable("XDG_RUNTIME_DIR");
  return named.is_absolute() ? named : fs::path{};
}
fs::path user_run_folder(const Surroundings& around) {
  return around.root / "run/user" / std::to_string(around.user);
}
fs::path settings_folder(const Surroundings& around) {
  const fs::path named = around.variable("XDG_CONFIG_HOME");
  return named.is_absolute() ? named : around.home / ".config";
}

struct UsualSocket {
  Folder folder;
  std::string_view below;
  std::string_view why;
};
constexpr std::array kUsualSockets{
    UsualSocket{system_folder, "var/run/docker.sock", "the usual socket"},
    UsualSocket{runtime_folder, "docker.sock", "rootless Docker's socket"},
    UsualSocket{user_run_folder, "docker.sock", "rootless Docker's socket"},
    UsualSocket{home_folder, ".docker/run/docker.sock", "Docker Desktop's socket"},
    UsualSocket{home_folder, ".docker/desktop/docker.sock", "Docker Desktop's socket"},
    UsualSocket{home_folder, ".colima/default/docker.sock", "Colima's socket"},
    UsualSocket{settings_folder, "colima/default/docker.sock", "Colima's socket"},
    UsualSocket{home_folder, ".rd/docker.sock", "Rancher Desktop's socket"},
    UsualSocket{home_folder, ".orbstack/run/docker.sock", "OrbStack's socket"},
    UsualSocket{runtime_folder, "podman/podman.sock", kPodman},
    UsualSocket{user_run_folder, "podman/podman.sock", kPodman},
    UsualSocket{system_folder, "run/podman/podman.sock", kPodman},
};

// Those that are there, each once, whatever links lead to it.
Endpoints usual_sockets(const Surroundings& around) {
  Endpoints found;
  std::vector<fs::path> seen;
  for (const UsualSocket& usual : kUsualSockets) {
    const fs::path folder = usual.folder(around);
    const fs::path socket = folder / usual.below;
    std::error_code error;
    if (folder.empty() || !fs::is_socket(socket, error)) continue;
    const fs::path real = fs::canonical(socket, error);
    if (std::ranges::find(seen, real) != seen.end()) continue;
    seen.push_back(real);
    DockerEndpoint& endpoint = found.emplace_back();
    endpoint.socket = socket;
    endpoint.why = usual.why;
  }
  return found;
}

bool is_there(const fs::path& file) {
  std::error_code ignored;
  return fs::exists(file, ignored);
}

tl::unexpected<Error> no_certificate(const fs::path& file, const std::string& why,
                                     const std::string& reason) {
  return fail(ErrorCode::NotFound,
              "The Docker Engine's certificate file " + file.string() + " (" + why + ") " + reason,
              "Put ca.pem, cert.pem and key.pem there, or set DOCKER_CERT_PATH to their folder");
}

// The certificates in a folder. Our own pair may be absent: an engine need not ask for it.
Result<DockerTls> tls_in(const fs::path& folder, bool verify, const std::string& why) {
  DockerTls tls{.verify = verify};
  struct File {
    std::string_view name;
    fs::path& target;
  };
  for (const File& file :
       {File{"ca.pem", tls.ca}, File{"cert.pem", tls.certificate}, File{"key.pem", tls.key}}) {
    const fs::path path = folder / file.name;
    if (!is_there(path)) continue;
    if (::faccessat(AT_FDCWD, path.c_str(), R_OK, AT_EACCESS) != 0)
      return no_certificate(path, why, "may not be read by this user");
    file.target = path;
  }
  if (tls.key.empty() && !tls.certificate.empty())
    return no_certificate(folder / "key.pem", why, "is missing");
  if (tls.certificate.empty() && !tls.key.empty())
    return no_certificate(folder / "cert.pem", why, "is missing");
  return tls;
}

// What DOCKER_TLS_VERIFY, DOCKER_TLS and DOCKER_CERT_PATH ask for.
struct TlsWish {
  bool any = false;
  bool verify = false;
  std::string why;
  fs::path folder;
};
TlsWish tls_wish(const Surroundings& around) {
  // Any value means yes, "0" too.
  const bool verify = !around.variable("DOCKER_TLS_VERIFY").empty();
  const bool plain = !around.variable("DOCKER_TLS").empty();
  const fs::path named = around.variable("DOCKER_CERT_PATH");
  return {.any = verify || plain,
          .verify = verify,
          .why = verify ? "DOCKER_TLS_VERIFY" : "DOCKER_TLS",
          .folder = named.empty() ? docker_config_folder(around) : named};
}

Result<DockerTls> wished_tls(const TlsWish& wish) {
  if (!is_there(wish.folder / "ca.pem"))
    return no_certificate(wish.folder / "ca.pem", wish.why, "is missing");
  return tls_in(wish.folder, wish.verify, wish.why);
}

Result<Endpoints> at_address(const std::string& address, const std::string& why,
                             const Surroundings& around) {
  const TlsWish wish = tls_wish(around);
  Result<DockerEndpoint> endpoint = parse_docker_host(address, why, wish.any);
  if (!endpoint) return fail(endpoint.error());
  if (wish.any && !endpoint->is_unix()) {
    Result<DockerTls> tls = wished_tls(wish);
    if (!tls) return fail(tls.error());
    endpoint->tls = std::move(*tls);
  }
  return Endpoints{std::move(*endpoint)};
}

struct ContextChoice {
  std::string name;
  std::string why;
  std::string another;  // how to choose another one
};
Result<Endpoints> in_context(const ContextChoice& choice, const Surroundings& around) {
  const auto context = read_docker_context(docker_config_folder(around), choice.name);
  if (!context) {
    Error error = context.error();
    error.next_step += ", or " + choice.another;
    return fail(std::move(error));
  }
  Result<DockerTls> tls = tls_in(context->tls_folder, !context->skip_tls_verify, choice.why);
  if (!tls) return fail(tls.error());
  const bool uses_tls = context->skip_tls_verify || is_there(context->tls_folder);
  Result<DockerEndpoint> endpoint =
      parse_docker_host(context->host.empty() ? "unix://" : context->host, choice.why, uses_tls);
  if (!endpoint) return fail(endpoint.error());
  if (uses_tls && !endpoint->is_unix()) endpoint->tls = std::move(*tls);
  return Endpoints{std::move(*endpoint)};
}

// What the CLI calls the default context.
Result<Endpoints> by_default(const Surroundings& around) {
  const TlsWish wish = tls_wish(around);
  if (wish.any) return at_address("tcp://localhost", wish.why, around);
  return usual_sockets(around);
}

constexpr std::string_view kDefaultContext = "default";

std::string names_of(const Endpoints& tried) {
  std::string names;
  for (const DockerEndpoint& endpoint : tried)
    names += (names.empty() ? "" : ", ") + endpoint.url() + " (" + endpoint.why + ")";
  return names;
}

bool is_podman(const DockerEndpoint& endpoint) {
  return endpoint.socket.filename() == "podman.sock";
}

}  // namespace

Result<Endpoints> docker_endpoints(const Surroundings& around) {
  if (const std::string host = around.variable("DOCKER_HOST"); !host.empty())
    return at_address(host, "DOCKER_HOST", around);
  if (const std::string name = around.variable("DOCKER_CONTEXT"); !name.empty()) {
    if (name == kDefaultContext) return by_default(around);
    return in_context({name, "context " + name + " (DOCKER_CONTEXT)",
                       "unset DOCKER_CONTEXT to use the current one"},
                      around);
  }
  const Result<DockerConfig> config = read_docker_config(docker_config_folder(around));
  if (!config) return fail(config.error());
  const std::string& name = config->current_context;
  if (name.empty() || name == kDefaultContext) return by_default(around);
  return in_context(
      {name, "the current context " + name, "leave it with `docker context use default`"}, around);
}

Error no_docker_engine(const Endpoints& tried) {
  const std::string where = tried.empty() ? "" : ": tried " + names_of(tried);
  return {ErrorCode::IoFailed, "No Docker Engine answers here" + where,
          "Install Docker or Podman, start it (sudo systemctl start docker, or systemctl --user "
          "start podman.socket), or set DOCKER_HOST to the address of one"};
}

Error socket_permission_denied(const DockerEndpoint& endpoint) {
  const std::string what = "This user may not use the Docker Engine's socket " +
                           endpoint.socket.string() + " (" + endpoint.why + ")";
  if (is_podman(endpoint))
    return {ErrorCode::PermissionDenied, what,
            "Start a Podman of your own: systemctl --user start podman.socket"};
  return {ErrorCode::PermissionDenied, what,
          "Run `sudo usermod -aG docker $USER` and log in again, or install rootless Docker "
          "(dockerd-rootless-setuptool.sh install)"};
}

}  // namespace emulator
