#include "app/panels/playback_overlay.h"

#include <algorithm>
#include <cmath>

#include "app/item_registry.h"
#include "app/view_model/playback/play_path.h"
#include "app/view_model/playback/play_words.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

constexpr float kDot = 7, kHalo = 12, kTrail = 3.5f, kLabelAbove = 20, kRounding = 5;

Rect moved(const Rect& r, ImVec2 by) { return {r.x + by.x, r.y + by.y, r.w, r.h}; }

// The strip's layout where its window shows it.
StripLayout layout_on_screen(const PanelInput& in, const Style& style) {
  const Rect area = panel_area();
  StripLayout layout = strip_layout(in.now.pipeline->stages.size(), area.w, style.scale);
  const ImVec2 start = ImGui::GetCursorStartPos();
  const ImVec2 origin{area.x + start.x, area.y + start.y};
  for (Rect& card : layout.cards) card = moved(card, origin);
  layout.client = moved(layout.client, origin);
  layout.answer = moved(layout.answer, origin);
  return layout;
}

// The card of each hop's stage: the stage itself, or another of its name.
std::vector<std::optional<std::size_t>> cards_of(const emulator::Pipeline& pipeline,
                                                 const emulator::Invocation& invocation) {
  std::vector<std::optional<std::size_t>> cards;
  for (const emulator::HopPtr& hop : invocation.hops) {
    const std::size_t at = emulator::index_of(pipeline, hop->stage);
    if (at < pipeline.stages.size()) {
      cards.emplace_back(at);
    } else {
      cards.push_back(emulator::find_container(pipeline, hop->container_hostname));
    }
  }
  return cards;
}

Role role_of(PlayPhase phase) {
  switch (phase) {
    case PlayPhase::Queue:
      return Role::PhaseQueue;
    case PlayPhase::Send:
      return Role::PhaseSend;
    case PlayPhase::Wait:
      return Role::PhaseWait;
    case PlayPhase::Receive:
    case PlayPhase::Answer:
      return Role::PhaseReceive;
  }
  return Role::Accent;
}

void paint_trail(const Pen& pen, const PlayDot& dot, Role role) {
  for (std::size_t i = 0; i + 1 < dot.trail.size(); ++i)
    pen.list().AddLine({dot.trail[i].x, dot.trail[i].y}, {dot.trail[i + 1].x, dot.trail[i + 1].y},
                       pen.style().color(role), pen.px(kTrail));
}

// Beside the dot, where no card is written on.
void paint_size(const Pen& pen, const PlayDot& dot, std::string_view size) {
  if (dot.card) return;
  const float width = Pen::width(pen.fonts().caption, size);
  const Rect pill{dot.at.x - width / 2 - pen.px(6), dot.at.y - pen.px(kLabelAbove + 9),
                  width + pen.px(12), pen.px(18)};
  pen.fill(pill, Role::Panel, 1, pen.px(9));
  pen.frame(pill, Role::Border, pen.hairline(), pen.px(9));
  pen.text_centered(pen.fonts().caption, pill.center_x(), pill.center_y(), Role::Text, size);
}

}  // namespace

void paint_playback(const PanelInput& in, const PlaybackState& state, const Style& style) {
  const auto invocation = selected_invocation(in.now, {state.invocation, 0, {}});
  if (!invocation) return;
  const Timeline timeline = timeline_of(*invocation, {state.length, state.true_scale});
  if (timeline.pieces.empty()) return;
  const double position =
      style.reduced_motion ? still_at(timeline, state.position) : state.position;
  const PlayMoment moment = moment_at(timeline, position);
  const StripLayout layout = layout_on_screen(in, style);
  const auto dot = play_dot(layout, cards_of(*in.now.pipeline, *invocation), moment, style.scale);
  if (!dot) return;
  const Pen pen(style);
  const bool bad = moves_failure(*invocation, moment);
  const Role role = bad ? Role::Error : role_of(moment.phase);
  if (dot->card) {
    const Rect& card = layout.cards[*dot->card];
    pen.frame(card, role, pen.px(2), pen.px(kRounding));
  }
  paint_trail(pen, *dot, role);
  const ImVec2 at{dot->at.x, dot->at.y};
  pen.list().AddCircleFilled(at, pen.px(kHalo), style.color(role, 0.25f), 32);
  pen.list().AddCircleFilled(at, pen.px(kDot), style.color(role), 24);
  pen.list().AddCircle(at, pen.px(kDot), style.color(Role::Panel), 24, pen.px(1.5f));
  if (bad) draw_glyph(pen, Glyph::Error, at.x, at.y);
  paint_size(pen, *dot, moving_size(*invocation, moment));
  tag_rectangle("moving request", {at.x - pen.px(kDot), at.y - pen.px(kDot)},
                {at.x + pen.px(kDot), at.y + pen.px(kDot)});
}

}  // namespace app
