#include "emulator/docker/docker_endpoints.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/support/ordinary_user.h"
#include "tests/support/temporary_folder.h"

using namespace emulator;

namespace {

namespace fs = std::filesystem;

// The name's SHA-256, as the Docker CLI names a context's folder.
constexpr const char* kColima = "f24fd3749c1368328e2b149bec149cb6795619f244c5b584e844961215dadd16";

// A machine and a user of a test's own.
class Machine {
 public:
  std::map<std::string, std::string> variables;

  fs::path root() const { return folder_.path(); }
  fs::path home() const { return folder_.path() / "home/me"; }
  fs::path docker() const { return home() / ".docker"; }

  fs::path write(const fs::path& below, const std::string& text) const {
    return folder_.write(below.string(), text);
  }
  void write_context(const nlohmann::json& docker_endpoint, const std::string& folder = kColima) {
    const nlohmann::json meta{{"Name", "colima"}, {"Endpoints", {{"docker", docker_endpoint}}}};
    write("home/me/.docker/contexts/meta/" + folder + "/meta.json", meta.dump());
  }
  fs::path write_certificate(const std::string& name) const {
    return write("home/me/.docker/contexts/tls/" + std::string(kColima) + "/docker/" + name, "x");
  }
  // A socket that somebody listened on.
  fs::path make_socket(const std::string& below) const {
    const fs::path path = folder_.path() / below;
    fs::create_directories(path.parent_path());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    REQUIRE(path.native().size() < sizeof address.sun_path);
    std::strcpy(address.sun_path, path.c_str());
    const int number = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int bound = bind(number, reinterpret_cast<sockaddr*>(&address), sizeof address);
    close(number);
    REQUIRE(bound == 0);
    return path;
  }

