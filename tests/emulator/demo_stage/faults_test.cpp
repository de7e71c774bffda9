#include <cerrno>

#include <arpa/inet.h>
#include <catch2/catch_test_macros.hpp>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/emulator/demo_stage/stage_process.h"

namespace {

constexpr int kPatienceMilliseconds = 60'000;
constexpr std::string_view kRequest =
    "POST /invocations HTTP/1.1\r\nHost: stage\r\nContent-Type: text/csv\r\n"
    "x-Custom: one\r\nX-CUSTOM: two\r\nContent-Length: 10\r\n\r\n1,2,3,4,5\n";

// A bare socket to a stage: sees every byte as it is.
class Wire {
 public:
  explicit Wire(const StageProcess& stage) {
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(stage.port()));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  ~Wire() { ::close(socket_); }

  void send(std::string_view bytes) {
    REQUIRE(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(bytes.size()));
  }
  // Until `end` has come.
  std::string read_to(std::string_view end) {
    std::string text;
    while (!text.ends_with(end) && read_some(text)) {
    }
    CHECK(text.ends_with(end));
    return text;
  }
  // Until the stage closes; `reset` says whether it did so with RST.
  std::string read_all() {
    std::string text;
    while (read_some(text)) {
    }
    return text;
  }
  bool reset() const { return reset_; }

 private:
  bool read_some(std::string& text) {
    pollfd file{socket_, POLLIN, 0};
    REQUIRE(::poll(&file, 1, kPatienceMilliseconds) == 1);
    char byte = 0;
    const ssize_t got = ::recv(socket_, &byte, 1, 0);
    reset_ = got < 0 && errno == ECONNRESET;
    if (got == 1) text += byte;
    return got == 1;
  }

