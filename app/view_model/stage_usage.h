#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulator/engine/snapshot.h"

// What a stage uses and how far its start has come, as a card shows it.
namespace app {

struct UsageWords {
  std::string cpu;          // "12 %": of one processor
  std::string used;         // "84 MB"
  std::string memory;       // "84 of 512 MB" where there is a limit, else as `used`
  bool near_limit = false;  // of its memory: 90 % and more
  bool operator==(const UsageWords&) const = default;
};
UsageWords usage_words(const emulator::StageUsage& usage);
// "12 % of one processor, 84 MB of 512 MB memory"
std::string usage_sentence(const emulator::StageUsage& usage);

// What can be done about a stage that its memory limit ended; "" where it did not.
std::string_view memory_advice(const emulator::StageStatus& status);

// What takes long while a stage starts: "pulling xgb:1, 45 MB of 120 MB"; "" where it only waits
// for /ping.
std::string_view doing_of(const emulator::StageStatus& status);

// How much is done of what is told: 0.375 for "pulling xgb:1, 45 MB of 120 MB", 0.43 for "building
// image, step 3 of 7". Nothing where it does not say.
std::optional<float> told_progress(std::string_view text);

}  // namespace app
