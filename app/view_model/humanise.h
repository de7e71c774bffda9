#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulator/base/clock.h"
#include "emulator/engine/snapshot.h"

// Engine state in people's words: one shape, one word, one detail.
namespace app {

// Status shapes; each differs in outline, so none relies on colour.
enum class Glyph {
  Ok,        // disc with a check
  Running,   // play triangle
  Starting,  // ring, on its way
  Warning,   // triangle with a bar
  Error,     // square with a cross
  Idle,      // ring
};

struct StatusWords {
  Glyph glyph = Glyph::Idle;
  std::string text;    // "Ready", "Failing", "Starting 3.2 s"
  std::string detail;  // "pid 4121", "/ping 503 ×4"; may be empty
  bool operator==(const StatusWords&) const = default;
};

StatusWords stage_words(const emulator::StageStatus* status, emulator::WallTime now);
StatusWords service_words(emulator::ServiceState state);
// Text is the status code, "running" or "cancelled".
StatusWords invocation_words(const emulator::Invocation& invocation);
// Text is the status code and reason, or the kind of transport error.
StatusWords hop_words(const emulator::Hop& hop);

Glyph severity_glyph(emulator::Severity severity);

// The third line of a stage card: what the last invocation did there.
struct CardTraffic {
  std::string duration;  // "12.4 ms"
  std::string in;        // "1.2 KB"
  std::string out;       // "3.4 KB"; "no answer" where none came
  bool operator==(const CardTraffic&) const = default;
};
std::optional<CardTraffic> card_traffic(const emulator::TraceView& trace, emulator::StageId stage);

// What a card says about where the stage comes from: its local command, the folder it is built from
// ("sklearn-prep/") or its local image, else AWS's image without the registry: "sklearn-prep:1.2".
std::string stage_origin(const emulator::Stage& stage);

// "Serial / 3 containers / revision 4"
std::string pipeline_facts(const emulator::Pipeline& pipeline, std::uint64_t revision);

// The same with "not saved" where edits are, then shorter and shorter.
std::vector<std::string> pipeline_facts_by_room(const emulator::Pipeline& pipeline,
                                                std::uint64_t revision, bool unsaved);

// "3.2 s" with one decimal, for times that are still growing.
std::string elapsed_text(emulator::Nanoseconds elapsed);

// "Redeploy 1 of 3 stages": how many run as they were before an edit; "" where none does.
std::string redeploy_text(const std::vector<emulator::StageStatus>& stages);

// The last lines that a stage wrote, oldest first; at most `most`, of what is near the end.
std::vector<const emulator::LogLine*> last_lines(const emulator::LogView& logs,
                                                 emulator::StageId stage, std::size_t most);

// True while a text on the screen grows with time: frames are wanted although nothing happens.
bool shows_elapsed_time(const emulator::EngineSnapshot& now);

// "1 finding", "2 findings"
std::string counted(std::size_t count, std::string_view singular);

}  // namespace app
