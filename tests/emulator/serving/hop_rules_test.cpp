#include "emulator/serving/hop_rules.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/small_pipeline.h"

using namespace emulator;
using namespace test_support;

namespace {

constexpr const char* kAttributes = "X-Amzn-SageMaker-Custom-Attributes";
constexpr const char* kInference = "X-Amzn-SageMaker-Inference-Id";

InvokeRequest full_request() {
  InvokeRequest request = csv_request();
  request.accept = "application/json";
  request.custom_attributes = "trace=1";
  request.inference_id = "i-1";
  return request;
}

std::optional<std::string> header(const PreparedRequest& prepared, const char* name) {
  const auto value = prepared.request.headers.get(name);
  return value ? std::optional(std::string(*value)) : std::nullopt;
}

const HeaderNote& note(const std::vector<HeaderNote>& notes, std::string_view name) {
  for (const HeaderNote& n : notes)
    if (n.name == name) return n;
  FAIL("no note for " << name);
  throw 0;
}

Hop hop_with(HttpResponse response) {
  Hop hop;
  hop.outcome = std::move(response);
  return hop;
}

}  // namespace

TEST_CASE("the first container gets the client's type, */* and the attributes (3.2, 3.4, 3.9)") {
  const PreparedRequest first = first_request(full_request(), 3, {});
  CHECK(first.request.headers == Headers{{"Content-Type", "text/csv"},
                                         {"Accept", "*/*"},
                                         {kAttributes, "trace=1"},
                                         {kInference, "i-1"},
                                         {"User-Agent", "AHC/2.0"}});
  CHECK(text_of(first.request.body) == "1,2");
  CHECK(note(first.notes, "Content-Type").flow == HeaderFlow::FromClient);
  CHECK(note(first.notes, "Accept").fact == "3.4");
  CHECK(note(first.notes, "Host").flow == HeaderFlow::Added);
  CHECK(first.notes.size() == 7);
}

TEST_CASE("the next container gets the answer before it, type verbatim (3.1, 3.3)") {
  const HttpResponse previous = reply(200, "text/csv; charset=utf-8", "9,9");
  const PreparedRequest next = next_request(full_request(), previous, 2, 3, {});
  CHECK(next.request.headers == Headers{{"Content-Type", "text/csv; charset=utf-8"},
                                        {"Accept", "*/*"},
                                        {"User-Agent", "AHC/2.0"}});
  CHECK(next.request.body == previous.body);
  CHECK(note(next.notes, "Content-Type").flow == HeaderFlow::InheritedFromHop);
  CHECK(note(next.notes, "Content-Type").from_hop == 1);
}

TEST_CASE("the last container gets the client's Accept, or */* (3.2, 3.7)") {
  const HttpResponse previous = reply(200, "text/csv", "9");
  CHECK(header(next_request(full_request(), previous, 3, 3, {}), "Accept") == "application/json");
  CHECK(header(next_request(csv_request(), previous, 3, 3, {}), "Accept") == "*/*");
  CHECK(header(first_request(full_request(), 1, {}), "Accept") == "application/json");
  CHECK(header(first_request(csv_request(), 1, {}), "Accept") == "*/*");
}

TEST_CASE("InnerAccept: */* or no header for containers before the last (3.4)") {
  const HttpResponse previous = reply(200, "text/csv", "9");
  ContractProfile profile;
  CHECK(header(first_request(full_request(), 3, profile), "Accept") == "*/*");
  CHECK(header(next_request(full_request(), previous, 2, 3, profile), "Accept") == "*/*");
  profile.inner_accept = InnerAccept::Absent;
  CHECK_FALSE(header(first_request(full_request(), 3, profile), "Accept"));
  CHECK_FALSE(header(next_request(full_request(), previous, 2, 3, profile), "Accept"));
  CHECK(header(next_request(full_request(), previous, 3, 3, profile), "Accept") ==
        "application/json");
  CHECK(header(next_request(csv_request(), previous, 3, 3, profile), "Accept") == "*/*");
}

TEST_CASE("ClientAccept: the last container, or the first one too (3.2, 3.7)") {
  const HttpResponse previous = reply(200, "text/csv", "9");
  ContractProfile profile;
  CHECK(header(first_request(full_request(), 3, profile), "Accept") == "*/*");
  profile.client_accept = ClientAccept::FirstAndLast;
  CHECK(header(first_request(full_request(), 3, profile), "Accept") == "application/json");
  CHECK(header(first_request(csv_request(), 3, profile), "Accept") == "*/*");
  CHECK(header(next_request(full_request(), previous, 2, 3, profile), "Accept") == "*/*");
  CHECK(header(next_request(full_request(), previous, 3, 3, profile), "Accept") ==
        "application/json");
}

