#include "emulator/api/front/host_guard.h"

#include <catch2/catch_test_macros.hpp>

using namespace emulator;

TEST_CASE("the host of an authority is its name without port, in lower case") {
  CHECK(host_of_authority("LocalHost:8089") == "localhost");
  CHECK(host_of_authority("example.org.") == "example.org");
  CHECK(host_of_authority("127.0.0.1") == "127.0.0.1");
  CHECK(host_of_authority("[::1]:8089") == "::1");
  CHECK(host_of_authority("[0:0:0:0:0:0:0:1]") == "::1");
  CHECK(host_of_authority("a:") == "a");
}

TEST_CASE("what is no host with at most a port has no host") {
  for (const std::string_view authority : {"",
                                           ":",
                                           ":80",
                                           "a:b",
                                           "a:80:80",
                                           "a:123456",
                                           "[::1",
                                           "::1",
                                           "[::1]x",
                                           "[::1]:x",
                                           "[a]",
                                           "[]",
                                           "user@localhost",
                                           "localhost/path",
                                           "local host",
                                           "localhost,evil",
                                           "localhost\t",
                                           ".",
                                           "localhost#x",
                                           "localhost?",
                                           "loc\xc3\xa4l",
                                           "[::1%lo]"}) {
    CAPTURE(authority);
    CHECK(host_of_authority(authority).empty());
  }
}

TEST_CASE("an address does not end at a NUL") {
  using namespace std::string_view_literals;
  for (const std::string_view authority :
       {"[::1\0.evil.example]"sv, "[::1\0]"sv, "127.0.0.1\0.evil.example"sv, "\0"sv}) {
    CAPTURE(authority.size());
    CHECK(host_of_authority(authority).empty());
  }
  CHECK_FALSE(is_loopback_host("127.0.0.1\0.evil.example"sv));
}

TEST_CASE("loopback has many names") {
  for (const std::string_view host :
       {"localhost", "a.localhost", "127.0.0.1", "127.255.1.2", "::1"}) {
    CAPTURE(host);
    CHECK(is_loopback_host(host));
  }
  for (const std::string_view host :
       {"localhost.evil.example", "notlocalhost", "127.0.0.1.evil.example", "128.0.0.1", "127.1",
        "0.0.0.0", "::2", "127.evil.example"}) {
    CAPTURE(host);
    CHECK_FALSE(is_loopback_host(host));
  }
}

TEST_CASE("a server on loopback answers to loopback's names and those that were allowed") {
  const HostGuard guard{.listens_on = "127.0.0.1",
                        .allowed_hosts = {"Hoplens.internal", "fd00::0:5", "10.0.0.7:80"},
                        .is_own_address = {}};
  for (const std::string_view host : {"127.0.0.1", "localhost:1", "[::1]:8089",
                                      "hoplens.INTERNAL:80", "[fd00::5]", "10.0.0.7:8089"}) {
    CAPTURE(host);
    CHECK(guard.is_ours(host));
  }
  for (const std::string_view host : {"evil.example", "127.0.0.1.nip.example", "192.168.1.5",
                                      "0.0.0.0", "[fd00::6]", "", "x.hoplens.internal", "[::]"}) {
    CAPTURE(host);
    CHECK_FALSE(guard.is_ours(host));
  }
}

TEST_CASE("a server that others can reach answers to the addresses of its machine as well") {
  const HostGuard guard{.listens_on = "0.0.0.0",
                        .allowed_hosts = {},
                        .is_own_address = [](const std::string& address) {
                          return address == "192.168.1.5" || address == "fd00::5";
                        }};
  CHECK(guard.is_ours("192.168.1.5:8089"));
  CHECK(guard.is_ours("[fd00:0::5]:8089"));
  CHECK(guard.is_ours("0.0.0.0:8089"));
  CHECK(guard.is_ours("localhost"));
  CHECK_FALSE(guard.is_ours("192.168.1.6"));
  CHECK_FALSE(guard.is_ours("evil.example"));
}

TEST_CASE("it answers to the name that it was told to listen on") {
  const HostGuard guard{.listens_on = "My-Laptop", .allowed_hosts = {}, .is_own_address = {}};
  CHECK(guard.is_ours("my-laptop:8089"));
  CHECK_FALSE(guard.is_ours("your-laptop"));
}

TEST_CASE("only a page that came from this server may call it") {
  const HostGuard guard{.listens_on = "127.0.0.1", .allowed_hosts = {}, .is_own_address = {}};
  CHECK(guard.is_our_origin("http://localhost:8089", "localhost:8089"));
  CHECK(guard.is_our_origin("HTTP://LocalHost:8089", "localhost:8089"));
  for (const std::string_view origin :
       {"", "null", "http://", "http://evil.example", "https://localhost:8089",
        "http://localhost:3000", "http://localhost", "localhost:8089", "http://localhost:8089/",
        "http://localhost:8089.evil", "http://localhost:8089@evil.example", "file://",
        "http://127.0.0.1:8089"}) {
    CAPTURE(origin);
    CHECK_FALSE(guard.is_our_origin(origin, "localhost:8089"));
  }
  CHECK_FALSE(guard.is_our_origin("http://evil.example", "evil.example"));
}

TEST_CASE("loopback's address is this machine's, another machine's is not") {
  CHECK(is_address_of_this_machine("127.0.0.1"));
  CHECK_FALSE(is_address_of_this_machine("192.0.2.1"));  // RFC 5737: for documents alone
  CHECK_FALSE(is_address_of_this_machine("not an address"));
}
