#include "app/panels/base_picker.h"

#include <algorithm>

#include "app/item_registry.h"
#include "app/view_model/elide.h"
#include "app/view_model/invocation_rows.h"
#include "app/view_model/run_plan.h"
#include "app/widgets/chip.h"
#include "app/widgets/text_field.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kFieldWidth = 130, kField = 28, kLabel = 80;
constexpr std::size_t kMostOffered = 20;

std::string offer_text(const emulator::Invocation& invocation, emulator::WallTime now) {
  const InvocationRow row = invocation_row(invocation, now);
  return row.id + "   " + row.status.text + "   " + row.duration + "   " + row.time +
         (row.name.empty() ? "" : "   " + row.name);
}

PanelResult draw_hop_offers(const PanelInput& in) {
  PanelResult wish;
  if (ImGui::MenuItem("Request with response")) wish = ActionId::CompareMessages;
  if (ImGui::MenuItem("What it was before it was edited", nullptr, false,
                      in.can[ActionId::CompareEdit]))
    wish = ActionId::CompareEdit;
  ImGui::Separator();
  return wish;
}

// The newest invocations but the one itself; the marked one wherever it is.
PanelResult draw_offers(const PanelInput& in, const BasePicker& picker, Selection& selection) {
  PanelResult wish;
  if (picker.hop_offers) wish = draw_hop_offers(in);
  if (ImGui::MenuItem("The one that suits it", nullptr, !selection.marked)) {
    selection.marked = {};
    if (picker.hop_offers) wish = ActionId::ShowDiff;
  }
  tag("compare with:suiting");
  const emulator::TraceView& trace = *in.now.trace;
  std::size_t offered = 0;
  for (std::size_t i = trace.size(); i-- > 0 && offered < kMostOffered;) {
    const emulator::Invocation& each = *trace[i];
    if (each.id == picker.invocation.id) continue;
    ++offered;
    if (ImGui::MenuItem(offer_text(each, in.time).c_str(), nullptr, selection.marked == each.id)) {
      selection.marked = each.id;
      if (picker.hop_offers) wish = ActionId::ShowDiff;
    }
    tag("compare with:" + std::to_string(each.id.value));
  }
  return wish;
}

// Typed as text; what is no number is told and changes nothing.
void draw_number(const Pen& pen, const char* name, std::string& typed, double& value) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  pen.text(pen.fonts().body, at.x, at.y + pen.px(kField / 2), Role::TextDim, name);
  const Rect field{at.x + pen.px(kLabel), at.y, pen.px(kFieldWidth), pen.px(kField)};
  text_field(pen, name, field, typed, "0");
  const auto number = typed_tolerance(typed);
  if (number) value = *number;
  if (!number) pen.frame(field, Role::Error, pen.hairline(), pen.px(4));
  ImGui::SetCursorScreenPos({at.x, at.y + pen.px(kField + 6)});
}

}  // namespace

ComparedWith compared_with(const emulator::EngineSnapshot& now,
                           const emulator::Invocation& invocation, const Selection& selection,
                           CompareState& state) {
  KeptBase& kept = state.base;
  const std::uint64_t total = now.trace->total();
  if (kept.of != invocation.id || kept.marked != selection.marked || kept.total != total) {
    ComparisonBase base = comparison_base(*now.trace, invocation, selection.marked);
    kept = {invocation.id, selection.marked, total, base.id, std::move(base.why)};
  }
  return {kept.base ? now.trace->find(kept.base) : nullptr, kept.why};
}

PanelResult draw_base_picker(const Pen& pen, const PanelInput& in, const BasePicker& picker,
                             Selection& selection, Rect& place) {
  const ComparedWith& with = picker.with;
  std::string text = with.why;  // "request with response"
  if (text.empty()) text = "no other invocation";
  if (with.other) text = "with " + std::to_string(with.other->id.value) + ", " + with.why;
  text = elide_end(text, place.w - pen.px(32),
                   [&](std::string_view part) { return Pen::width(pen.fonts().caption, part); }) +
         " ▾";
  place.w = std::min(place.w, chip_width(pen, text));
  const ChipTone tone = selection.marked ? ChipTone::Accent : ChipTone::Neutral;
  if (chip_button(pen, "compare with", place, text, tone)) ImGui::OpenPopup("compare with what");
  ImGui::SetItemTooltip("What it is compared with (C marks an invocation)");
  ImGui::SetNextWindowPos({place.x, place.bottom() + pen.px(4)}, ImGuiCond_Appearing);
  if (!ImGui::BeginPopup("compare with what")) return std::nullopt;
  PanelResult wish = draw_offers(in, picker, selection);
  ImGui::EndPopup();
  return wish;
}

void draw_tolerance(const Pen& pen, CompareState& state, Rect& place) {
  const std::string text = state.tolerance == Tolerance{0, 0}
                               ? "numbers exactly ▾"
                               : "± " + to_text(state.tolerance) + " ▾";
  place.w = chip_width(pen, text);
  if (chip_button(pen, "tolerance", place, text, ChipTone::Neutral))
    ImGui::OpenPopup("tolerance of numbers");
  ImGui::SetItemTooltip("How far numbers may be apart and still count as the same");
  ImGui::SetNextWindowPos({place.x, place.bottom() + pen.px(4)}, ImGuiCond_Appearing);
  if (!ImGui::BeginPopup("tolerance of numbers")) return;
  const Pen inner(pen.style());
  draw_number(inner, "relative", state.relative, state.tolerance.relative);
  draw_number(inner, "absolute", state.absolute, state.tolerance.absolute);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  inner.text(inner.fonts().caption, at.x, at.y + pen.px(8), Role::TextFaint,
             "1e-6, 0.5 %; the wider one holds");
  ImGui::Dummy({pen.px(kLabel + kFieldWidth), pen.px(16)});
  ImGui::EndPopup();
}

}  // namespace app