  Result<std::vector<DockerEndpoint>> endpoints() const {
    DockerSurroundings around;
    around.environment = [this](const std::string& name) -> std::optional<std::string> {
      const auto found = variables.find(name);
      return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
    around.home = home();
    around.user = 1000;
    around.root = root();
    return docker_endpoints(around);
  }
  DockerEndpoint only() const {
    const auto all = endpoints();
    REQUIRE(all);
    REQUIRE(all->size() == 1);
    return all->front();
  }
  Error refusal() const {
    const auto all = endpoints();
    REQUIRE_FALSE(all);
    CHECK_FALSE(all.error().next_step.empty());
    return all.error();
  }

 private:
  tests::TemporaryFolder folder_;
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("where nothing is named and nothing is there, there is no endpoint") {
  const Machine machine;
  const auto endpoints = machine.endpoints();
  REQUIRE(endpoints);
  CHECK(endpoints->empty());
}

TEST_CASE("every usual socket that is there is tried, in order") {
  Machine machine;
  machine.variables["XDG_RUNTIME_DIR"] = machine.root() / "xdg";
  const std::vector<std::pair<std::string, std::string>> expected{
      {"var/run/docker.sock", "the usual socket"},
      {"xdg/docker.sock", "rootless Docker's socket"},
      {"run/user/1000/docker.sock", "rootless Docker's socket"},
      {"home/me/.docker/run/docker.sock", "Docker Desktop's socket"},
      {"home/me/.docker/desktop/docker.sock", "Docker Desktop's socket"},
      {"home/me/.colima/default/docker.sock", "Colima's socket"},
      {"home/me/.config/colima/default/docker.sock", "Colima's socket"},
      {"home/me/.rd/docker.sock", "Rancher Desktop's socket"},
      {"home/me/.orbstack/run/docker.sock", "OrbStack's socket"},
      {"xdg/podman/podman.sock", "Podman's socket"},
      {"run/user/1000/podman/podman.sock", "Podman's socket"},
      {"run/podman/podman.sock", "Podman's socket"}};
  for (const auto& [path, why] : expected) machine.make_socket(path);
  const auto endpoints = machine.endpoints();
  REQUIRE(endpoints);
  REQUIRE(endpoints->size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK((*endpoints)[i].socket == machine.root() / expected[i].first);
    CHECK((*endpoints)[i].why == expected[i].second);
    CHECK_FALSE((*endpoints)[i].tls);
  }
}

TEST_CASE("a socket that several names lead to is tried once") {
  Machine machine;
  machine.variables["XDG_RUNTIME_DIR"] = machine.root() / "run/user/1000";
  machine.make_socket("run/user/1000/docker.sock");
  fs::create_directories(machine.root() / "var/run");
  fs::create_symlink(machine.root() / "run/user/1000/docker.sock",
                     machine.root() / "var/run/docker.sock");
  CHECK(machine.only().why == "the usual socket");
}

TEST_CASE("what is no socket is not tried") {
  Machine machine;
  machine.write("var/run/docker.sock", "a file");
  fs::create_directories(machine.home() / ".rd/docker.sock");
  fs::create_directories(machine.root() / "run/podman");
  fs::create_symlink("nowhere", machine.root() / "run/podman/podman.sock");
  machine.variables["XDG_RUNTIME_DIR"] = "relative";
  const auto endpoints = machine.endpoints();
  REQUIRE(endpoints);
  CHECK(endpoints->empty());
}

TEST_CASE("a socket in a folder that is closed to this user is not tried") {
  const Machine machine;
  machine.make_socket("run/podman/podman.sock");
  fs::permissions(machine.root(), fs::perms::all);
  CHECK(machine.only().why == "Podman's socket");
  fs::permissions(machine.root() / "run/podman", fs::perms::none);
  const tests::OrdinaryUser ordinary;
  const auto endpoints = machine.endpoints();
  REQUIRE(endpoints);
  CHECK(endpoints->empty());
}

TEST_CASE("DOCKER_HOST beats DOCKER_CONTEXT beats the current context beats the usual sockets") {
  Machine machine;
  machine.make_socket("var/run/docker.sock");
  CHECK(machine.only().why == "the usual socket");

  machine.write("home/me/.docker/config.json", R"({"currentContext": "colima"})");
  machine.write_context({{"Host", "unix:///colima.sock"}});
  CHECK(machine.only().url() == "unix:///colima.sock");
  CHECK(machine.only().why == "the current context colima");

  machine.variables["DOCKER_CONTEXT"] = "colima";
  CHECK(machine.only().url() == "unix:///colima.sock");
  CHECK(machine.only().why == "context colima (DOCKER_CONTEXT)");

  machine.variables["DOCKER_HOST"] = "tcp://10.0.0.7:4000";
  CHECK(machine.only().url() == "tcp://10.0.0.7:4000");
  CHECK(machine.only().why == "DOCKER_HOST");
}

TEST_CASE("the context named default means the usual sockets") {
  Machine machine;
  machine.make_socket("var/run/docker.sock");
  machine.write("home/me/.docker/config.json", R"({"currentContext": "default"})");
  CHECK(machine.only().why == "the usual socket");
  machine.write("home/me/.docker/config.json", R"({"currentContext": "elsewhere"})");
  machine.variables["DOCKER_CONTEXT"] = "default";
  CHECK(machine.only().why == "the usual socket");
}

TEST_CASE("an empty variable names nothing") {
  Machine machine;
  machine.make_socket("var/run/docker.sock");
  for (const char* name : {"DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_TLS_VERIFY", "DOCKER_TLS",
                           "DOCKER_CONFIG", "DOCKER_CERT_PATH"})
    machine.variables[name] = "";
  CHECK(machine.only().why == "the usual socket");
}

TEST_CASE("what comes later in that order is not even read") {
  Machine machine;
  machine.write("home/me/.docker/config.json", "broken");
  CHECK(holds(machine.refusal().what, (machine.docker() / "config.json").string()));
  machine.variables["DOCKER_CONTEXT"] = "nowhere";
  CHECK(holds(machine.refusal().what, "nowhere"));
  machine.variables["DOCKER_HOST"] = "unix:///x";
  CHECK(machine.only().url() == "unix:///x");
}

TEST_CASE("DOCKER_CONFIG is where settings, contexts and certificates are") {
  Machine machine;
  machine.variables["DOCKER_CONFIG"] = machine.root() / "settings";
  machine.write("settings/config.json", R"({"currentContext": "colima"})");
  machine.write("settings/contexts/meta/" + std::string(kColima) + "/meta.json",
                R"({"Endpoints": {"docker": {"Host": "tcp://10.0.0.7"}}})");
  CHECK(machine.only().url() == "tcp://10.0.0.7:2375");
  const fs::path ca = machine.write("settings/ca.pem", "x");
  machine.variables["DOCKER_HOST"] = "tcp://10.0.0.8";
  machine.variables["DOCKER_TLS_VERIFY"] = "1";
  REQUIRE(machine.only().tls);
  CHECK(machine.only().tls->ca == ca);
}

TEST_CASE("an address that is not understood says which variable or context names it") {
  Machine machine;
  machine.variables["DOCKER_HOST"] = "ssh://me@far.example";
  CHECK(holds(machine.refusal().what, "(DOCKER_HOST)"));
  machine.variables = {{"DOCKER_CONTEXT", "colima"}};
  machine.write_context({{"Host", "npipe:////./pipe/x"}});
  CHECK(holds(machine.refusal().what, "(context colima (DOCKER_CONTEXT))"));
}

TEST_CASE("DOCKER_TLS_VERIFY uses the certificates in DOCKER_CERT_PATH") {
  Machine machine;
  const fs::path ca = machine.write("certs/ca.pem", "x");
  const fs::path certificate = machine.write("certs/cert.pem", "x");
  const fs::path key = machine.write("certs/key.pem", "x");
  machine.variables = {{"DOCKER_HOST", "tcp://10.0.0.7"},
                       {"DOCKER_TLS_VERIFY", "0"},  // any value means yes
                       {"DOCKER_CERT_PATH", machine.root() / "certs"}};
  const DockerEndpoint endpoint = machine.only();
  CHECK(endpoint.url() == "tcp://10.0.0.7:2376");
  REQUIRE(endpoint.tls);
  CHECK(endpoint.tls->verify);
  CHECK(endpoint.tls->ca == ca);
  CHECK(endpoint.tls->certificate == certificate);
  CHECK(endpoint.tls->key == key);
}

TEST_CASE("DOCKER_TLS alone encrypts without verifying") {
  Machine machine;
  machine.write("home/me/.docker/ca.pem", "x");
  machine.variables = {{"DOCKER_HOST", "tcp://10.0.0.7:4000"}, {"DOCKER_TLS", "1"}};
  const DockerEndpoint endpoint = machine.only();
  REQUIRE(endpoint.tls);
  CHECK_FALSE(endpoint.tls->verify);
  CHECK(endpoint.tls->certificate.empty());
  machine.variables["DOCKER_TLS_VERIFY"] = "1";
  CHECK(machine.only().tls->verify);
}

TEST_CASE("TLS without an address is this machine's port 2376") {
  Machine machine;
  machine.make_socket("var/run/docker.sock");
  machine.write("home/me/.docker/ca.pem", "x");
  machine.variables["DOCKER_TLS_VERIFY"] = "1";
  CHECK(machine.only().url() == "tcp://localhost:2376");
  CHECK(machine.only().why == "DOCKER_TLS_VERIFY");
  CHECK(machine.only().tls);
}

TEST_CASE("without TLS nobody looks for certificates") {
  Machine machine;
  machine.variables = {{"DOCKER_HOST", "tcp://10.0.0.7"}, {"DOCKER_CERT_PATH", "/nowhere"}};
  CHECK_FALSE(machine.only().tls);
  machine.variables = {{"DOCKER_HOST", "unix:///x"}, {"DOCKER_TLS_VERIFY", "1"}};
  CHECK_FALSE(machine.only().tls);
}

TEST_CASE("a certificate file that is missing is named") {
  Machine machine;
  machine.variables = {{"DOCKER_HOST", "tcp://10.0.0.7"},
                       {"DOCKER_TLS_VERIFY", "1"},
                       {"DOCKER_CERT_PATH", machine.root() / "certs"}};
  const auto missing = [&](const std::string& name) {
    const Error error = machine.refusal();
    CHECK(error.code == ErrorCode::NotFound);
    CHECK(holds(error.next_step, "DOCKER_CERT_PATH"));
    return holds(error.what, (machine.root() / "certs" / name).string() + " ");
  };
  CHECK(missing("ca.pem"));
  machine.write("certs/ca.pem", "x");
  CHECK(machine.only().tls);
  machine.write("certs/cert.pem", "x");
  CHECK(missing("key.pem"));
  machine.write("certs/key.pem", "x");
  CHECK(machine.only().tls);
  fs::remove(machine.root() / "certs/cert.pem");
  CHECK(missing("cert.pem"));
}

TEST_CASE("a key that may not be read is named") {
  Machine machine;
  for (const char* name : {"ca.pem", "cert.pem", "key.pem"})
    machine.write(fs::path("certs") / name, "x");
  machine.variables = {{"DOCKER_HOST", "tcp://10.0.0.7"},
                       {"DOCKER_TLS_VERIFY", "1"},
                       {"DOCKER_CERT_PATH", machine.root() / "certs"}};
  fs::permissions(machine.root(), fs::perms::all);
  fs::permissions(machine.root() / "certs/key.pem", fs::perms::none);
  const tests::OrdinaryUser ordinary;
  CHECK(holds(machine.refusal().what, "key.pem"));
}

TEST_CASE("a context brings its own certificates") {
  Machine machine;
  machine.variables["DOCKER_CONTEXT"] = "colima";
  machine.write_context({{"Host", "tcp://10.0.0.7"}, {"SkipTLSVerify", false}});
  CHECK_FALSE(machine.only().tls);
  const fs::path ca = machine.write_certificate("ca.pem");
  const fs::path certificate = machine.write_certificate("cert.pem");
  CHECK(holds(machine.refusal().what, "key.pem"));
  const fs::path key = machine.write_certificate("key.pem");
  const DockerEndpoint endpoint = machine.only();
  CHECK(endpoint.url() == "tcp://10.0.0.7:2376");
  REQUIRE(endpoint.tls);
  CHECK(endpoint.tls->verify);
  CHECK(endpoint.tls->ca == ca);
  CHECK(endpoint.tls->certificate == certificate);
  CHECK(endpoint.tls->key == key);
}

TEST_CASE("a context may ask for TLS without verifying") {
  Machine machine;
  machine.variables["DOCKER_CONTEXT"] = "colima";
  machine.write_context({{"Host", "tcp://10.0.0.7:4000"}, {"SkipTLSVerify", true}});
  REQUIRE(machine.only().tls);
  CHECK_FALSE(machine.only().tls->verify);
}

TEST_CASE("the variables about TLS are not for contexts") {
  Machine machine;
  machine.variables = {{"DOCKER_CONTEXT", "colima"}, {"DOCKER_TLS_VERIFY", "1"}};
  machine.write_context({{"Host", "tcp://10.0.0.7:4000"}});
  CHECK_FALSE(machine.only().tls);
}

TEST_CASE("a context without an address means the usual socket") {
  Machine machine;
  machine.variables["DOCKER_CONTEXT"] = "colima";
  machine.write_context({{"SkipTLSVerify", false}});
  CHECK(machine.only().url() == "unix:///var/run/docker.sock");
}

TEST_CASE("a context that does not exist says what to do") {
  Machine machine;
  machine.variables["DOCKER_CONTEXT"] = "colima";
  const Error named = machine.refusal();
  CHECK(named.code == ErrorCode::NotFound);
  CHECK(holds(named.what, "\"colima\""));
  CHECK(holds(named.what, kColima));
  CHECK(holds(named.next_step, "docker context ls"));
  CHECK(holds(named.next_step, "DOCKER_CONTEXT"));
  machine.variables.clear();
  machine.write("home/me/.docker/config.json", R"({"currentContext": "colima"})");
  CHECK(holds(machine.refusal().next_step, "docker context use default"));
}

TEST_CASE("a context that cannot be understood names its file") {
  Machine machine;
  machine.variables["DOCKER_CONTEXT"] = "colima";
  const std::string below = ".docker/contexts/meta/" + std::string(kColima) + "/meta.json";
  for (const std::string text : {"", "{", "[]", "{}", R"({"Endpoints": {"kubernetes": {}}})"}) {
    CAPTURE(text);
    machine.write("home/me/" + below, text);
    CHECK(holds(machine.refusal().what, (machine.home() / below).string()));
  }
}

TEST_CASE("where no engine answers, one is told what was tried and what to do") {
  const Error none = no_docker_engine({});
  CHECK(none.code == ErrorCode::IoFailed);
  CHECK(none.what == "No Docker Engine answers here");
  CHECK(holds(none.next_step, "Install Docker or Podman"));
  CHECK(holds(none.next_step, "DOCKER_HOST"));
  DockerEndpoint usual;
  usual.socket = "/var/run/docker.sock";
  usual.why = "the usual socket";
  CHECK(holds(no_docker_engine({usual}).what, "unix:///var/run/docker.sock (the usual socket)"));
}

TEST_CASE("a socket that this user may not use is named, with the way in") {
  DockerEndpoint endpoint;
  endpoint.socket = "/var/run/docker.sock";
  endpoint.why = "the usual socket";
  const Error docker = socket_permission_denied(endpoint);
  CHECK(docker.code == ErrorCode::PermissionDenied);
  CHECK(holds(docker.what, "/var/run/docker.sock"));
  CHECK(holds(docker.next_step, "sudo usermod -aG docker $USER"));
  endpoint.socket = "/run/podman/podman.sock";
  CHECK(holds(socket_permission_denied(endpoint).next_step, "systemctl --user"));
}

TEST_CASE("this process has surroundings of its own") {
  const DockerSurroundings around = docker_surroundings();
  CHECK(around.user == geteuid());
  CHECK_FALSE(around.home.empty());
  CHECK(around.variable("PATH") == std::getenv("PATH"));
  CHECK(around.variable("HOPLENS_NO_SUCH_VARIABLE").empty());
}
