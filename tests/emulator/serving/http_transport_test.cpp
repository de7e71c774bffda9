#include "emulator/serving/http_transport.h"

#include <functional>
#include <latch>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/support/raw_server.h"

using namespace emulator;
using namespace test_support;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string text(const BodyPtr& body) { return std::string(body->in_memory()->view()); }

HttpRequest request_of(std::string_view body) {
  HttpRequest request;
  request.headers.add("Content-Type", "text/csv");
  request.body = make_body(body);
  return request;
}

ExchangeLimits within(std::chrono::milliseconds time) {
  return {.deadline = std::chrono::steady_clock::now() + time, .response_bytes = 0};
}

struct Client {
  std::unique_ptr<HopTransport> transport = make_http_transport();

  Exchange send(const RawServer& server, std::string_view body = "1,2,3",
                const ExchangeLimits& limits = {}, std::stop_token stop = {}) {
    return transport->send("127.0.0.1", server.port(), request_of(body), limits, std::move(stop));
  }
};

// The one answer to "1,2,3" of a server that says `bytes` and closes.
Exchange exchange_with(std::string bytes, const ExchangeLimits& limits = {}) {
  const RawServer server({answers(std::move(bytes))});
  return Client().send(server, "1,2,3", limits);
}

HttpResponse response_to(std::string bytes) {
  Exchange exchange = exchange_with(std::move(bytes));
  if (const auto* error = std::get_if<TransportError>(&exchange.outcome)) FAIL(error->message);
  return std::get<HttpResponse>(exchange.outcome);
}

TransportError error_of(const Exchange& exchange) {
  REQUIRE(std::holds_alternative<TransportError>(exchange.outcome));
  return std::get<TransportError>(exchange.outcome);
}

TransportError error_from(std::string bytes, const ExchangeLimits& limits = {}) {
  return error_of(exchange_with(std::move(bytes), limits));
}

const std::string kOk = "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 2\r\n\r\nok";

// A loopback address where connecting hangs: its queue is full and nobody accepts.
class FullQueue {
 public:
  FullQueue() {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = RawServer::loopback(0);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(listener_, generic, size) == 0);
    REQUIRE(::listen(listener_, 0) == 0);
    ::getsockname(listener_, generic, &size);
    port = ntohs(address.sin_port);
    for (int i = 0; i < 4; ++i) {
      waiting_.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
      ::connect(waiting_.back(), generic, size);
    }
  }
  ~FullQueue() {
    for (const int fd : waiting_) ::close(fd);
    ::close(listener_);
  }
  FullQueue(const FullQueue&) = delete;
  FullQueue& operator=(const FullQueue&) = delete;

  int port = 0;

 private:
  int listener_ = -1;
  std::vector<int> waiting_;
};

}  // namespace

TEST_CASE("the request is recorded byte for byte as it crossed the wire") {
  RawServer server({answers(kOk)});
  HttpRequest request = request_of("5.1,3.5");
  request.headers.add("X-Twice", "one");
  request.headers.add("x-tWICE", "two");
  const Exchange exchange =
      make_http_transport()->send("127.0.0.1", server.port(), request, {}, {});
  const std::string host = "127.0.0.1:" + std::to_string(server.port());
  CHECK(server.received(0) == "POST /invocations HTTP/1.1\r\nHost: " + host +
                                  "\r\nContent-Type: text/csv\r\nX-Twice: one\r\nx-tWICE: two\r\n"
                                  "Content-Length: 7\r\n\r\n5.1,3.5");
  CHECK(exchange.request.headers == Headers{{"Host", host},
                                            {"Content-Type", "text/csv"},
                                            {"X-Twice", "one"},
                                            {"x-tWICE", "two"},
                                            {"Content-Length", "7"}});
  CHECK(text(exchange.request.body) == "5.1,3.5");
}

