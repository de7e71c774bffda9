#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "emulator/codec/shape.h"
#include "emulator/model/invocation.h"

// Invocations as JSON that loses nothing, for session files and the members of a HAR that are
// ours. Texts that are not UTF-8 stand as {"Base64":"…"}; members at zero are left out. Private to
// codec.
namespace emulator {

// Stages as numbers that hold from file to file: those of the pipeline by position, from 1, then
// others in the order in which they are met.
class StageNumbers {
 public:
  StageNumbers() = default;
  explicit StageNumbers(const Pipeline& pipeline);
  std::uint64_t number_of(StageId stage);
  // A number that no stage has yet gets a new one.
  StageId stage_of(std::uint64_t number);

 private:
  std::map<StageId, std::uint64_t> numbers_;
  std::map<std::uint64_t, StageId> stages_;
};

// How bodies stand in the JSON: a session keeps them in files of their own.
struct BodyWriting {
  StageNumbers& stages;
  std::function<std::string(const Body&)> body;  // JSON text
};
struct BodyReading {
  StageNumbers& stages;
  // Null where it cannot be read, with the error recorded.
  std::function<BodyPtr(const JsonNode&, Reading&)> body;
};

// Everything of an invocation.
std::string invocation_json(const Invocation& invocation, BodyWriting& writing);
[[nodiscard]] bool read_invocation(const JsonNode& node, Invocation& out, Reading& reading,
                                   BodyReading& bodies);

// Without its hops: what a HAR says of a page.
std::string invocation_facts_json(const Invocation& invocation, BodyWriting& writing);
[[nodiscard]] bool read_invocation_facts(const JsonNode& node, Invocation& out, Reading& reading,
                                         BodyReading& bodies);

// Without what was sent and answered, but with what kept it from being answered: what a HAR says
// of an entry beside its own members.
std::string hop_facts_json(const Hop& hop, BodyWriting& writing);
[[nodiscard]] bool read_hop_facts(const JsonNode& node, Hop& out, Reading& reading,
                                  BodyReading& bodies);

}  // namespace emulator
