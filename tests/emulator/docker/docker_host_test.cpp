#include "emulator/docker/docker_host.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

using namespace emulator;

namespace {

std::string url_of(const std::string& address, bool tls = false) {
  const Result<DockerEndpoint> endpoint = parse_docker_host(address, "DOCKER_HOST", tls);
  return endpoint ? endpoint->url() : "error: " + endpoint.error().what;
}

Error refusal_of(const std::string& address) {
  const Result<DockerEndpoint> endpoint = parse_docker_host(address, "DOCKER_HOST");
  REQUIRE_FALSE(endpoint);
  CHECK(endpoint.error().what.find("DOCKER_HOST") != std::string::npos);
  CHECK_FALSE(endpoint.error().next_step.empty());
  return endpoint.error();
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an engine's address is understood as the Docker CLI does") {
  CHECK(url_of("unix:///run/some/docker.sock") == "unix:///run/some/docker.sock");
  CHECK(url_of("unix://") == "unix:///var/run/docker.sock");
  CHECK(url_of("unix://beside.sock") == "unix://beside.sock");
  CHECK(url_of("tcp://10.0.0.7:4000") == "tcp://10.0.0.7:4000");
  CHECK(url_of("tcp://10.0.0.7") == "tcp://10.0.0.7:2375");
  CHECK(url_of("tcp://") == "tcp://localhost:2375");
  CHECK(url_of("tcp://:4000") == "tcp://localhost:4000");
  CHECK(url_of("10.0.0.7:4000") == "tcp://10.0.0.7:4000");
  CHECK(url_of("docker.example") == "tcp://docker.example:2375");
  CHECK(url_of(":4000") == "tcp://localhost:4000");
  CHECK(url_of("  tcp://10.0.0.7:4000\n") == "tcp://10.0.0.7:4000");
  CHECK(url_of("tcp://10.0.0.7:4000/") == "tcp://10.0.0.7:4000");
  CHECK(url_of("tcp://somebody:secret@10.0.0.7:4000") == "tcp://10.0.0.7:4000");
}

TEST_CASE("an engine's address may be an IPv6 address") {
  CHECK(url_of("tcp://[::1]:4000") == "tcp://[::1]:4000");
  CHECK(url_of("tcp://[::1]") == "tcp://[::1]:2375");
  CHECK(url_of("[fe80::1%eth0]:4000") == "tcp://[fe80::1%eth0]:4000");
  CHECK(url_of("::1") == "tcp://[::1]:2375");
  CHECK(parse_docker_host("tcp://[::1]:4000", "")->host == "::1");
}

TEST_CASE("an engine that speaks TLS has another usual port") {
  CHECK(url_of("tcp://10.0.0.7", true) == "tcp://10.0.0.7:2376");
  CHECK(url_of("tcp://10.0.0.7:4000", true) == "tcp://10.0.0.7:4000");
}

TEST_CASE("an engine's address may be that of a web server") {
  CHECK(url_of("http://10.0.0.7:4000") == "tcp://10.0.0.7:4000");
  CHECK(url_of("http://10.0.0.7") == "tcp://10.0.0.7:80");
  CHECK_FALSE(parse_docker_host("http://10.0.0.7", "")->tls);
  const Result<DockerEndpoint> secure = parse_docker_host("https://10.0.0.7", "");
  REQUIRE(secure);
  CHECK(secure->port == 443);
  REQUIRE(secure->tls);
  CHECK(secure->tls->verify);
  CHECK(secure->tls->ca.empty());
}

TEST_CASE("an endpoint says why it was chosen") {
  CHECK(parse_docker_host("tcp://10.0.0.7", "because")->why == "because");
  CHECK(parse_docker_host("unix:///x", "because")->why == "because");
}

TEST_CASE("for ssh there is a tunnel") {
  const Error error = refusal_of("ssh://me:secret@far.example:2222");
  CHECK(error.code == ErrorCode::Unsupported);
  CHECK(holds(error.next_step,
              "ssh -nNT -p 2222 -L $HOME/.docker-tunnel.sock:/var/run/docker.sock me@far.example"));
  CHECK(holds(error.next_step, "DOCKER_HOST=unix://$HOME/.docker-tunnel.sock"));
  CHECK_FALSE(holds(error.what + error.next_step, "secret"));
  CHECK(holds(refusal_of("ssh://far.example/run/user/1000/docker.sock").next_step,
              ":/run/user/1000/docker.sock far.example"));
}

TEST_CASE("addresses that reach no engine from here are refused") {
  CHECK(refusal_of("npipe:////./pipe/docker_engine").code == ErrorCode::Unsupported);
  CHECK(refusal_of("fd://").code == ErrorCode::Unsupported);
}

TEST_CASE("what is no engine's address says what one looks like") {
  CHECK(refusal_of("/var/run/docker.sock").next_step == "Write it as unix:///var/run/docker.sock");
  for (const std::string address :
       {"gopher://10.0.0.7", "TCP://10.0.0.7", "tcp://10.0.0.7:0", "tcp://10.0.0.7:65536",
        "tcp://10.0.0.7:", "tcp://10.0.0.7:port", "tcp://10.0.0.7:4000/path", "tcp://[::1",
        "tcp://[::1]4000", "tcp://two words", "tcp://10.0.0.7?x"}) {
    CAPTURE(address);
    const Error error = refusal_of(address);
    CHECK(error.code == ErrorCode::InvalidInput);
    CHECK(holds(error.what, address));
    CHECK(holds(error.next_step, "tcp://HOST:2375"));
  }
  CHECK_FALSE(holds(refusal_of("tcp://me:secret@10.0.0.7:port").what, "secret"));
}
