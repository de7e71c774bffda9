#include "app/panels/playback_bar.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/view_model/playback/play_words.h"
#include "app/view_model/playback/playback_layout.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kTrack = 8, kKnob = 7, kLeastName = 40;
constexpr double kLongestStep = 1.0 / 15;  // of a frame that came after a long sleep
constexpr double kLongestStill = 0.25;     // the same where only still pictures are shown
constexpr std::array kPhaseRoles = {Role::PhaseQueue, Role::PhaseSend, Role::PhaseWait,
                                    Role::PhaseReceive, Role::PhaseReceive};

emulator::InvocationPtr played(const emulator::EngineSnapshot& now, const PlaybackState& state) {
  return selected_invocation(now, {state.invocation, 0, {}});
}

// The phases one behind the other; hops are told apart by a small gap.
void paint_track(const Pen& pen, const Timeline& timeline, const Rect& scrubber, double position) {
  const float top = scrubber.center_y() - pen.px(kTrack / 2);
  const auto x_at = [&](double seconds) {
    return scrubber.x + scrubber.w * static_cast<float>(seconds / timeline.seconds);
  };
  for (std::size_t i = 0; i < timeline.pieces.size(); ++i) {
    const PlayPiece& piece = timeline.pieces[i];
    const bool ends = i + 1 < timeline.pieces.size() && timeline.pieces[i + 1].hop != piece.hop;
    const float from = x_at(piece.from), to = x_at(piece.to) - (ends ? pen.px(2) : 0);
    const Role role = kPhaseRoles[static_cast<std::size_t>(piece.phase)];
    const float seen = std::clamp(x_at(position), from, std::max(from, to));
    pen.fill({from, top, to - from, pen.px(kTrack)}, role, 0.35f);
    pen.fill({from, top, seen - from, pen.px(kTrack)}, role);
  }
  const ImVec2 knob{x_at(position), scrubber.center_y()};
  pen.list().AddCircleFilled(knob, pen.px(kKnob), pen.style().color(Role::Text), 24);
  pen.list().AddCircleFilled(knob, pen.px(kKnob - 2), pen.style().color(Role::Accent), 24);
}

void paint_names(const Pen& pen, const emulator::Invocation& invocation, const Timeline& timeline,
                 const Rect& scrubber) {
  for (const emulator::HopPtr& hop : invocation.hops) {
    const double from = start_of(timeline, hop->index);
    const double to = hop->index < static_cast<int>(invocation.hops.size())
                          ? start_of(timeline, hop->index + 1)
                          : start_of(timeline, 0);
    const auto x = static_cast<float>(from / timeline.seconds) * scrubber.w + scrubber.x;
    const auto w = static_cast<float>((to - from) / timeline.seconds) * scrubber.w - pen.px(6);
    if (w < pen.px(kLeastName)) continue;
    pen.text_within(pen.fonts().caption, {x, scrubber.y - pen.px(5), w, pen.px(12)}, Role::TextDim,
                    hop->container_hostname);
  }
}

// True while it is held.
bool drag_scrubber(const Rect& scrubber, PlaybackState& state) {
  hit("scrubber", scrubber);
  if (ImGui::IsItemHovered() || ImGui::IsItemActive())
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  if (!ImGui::IsItemActive()) return false;
  const float share = (ImGui::GetIO().MousePos.x - scrubber.x) / std::max(scrubber.w, 1.0f);
  state.position = std::clamp(static_cast<double>(share), 0.0, 1.0) * state.length;
  state.playing = false;
  return true;
}

// A triangle and a bar: to the next hop, or to the previous one.
bool step_button(const Pen& pen, const char* name, const Rect& place, float direction) {
  const bool clicked = hit(name, place);
  ImGui::SetItemTooltip("%s", name);
  pen.fill(place, ImGui::IsItemHovered() ? Role::Hover : Role::Card, 1, pen.px(4));
  pen.frame(place, Role::Border, pen.hairline(), pen.px(4));
  const float x = place.center_x(), y = place.center_y(), r = pen.px(5);
  const ImU32 color = pen.style().color(Role::Text);
  pen.list().AddTriangleFilled({x - direction * r, y - r}, {x + direction * r * 0.8f, y},
                               {x - direction * r, y + r}, color);
  pen.list().AddRectFilled({x + direction * r - pen.px(1), y - r},
                           {x + direction * r + pen.px(1), y + r}, color);
  return clicked;
}

void step(const Timeline& timeline, PlaybackState& state, int by) {
  state.position = step_from(timeline, state.position, by);
  state.playing = state.playing && state.position < state.length;
}

