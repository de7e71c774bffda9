#include "emulator/serving/response_reader.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "tests/fuzz/support/fuzz.h"

// An HTTP answer from the wire, in any pieces.
namespace fuzz {
namespace {

using emulator::HttpResponse;
using emulator::ResponseReader;
using emulator::TransportErrorKind;

struct Outcome {
  bool complete = false;
  HttpResponse response;
  TransportErrorKind error = TransportErrorKind::Connect;
};

std::string content_of(const HttpResponse& response) {
  return std::string(response.body->in_memory()->view());
}

void receive(ResponseReader& reader, std::string_view piece) {
  while (!piece.empty() && reader.state() == ResponseReader::State::Reading) {
    const std::span<char> space = reader.space();
    promise(!space.empty(), "there is space while it reads");
    const std::size_t size = std::min(space.size(), piece.size());
    std::memcpy(space.data(), piece.data(), size);
    reader.received(size);
    piece.remove_prefix(size);
  }
}

Outcome outcome_of(ResponseReader& reader) {
  if (reader.state() == ResponseReader::State::Reading) reader.ended();
  promise(reader.state() != ResponseReader::State::Reading, "it ends with the stream");
  Outcome outcome;
  outcome.complete = reader.state() == ResponseReader::State::Complete;
  if (outcome.complete)
    outcome.response = reader.take_response();
  else
    outcome.error = reader.take_error().kind;
  return outcome;
}

}  // namespace

void try_input(std::string_view input) {
  constexpr std::array<std::uint64_t, 3> kMost{0, 100, 1u << 20};
  const std::uint64_t most = kMost[pick(input, kMost.size())];
  ResponseReader at_once(most);
  receive(at_once, input);
  const Outcome whole = outcome_of(at_once);

  ResponseReader bit_by_bit(most);
  in_pieces(input, [&](std::string_view piece) { receive(bit_by_bit, piece); });
  const Outcome pieces = outcome_of(bit_by_bit);

  promise(whole.complete == pieces.complete, "pieces end as the whole does");
  promise(whole.error == pieces.error, "pieces fail as the whole does");
  if (!whole.complete) return;
  const HttpResponse& response = whole.response;
  promise(response.status == pieces.response.status && response.reason == pieces.response.reason &&
              response.version == pieces.response.version &&
              response.headers == pieces.response.headers,
          "the head does not depend on the pieces");
  promise(response.body && pieces.response.body, "there is always a body");
  promise(content_of(response) == content_of(pieces.response),
          "the body does not depend on the pieces");
  promise(response.status >= 200 || response.status == 101, "interim answers are skipped");
  promise(most == 0 || content_of(response).size() <= most, "the limit holds");
}

}  // namespace fuzz