TEST_CASE("a line break in a header value cannot smuggle in another header") {
  RawServer server({answers(kOk)});
  HttpRequest request = request_of("");
  request.headers.add("X-A", "1\r\nX-Evil: 2");
  const Exchange exchange =
      make_http_transport()->send("127.0.0.1", server.port(), request, {}, {});
  CHECK_THAT(server.received(0), ContainsSubstring("\r\nX-A: 1  X-Evil: 2\r\n"));
  CHECK(exchange.request.headers.get("X-A") == "1  X-Evil: 2");
}

TEST_CASE("an answer keeps its headers' order, spelling and repeats") {
  const HttpResponse response = response_to(
      "HTTP/1.1 201 Very Created\r\ncontent-TYPE:  text/csv; charset=utf-8 \r\nSet-Cookie: a\r\n"
      "X-Empty:\r\nset-cookie: b\r\nContent-Length: 3\r\n\r\n1,2");
  CHECK(response.status == 201);
  CHECK(response.reason == "Very Created");
  CHECK(response.version == "1.1");
  CHECK(response.headers == Headers{{"content-TYPE", "text/csv; charset=utf-8"},
                                    {"Set-Cookie", "a"},
                                    {"X-Empty", ""},
                                    {"set-cookie", "b"},
                                    {"Content-Length", "3"}});
  CHECK(text(response.body) == "1,2");
}

TEST_CASE("answers of every framing are read") {
  struct Case {
    const char* bytes;
    int status;
    const char* body;
  };
  const Case cases[] = {
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n",
       200, "abcde"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Trailer: t\r\n\r\n",
       200, "a"},
      {"HTTP/1.1 200 OK\r\n\r\nuntil the end", 200, "until the end"},
      {"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nold", 200, "old"},
      {"HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nold", 200, "old"},
      {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", 200, "x"},
      {"HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 102 \r\n\r\nHTTP/1.1 200 OK\r\n"
       "Content-Length: 1\r\n\r\nx",
       200, "x"},
      {"HTTP/1.1 204 No Content\r\n\r\n", 204, ""},
      {"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", 204, ""},
      {"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", 304, ""},
      {"HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx", 200, "x"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, ""},
      {"HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy", 503, "busy"},
      {"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n", 302, ""},
  };
  for (const Case& c : cases) {
    INFO(c.bytes);
    const HttpResponse response = response_to(c.bytes);
    CHECK(response.status == c.status);
    CHECK(text(response.body) == c.body);
  }
}

TEST_CASE("headers of an interim answer and trailers are not the answer's headers") {
  CHECK(response_to("HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n"
                    "Transfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: t\r\n\r\n")
            .headers == Headers{{"A", "b"}, {"Transfer-Encoding", "chunked"}});
}

TEST_CASE("an answer is read in whatever pieces it arrives") {
  const std::string answer =
      "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n"
      "a\r\n0123456789\r\n0\r\n\r\n";
  const RawServer server({[&](RawConnection& connection) {
    connection.receive_request();
    for (const char c : answer) {
      connection.say({&c, 1});
      connection.pause(1ms);
    }
    connection.receive_until_closed();
  }});
  const Exchange exchange = Client().send(server);
  const auto& response = std::get<HttpResponse>(exchange.outcome);
  CHECK(text(response.body) == "0123456789");
  CHECK(response.headers.size() == 2);
  CHECK(exchange.timing.wait > 0ns);
  CHECK(exchange.timing.receive > 0ns);
}

TEST_CASE("megabytes in both directions arrive whole") {
  const std::string sent(3'000'000, 'q');
  std::string answer(5'000'000, '\0');
  for (std::size_t i = 0; i < answer.size(); ++i) answer[i] = static_cast<char>(i * 31);
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n";
  RawServer server({answers(head + answer), answers("HTTP/1.1 200 OK\r\n\r\n" + answer)});
  Client client;
  for (int i = 0; i < 2; ++i) {
    const Exchange exchange = client.send(server, sent);
    REQUIRE(std::holds_alternative<HttpResponse>(exchange.outcome));
    CHECK(text(std::get<HttpResponse>(exchange.outcome).body) == answer);
  }
  CHECK(server.received(0).ends_with("\r\n\r\n" + sent));
}

