#include "emulator/runtime/ports.h"

#include <set>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/base/descriptor.h"
#include "emulator/runtime/port_claims.h"
#include "tests/emulator/runtime/world.h"

using namespace emulator;
using Catch::Matchers::ContainsSubstring;
using emulator::test::TestFolder;

namespace {

struct Listener {
  Descriptor socket;
  int port = 0;
};

Listener listen_somewhere() {
  Listener listener{Descriptor(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))};
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  REQUIRE(bind(listener.socket.get(), generic, size) == 0);
  REQUIRE(listen(listener.socket.get(), 1) == 0);
  getsockname(listener.socket.get(), generic, &size);
  listener.port = ntohs(address.sin_port);
  return listener;
}

}  // namespace

TEST_CASE("every stage gets a port and a safe range that nobody else has") {
  const auto leases = lease_ports(std::vector<int>(15, 0));
  REQUIRE(leases);
  REQUIRE(leases->size() == 15);
  std::set<int> ports;
  for (const PortLease& lease : *leases) {
    CHECK(lease.safe_last - lease.safe_first + 1 == 100);
    ports.insert(lease.bind_port);
    for (int port = lease.safe_first; port <= lease.safe_last; ++port) ports.insert(port);
  }
  CHECK(ports.size() == 15 * 101);
}

TEST_CASE("ports leased a moment ago are not leased again") {
  const auto first = lease_ports({0});
  const auto second = lease_ports({0});
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->front().bind_port != second->front().bind_port);
}

TEST_CASE("ports that another process has claimed are left alone until it is gone") {
  auto ready = make_pipe();
  auto leave = make_pipe();
  REQUIRE(ready);
  REQUIRE(leave);
  const PortBlock block{20'000, 10};
  const TestFolder folder;
  const auto file = folder.path() / "claims";
  const pid_t other = fork();
  if (other == 0) {
    leave->second.close();  // so that the end of the test is its end
    PortClaims claims(file);
    const char claimed = claims.claim(block) ? 'y' : 'n';
    if (write(ready->second.get(), &claimed, 1) != 1) _exit(1);
    char end = 0;
    _exit(static_cast<int>(read(leave->first.get(), &end, 1)));
  }
  char claimed = 0;
  REQUIRE(read(ready->first.get(), &claimed, 1) == 1);
  REQUIRE(claimed == 'y');
  const pid_t reader = fork();
  if (reader == 0) {
    PortClaims claims(file);
    const bool kept_off = !claims.claim(block) && !claims.claim({20'009, 1});
    const bool beside = claims.claim({20'010, 1});
    _exit(kept_off && beside ? 0 : 1);
  }
  int status = -1;
  REQUIRE(waitpid(reader, &status, 0) == reader);
  CHECK(status == 0);
  leave->second.close();
  REQUIRE(waitpid(other, nullptr, 0) == other);
  const pid_t later = fork();
  if (later == 0) _exit(PortClaims(file).claim(block) ? 0 : 1);
  REQUIRE(waitpid(later, &status, 0) == later);
  CHECK(status == 0);
}

TEST_CASE("a chosen port is kept, and others stay off it") {
  int free_port = 0;
  { free_port = listen_somewhere().port; }
  const auto leases = lease_ports({0, free_port});
  REQUIRE(leases);
  CHECK(leases->at(1).bind_port == free_port);
  CHECK(leases->at(0).bind_port != free_port);
  CHECK(leases->at(1).safe_first != leases->at(0).safe_first);
}

TEST_CASE("a chosen port that another program holds is an error that names it") {
  const Listener taken = listen_somewhere();
  const auto leases = lease_ports({0, taken.port});
  REQUIRE_FALSE(leases);
  CHECK(leases.error().code == ErrorCode::PortInUse);
  CHECK(leases.error().what == "Another program holds port " + std::to_string(taken.port));
  CHECK_THAT(leases.error().next_step, ContainsSubstring("Port"));
}

TEST_CASE("impossible ports are refused") {
  CHECK(lease_ports({70000}).error().code == ErrorCode::InvalidInput);
  CHECK(lease_ports({-1}).error().code == ErrorCode::InvalidInput);
  int free_port = 0;
  { free_port = listen_somewhere().port; }
  CHECK(lease_ports({free_port, free_port}).error().code == ErrorCode::InvalidInput);
}