  int socket_ = -1;
  bool reset_ = false;
};

// All that the stage sends to one request, where it closes by itself.
std::string answer_until_close(const std::vector<std::string>& faults) {
  const auto stage = start_echo(faults);
  Wire wire(*stage);
  wire.send(kRequest);
  return wire.read_all();
}

// Head and body of an answer that ends with the echoed body.
std::string answer_until_body(const std::vector<std::string>& faults) {
  const auto stage = start_echo(faults);
  Wire wire(*stage);
  wire.send(kRequest);
  return wire.read_to("1,2,3,4,5\n");
}

std::string head_of(const std::vector<std::string>& faults) {
  const auto stage = start_echo(faults);
  Wire wire(*stage);
  wire.send(kRequest);
  return wire.read_to("\r\n\r\n");
}

bool has(const std::string& text, const std::string& part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the fault status answers with that status and a JSON error") {
  const std::string head = head_of({"status=422"});
  CHECK(head.starts_with("HTTP/1.1 422 "));
  CHECK(has(head, "Content-Type: application/json\r\n"));
}

TEST_CASE("the fault charset adds the charset to the type") {
  CHECK(has(answer_until_body({"charset"}), "Content-Type: text/csv; charset=utf-8\r\n"));
}

TEST_CASE("the fault content-type says another type over the same body") {
  CHECK(has(answer_until_body({"content-type=text/html; charset=utf-8"}),
            "Content-Type: text/html; charset=utf-8\r\n"));
}

TEST_CASE("the fault header adds a header") {
  CHECK(has(answer_until_body({"header=X-Amzn-SageMaker-Custom-Attributes: trace=7"}),
            "X-Amzn-SageMaker-Custom-Attributes: trace=7\r\n"));
}

TEST_CASE("the fault empty answers 200 without a body") {
  const std::string head = head_of({"empty"});
  CHECK(head.starts_with("HTTP/1.1 200 "));
  CHECK(has(head, "Content-Length: 0\r\n"));
  CHECK(has(head, "Content-Type: text/csv\r\n"));
}

TEST_CASE("the fault no-content answers 204") {
  CHECK(head_of({"no-content"}).starts_with("HTTP/1.1 204 "));
}

TEST_CASE("the fault redirect answers 302 and the place") {
  const std::string head = head_of({"redirect=http://127.0.0.1:1/elsewhere"});
  CHECK(head.starts_with("HTTP/1.1 302 "));
  CHECK(has(head, "Location: http://127.0.0.1:1/elsewhere\r\n"));
}

TEST_CASE("the fault huge answers a body of exactly that size") {
  const auto stage = start_echo({"huge=123456", "no-length"});
  Wire wire(*stage);
  wire.send(kRequest);
  const std::string text = wire.read_all();
  CHECK(text.size() - (text.find("\r\n\r\n") + 4) == 123'456);
}

TEST_CASE("the fault half-body announces the whole body, sends half and closes") {
  const std::string text = answer_until_close({"half-body"});
  CHECK(has(text, "Content-Length: 10\r\n"));
  CHECK(text.ends_with("\r\n\r\n1,2,3"));
}

TEST_CASE("the fault wrong-length announces more or fewer bytes than it sends") {
  CHECK(has(answer_until_body({"wrong-length=7"}), "Content-Length: 17\r\n"));
  CHECK(has(answer_until_body({"wrong-length=-4"}), "Content-Length: 6\r\n"));
}

TEST_CASE("the fault no-length answers HTTP/1.0 and ends by closing") {
  const std::string text = answer_until_close({"no-length"});
  CHECK(text.starts_with("HTTP/1.0 200 "));
  CHECK_FALSE(has(text, "Content-Length"));
  CHECK(text.ends_with("\r\n\r\n1,2,3,4,5\n"));
}

TEST_CASE("the fault chunked sends chunks of that size") {
  const auto stage = start_echo({"chunked=4"});
  Wire wire(*stage);
  wire.send(kRequest);
  const std::string text = wire.read_to("0\r\n\r\n");
  CHECK(has(text, "Transfer-Encoding: chunked\r\n"));
  CHECK(text.ends_with("\r\n\r\n4\r\n1,2,\r\n4\r\n3,4,\r\n2\r\n5\n\r\n0\r\n\r\n"));
}

TEST_CASE("the fault trickle sends a whole answer byte by byte") {
  CHECK(has(answer_until_body({"trickle=1"}), "Content-Length: 10\r\n"));
}

TEST_CASE("the fault close closes without a byte") {
  const auto stage = start_echo({"close"});
  Wire wire(*stage);
  wire.send(kRequest);
  CHECK(wire.read_all().empty());
  CHECK_FALSE(wire.reset());
}

TEST_CASE("the fault reset resets the connection without a byte") {
  const auto stage = start_echo({"reset"});
  Wire wire(*stage);
  wire.send(kRequest);
  CHECK(wire.read_all().empty());
  CHECK(wire.reset());
}

TEST_CASE("the fault not-http answers something else") {
  const std::string text = answer_until_close({"not-http"});
  CHECK_FALSE(text.empty());
  CHECK_FALSE(has(text, "HTTP/"));
}

TEST_CASE("the fault no-content-type leaves the type out") {
  CHECK_FALSE(has(answer_until_body({"no-content-type"}), "Content-Type"));
}

TEST_CASE("the fault show-request answers the request, headers in order and spelling") {
  const auto stage = start_echo({"show-request"});
  Wire wire(*stage);
  wire.send(kRequest);
  const std::string text = wire.read_to("\"BodyBytes\":10}");
  const auto shown = nlohmann::json::parse(text.substr(text.find("\r\n\r\n") + 4));
  CHECK(shown.at("Method") == "POST");
  CHECK(shown.at("Path") == "/invocations");
  using nlohmann::json;
  const json expected = json::array({{"Host", "stage"},
                                     {"Content-Type", "text/csv"},
                                     {"x-Custom", "one"},
                                     {"X-CUSTOM", "two"},
                                     {"Content-Length", "10"}});
  CHECK(shown.at("Headers") == expected);
}

TEST_CASE("the plain-socket front reads chunked and pipelined requests on one connection") {
  const auto stage = start_echo({"no-content-type"});
  Wire wire(*stage);
  wire.send(std::string(kRequest) + "GET /ping HTTP/1.1\r\nHost: stage\r\nEmpty:\r\n\r\n");
  CHECK(wire.read_to("1,2,3,4,5\n").starts_with("HTTP/1.1 200 "));
  CHECK(wire.read_to("\r\n\r\n").starts_with("HTTP/1.1 200 "));
  wire.send("POST /invocations HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  wire.send("2\r\nde\r\n0\r\n\r\n");
  CHECK(has(wire.read_to("\r\n\r\nabcde"), "Content-Length: 5\r\n"));
}

TEST_CASE("a request without a Content-Type counts as JSON") {
  // contract 8.3
  const auto preprocess = start_wine("preprocess");
  const auto model = start_wine("model");
  const std::string request = "POST /invocations HTTP/1.1\r\nContent-Length: 16\r\n\r\n";
  Wire to_csv_reader(*preprocess);
  to_csv_reader.send(request + R"({"instances":[]})");
  const std::string refused = to_csv_reader.read_to("framework.\"}");
  CHECK(refused.starts_with("HTTP/1.1 415 "));
  CHECK(has(refused, "Content type application/json is not supported"));
  Wire to_json_reader(*model);
  to_json_reader.send(request + R"({"instances":[]})");
  CHECK(to_json_reader.read_to(R"({"predictions":[]})").starts_with("HTTP/1.1 200 "));
}

TEST_CASE("a connection closed by a fault leaves the next one untouched") {
  const auto stage = start_echo({"half-body"});
  for (int attempt = 0; attempt < 3; ++attempt) {
    Wire wire(*stage);
    wire.send(kRequest);
    CHECK(wire.read_all().ends_with("\r\n\r\n1,2,3"));
  }
}

TEST_CASE("the fault ping-hang keeps a ping waiting while invocations are answered") {
  const auto stage = start_echo({"ping-hang"});
  Wire ping(*stage);
  ping.send("GET /ping HTTP/1.1\r\nHost: stage\r\n\r\n");
  Wire wire(*stage);
  wire.send(kRequest);
  CHECK(wire.read_to("1,2,3,4,5\n").starts_with("HTTP/1.1 200 "));
}