TEST_CASE("a connection is kept for the next request") {
  RawServer server({keeps_answering({kOk, kOk})});
  std::string both;
  {
    Client client;
    CHECK(std::holds_alternative<HttpResponse>(client.send(server, "first").outcome));
    const Exchange second = client.send(server, "second");
    CHECK(std::holds_alternative<HttpResponse>(second.outcome));
    CHECK(second.timing.connect == 0ns);
  }
  CHECK_THAT(server.received(0), ContainsSubstring("first") && ContainsSubstring("second"));
}

TEST_CASE("a kept connection that died is replaced before anything is sent") {
  RawServer server({answers(kOk), answers(kOk)});
  Client client;
  client.send(server, "first");
  server.received(0);  // the connection is closed now
  const Exchange second = client.send(server, "second");
  CHECK(std::holds_alternative<HttpResponse>(second.outcome));
  CHECK_THAT(server.received(1), ContainsSubstring("second"));
}

TEST_CASE("a connection with bytes behind the answer is not used again") {
  const std::string longer_than_said = kOk + "stray";
  RawServer server({keeps_answering({longer_than_said}), answers(kOk)});
  Client client;
  const Exchange first = client.send(server);
  CHECK(text(std::get<HttpResponse>(first.outcome).body) == "ok");
  CHECK(text(std::get<HttpResponse>(client.send(server, "second").outcome).body) == "ok");
  CHECK_THAT(server.received(1), ContainsSubstring("second"));
}

TEST_CASE("a connection that the answer closes is not used again") {
  for (const char* head : {"HTTP/1.1 200 OK\r\nConnection: close\r\n", "HTTP/1.0 200 OK\r\n"}) {
    RawServer server(
        {keeps_answering({std::string(head) + "Content-Length: 2\r\n\r\nok"}), answers(kOk)});
    Client client;
    client.send(server);
    CHECK(std::holds_alternative<HttpResponse>(client.send(server, "second").outcome));
    CHECK_THAT(server.received(1), ContainsSubstring("second"));
  }
}

TEST_CASE("a request is not repeated once it was sent") {
  RawServer server({[](RawConnection& connection) {
                      connection.receive_request();
                      connection.say(kOk);
                      connection.receive_request();  // and closes without an answer
                    },
                    answers(kOk)});
  Client client;
  client.send(server, "first");
  const TransportError error = error_of(client.send(server, "second"));
  CHECK(error.kind == TransportErrorKind::Closed);
  CHECK(error.message == "The connection closed without an answer");
  CHECK(error.partial == nullptr);
}

TEST_CASE("nothing listening is said in words") {
  int port = 0;
  {
    const RawServer server(std::vector<Script>{});
    port = server.port();
  }
  const Exchange exchange = make_http_transport()->send("127.0.0.1", port, request_of("x"), {}, {});
  const TransportError error = error_of(exchange);
  CHECK(error.kind == TransportErrorKind::Connect);
  CHECK(error.message ==
        "Nothing listens on 127.0.0.1:" + std::to_string(port) + " (connection refused)");
  CHECK(exchange.request.headers.has("Host"));
}

TEST_CASE("a name that means nothing is a connect error") {
  const TransportError error =
      error_of(make_http_transport()->send("no such host", 80, request_of("x"), {}, {}));
  CHECK(error.kind == TransportErrorKind::Connect);
  CHECK_THAT(error.message, ContainsSubstring("The host name no such host cannot be resolved"));
}

TEST_CASE("an answer that breaks off keeps what did arrive") {
  struct Case {
    const char* bytes;
    const char* message;
    int status;
    const char* body;
  };
  const Case cases[] = {
      {"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\nhalf",
       "The connection closed after 4 of 400 bytes", 200, "half"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
       "The connection closed after 4 bytes, before the last chunk", 200, "half"},
      {"HTTP/1.1 418 Tea\r\nContent-Ty",
       "The connection closed in the middle of the answer's headers", 418, ""},
      {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 2",
       "The connection closed in the middle of the answer's headers", 0, ""},
  };
  for (const Case& c : cases) {
    INFO(c.bytes);
    const TransportError error = error_from(c.bytes);
    CHECK(error.kind == TransportErrorKind::Closed);
    CHECK(error.message == c.message);
    REQUIRE(error.partial);
    CHECK(error.partial->status == c.status);
    CHECK(text(error.partial->body) == c.body);
  }
  CHECK(error_from("").message == "The connection closed without an answer");
}

