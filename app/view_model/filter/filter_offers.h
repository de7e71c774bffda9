#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/engine/snapshot.h"

namespace app {

// What can be typed into the list's filter: its keys ("status:", "note~\""), and terms with values
// that are there: statuses, types, stages, endpoints, callers, errors of the newest invocations.
std::vector<std::string> invocation_offers(const emulator::EngineSnapshot& now);
// The same for the log's search box.
std::vector<std::string> log_offers(const emulator::EngineSnapshot& now);

// What a term's key takes, for the list of what could be typed: "424, >=400, 4xx …"; "" for what
// is no key.
std::string_view offer_hint(std::string_view offer);

}  // namespace app
