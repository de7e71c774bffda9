#include "app/panels/source_questions.h"

#include <algorithm>
#include <array>

#include "app/widgets/banner.h"

namespace app {
namespace {

using emulator::EngineSnapshot;

const SourceChange* to_ask(const EngineSnapshot& now, const SourceState& state) {
  const auto found = std::ranges::find_if(state.changed, [&](const SourceChange& change) {
    return runs_from_source(now, change.stage);
  });
  return found == state.changed.end() ? nullptr : &*found;
}

}  // namespace

bool runs_from_source(const EngineSnapshot& now, emulator::StageId stage) {
  using emulator::StageState;
  const auto* status = now.status_of(stage);
  if (status == nullptr) return false;
  return status->state != StageState::Idle && status->state != StageState::Stopping;
}

bool tells_source_changed(const EngineSnapshot& now, const SourceState& state) {
  return to_ask(now, state) != nullptr;
}

PanelResult draw_source_changed(const PanelInput& in, SourceState& state, Settings& settings,
                                const Style& style) {
  const SourceChange* asked = to_ask(in.now, state);
  if (asked == nullptr) return std::nullopt;
  static const std::array<std::string, 2> kWays{"Restart", "Always restart"};
  const std::string name = emulator::container_name(
      *in.now.pipeline, emulator::index_of(*in.now.pipeline, asked->stage));
  const BannerText text{asked->file + " of " + name + " changed",
                        name + " runs as it was before; a restart takes the change up"};
  const auto pressed = draw_banner(style, text, kWays, "Leave it");
  if (!pressed) return std::nullopt;
  if (*pressed == 1) settings.on_change = Settings::OnChange::Reload;
  const emulator::StageId stage = asked->stage;
  std::erase_if(state.changed, [&](const SourceChange& old) { return old.stage == stage; });
  if (*pressed > 1) return std::nullopt;
  return emulator::Command{emulator::RestartStage{stage}};
}

}  // namespace app
