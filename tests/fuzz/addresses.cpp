#include "emulator/docker/docker_host.h"
#include "emulator/runtime/url_address.h"
#include "tests/fuzz/support/fuzz.h"

// Addresses that files name: an engine's as in DOCKER_HOST, and a stage's Url.
namespace fuzz {
namespace {

bool is_port(int port) { return port >= 1 && port <= 65535; }

void try_engine(std::string_view input, bool tls) {
  const auto endpoint = emulator::parse_docker_host(input, "why", tls);
  if (!endpoint) return;
  if (endpoint->is_unix()) return;
  promise(!endpoint->host.empty() && is_port(endpoint->port), "an engine has a host and a port");
  const auto again = emulator::parse_docker_host(endpoint->url(), "why", tls);
  promise(again && again->url() == endpoint->url(), "its own address leads to it");
}

}  // namespace

void try_input(std::string_view input) {
  try_engine(input, false);
  try_engine(input, true);
  const auto stage = emulator::parse_stage_url(input);
  if (!stage) return;
  promise(!stage->host.empty() && is_port(stage->port), "a stage has a host and a port");
  promise(stage->base_path.empty() || stage->base_path.front() == '/', "a base path is absolute");
  // Both go into requests as they are.
  const std::string in_request = stage->host + stage->base_path;
  promise(in_request.find_first_of(std::string_view(" \r\n\0", 4)) == in_request.npos,
          "nothing of it ends a line of a request");
}

}  // namespace fuzz
