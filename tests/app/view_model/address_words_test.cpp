#include "app/view_model/address_words.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "app/view_model/endpoint_rows.h"
#include "app/view_model/setting_text.h"
#include "tests/support/fake_snapshot.h"

using namespace app;
using namespace tests;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("the chip says where the open pipeline answers, else where the address is") {
  FakeWorld world = address_world();
  const auto chip = address_chip(*world.snapshot());
  REQUIRE(chip);
  CHECK(chip->state == AddressChip::State::Invocable);
  CHECK(chip->text == "127.0.0.1:8089/endpoints/abalone-pipeline/invocations");
  CHECK(chip->url == "http://127.0.0.1:8089/endpoints/abalone-pipeline/invocations");
  world.address->endpoints.front().status = "Failed";
  CHECK(address_chip(*world.snapshot())->text == "127.0.0.1:8089");
  CHECK(address_chip(*world.snapshot())->state == AddressChip::State::Open);
  world.address->beyond_loopback = true;
  CHECK_THAT(address_chip(*world.snapshot())->tooltip, ContainsSubstring("Others in the network"));
  CHECK_FALSE(address_chip(*busy_world().snapshot()));
}

TEST_CASE("an address that is not open says why, and which ports remain") {
  FakeWorld world = address_taken_world();
  const auto chip = address_chip(*world.snapshot());
  CHECK(chip->state == AddressChip::State::Closed);
  CHECK(chip->text == "Port 8089 is taken");
  CHECK(chip->url.empty());
  const auto ways = ways_out(*world.address);
  REQUIRE(ways.size() == 2);
  CHECK(ways[0].label == "Use 8090");
  CHECK(ways[0].options.port == 8090);
  CHECK(ways[1].label == "Any free port");
  CHECK(ways[1].options.port == 0);
  world.address->options.port = 80;
  CHECK(ways_out(*world.address)[0].label == "Use 8089");
  world.address->options.port = 65'535;
  CHECK(ways_out(*world.address).size() == 1);
  CHECK(ways_out(*address_world().address).empty());
}

TEST_CASE("clients are pointed at the open pipeline with its first saved request") {
  const ClientTarget target = client_target(*address_world().snapshot());
  CHECK(target.url == "http://127.0.0.1:8089");
  CHECK(target.endpoint == "abalone-pipeline");
  CHECK(target.content_type == "text/csv");
  CHECK(target.body->starts_with("M,0.455"));
  FakeWorld world = hosting_world();
  const auto now = world.snapshot();
  const ClientTarget other = client_target(*now, &now->address->endpoints.front());
  CHECK(other.endpoint == "abalone-with-canary");
  CHECK_FALSE(other.body);
  CHECK(client_target(*busy_world().snapshot()).url.empty());
}