PanelResult draw_buttons(const Pen& pen, const PlaybackLayout& at, const Timeline& timeline,
                         PlaybackState& state) {
  PanelResult wish;
  const char* play = state.playing ? "Pause" : "Play";
  if (button(pen, play, at.play, ButtonLook::Primary)) wish = ActionId::PlayBack;
  ImGui::SetItemTooltip("%s", action_tooltip(action(ActionId::PlayBack)).c_str());
  if (step_button(pen, "Previous hop", at.back, -1)) step(timeline, state, -1);
  if (step_button(pen, "Next hop", at.forward, 1)) step(timeline, state, 1);
  const std::string length = std::to_string(static_cast<int>(state.length)) + " s";
  if (button(pen, length.c_str(), at.length, ButtonLook::Flat))
    wish = ActionId::PlaybackLength;
  ImGui::SetItemTooltip("How long the whole takes: 5, 10 or 20 seconds");
  const char* scale = state.true_scale ? "To scale" : "Not to scale";
  if (button(pen, scale, at.scale, ButtonLook::Flat)) wish = ActionId::PlaybackScale;
  ImGui::SetItemTooltip(
      state.true_scale ? "Every phase takes its share of the time. Click: stretch short ones"
                       : "Short phases are stretched so that they can be seen. Click: to scale");
  if (button(pen, "×", at.close, ButtonLook::Quiet)) wish = ActionId::EndPlayback;
  ImGui::SetItemTooltip("%s", action_tooltip(action(ActionId::EndPlayback)).c_str());
  return wish;
}

void paint_caption(const Pen& pen, const emulator::Invocation& invocation, const PlayMoment& moment,
                   const Rect& line) {
  const PlayCaption caption = caption_of(invocation, moment);
  const Role role = kPhaseRoles[static_cast<std::size_t>(moment.phase)];
  pen.fill({line.x, line.center_y() - pen.px(5), pen.px(10), pen.px(10)},
           moves_failure(invocation, moment) ? Role::Error : role);
  float x = pen.text(pen.fonts().strong, line.x + pen.px(18), line.center_y(), Role::Text,
                     phase_word(moment.phase)) +
            pen.px(12);
  float right = line.right();
  if (!caption.fact.empty()) {
    const std::string fact = "contract " + std::string(caption.fact);
    right -= chip_width(pen, fact);
    draw_chip(pen, right, line.center_y(), fact, ChipTone::Neutral);
    right -= pen.px(12);
  }
  pen.text_within(pen.fonts().body, {x, line.y, right - x, line.h}, Role::Text, caption.text);
}

double shown_position(const PlaybackState& state, const Timeline& timeline, const Style& style) {
  return style.reduced_motion ? still_at(timeline, state.position) : state.position;
}

}  // namespace

PanelResult draw_playback_bar(const PanelInput& in, PlaybackState& state, Selection& selection,
                              const Style& style) {
  const auto invocation = played(in.now, state);
  if (!invocation) return std::nullopt;
  const Pen pen(style);
  const Rect area = panel_area();
  pen.fill(area, Role::Card, 0.6f);
  const PlaybackLayout at = playback_layout(area, style.scale);
  const Timeline timeline = timeline_of(*invocation, {state.length, state.true_scale});
  if (timeline.pieces.empty()) return std::nullopt;
  const bool held = drag_scrubber(at.scrubber, state);
  const PlayMoment moment = moment_at(timeline, shown_position(state, timeline, style));
  if (held && moment.hop > 0) {
    state.hop = moment.hop;
    select_hop(in.now, *invocation, moment.hop, selection);
  }
  paint_names(pen, *invocation, timeline, at.scrubber);
  paint_track(pen, timeline, at.scrubber, state.position);
  if (at.time.w > 0)
    pen.text_right(pen.fonts().mono, at.time.right(), at.time.center_y(), Role::TextDim,
                   emulator::format_duration(moment.time) + " of " +
                       emulator::format_duration(invocation->duration));
  PanelResult wish = draw_buttons(pen, at, timeline, state);
  paint_caption(pen, *invocation, moment, at.caption);
  return wish;
}

void follow_playback(const emulator::EngineSnapshot& now, PlaybackState& state,
                     Selection& selection, bool reduced_motion) {
  if (!state.invocation) return;
  if (selection.invocation != state.invocation) {  // another one was picked
    state.invocation = selection.invocation;
    state.position = 0;
    state.hop = 0;
  }
  const auto invocation = played(now, state);
  if (!invocation || !invocation->finished || invocation->hops.empty()) {
    state.invocation = {};
    state.playing = false;
    return;
  }
  const Timeline timeline = timeline_of(*invocation, {state.length, state.true_scale});
  const int chosen = shown_hop(*invocation, selection);
  const bool reached = chosen <= static_cast<int>(invocation->hops.size());
  if (state.hop != 0 && chosen != state.hop && reached) state.position = start_of(timeline, chosen);
  if (state.playing) {
    const double most = reduced_motion ? kLongestStill : kLongestStep;
    state.position += std::min(static_cast<double>(ImGui::GetIO().DeltaTime), most);
    if (state.position >= state.length) {
      state.position = state.length;
      state.playing = false;
    }
  }
  const int hop = moment_at(timeline, state.position).hop;
  state.hop = hop > 0 ? hop : static_cast<int>(invocation->hops.size());
  if (shown_hop(*invocation, selection) != state.hop)
    select_hop(now, *invocation, state.hop, selection);
}

}  // namespace app