TEST_CASE("a connection that is reset keeps what did arrive") {
  const RawServer server({[](RawConnection& connection) {
    connection.receive_request();
    connection.say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    connection.pause();
    connection.reset_on_close();
  }});
  const TransportError error = error_of(Client().send(server));
  CHECK(error.kind == TransportErrorKind::Closed);
  CHECK_THAT(error.message, ContainsSubstring("after 4 of 10 bytes"));
  CHECK(text(error.partial->body) == "half");
}

TEST_CASE("what is not HTTP is shown as it came") {
  struct Case {
    std::string bytes;
    const char* message;
  };
  const Case cases[] = {
      {"SSH-2.0-OpenSSH_9.2\r\n", "The answer is not HTTP; it begins with \"SSH-2.0-OpenSSH_9.2\""},
      {std::string("\x16\x03\x01\0\xff", 5), "The answer is not HTTP; it begins with \".....\""},
      {"HTTP/1.1 two hundred\r\n\r\n",
       "The answer is not HTTP; it begins with \"HTTP/1.1 two hundred\""},
  };
  for (const Case& c : cases) {
    const TransportError error = error_from(c.bytes);
    CHECK(error.kind == TransportErrorKind::BadHttp);
    CHECK(error.message == c.message);
    REQUIRE(error.partial);
    CHECK(text(error.partial->body) == c.bytes);
  }
}

