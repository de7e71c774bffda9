#include "app/panels/hop_card.h"

#include <array>
#include <string>

#include "app/view_model/debug_words.h"
#include "app/view_model/hover_words.h"
#include "app/view_model/humanise.h"
#include "app/widgets/wrapped_text.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kValues = 150, kSwatch = 10;

// One line of a card: a name and its value in a second column.
class Lines {
 public:
  explicit Lines(const Style& style) : style_(style) {}
  void add(const char* name, const std::string& value) const {
    ImGui::TextUnformatted(name);
    ImGui::SameLine(style_.px(kValues));
    ImGui::TextUnformatted(value.c_str());
  }
  void add_phase(Role role, const char* name, emulator::Nanoseconds length) const {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float side = style_.px(kSwatch);
    const float top = at.y + (ImGui::GetTextLineHeight() - side) / 2;
    Pen(style_).fill({at.x, top, side, side}, role);
    ImGui::Dummy({side, ImGui::GetTextLineHeight()});
    ImGui::SameLine();
    add(name, emulator::format_duration(length));
  }

 private:
  const Style& style_;
};

std::string size_of(const emulator::BodyPtr& body) {
  return emulator::format_size(body ? body->size() : 0);
}

}  // namespace

void draw_hop_card(const Style& style, const emulator::Invocation& invocation,
                   const emulator::Hop& hop) {
  if (!ImGui::BeginTooltip()) return;
  const Lines lines(style);
  const StatusWords words = hop_words(hop);
  const emulator::HopTiming& timing = hop.timing;
  ImGui::TextUnformatted(
      ("Hop " + std::to_string(hop.index) + ", " + hop.container_hostname).c_str());
  ImGui::TextUnformatted((words.detail.empty() ? words.text : words.detail).c_str());
  if (const std::string source = source_sentence(hop); !source.empty()) {
    ImGui::PushStyleColor(ImGuiCol_Text, style.color(Role::Warning));
    ImGui::TextUnformatted(source.c_str());
    ImGui::PopStyleColor();
  }
  ImGui::Separator();
  lines.add_phase(Role::PhaseQueue, "queue", timing.queue);
  lines.add_phase(Role::PhaseSend, "connect", timing.connect);
  lines.add_phase(Role::PhaseSend, "send", timing.send);
  lines.add_phase(Role::PhaseWait, "wait", timing.wait);
  lines.add_phase(Role::PhaseReceive, "receive", timing.receive);
  ImGui::Separator();
  lines.add("in", size_of(hop.request.body));
  lines.add("out", hop.response() ? size_of(hop.response()->body) : "no answer");
  ImGui::Separator();
  // contract 6.2: from connecting to the last byte of the answer.
  lines.add("ContainerLatency", emulator::format_duration(timing.container()));
  if (invocation.finished) {
    lines.add("ModelLatency", emulator::format_duration(invocation.container_time()));
    lines.add("OverheadLatency", emulator::format_duration(invocation.overhead_time()));
    if (hop.held.count() > 0) lines.add("held", emulator::format_duration(hop.held));
  }
  if (const std::string meaning = hop_status_words(hop); !meaning.empty()) {
    ImGui::Separator();
    wrapped_lines(meaning);
  }
  ImGui::EndTooltip();
}

void draw_gap_card(const WaterfallGap& gap) { ImGui::SetTooltip("%s", gap_text(gap).c_str()); }

}  // namespace app
