#include "emulator/api/front/http_front.h"

#include <atomic>
#include <functional>
#include <future>
#include <stdexcept>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <fcntl.h>
#include <sys/resource.h>

#include "tests/emulator/api/front/sockets/front_client.h"

using namespace emulator;
using test_support::FrontClient;
using test_support::header;
using test_support::Heard;

namespace {

using Handle = std::function<void(const FrontRequest&, FrontAnswer&, std::stop_token)>;

class ScriptedSession final : public FrontSession {
 public:
  explicit ScriptedSession(const Handle& handle) : handle_(handle) {}
  void handle(const FrontRequest& request, FrontAnswer& answer, std::stop_token stop) override {
    handle_(request, answer, stop);
  }

 private:
  const Handle& handle_;
};

HttpResponse response_of(std::string_view body, int status = 200) {
  HttpResponse response{.status = status};
  response.headers.add("Content-Type", "text/plain");
  response.body = make_body(body);
  return response;
}

std::string text_of(const FrontRequest& request) {
  return std::string(request.http.body->in_memory()->view());
}

// "POST /a, 3 bytes: abc"
void echo(const FrontRequest& request, FrontAnswer& answer, std::stop_token) {
  answer.send(response_of(
      request.http.method + " " + request.http.target + ", " + std::to_string(request.body_bytes) +
      (request.too_large ? " bytes: too large" : " bytes: " + text_of(request))));
}

std::unique_ptr<HttpFront> open_front(const Handle& handle, FrontOptions options = {}) {
  auto front = HttpFront::open(std::move(options),
                               [&handle] { return std::make_unique<ScriptedSession>(handle); });
  REQUIRE(front);
  return std::move(*front);
}

const Handle kEcho = echo;

constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n";
constexpr std::string_view kPost =
    "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc";

std::string with_header(std::string_view line) {
  return "GET /a HTTP/1.1\r\nHost: localhost\r\n" + std::string(line) + "\r\n\r\n";
}

// Waits for other threads without a clock of its own.
template <typename Condition>
bool comes_true(Condition condition) {
  for (int i = 0; i < 2000 && !condition(); ++i) ::poll(nullptr, 0, 5);
  return condition();
}

}  // namespace

TEST_CASE("a request is answered, with Date and Content-Length, and the connection stays") {
  const auto front = open_front(kEcho);
  FrontClient client(front->port());
  for (int i = 0; i < 3; ++i) {
    const Heard heard = client.ask(kPost);
    CHECK(heard.status == 200);
    CHECK(heard.body == "POST /a, 3 bytes: abc");
    CHECK(header(heard, "Content-Type") == "text/plain");
    CHECK(header(heard, "Content-Length") == "21");
    CHECK(header(heard, "Connection") == "absent");
    CHECK(header(heard, "Date").ends_with(" GMT"));
    CHECK(header(heard, "Date").size() == 29);
  }
  CHECK(front->connections() == 1);
  CHECK(front->url() == "http://127.0.0.1:" + std::to_string(front->port()));
  CHECK_FALSE(front->beyond_loopback());
}

TEST_CASE("a session sees who asked, and everything as it was on the wire") {
  std::promise<std::pair<HttpRequest, std::string>> seen;
  const Handle handle = [&](const FrontRequest& request, FrontAnswer& answer, std::stop_token) {
    seen.set_value({request.http, request.peer});
    answer.send(response_of("ok"));
  };
  const auto front = open_front(handle);
  FrontClient client(front->port());
  CHECK(client.ask("GET /b HTTP/1.1\r\nx-B: 2\r\nHOST: LocalHost:1\r\nX-a: 1\r\nx-b: 3\r\n\r\n")
            .status == 200);
  const auto [request, peer] = seen.get_future().get();
  CHECK(request.headers ==
        Headers{{"x-B", "2"}, {"HOST", "LocalHost:1"}, {"X-a", "1"}, {"x-b", "3"}});
  CHECK(peer.starts_with("127.0.0.1:"));
}

