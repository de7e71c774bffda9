#include "emulator/api/front/request_reader.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace emulator;
using State = RequestReader::State;

namespace {

// Feeds bytes in pieces of at most `piece`; returns what the reader did not want any more.
std::string_view feed(RequestReader& reader, std::string_view bytes, std::size_t piece = 4096) {
  while (!bytes.empty() && reader.state() == State::Reading) {
    const auto space = reader.space();
    const std::size_t size = std::min({piece, space.size(), bytes.size()});
    std::copy_n(bytes.begin(), size, space.begin());
    reader.received(size);
    bytes.remove_prefix(size);
  }
  return bytes;
}

std::string body_of(const HttpRequest& request) {
  return std::string(request.body->in_memory()->view());
}

// "400 …" where it is refused, "complete", "too large" or "reading".
std::string verdict(std::string_view bytes, std::size_t piece = 4096, RequestLimits limits = {}) {
  RequestReader reader(limits);
  feed(reader, bytes, piece);
  switch (reader.state()) {
    case State::Reading:
      return "reading";
    case State::Complete:
      return "complete";
    case State::TooLarge:
      return "too large";
    case State::Refused:
      break;
  }
  return std::to_string(reader.refusal().status) + " " + reader.refusal().why;
}

std::string post(std::string_view headers, std::string_view rest) {
  return "POST / HTTP/1.1\r\nHost: here\r\n" + std::string(headers) + "\r\n" + std::string(rest);
}

constexpr std::string_view kPlain =
    "POST /endpoints/abalone/invocations?x=1 HTTP/1.1\r\n"
    "Host: localhost:8089\r\n"
    "content-TYPE: text/csv\r\n"
    "X-Repeat: one\r\n"
    "Empty:\r\n"
    "X-Repeat:   two\t \r\n"
    "Content-Length: 5\r\n\r\n1,2,3";

constexpr std::string_view kChunked =
    "PUT /a HTTP/1.1\r\nHost: x\r\ntransfer-encoding: Chunked\r\n\r\n"
    "3;name=\"value\"\r\nabc\r\n00A\r\n0123456789\r\n0\r\nX-Trailer: gone\r\n\r\n";

}  // namespace

TEST_CASE("a request keeps the order, the spelling and the repeats of its headers") {
  const std::size_t piece = GENERATE(1U, 2U, 3U, 7U, 50U, 4096U);
  RequestReader reader({});
  CHECK(feed(reader, kPlain, piece).empty());
  REQUIRE(reader.state() == State::Complete);
  const HttpRequest request = reader.take_request();
  CHECK(request.method == "POST");
  CHECK(request.target == "/endpoints/abalone/invocations?x=1");
  CHECK(request.headers == Headers{{"Host", "localhost:8089"},
                                   {"content-TYPE", "text/csv"},
                                   {"X-Repeat", "one"},
                                   {"Empty", ""},
                                   {"X-Repeat", "two"},
                                   {"Content-Length", "5"}});
  CHECK(body_of(request) == "1,2,3");
  CHECK(reader.body_bytes() == 5);
  CHECK(reader.keeps_connection());
}

TEST_CASE("the chunks of a body are put together, extensions and trailers left out") {
  const std::size_t piece = GENERATE(1U, 2U, 5U, 4096U);
  RequestReader reader({});
  CHECK(feed(reader, kChunked, piece).empty());
  REQUIRE(reader.state() == State::Complete);
  const HttpRequest request = reader.take_request();
  CHECK(body_of(request) == "abc0123456789");
  CHECK_FALSE(request.headers.has("X-Trailer"));
}