TEST_CASE("an answer that breaks HTTP's rules midway is an error") {
  for (const char* bytes :
       {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nbad header\r\n\r\n"}) {
    INFO(bytes);
    const TransportError error = error_from(bytes);
    CHECK(error.kind == TransportErrorKind::BadHttp);
    CHECK_THAT(error.message, ContainsSubstring("The answer breaks the rules of HTTP ("));
    CHECK(error.partial);
  }
}

TEST_CASE("an answer longer than allowed is cut off, whatever its framing") {
  const ExchangeLimits limits{.deadline = SteadyTime::max(), .response_bytes = 100'000};
  const std::string big(200'000, 'b');
  struct Case {
    std::string head;
    const char* message;
  };
  const Case cases[] = {
      {"Content-Length: 200000000\r\n\r\n",
       "The answer is larger than 100,000 bytes (its Content-Length says 200,000,000)"},
      {"\r\n", "The answer is larger than 100,000 bytes (it was cut off there)"},
      {"Transfer-Encoding: chunked\r\n\r\n30d40\r\n",
       "The answer is larger than 100,000 bytes (it was cut off there)"},
  };
  for (const Case& c : cases) {
    const TransportError error = error_from("HTTP/1.1 200 OK\r\n" + c.head + big, limits);
    CHECK(error.kind == TransportErrorKind::TooLarge);
    CHECK(error.message == c.message);
    REQUIRE(error.partial);
    CHECK(error.partial->status == 200);
    CHECK(error.partial->body->size() <= 65'536);
  }
}

TEST_CASE("an answer as long as allowed is read") {
  const ExchangeLimits limits{.deadline = SteadyTime::max(), .response_bytes = 4};
  CHECK(std::holds_alternative<HttpResponse>(
      exchange_with("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour", limits).outcome));
  CHECK(std::holds_alternative<HttpResponse>(
      exchange_with("HTTP/1.1 200 OK\r\n\r\nfour", limits).outcome));
}

TEST_CASE("a stage that lies about an enormous length costs no memory") {
  const TransportError error =
      error_from("HTTP/1.1 200 OK\r\nContent-Length: 9000000000000000000\r\n\r\nabc");
  CHECK(error.kind == TransportErrorKind::Closed);
  CHECK(error.message == "The connection closed after 3 of 9,000,000,000,000,000,000 bytes");
  CHECK(text(error.partial->body) == "abc");
}

TEST_CASE("headers without end are cut off") {
  const RawServer server({[](RawConnection& connection) {
    connection.receive_request();
    connection.say("HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 400; ++i) connection.say("X-Long: " + std::string(1000, 'h') + "\r\n");
    connection.receive_until_closed();
  }});
  CHECK(error_of(Client().send(server)).kind == TransportErrorKind::TooLarge);
}

TEST_CASE("a stage that hangs is left when the time is over") {
  for (const char* bytes :
       {"", "HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"}) {
    const RawServer server({[bytes](RawConnection& connection) {
      connection.receive_request();
      connection.say(bytes);
      connection.receive_until_closed();
    }});
    const Exchange exchange = Client().send(server, "x", within(40ms));
    const TransportError error = error_of(exchange);
    CHECK(error.kind == TransportErrorKind::Timeout);
    CHECK_THAT(error.message, ContainsSubstring("No complete answer within "));
    CHECK((error.partial != nullptr) == (*bytes != '\0'));
    CHECK(exchange.timing.container() >= 35ms);
  }
}

TEST_CASE("a stage that trickles does not live longer than its time") {
  const RawServer server({[](RawConnection& connection) {
    connection.receive_request();
    connection.say("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
    for (int i = 0; i < 1000; ++i) {
      connection.say("x");
      connection.pause(5ms);
    }
  }});
  const TransportError error = error_of(Client().send(server, "x", within(60ms)));
  CHECK(error.kind == TransportErrorKind::Timeout);
  CHECK_THAT(error.message, ContainsSubstring(" of 1,000,000 bytes arrived)"));
  CHECK(error.partial->body->size() > 0);
}

TEST_CASE("a stage that never stops sending does not live longer than its time") {
  const RawServer server({[](RawConnection& connection) {
    connection.receive_request();
    connection.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string chunk = "1000\r\n" + std::string(4096, 'z') + "\r\n";
    for (int i = 0; i < 100'000; ++i) connection.say(chunk);
  }});
  ExchangeLimits limits = within(40ms);
  limits.response_bytes = 2'000'000'000;
  CHECK(error_of(Client().send(server, "x", limits)).kind == TransportErrorKind::Timeout);
}

TEST_CASE("a stage that does not read a large request is left when the time is over") {
  std::latch over(1);
  const RawServer server({[&](RawConnection&) { over.wait(); }});
  const std::string large(20'000'000, 'x');
  Client client;
  const Exchange exchange = client.send(server, large, within(80ms));
  over.count_down();
  CHECK(error_of(exchange).kind == TransportErrorKind::Timeout);
  CHECK(exchange.timing.wait < exchange.timing.send);
}

TEST_CASE("connecting that hangs ends with the time") {
  const FullQueue nobody;
  const TransportError error = error_of(
      make_http_transport()->send("127.0.0.1", nobody.port, request_of("x"), within(40ms), {}));
  CHECK(error.kind == TransportErrorKind::Timeout);
  CHECK_THAT(error.message, ContainsSubstring("No connection to 127.0.0.1:"));
}

TEST_CASE("an answer that comes before the request is through is read") {
  const std::string refusal = "HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig";
  for (const bool reset : {false, true}) {
    const RawServer server({[&, reset](RawConnection& connection) {
      connection.receive();  // some of it
      connection.say(refusal);
      // Closing with unread bytes resets the connection; the answer is in front of that.
      if (!reset) connection.receive_until_closed();
    }});
    const Exchange exchange = Client().send(server, std::string(20'000'000, 'x'));
    REQUIRE(std::holds_alternative<HttpResponse>(exchange.outcome));
    CHECK(std::get<HttpResponse>(exchange.outcome).status == 413);
    CHECK(text(std::get<HttpResponse>(exchange.outcome).body) == "big");
  }
}

TEST_CASE("a connection whose request was not sent to the end is not used again") {
  const std::string refusal = "HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig";
  RawServer server({[&](RawConnection& connection) {
                      connection.receive();
                      connection.say(refusal);
                      connection.receive_until_closed();
                    },
                    answers(kOk)});
  Client client;
  client.send(server, std::string(20'000'000, 'x'));
  CHECK(std::holds_alternative<HttpResponse>(client.send(server, "second").outcome));
  CHECK_THAT(server.received(1), ContainsSubstring("second"));
}

TEST_CASE("a stop request ends the wait for an answer and keeps what arrived") {
  // A body that lasts until the connection closes must not count as complete by our own doing.
  for (const char* bytes : {"", "HTTP/1.1 200 OK\r\n\r\npart"}) {
    std::stop_source source;
    const RawServer server({[&](RawConnection& connection) {
      connection.receive_request();
      connection.say(bytes);
      connection.pause();
      source.request_stop();
      connection.receive_until_closed();
    }});
    const TransportError error = error_of(Client().send(server, "x", {}, source.get_token()));
    CHECK(error.kind == TransportErrorKind::Cancelled);
    CHECK(error.message.starts_with("Cancelled"));
  }
}

TEST_CASE("a stop request ends sending") {
  std::stop_source source;
  std::latch over(1);
  const RawServer server({[&](RawConnection& connection) {
    connection.receive();
    source.request_stop();
    over.wait();
  }});
  const std::string large(20'000'000, 'x');
  Client client;
  const Exchange exchange = client.send(server, large, {}, source.get_token());
  over.count_down();
  CHECK(error_of(exchange).kind == TransportErrorKind::Cancelled);
}

TEST_CASE("a stop request ends connecting") {
  const FullQueue nobody;
  std::stop_source source;
  const std::jthread stopper([&] { source.request_stop(); });
  CHECK(error_of(make_http_transport()->send("127.0.0.1", nobody.port, request_of("x"), {},
                                             source.get_token()))
            .kind == TransportErrorKind::Cancelled);
}

namespace {

struct Heard final : AnswerListener {
  void head(const HttpResponse& response) override {
    ++heads;
    status = response.status;
    type = std::string(response.headers.get("Content-Type").value_or(""));
  }
  void part(std::string_view bytes) override {
    CHECK(heads == 1);
    body += bytes;
    if (on_part) on_part();
  }
  int heads = 0;
  int status = 0;
  std::string type;
  std::string body;
  std::function<void()> on_part;
};

}  // namespace

TEST_CASE("a listener hears an answer before it is complete, and the whole is kept") {
  for (const std::string framing :
       {"Content-Length: 5\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n",
        "Connection: close\r\n\r\n"}) {
    const bool chunked = framing.starts_with("Transfer");
    CAPTURE(framing);
    std::latch heard(1);
    const RawServer server({[&](RawConnection& peer) {
      peer.receive_request();
      peer.say("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/x\r\n" +
               framing);
      peer.say(chunked ? "2\r\nto\r\n" : "to");
      heard.wait();  // the rest is said once the first part was heard
      peer.say(chunked ? "3\r\n be\r\n0\r\n\r\n" : " be");
    }});
    Heard listener;
    listener.on_part = [&] {
      if (listener.body == "to") heard.count_down();
    };
    const Exchange exchange = Client().send(server, "1", {.listener = &listener});
    CHECK(listener.heads == 1);
    CHECK(listener.status == 200);
    CHECK(listener.type == "text/x");
    CHECK(listener.body == "to be");
    REQUIRE(std::holds_alternative<HttpResponse>(exchange.outcome));
    CHECK(text(std::get<HttpResponse>(exchange.outcome).body) == "to be");
  }
}

TEST_CASE("a listener hears nothing of an answer that is no success or far too large") {
  for (const char* answer : {"HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nno",
                             "HTTP/1.1 302 No\r\nContent-Length: 2\r\n\r\nno",
                             "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nno"}) {
    Heard listener;
    exchange_with(answer, {.response_bytes = 10, .listener = &listener});
    CHECK(listener.heads == 0);
    CHECK(listener.body.empty());
  }
}