TEST_CASE("an answer's own framing headers are left out, and no header can end the head") {
  const Handle handle = [](const FrontRequest&, FrontAnswer& answer, std::stop_token) {
    HttpResponse response = response_of("abc");
    response.headers.add("Content-Length", "77");
    response.headers.add("transfer-encoding", "chunked");
    response.headers.add("Connection", "x-secret");
    response.headers.add("X-Odd", "a\r\nX-Forged: b");
    answer.send(response);
  };
  const auto front = open_front(handle);
  const Heard heard = FrontClient(front->port()).ask(kGet);
  CHECK(heard.body == "abc");
  CHECK(header(heard, "Content-Length") == "3");
  CHECK(header(heard, "Transfer-Encoding") == "absent");
  CHECK(header(heard, "Connection") == "absent");
  CHECK(header(heard, "X-Odd") == "a  X-Forged: b");
}

TEST_CASE("requests that come in one piece are answered in order") {
  const auto front = open_front(kEcho);
  FrontClient client(front->port());
  client.expect_several();
  std::string all;
  for (int i = 0; i < 20; ++i)
    all += "POST /" + std::to_string(i) +
           " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n";
  client.say(all);
  for (int i = 0; i < 20; ++i)
    CHECK(client.hear().body == "POST /" + std::to_string(i) + ", 2 bytes: ab");
}

TEST_CASE("large bodies cross both ways") {
  const Handle handle = [](const FrontRequest& request, FrontAnswer& answer, std::stop_token) {
    HttpResponse response{.status = 200};
    response.body = request.http.body;
    answer.send(response);
  };
  const auto front = open_front(handle);
  FrontClient client(front->port());
  std::string body(5'000'000, 'x');
  for (std::size_t i = 0; i < body.size(); i += 1000) body[i] = static_cast<char>('a' + i % 26);
  for (int i = 0; i < 2; ++i)
    CHECK(client.ask("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n\r\n" + body)
              .body == body);
}