TEST_CASE("a body that a terminal would act on is left out") {
  FakeWorld world = address_world();
  world.pipeline.requests.front().body = "a\x1b[2Jb";
  CHECK_FALSE(client_target(*world.snapshot()).body);
  world.pipeline.requests.front().body = std::string(5'000, 'x');
  CHECK_FALSE(client_target(*world.snapshot()).body);
}

TEST_CASE("loopback is this machine alone") {
  CHECK(is_loopback("127.0.0.1"));
  CHECK(is_loopback("127.8.0.1"));
  CHECK(is_loopback("localhost"));
  CHECK(is_loopback("::1"));
  CHECK_FALSE(is_loopback("0.0.0.0"));
  CHECK_FALSE(is_loopback("192.168.1.4"));
  CHECK(host_problem("0.0.0.0").empty());
  CHECK(host_problem("fe80::1").empty());
  CHECK_FALSE(host_problem("").empty());
  CHECK_FALSE(host_problem("http://127.0.0.1").empty());
}

TEST_CASE("a port is a number that a port can have") {
  CHECK(typed_port(" 8090 ") == 8090);
  CHECK(typed_port("0") == 0);
  for (const char* text : {"", "-1", "65536", "80a", "8.0"}) CHECK_FALSE(typed_port(text));
}

TEST_CASE("a client is called by its own short name") {
  CHECK(short_client("127.0.0.1:51002 aws-cli/2.9.19 Python/3.11.2 Linux/6.1") == "aws-cli/2.9.19");
  CHECK(short_client("127.0.0.1:5 Boto3/1.37.9 md/Botocore#1.37.9 ua/2.0") == "Boto3/1.37.9");
  CHECK(short_client("127.0.0.1:5 aws-sdk-js/3.7 ua/2.1 os/linux") == "aws-sdk-js/3.7");
  CHECK(short_client("127.0.0.1:5 curl/7.88.1") == "curl/7.88.1");
  CHECK(short_client("127.0.0.1:51002") == "127.0.0.1:51002");
  CHECK(short_client("127.0.0.1:51002 ") == "127.0.0.1:51002");
  CHECK(short_client("").empty());
}

TEST_CASE("an invocation says who called which endpoint") {
  const FakeWorld world = hosting_world();
  const auto& calls = world.invocations;
  CHECK(caller_text(*calls.front()) == "this window");
  CHECK(caller_text(*calls[calls.size() - 3]) == "abalone-pipeline/AllTraffic, aws-cli/2.9.19");
  CHECK(caller_text(*calls[calls.size() - 2]) ==
        "abalone-with-canary/AllTraffic, Boto3/1.37.9, streamed");
  CHECK(caller_text(*calls.back()) == "Abalone, Boto3/1.37.9");
}

TEST_CASE("a refused request explains itself") {
  const FakeWorld world = hosting_world();
  const auto refusal = refusal_of(*world.invocations.back());
  REQUIRE(refusal);
  CHECK(refusal->title == "400 ValidationError");
  CHECK(refusal->message == "Endpoint Abalone of account 000000000000 not found.");
  CHECK_THAT(refusal->help, ContainsSubstring("Names match by case"));
  CHECK_FALSE(refusal_of(*world.invocations.front()));
}

TEST_CASE("stages of the address have names of three parts") {
  const FakeWorld world = hosting_world();
  CHECK(hosted_name(&*world.address, stage_id(12)) == "abalone-with-canary/stable/model");
  CHECK(hosted_name(&*world.address, stage_id(32)) == "wine-quality/AllTraffic/container-2");
  CHECK(hosted_name(&*world.address, stage_id(77)).empty());
  CHECK(hosted_name(nullptr, stage_id(12)).empty());
}

TEST_CASE("logs have the names that AWS gives them") {
  CHECK(log_group("abalone") == "/aws/sagemaker/Endpoints/abalone");
  CHECK(log_stream("AllTraffic", "model", false) == "AllTraffic/i-local0000000000000/model");
  CHECK(log_stream("AllTraffic", "model", true) == "AllTraffic/i-local0000000000000");
}

TEST_CASE("endpoints stand before models, newest first, each with AWS's word") {
  const FakeWorld world = hosting_world();
  const auto rows = hosted_rows(*world.address);
  REQUIRE(rows.size() == 6);
  CHECK(rows[0].name == "abalone-with-canary");
  CHECK(rows[0].status.text == "Updating");
  CHECK(rows[1].status.glyph == Glyph::Error);
  CHECK(rows[2].of_window);
  CHECK(rows[3].kind == HostedRow::Kind::Model);
  CHECK(rows[3].remark == "3 containers");
  CHECK(endpoint_words("OutOfService").glyph == Glyph::Idle);
}

TEST_CASE("an endpoint's variants show weights, AWS's numbers and the slowest container") {
  const FakeWorld world = hosting_world();
  const auto blocks = variant_blocks(world.address->endpoints.front(), fake_now());
  REQUIRE(blocks.size() == 2);
  CHECK(blocks[0].weight == "weight 9 → 7.5");
  CHECK(blocks[0].instances == "2 instances");
  CHECK(blocks[0].counts[0] == std::pair<std::string, std::string>{"Invocations", "1,284"});
  REQUIRE(blocks[0].figures.size() == 5);
  CHECK(blocks[0].figures[0].name == "ModelLatency");
  CHECK(blocks[0].figures[0].p50 == "100 ms");
  CHECK(blocks[0].figures[1].p99 == "2.14 ms");
  CHECK_FALSE(blocks[0].figures[2].slowest);
  CHECK(blocks[0].figures[3].slowest);
  CHECK(blocks[0].figures[3].memory == "168 MB");
  CHECK(blocks[1].figures[3].p50 == "–");
  CHECK_FALSE(blocks[1].figures[3].slowest);
  CHECK(blocks[0].log_streams[1] == "stable/i-local0000000000000/model");
}

TEST_CASE("an ill container of an endpoint says why and what to do") {
  const FakeWorld world = hosting_world();
  const auto blocks = variant_blocks(world.address->endpoints[1], fake_now());
  CHECK(blocks[0].figures[2].trouble.empty());
  CHECK_THAT(blocks[0].figures[3].trouble, ContainsSubstring("within 480 s\nSee its log"));
}
