#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/serving/hop_sight.h"

// One detector per oddity that the hops themselves prove. A detector states what it saw; where
// the cause would be a guess there is no detector. Private to serving.
namespace emulator {

struct Advice {
  std::string message;
  std::string fix;
};
using Seen = std::optional<Advice>;

struct Detector {
  std::string_view id;
  Severity worst;  // where the chain ended with this hop; Warning otherwise
  Seen (*look)(const Sight&);
};

// Those that look at types, statuses, sizes, times and the wire.
std::span<const Detector> wire_detectors();
// Those that look into bodies and at images: D06, D08, D28, D33.
std::span<const Detector> content_detectors();

// What the answer of a container that failed tells in known words: D15, D16, D17… (7.2)
std::optional<Finding> told_in_answer(const Sight& see);

// Why a request was refused before the first container: it names a container or model that cannot
// be meant, D24 (contract 3.25, 3.26); or, where the plan has no stages, an endpoint that is not
// there, D25 (contract 4.17, 4.18).
std::optional<Advice> wrong_target(const RoutePlan& plan, const Invocation& refused);

}  // namespace emulator
