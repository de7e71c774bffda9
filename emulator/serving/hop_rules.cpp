#include "emulator/serving/hop_rules.h"

#include <array>
#include <cstdint>

#include "emulator/base/text.h"

namespace emulator {
namespace {

constexpr std::string_view kContentType = "Content-Type";
constexpr std::string_view kAccept = "Accept";
constexpr std::string_view kAnyType = "*/*";
constexpr std::string_view kOctetStream = "application/octet-stream";
constexpr std::string_view kCustomAttributes = "X-Amzn-SageMaker-Custom-Attributes";
constexpr std::string_view kInferenceId = "X-Amzn-SageMaker-Inference-Id";
constexpr std::string_view kSession = "X-Amzn-SageMaker-Session-Id";
constexpr std::string_view kNewSession = "X-Amzn-SageMaker-New-Session-Id";
constexpr std::string_view kClosedSession = "X-Amzn-SageMaker-Closed-Session-Id";
constexpr std::string_view kTargetModel = "X-Amzn-SageMaker-Target-Model";

// FNV-1a, once from its own offset and once from another.
constexpr std::array<std::uint64_t, 2> kNameSeeds{0xCBF29CE484222325ULL, 0x9E3779B97F4A7C15ULL};
constexpr std::uint64_t kFnvPrime = 0x100000001B3ULL;

// contract 3.13, 4.1: what the client sees of the last container's headers.
constexpr std::array kToClient{kContentType, kCustomAttributes, kNewSession, kClosedSession};

void put(PreparedRequest& out, std::string_view name, std::string_view value, HeaderNote note) {
  out.request.headers.add(std::string(name), std::string(value));
  note.name = name;
  out.notes.push_back(std::move(note));
}

// contract 3.2, 3.4, 3.7: the client's Accept is for the last container; those before it see */*.
void put_accept(PreparedRequest& out, const InvokeRequest& client, bool last, bool clients_turn,
                const ContractProfile& profile) {
  if (clients_turn && client.accept) {
    put(out, kAccept, *client.accept, {.flow = HeaderFlow::FromClient, .fact = "3.2"});
  } else if (last || profile.inner_accept == InnerAccept::Any) {
    put(out, kAccept, kAnyType, {.flow = HeaderFlow::Added, .fact = last ? "3.7" : "3.4"});
  }
}

// contract 3.9: to the first container, or to all of them under Attributes=all.
void put_attributes(PreparedRequest& out, const InvokeRequest& client) {
  const HeaderNote note{.flow = HeaderFlow::FromClient, .fact = "3.9"};
  if (client.custom_attributes) put(out, kCustomAttributes, *client.custom_attributes, note);
  if (client.inference_id) put(out, kInferenceId, *client.inference_id, note);
  // That the session's id goes the same way is an inference: the container has to see it.
  if (client.session_id)
    put(out, kSession, *client.session_id, {.flow = HeaderFlow::FromClient, .fact = "4.1"});
}

// contract 3.11. Host and Content-Length are the transport's; they are noted here so that each
// header of the request has its explanation.
void put_transport_headers(PreparedRequest& out) {
  put(out, "User-Agent", "AHC/2.0", {.flow = HeaderFlow::Added, .fact = "3.11"});
  for (const char* name : {"Host", "Content-Length"})
    out.notes.push_back({.name = name, .flow = HeaderFlow::Added, .fact = "3.11"});
}

// Room for the usual headers, so that a hop's record does not grow piece by piece.
PreparedRequest prepare() {
  PreparedRequest out;
  out.request.headers.reserve(3);
  out.notes.reserve(5);
  return out;
}

}  // namespace

PreparedRequest first_request(const InvokeRequest& client, std::size_t stage_count,
                              const ContractProfile& profile) {
  PreparedRequest out = prepare();
  const bool last = stage_count == 1;
  if (client.content_type) {
    put(out, kContentType, *client.content_type, {.flow = HeaderFlow::FromClient, .fact = "3.2"});
  } else {
    // contract 3.8: containers report application/octet-stream where the client named no type.
    put(out, kContentType, kOctetStream, {.flow = HeaderFlow::Added, .fact = "3.8"});
  }
  put_accept(out, client, last, last || profile.client_accept == ClientAccept::FirstAndLast,
             profile);
  put_attributes(out, client);
  put_transport_headers(out);
  out.request.body = client.body ? client.body : make_body(std::string_view{});
  return out;
}

PreparedRequest next_request(const InvokeRequest& client, const HttpResponse& previous, int index,
                             std::size_t stage_count, const ContractProfile& profile) {
  PreparedRequest out = prepare();
  const bool last = static_cast<std::size_t>(index) == stage_count;
  if (const auto type = previous.headers.get(kContentType)) {
    // contract 3.3: verbatim, parameters included.
    put(out, kContentType, *type,
        {.flow = HeaderFlow::InheritedFromHop, .from_hop = index - 1, .fact = "3.3"});
  } else if (profile.missing_content_type == MissingContentType::OctetStream) {
    put(out, kContentType, kOctetStream, {.flow = HeaderFlow::Added, .fact = "3.23"});
  }
  put_accept(out, client, last, last, profile);
  if (profile.attributes == AttributesScope::All) put_attributes(out, client);
  put_transport_headers(out);
  out.request.body = previous.body;  // contract 3.1: the response is the next request
  return out;
}

void aim_at_model(PreparedRequest& prepared, std::string_view target_model) {
  put(prepared, kTargetModel, target_model, {.flow = HeaderFlow::FromClient, .fact = "3.27"});
  prepared.request.target = "/models/" + model_name_of(target_model) + "/invoke";
}

void remove_transport_headers(Headers& headers) {
  for (const char* name : {"Host", "Content-Length", "Transfer-Encoding", "Connection"})
    headers.remove(name);
}

std::span<const std::string_view> headers_to_client() { return kToClient; }

std::string model_name_of(std::string_view target_model) {
  std::string name;
  for (const std::uint64_t seed : kNameSeeds) {
    std::uint64_t hash = seed;
    for (const char c : target_model) hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
    for (int shift = 60; shift >= 0; shift -= 4) name += "0123456789abcdef"[hash >> shift & 0xF];
  }
  return name;
}

std::vector<HeaderNote> response_notes(const HttpResponse& response, bool last,
                                       const ContractProfile& /*no switch touches this yet*/) {
  std::vector<HeaderNote> notes;
  notes.reserve(response.headers.size());
  std::array<bool, kToClient.size()> passed{};  // only the first of a name travels on
  for (const Header& header : response.headers) {
    HeaderNote note{.name = header.name,
                    .flow = HeaderFlow::Stripped,
                    .from_hop = 0,
                    .fact = last ? "3.13" : "3.12"};
    const std::size_t travelling = last ? kToClient.size() : 1;  // contract 3.3: the type only
    for (std::size_t i = 0; i < travelling; ++i) {
      if (passed[i] || !equals_ignoring_case(header.name, kToClient[i])) continue;
      passed[i] = true;
      note.flow = HeaderFlow::PassedOn;
      note.fact = last ? "3.13" : "3.3";
    }
    notes.push_back(std::move(note));
  }
  return notes;
}

std::optional<HandOverFault> hand_over_fault(const Hop& hop, bool last,
                                             const ContractProfile& profile) {
  const HttpResponse* response = hop.response();
  if (response == nullptr || failed(hop)) return std::nullopt;
  const std::uint64_t size = response->body->size();
  if (last) {
    if (size > profile.response_bytes) return HandOverFault::ResponseTooLarge;  // contract 3.22
    return std::nullopt;
  }
  if (size > profile.between_containers_bytes)
    return HandOverFault::TooLargeBetweenContainers;  // contract 3.21
  if (size == 0 && profile.empty_body == EmptyBody::Stop) return HandOverFault::EmptyBody;
  return std::nullopt;
}

}  // namespace emulator