TEST_CASE("HEAD gets the head of the answer alone, and the next answer is whole again") {
  const auto front = open_front(kEcho);
  FrontClient client(front->port());
  client.say(
      "HEAD /a HTTP/1.1\r\nHost: localhost\r\n\r\n"
      "GET /b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  const std::string all = client.hear_all();
  CHECK(all.find("HEAD /a") == std::string::npos);
  CHECK(all.find("\r\nContent-Length: 18\r\n\r\nHTTP/1.1 200 OK\r\n") != std::string::npos);
  CHECK(all.ends_with("GET /b, 0 bytes: "));
}

TEST_CASE("answers that have no body say no length") {
  const Handle handle = [](const FrontRequest&, FrontAnswer& answer, std::stop_token) {
    answer.send({.status = 204});
  };
  const auto front = open_front(handle);
  const Heard heard = FrontClient(front->port()).ask(kGet);
  CHECK(heard.status == 204);
  CHECK(header(heard, "Content-Length") == "absent");
}

TEST_CASE("the connection ends where the client asks for it, and with HTTP/1.0") {
  const auto front = open_front(kEcho);
  for (const std::string_view request :
       {"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n"}) {
    FrontClient client(front->port());
    client.say(request);
    const std::string all = client.hear_all();
    CHECK(all.starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(all.find("\r\nConnection: close\r\n") != std::string::npos);
  }
  FrontClient kept(front->port());
  for (int i = 0; i < 2; ++i)
    CHECK(header(kept.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"), "Connection") ==
          "keep-alive");
}

TEST_CASE("a client that waits for 100 Continue is told to go on before its body is read") {
  const auto front = open_front(kEcho);
  FrontClient client(front->port());
  client.say(
      "POST /a HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  CHECK(client.hear_some() == "HTTP/1.1 100 Continue\r\n\r\n");
  CHECK(client.ask("abc").body == "POST /a, 3 bytes: abc");
}

TEST_CASE("a body that is too large is not asked for, and its client reads the answer") {
  FrontOptions options;
  options.most_body_bytes = 1000;
  const auto front = open_front(kEcho, options);
  FrontClient waits(front->port());
  const Heard heard = waits.ask(
      "POST /a HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: "
      "5000000\r\n\r\n");
  CHECK(heard.status == 200);
  CHECK(heard.body == "POST /a, 5000000 bytes: too large");
  CHECK(header(heard, "Connection") == "close");
  FrontClient sends(front->port());
  const Heard after_all =
      sends.ask("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n\r\n" +
                std::string(5'000'000, 'x'));
  CHECK(after_all.body == "POST /a, 5000000 bytes: too large");
  FrontClient in_chunks(front->port());
  const Heard chunked = in_chunks.ask(
      "POST /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2710\r\n" +
      std::string(10'000, 'x') + "\r\n0\r\n\r\n");
  CHECK(chunked.body.ends_with("too large"));
  CHECK(in_chunks.is_closed_by_server());
}

TEST_CASE("a stream arrives part by part, each as it is sent") {
  std::promise<void> go_on;
  auto gone_on = go_on.get_future();
  std::promise<std::vector<bool>> said;
  const Handle handle = [&](const FrontRequest&, FrontAnswer& answer, std::stop_token) {
    std::vector<bool> went;
    went.push_back(answer.begin(response_of("")));
    went.push_back(answer.part("first "));
    gone_on.wait();
    went.push_back(answer.part(""));
    went.push_back(answer.part("second"));
    went.push_back(answer.end());
    went.push_back(answer.end());
    went.push_back(answer.send(response_of("again")));
    said.set_value(std::move(went));
  };
  const auto front = open_front(handle);
  FrontClient client(front->port());
  client.say(kGet);
  std::string all;
  while (all.find("6\r\nfirst \r\n") == std::string::npos) all += client.hear_some();
  CHECK(all.find("\r\nTransfer-Encoding: chunked\r\n") != std::string::npos);
  CHECK(all.find("Content-Length") == std::string::npos);
  go_on.set_value();
  while (!all.ends_with("\r\n0\r\n\r\n")) all += client.hear_some();
  CHECK(all.ends_with("6\r\nfirst \r\n6\r\nsecond\r\n0\r\n\r\n"));
  // An answer has one end, and no other answer follows it.
  CHECK(said.get_future().get() == std::vector<bool>{true, true, true, true, true, false, false});
}

TEST_CASE("for HTTP/1.0 a stream ends with its connection, for HEAD with its head") {
  const Handle handle = [&](const FrontRequest&, FrontAnswer& answer, std::stop_token) {
    answer.begin(response_of(""));
    answer.part("all ");
    answer.part("of it");
    answer.end();
  };
  const auto front = open_front(handle);
  FrontClient old(front->port());
  old.say("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const std::string all = old.hear_all();
  CHECK(all.find("\r\nConnection: close\r\n\r\nall of it") != std::string::npos);
  CHECK(all.find("chunked") == std::string::npos);
  FrontClient head(front->port());
  head.say("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  CHECK(head.hear_all().ends_with("\r\nConnection: close\r\n\r\n"));
}

TEST_CASE("a stream that its session leaves unfinished does not look finished") {
  const Handle handle = [&](const FrontRequest&, FrontAnswer& answer, std::stop_token) {
    answer.begin(response_of(""));
    answer.part("half");
  };
  const auto front = open_front(handle);
  FrontClient client(front->port());
  client.say(kGet);
  CHECK(client.hear_all().ends_with("4\r\nhalf\r\n"));
}

TEST_CASE("a session that throws or says nothing is a 500") {
  const Handle throws = [](const FrontRequest&, FrontAnswer&, std::stop_token) {
    throw std::runtime_error("out of luck");
  };
  const auto front = open_front(throws);
  const Heard heard = FrontClient(front->port()).ask(kGet);
  CHECK(heard.status == 500);
  CHECK(heard.body == "The request failed: out of luck\n");
  const Handle silent = [](const FrontRequest&, FrontAnswer&, std::stop_token) {};
  const auto other = open_front(silent);
  CHECK(FrontClient(other->port()).ask(kGet).status == 500);
}

TEST_CASE("what is not HTTP, or cannot be told apart, is refused with the options' own answer") {
  FrontOptions options;
  options.most_head_bytes = 2000;
  options.refusal = [](int status, std::string_view why) {
    return response_of("refused: " + std::string(why), status);
  };
  const auto front = open_front(kEcho, options);
  const Heard malformed = FrontClient(front->port()).ask("hello\r\n\r\n");
  CHECK(malformed.status == 400);
  CHECK(malformed.body.starts_with("refused: "));
  CHECK(header(malformed, "Connection") == "close");
  CHECK(FrontClient(front->port())
            .ask("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: "
                 "chunked\r\n\r\n0\r\n\r\n")
            .status == 400);
  CHECK(FrontClient(front->port()).ask(with_header("X: " + std::string(3000, 'x'))).status == 431);
  // A long malformed request is drained, so that its client reads why.
  CHECK(FrontClient(front->port()).ask(std::string(3'000'000, 'x')).status == 400);
}

TEST_CASE("a request for another host or from another page is refused before its body is read") {
  FrontOptions options;
  options.allowed_hosts = {"hoplens.internal"};
  std::atomic<int> served = 0;
  const Handle handle = [&](const FrontRequest&, FrontAnswer& answer, std::stop_token) {
    ++served;
    answer.send(response_of("served"));
  };
  const auto front = open_front(handle, options);
  const auto status = [&](std::string_view request) {
    return FrontClient(front->port()).ask(request).status;
  };
  CHECK(status("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n") == 403);
  CHECK(status("POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 1000\r\n\r\n") == 403);
  CHECK(status(with_header("Origin: null")) == 403);
  CHECK(status(with_header("Origin: http://evil.example")) == 403);
  CHECK(status(with_header("Origin: http://localhost\r\nOrigin: null")) == 403);
  CHECK(served == 0);
  CHECK(status(with_header("Origin: http://localhost")) == 200);
  CHECK(status("GET / HTTP/1.1\r\nHost: hoplens.internal:80\r\n\r\n") == 200);
  CHECK(status("GET / HTTP/1.0\r\n\r\n") == 200);
  CHECK(served == 3);
  // Each request of a connection is looked at.
  FrontClient client(front->port());
  CHECK(client.ask(kGet).status == 200);
  CHECK(client.ask("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").status == 403);
}

TEST_CASE("one connection too many gets a 503 at once, and there is room when another ends") {
  FrontOptions options;
  options.most_connections = 2;
  const auto front = open_front(kEcho, options);
  FrontClient first(front->port());
  FrontClient second(front->port());
  CHECK(first.ask(kGet).status == 200);
  CHECK(second.ask(kGet).status == 200);
  CHECK(front->connections() == 2);
  FrontClient third(front->port());
  const Heard busy = third.ask(kPost);
  CHECK(busy.status == 503);
  CHECK(header(busy, "Connection") == "close");
  // Without a request as well.
  FrontClient fourth(front->port());
  CHECK(fourth.hear().status == 503);
  CHECK(second.ask(kGet).status == 200);
  first.leave();
  REQUIRE(comes_true([&] { return front->connections() == 1; }));
  CHECK(FrontClient(front->port()).ask(kGet).status == 200);
}

TEST_CASE("a head that comes too slowly is given up, however busily") {
  FrontOptions options;
  options.head_timeout = std::chrono::milliseconds{50};
  const auto front = open_front(kEcho, options);
  FrontClient silent(front->port());
  CHECK(silent.ask("GET / HTTP/1.1\r\nHost: loc").status == 408);
  FrontClient trickles(front->port());
  trickles.say("GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
  while (trickles.say("x")) {
    pollfd answered{trickles.fd(), POLLIN, 0};
    if (::poll(&answered, 1, 5) > 0) break;
  }
  CHECK(trickles.hear().status == 408);
}

TEST_CASE("a body that stops coming is given up") {
  FrontOptions options;
  options.stall_timeout = std::chrono::milliseconds{50};
  const auto front = open_front(kEcho, options);
  FrontClient client(front->port());
  CHECK(client.ask("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc").status ==
        408);
  CHECK(client.is_closed_by_server());
}

TEST_CASE("a kept connection on which nothing comes is closed without a word") {
  FrontOptions options;
  options.idle_timeout = std::chrono::milliseconds{50};
  const auto front = open_front(kEcho, options);
  FrontClient fresh(front->port());
  CHECK(fresh.hear_all().empty());
  FrontClient used(front->port());
  CHECK(used.ask(kGet).status == 200);
  CHECK(used.hear_all().empty());
  CHECK(comes_true([&] { return front->connections() == 0; }));
}

TEST_CASE("a client that does not take its answer is given up") {
  FrontOptions options;
  options.stall_timeout = std::chrono::milliseconds{50};
  std::promise<bool> delivered;
  const Handle handle = [&](const FrontRequest&, FrontAnswer& answer, std::stop_token) {
    delivered.set_value(answer.send(response_of(std::string(50'000'000, 'x'))));
  };
  const auto front = open_front(handle, options);
  FrontClient client(front->port());
  client.takes_little();
  client.say(kGet);
  CHECK_FALSE(delivered.get_future().get());
  CHECK(comes_true([&] { return front->connections() == 0; }));
}

TEST_CASE("a client that leaves in the middle is noticed, and nobody else is") {
  std::promise<bool> delivered;
  const Handle handle = [&](const FrontRequest& request, FrontAnswer& answer, std::stop_token) {
    if (request.http.target == "/a") return echo(request, answer, {});
    answer.begin(response_of(""));
    while (answer.part(std::string(100'000, 'x'))) {
    }
    delivered.set_value(answer.end());
  };
  const auto front = open_front(handle);
  FrontClient stays(front->port());
  CHECK(stays.ask(kGet).status == 200);
  {
    FrontClient in_its_head(front->port());
    in_its_head.say("GET / HT");
    FrontClient in_its_body(front->port());
    in_its_body.say("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc");
    FrontClient in_the_answer(front->port());
    in_the_answer.say("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(in_the_answer.hear_some().starts_with("HTTP/1.1 200"));
  }
  CHECK_FALSE(delivered.get_future().get());
  CHECK(comes_true([&] { return front->connections() == 1; }));
  CHECK(stays.ask(kGet).status == 200);
}

TEST_CASE("a client may close its side once it has asked") {
  const auto front = open_front(kEcho);
  FrontClient client(front->port());
  client.say(kPost);
  client.says_no_more();
  CHECK(client.hear().body == "POST /a, 3 bytes: abc");
}

TEST_CASE("closing asks what runs to stop, lets it answer and waits for nobody else") {
  std::promise<void> running;
  const Handle handle = [&](const FrontRequest& request, FrontAnswer& answer,
                            std::stop_token stop) {
    if (request.http.target != "/long") return echo(request, answer, stop);
    std::promise<void> stopped;
    const std::stop_callback callback(stop, [&] { stopped.set_value(); });
    running.set_value();
    stopped.get_future().wait();
    answer.send(response_of("stopped", 503));
  };
  auto front = open_front(handle);
  FrontClient idle(front->port());
  CHECK(idle.ask(kGet).status == 200);
  FrontClient half(front->port());
  half.say("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc");
  FrontClient runs(front->port());
  runs.say("GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n");
  running.get_future().wait();
  const int port = front->port();
  front.reset();
  CHECK(runs.hear().body == "stopped");
  CHECK(idle.hear_all().empty());
  CHECK(half.hear_all().empty());
  CHECK_FALSE(FrontClient::unconnected().connect(port));
}

TEST_CASE("closing does not wait for a client that takes nothing") {
  std::atomic<bool> delivered = true;
  std::promise<void> sending;
  const Handle handle = [&](const FrontRequest&, FrontAnswer& answer, std::stop_token) {
    sending.set_value();
    delivered = answer.send(response_of(std::string(50'000'000, 'x')));
  };
  auto front = open_front(handle);
  FrontClient client(front->port());
  client.takes_little();
  client.say(kGet);
  sending.get_future().wait();
  front.reset();
  CHECK_FALSE(delivered);
}

TEST_CASE("a name with addresses of both families is listened on with both, on one port") {
  FrontOptions options;
  options.host = "localhost";
  const auto front = open_front(kEcho, options);
  CHECK(FrontClient(front->port()).ask(kGet).status == 200);
  CHECK_FALSE(front->beyond_loopback());
  FrontClient v6 = FrontClient(front->port(), AF_INET6);
  const Heard heard = v6.ask(kGet);
  if (heard.status == 0) SKIP("localhost has no IPv6 address here");
  CHECK(heard.status == 200);
}

TEST_CASE("an IPv6 address is listened on, and named in brackets") {
  FrontOptions options;
  options.host = "::1";
  auto front = HttpFront::open(options, [] { return std::make_unique<ScriptedSession>(kEcho); });
  if (!front) SKIP("this machine has no IPv6 loopback");
  const int port = (*front)->port();
  CHECK((*front)->url() == "http://[::1]:" + std::to_string(port));
  CHECK_FALSE((*front)->beyond_loopback());
  FrontClient client(port, AF_INET6);
  CHECK(client.ask("GET / HTTP/1.1\r\nHost: [::1]:" + std::to_string(port) + "\r\n\r\n").status ==
        200);
}

TEST_CASE("all addresses are beyond loopback, and the URL is one that can be called") {
  FrontOptions options;
  options.host = "0.0.0.0";
  const auto front = open_front(kEcho, options);
  CHECK(front->beyond_loopback());
  CHECK(front->url() == "http://127.0.0.1:" + std::to_string(front->port()));
  CHECK(FrontClient(front->port()).ask(kGet).status == 200);
}

TEST_CASE("where nobody can listen, it says why") {
  const auto make = [] { return std::unique_ptr<FrontSession>(); };
  const auto front = open_front(kEcho);
  const auto error = [&](const std::string& host, int port) {
    FrontOptions options;
    options.host = host;
    options.port = port;
    const auto other = HttpFront::open(options, make);
    REQUIRE_FALSE(other);
    return other.error();
  };
  CHECK(error("127.0.0.1", front->port()).code == ErrorCode::PortInUse);
  CHECK(error("192.0.2.1", 0).code == ErrorCode::NotFound);
  CHECK(error("no.such.host.invalid", 0).code == ErrorCode::NotFound);
  CHECK_FALSE(error("192.0.2.1", 0).next_step.empty());
}

TEST_CASE("many connections at once are all served") {
  constexpr int kClients = 100;
  const auto front = open_front(kEcho);
  std::vector<FrontClient> clients;
  for (int i = 0; i < kClients; ++i) clients.emplace_back(front->port());
  for (int round = 0; round < 3; ++round) {
    for (FrontClient& client : clients) client.say(kPost);
    int well = 0;
    for (FrontClient& client : clients) well += client.hear().status == 200 ? 1 : 0;
    CHECK(well == kClients);
  }
  CHECK(front->connections() == kClients);
  clients.clear();
  CHECK(comes_true([&] { return front->connections() == 0; }));
}

TEST_CASE("a program that can open no more files says so and goes on when it can") {
  const auto front = open_front(kEcho);
  FrontClient before(front->port());
  CHECK(before.ask(kGet).status == 200);
  FrontClient one = FrontClient::unconnected();
  FrontClient another = FrontClient::unconnected();
  rlimit usual{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &usual) == 0);
  const int next = ::fcntl(another.fd(), F_DUPFD_CLOEXEC, 0);
  ::close(next);
  const rlimit none{static_cast<rlim_t>(next), usual.rlim_max};
  const int lowered = ::setrlimit(RLIMIT_NOFILE, &none);
  // No checks until there are descriptors again: UBSan's own need some.
  const bool connected = one.connect(front->port());
  const Heard full = one.hear();
  const int kept = before.ask(kGet).status;
  const bool connected_again = another.connect(front->port());
  const Heard full_again = another.hear();
  const int restored = ::setrlimit(RLIMIT_NOFILE, &usual);
  REQUIRE(lowered == 0);
  REQUIRE(restored == 0);
  CHECK(connected);
  CHECK(connected_again);
  CHECK(kept == 200);
  CHECK(full.status == 503);
  CHECK(full_again.status == 503);
  CHECK(FrontClient(front->port()).ask(kGet).status == 200);
}
