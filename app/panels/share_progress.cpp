#include "app/panels/share_progress.h"

#include <algorithm>
#include <cmath>

#include "app/state/share_job.h"
#include "app/view_model/progress_words.h"
#include "app/widgets/button.h"

namespace app {
namespace {

constexpr float kHeight = 34, kPadding = 16, kAround = 16, kGap = 8, kStop = 56, kBar = 120;
constexpr float kThick = 4;

constexpr ImGuiWindowFlags kCard =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
    ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav;

// Files are done one after the other: the first is the one that moves.
std::string words_of(const ShareState& state, const MeasuredJob& job) {
  std::string text = progress_text(job.what, job.done, job.total);
  if (job.stopped) text = job.what + " · stopping…";
  if (state.jobs.size() > 1) text += " · " + std::to_string(state.jobs.size() - 1) + " more";
  return text;
}

Rect place_of(const Style& style, const std::string& text, bool raised) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float wanted =
      Pen::width(style.fonts.body, text) + style.px(2 * kPadding + kBar + kStop + 2 * kGap);
  const float width = std::min(std::ceil(wanted), window.x - style.px(2 * kAround));
  const float above = raised ? kHeight + kGap : 0;
  return {std::floor((window.x - width) / 2), window.y - style.px(kHeight + kAround + above), width,
          style.px(kHeight)};
}

void paint_bar(const Pen& pen, const Rect& bar, float share) {
  pen.fill(bar, Role::Border, 1.0f, bar.h / 2);
  if (share <= 0) return;
  pen.fill({bar.x, bar.y, std::max(bar.h, bar.w * share), bar.h}, Role::Accent, 1.0f, bar.h / 2);
}

// Whether it is to be stopped.
bool draw_card(const Pen& pen, const Rect& place, const std::string& text, const MeasuredJob& job) {
  pen.fill(place, Role::Hover, 1.0f, pen.px(kHeight / 2));
  pen.frame(place, Role::Border, pen.hairline(), pen.px(kHeight / 2));
  const Rect stop{place.right() - pen.px(kStop + kGap), place.center_y() - pen.px(12),
                  pen.px(kStop), pen.px(24)};
  const Rect bar{stop.x - pen.px(kBar + kGap), place.center_y() - pen.px(kThick / 2), pen.px(kBar),
                 pen.px(kThick)};
  const float x = place.x + pen.px(kPadding);
  pen.text_middle_elided(pen.fonts().body, {x, place.y, bar.x - pen.px(kGap) - x, place.h},
                         Role::Text, text);
  paint_bar(pen, bar, progress_share(job.done, job.total));
  ImGui::BeginDisabled(job.stopped);
  const bool stopped = button(pen, "Stop", stop, ButtonLook::Quiet);
  ImGui::EndDisabled();
  ImGui::SetItemTooltip("%s", action_tooltip(action(ActionId::StopSharing)).c_str());
  return stopped;
}

}  // namespace

PanelResult draw_share_progress(const ShareState& state, bool raised, const Style& style) {
  if (state.jobs.empty()) return std::nullopt;
  const auto& job = static_cast<const MeasuredJob&>(*state.jobs.front());
  const std::string text = words_of(state, job);
  const Rect place = place_of(style, text, raised);
  ImGui::SetNextWindowPos(top_left(place));
  ImGui::SetNextWindowSize({place.w, place.h});
  ImGui::PushFont(style.fonts.body);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::Begin("sharing", nullptr, kCard);
  const bool stopped = draw_card(Pen(style), place, text, job);
  ImGui::End();
  ImGui::PopStyleVar(2);
  ImGui::PopFont();
  return stopped ? PanelResult(ActionId::StopSharing) : std::nullopt;
}

}  // namespace app