TEST_CASE("a long body of known length is written to where it stays") {
  RequestReader reader({});
  std::string body(300'000, 'x');
  body[123'456] = 'y';
  feed(reader, post("Content-Length: 300000\r\n", {}));
  REQUIRE(reader.head_complete());
  const char* const place = reader.space().data();
  CHECK(reader.space().size() == body.size());
  feed(reader, body, 100'000);
  REQUIRE(reader.state() == State::Complete);
  const HttpRequest request = reader.take_request();
  CHECK(request.body->in_memory()->view().data() == place);
  CHECK(body_of(request) == body);
}

TEST_CASE("requests that come in one piece are read one after the other") {
  RequestReader reader({});
  const std::string all = std::string(kPlain) + std::string(kChunked) +
                          "GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  CHECK(feed(reader, all).empty());
  REQUIRE(reader.state() == State::Complete);
  CHECK(body_of(reader.take_request()) == "1,2,3");
  reader.next();
  REQUIRE(reader.state() == State::Complete);
  CHECK(body_of(reader.take_request()) == "abc0123456789");
  CHECK(reader.keeps_connection());
  reader.next();
  REQUIRE(reader.state() == State::Complete);
  CHECK(reader.take_request().target == "/last");
  CHECK_FALSE(reader.keeps_connection());
  reader.next();
  CHECK(reader.state() == State::Reading);
  CHECK_FALSE(reader.started());
}

TEST_CASE("a request that begins behind another one is gone on with") {
  RequestReader reader({});
  const std::string all = std::string(kPlain) + "GET /nex";
  feed(reader, all);
  static_cast<void>(reader.take_request());
  reader.next();
  CHECK(reader.started());
  REQUIRE(reader.state() == State::Reading);
  feed(reader, "t HTTP/1.1\r\nHost: x\r\n\r\n");
  REQUIRE(reader.state() == State::Complete);
  CHECK(reader.take_request().target == "/next");
}

TEST_CASE("HTTP/1.0 needs no Host and keeps the connection only where it asks for it") {
  RequestReader plain({});
  feed(plain, "GET / HTTP/1.0\r\n\r\n");
  REQUIRE(plain.state() == State::Complete);
  CHECK(plain.is_http_1_0());
  CHECK_FALSE(plain.keeps_connection());
  RequestReader kept({});
  feed(kept, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(kept.keeps_connection());
}

TEST_CASE("a client that waits before it sends its body is noticed") {
  RequestReader reader({});
  feed(reader, post("Expect: 100-Continue\r\nContent-Length: 3\r\n", {}));
  CHECK(reader.state() == State::Reading);
  CHECK(reader.expects_continue());
  CHECK(reader.body_bytes_here() == 0);
  RequestReader nothing_to_send({});
  feed(nothing_to_send, post("Expect: 100-continue\r\n", {}));
  CHECK(nothing_to_send.state() == State::Complete);
  CHECK_FALSE(nothing_to_send.expects_continue());
}

TEST_CASE("nothing is upgraded: the request is one like any other") {
  RequestReader reader({});
  const std::string upgrade =
      post("Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 3\r\n", "abc");
  CHECK(feed(reader, upgrade + "GET /next HTTP/1.1\r\nHost: x\r\n\r\n").empty());
  REQUIRE(reader.state() == State::Complete);
  CHECK(body_of(reader.take_request()) == "abc");
  reader.next();
  REQUIRE(reader.state() == State::Complete);
  CHECK(reader.take_request().target == "/next");
}

TEST_CASE("a body above the limit is not read, and its announced size is known") {
  const RequestLimits limits{.body_bytes = 10};
  RequestReader reader(limits);
  CHECK(feed(reader, post("Content-Length: 11\r\n", "01234567890"), 1) == "01234567890");
  CHECK(reader.state() == State::TooLarge);
  CHECK(reader.body_bytes() == 11);
  CHECK(reader.take_request().body->size() == 0);
  CHECK(verdict(post("Content-Length: 10\r\n", "0123456789"), 4096, limits) == "complete");
  CHECK(verdict(post("Content-Length: 99999999999999999999\r\n", ""), 4096, limits)
            .starts_with("400"));
  CHECK(verdict(post("Transfer-Encoding: chunked\r\n", "8\r\n01234567\r\n3\r\n"), 4096, limits) ==
        "reading");
  CHECK(verdict(post("Transfer-Encoding: chunked\r\n", "8\r\n01234567\r\n3\r\n890\r\n0\r\n\r\n"),
                4096, limits) == "too large");
}

TEST_CASE("a head above the limit is refused, however it arrives") {
  const std::size_t piece = GENERATE(1U, 4096U);
  const RequestLimits limits{.head_bytes = 1000};
  const std::string filler = "X: " + std::string(900, 'x') + "\r\n";
  CHECK(verdict(post(filler, {}), piece, limits) == "complete");
  CHECK(verdict(post(filler + filler, {}), piece, limits) ==
        "431 The request's head is larger than 1,000 bytes");
  CHECK(verdict("GET /" + std::string(2000, 'a'), piece, limits).starts_with("431"));
  CHECK(verdict(std::string(2000, '\n'), piece, limits).starts_with("4"));
}

TEST_CASE("what stands around chunks has a limit of its own") {
  const RequestLimits limits{.head_bytes = 1000};
  const std::string extension = ";" + std::string(1500, 'x');
  CHECK(verdict(post("Transfer-Encoding: chunked\r\n", "1" + extension), 1, limits)
            .starts_with("400 There is too much around the chunks"));
  std::string trailers;
  for (int i = 0; i < 100; ++i) trailers += "X-Trailer: and another\r\n";
  CHECK(verdict(post("Transfer-Encoding: chunked\r\n", "0\r\n" + trailers), 1, limits)
            .starts_with("400"));
  std::string single_bytes;
  for (int i = 0; i < 5000; ++i) single_bytes += "1\r\nx\r\n";
  CHECK(verdict(post("Transfer-Encoding: chunked\r\n", single_bytes + "0\r\n\r\n"), 7, limits) ==
        "complete");
}

// Two who read such a request would not agree on where it ends (RFC 9112, 11.2).
TEST_CASE("a request of which the end is uncertain is refused") {
  const std::vector<std::string> requests{
      post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
      post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n"),
      post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"),
      post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"),
      post("Content-Length: 3, 3\r\n", "abc"),
      post("Content-Length: +3\r\n", "abc"),
      post("Content-Length: -3\r\n", "abc"),
      post("Content-Length: 0x3\r\n", "abc"),
      post("Content-Length: 3 3\r\n", "abc"),
      post("Content-Length:\r\n", "abc"),
      post("Content-Length : 3\r\n", "abc"),
      post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"),
      post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"),
      post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
      post("Transfer-Encoding: identity\r\n", ""),
      post("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
      post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
      post("Transfer-Encoding: \x0b"
           "chunked\r\n",
           "0\r\n\r\n"),
      "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      post("X: folded\r\n into two lines\r\n", ""),
      post("X: folded\r\n\tContent-Length: 3\r\n", ""),
      "GET / HTTP/1.1\r\n Host: x\r\n\r\n",
      "GET / HTTP/1.1\nHost: x\n\n",
      "GET / HTTP/1.1\r\nHost: x\r\nX: y\n\r\n",
      post("X: y\rContent-Length: 3\r\n", ""),
      post("\rX: y\r\n", ""),
      post("X: y\x01\r\n", ""),
      post(std::string("X: y\0z\r\n", 8), ""),
      post("X y: z\r\n", ""),
      post(": nameless\r\n", ""),
  };
  for (const std::string& request : requests) {
    CAPTURE(request);
    CHECK(verdict(request).starts_with("400 "));
    CHECK(verdict(request, 1).starts_with("400 "));
  }
}

TEST_CASE("a chunk that is not as long as it says, or says it oddly, is refused") {
  for (const std::string_view chunks :
       {"3\nabc\r\n0\r\n\r\n", "3\r\nabcd\r\n0\r\n\r\n", "4\r\nabc\r\n0\r\n\r\n",
        "3\r\nabc0\r\n\r\n", "0x3\r\nabc\r\n0\r\n\r\n", "-3\r\nabc\r\n0\r\n\r\n",
        "3 \r\nabc\r\n0\r\n\r\n", " 3\r\nabc\r\n0\r\n\r\n", "\r\nabc", "g\r\n",
        "3;a=b\nx\r\nabc\r\n0\r\n\r\n", "10000000000000000\r\n", "fffffffffffffffff\r\n",
        "0\r\nX: y\n\n"}) {
    CAPTURE(chunks);
    CHECK(verdict(post("Transfer-Encoding: chunked\r\n", chunks)).starts_with("400 "));
    CHECK(verdict(post("Transfer-Encoding: chunked\r\n", chunks), 1).starts_with("400 "));
  }
}

TEST_CASE("a request without a Host, or with two, is refused") {
  CHECK(verdict("GET / HTTP/1.1\r\n\r\n") ==
        "400 A request is to have one Host header; this one has none");
  CHECK(verdict("GET / HTTP/1.1\r\nHost: a\r\nHOST: a\r\n\r\n") ==
        "400 A request is to have one Host header; this one has 2");
  CHECK(verdict("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n").starts_with("400 "));
}

TEST_CASE("other protocols and other targets than a path are refused") {
  for (const std::string_view request :
       {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET / HTTP/2.0\r\nHost: x\r\n\r\n",
        "GET / HTTP/0.9\r\nHost: x\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/1.2\r\nHost: x\r\n\r\n",
        "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n", "GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n",
        "BREW / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / x HTTP/1.1\r\nHost: x\r\n\r\n",
        "\x16\x03\x01\x02", "SSH-2.0-x\r\n", "GET * HTTP/1.1\r\nHost: x\r\n\r\n"}) {
    CAPTURE(request);
    CHECK(verdict(request).starts_with("400 "));
  }
  CHECK(verdict("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n") == "complete");
}