TEST_CASE("a client without ContentType stands for application/octet-stream (3.8)") {
  const PreparedRequest first = first_request({}, 2, {});
  CHECK(header(first, "Content-Type") == "application/octet-stream");
  CHECK(note(first.notes, "Content-Type").fact == "3.8");
  CHECK(first.request.body->size() == 0);
}

TEST_CASE("MissingContentType: no header, or application/octet-stream (3.23)") {
  const HttpResponse previous = reply(200, "", "9");
  ContractProfile profile;
  CHECK_FALSE(header(next_request(csv_request(), previous, 2, 3, profile), "Content-Type"));
  profile.missing_content_type = MissingContentType::OctetStream;
  CHECK(header(next_request(csv_request(), previous, 2, 3, profile), "Content-Type") ==
        "application/octet-stream");
}

TEST_CASE("Attributes: to the first container, or to all (3.9)") {
  const HttpResponse previous = reply(200, "text/csv", "9");
  ContractProfile profile;
  CHECK_FALSE(header(next_request(full_request(), previous, 2, 3, profile), kAttributes));
  CHECK_FALSE(header(next_request(full_request(), previous, 3, 3, profile), kInference));
  profile.attributes = AttributesScope::All;
  CHECK(header(next_request(full_request(), previous, 2, 3, profile), kAttributes) == "trace=1");
  CHECK(header(next_request(full_request(), previous, 3, 3, profile), kInference) == "i-1");
  CHECK_FALSE(header(next_request(csv_request(), previous, 2, 3, profile), kAttributes));
}

TEST_CASE("of an answer's headers only the type travels on, to the client the attributes too") {
  HttpResponse response = reply(200, "text/csv", "9");
  response.headers.add("Server", "gunicorn");
  response.headers.add("x-amzn-sagemaker-custom-attributes", "a");
  response.headers.add("content-type", "again");
  const auto inner = response_notes(response, false, {});
  REQUIRE(inner.size() == 4);
  CHECK(inner[0].flow == HeaderFlow::PassedOn);
  CHECK(inner[1].flow == HeaderFlow::Stripped);
  CHECK(inner[2].flow == HeaderFlow::Stripped);
  CHECK(inner[3].flow == HeaderFlow::Stripped);
  const auto last = response_notes(response, true, {});
  CHECK(last[0].flow == HeaderFlow::PassedOn);
  CHECK(last[2].flow == HeaderFlow::PassedOn);
  CHECK(last[3].flow == HeaderFlow::Stripped);
}

TEST_CASE("BetweenContainersBytes stops a larger body before the next container (3.21)") {
  ContractProfile profile;
  profile.between_containers_bytes = 3;
  CHECK_FALSE(hand_over_fault(hop_with(reply(200, "", "123")), false, profile));
  CHECK(hand_over_fault(hop_with(reply(200, "", "1234")), false, profile) ==
        HandOverFault::TooLargeBetweenContainers);
  CHECK_FALSE(hand_over_fault(hop_with(reply(200, "", "1234")), true, profile));
}

TEST_CASE("ResponseBytes stops a larger last answer (3.22)") {
  ContractProfile profile;
  profile.response_bytes = 3;
  CHECK_FALSE(hand_over_fault(hop_with(reply(200, "", "123")), true, profile));
  CHECK(hand_over_fault(hop_with(reply(200, "", "1234")), true, profile) ==
        HandOverFault::ResponseTooLarge);
  CHECK_FALSE(hand_over_fault(hop_with(reply(200, "", "1234")), false, profile));
}

TEST_CASE("EmptyBody: an empty middle answer goes on, or stops the chain (3.23)") {
  ContractProfile profile;
  CHECK_FALSE(hand_over_fault(hop_with(reply(204, "", "")), false, profile));
  profile.empty_body = EmptyBody::Stop;
  CHECK(hand_over_fault(hop_with(reply(204, "", "")), false, profile) == HandOverFault::EmptyBody);
  CHECK(hand_over_fault(hop_with(reply(200, "", "")), false, profile) == HandOverFault::EmptyBody);
  CHECK_FALSE(hand_over_fault(hop_with(reply(204, "", "")), true, profile));
}

TEST_CASE("a hop that failed by itself has no hand-over fault") {
  ContractProfile profile;
  profile.between_containers_bytes = 1;
  CHECK_FALSE(hand_over_fault(hop_with(reply(500, "", "1234")), false, profile));
  Hop hop;
  hop.outcome = broken(TransportErrorKind::Timeout);
  CHECK_FALSE(hand_over_fault(hop, false, profile));
}
