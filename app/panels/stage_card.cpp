#include "app/panels/stage_card.h"

#include <algorithm>
#include <array>

#include "app/panels/stage_menu.h"
#include "app/view_model/debug_words.h"
#include "app/view_model/docker_words.h"
#include "app/view_model/hover_words.h"
#include "app/view_model/humanise.h"
#include "app/view_model/stage_usage.h"
#include "app/widgets/chip.h"
#include "app/widgets/status_glyph.h"
#include "app/widgets/wrapped_text.h"

namespace app {
namespace {

constexpr float kRounding = 5;
constexpr float kTopLine = 18, kStateLine = 45, kTrafficLine = 71;  // middles of the three lines
constexpr float kTextLeft = 27, kSide = 12, kLeastOrigin = 64;
constexpr float kBetween = 12, kMark = 20;  // usage: between its parts; room for a sign
constexpr const char* kTrouble = "why ▸";

void paint_handle(const Pen& pen, const Rect& place) {
  for (int row = 0; row < 3; ++row)
    for (int column = 0; column < 2; ++column)
      pen.list().AddCircleFilled({place.x + pen.px(10 + 6 * static_cast<float>(column)),
                                  place.y + pen.px(36 + 6 * static_cast<float>(row))},
                                 pen.px(1.3f), pen.style().color(Role::TextFaint), 8);
}

void paint_title(const Pen& pen, const StageCard& card, const Rect& place) {
  const float middle = place.y + pen.px(kTopLine);
  const std::string number = std::to_string(card.position);
  const float badge = pen.px(number.size() > 1 ? 26.0f : 20.0f);
  const Rect square{place.x + pen.px(kTextLeft - 1), middle - pen.px(10), badge, pen.px(20)};
  pen.fill(square, Role::Hover, 1, pen.px(4));
  pen.text_centered(pen.fonts().strong, square.center_x(), middle, Role::Text, number);

  // A long name takes the whole line; where the stage comes from is on the tooltip too.
  const float x = square.right() + pen.px(10);
  const float room = place.right() - pen.px(kSide) - x;
  const std::string origin = stage_origin(card.stage);
  const float name_right = pen.text_middle_elided(
      pen.fonts().strong, {x, middle - pen.px(10), room, pen.px(20)}, Role::Text, card.name);
  const float left_over = x + room - name_right - pen.px(16);
  const float wanted = Pen::width(pen.fonts().mono, origin);
  if (left_over < std::min(wanted, pen.px(kLeastOrigin))) return;
  const float width = std::min(left_over, wanted + 1);
  pen.text_middle_elided(pen.fonts().mono,
                         {x + room - width, middle - pen.px(10), width, pen.px(20)}, Role::TextDim,
                         origin);
}

// Processor and memory of a stage, as much of it as there is room for.
struct UsageText {
  std::string cpu;
  std::string memory;
  bool near_limit = false;
};

// What the card shows of a stage.
const emulator::StageStatus* status_of(const StageCard& card, const PanelInput& in) {
  return card.stage.bypassed() ? nullptr : in.now.status_of(card.stage.id);
}

bool shows_usage(const emulator::StageStatus* status) {
  return status != nullptr && status->usage && !status->outdated &&
         status->state == emulator::StageState::Ready;
}

StatusWords words_of(const StageCard& card, const PanelInput& in) {
  if (card.stage.bypassed()) return {Glyph::Idle, "Bypassed", "invocations skip it"};
  return stage_words(in.now.status_of(card.stage.id), in.time);
}

Rect trouble_place(const Pen& pen, const Rect& card) {
  const float width = chip_width(pen, kTrouble);
  const float height = pen.px(18);
  return {card.right() - pen.px(kSide) - width, card.y + pen.px(kTrafficLine) - height / 2, width,
          height};
}

// At the end of the state line, memory near its limit marked. Returns where it begins.
float paint_usage(const Pen& pen, const UsageText& usage, const Rect& line) {
  const float middle = line.center_y();
  float x = pen.text_right(pen.fonts().mono, line.right(), middle,
                           usage.near_limit ? Role::Warning : Role::TextDim, usage.memory);
  if (usage.near_limit) {
    x -= pen.px(kMark);
    draw_glyph(pen, Glyph::Warning, x + pen.px(kMark / 2 - 2), middle, Role::Card);
  }
  if (usage.cpu.empty()) return x;
  return pen.text_right(pen.fonts().mono, x - pen.px(kBetween), middle, Role::TextDim, usage.cpu);
}

UsageText fitting_usage(const Pen& pen, const emulator::StageUsage& usage, float room) {
  const UsageWords words = usage_words(usage);
  const float mark = words.near_limit ? pen.px(kMark) : 0;
  const std::array<UsageText, 5> wishes = {
      UsageText{words.cpu + " CPU", words.memory, words.near_limit},
      UsageText{words.cpu, words.memory, words.near_limit},
      UsageText{words.cpu, words.used, words.near_limit},
      UsageText{"", words.memory, words.near_limit}, UsageText{"", words.used, words.near_limit}};
  for (const UsageText& wish : wishes) {
    const float cpu =
        wish.cpu.empty() ? 0 : Pen::width(pen.fonts().mono, wish.cpu) + pen.px(kBetween);
    if (cpu + mark + Pen::width(pen.fonts().mono, wish.memory) <= room) return wish;
  }
  return wishes.back();
}

void paint_state(const Pen& pen, const StatusWords& words, const emulator::StageStatus* status,
                 const Rect& place) {
  const float middle = place.y + pen.px(kStateLine);
  draw_glyph(pen, words.glyph, place.x + pen.px(33), middle, Role::Card);
  const bool ill = words.glyph == Glyph::Error;
  const Role role = ill ? Role::Error : Role::TextDim;
  const float x = place.x + pen.px(46);
  const float room = place.right() - pen.px(kSide) - x;
  Rect line{x, middle - pen.px(10), room, pen.px(20)};
  std::string text = words.detail.empty() ? words.text : words.text + "  " + words.detail;
  if (status != nullptr && !doing_of(*status).empty()) text = words.text;  // it has its own line
  if (shows_usage(status)) {
    const float least = Pen::width(pen.fonts().body, words.text) + pen.px(kBetween);
    const UsageText usage = fitting_usage(pen, *status->usage, room - least);
    line.w = paint_usage(pen, usage, line) - pen.px(kBetween) - x;
    if (Pen::width(pen.fonts().body, text) > line.w) text = words.text;
  }
  pen.text_within(pen.fonts().body, line, role, text);
}

// Where there is little room the name of what is fetched gives way; the figures behind it stay.
void paint_doing(const Pen& pen, std::string_view doing, const Rect& line) {
  ImFont* font = pen.fonts().caption;
  const std::size_t comma = doing.rfind(", ");
  const std::string_view head = doing.substr(0, comma);
  const std::string_view tail = comma == doing.npos ? "" : doing.substr(comma);
  const float figures = Pen::width(font, tail);
  const Rect names{line.x, line.y, std::max(0.0f, line.w - figures), line.h};
  const float x = pen.text_within(font, names, Role::TextDim, head);
  pen.text_within(font, {x, line.y, line.right() - x, line.h}, Role::TextDim, tail);
}

// A bar at the card's lower edge.
void paint_progress(const Pen& pen, float share, const Rect& place) {
  const float high = std::max(2.0f, pen.px(3)), x = place.x + pen.px(kTextLeft);
  const Rect track{x, place.bottom() - pen.px(7), place.right() - pen.px(kSide) - x, high};
  pen.fill(track, Role::Border, 1.0f, high / 2);
  const float done = std::max(high, std::round(track.w * share));
  pen.fill({track.x, track.y, done, high}, Role::Running, 1.0f, high / 2);
}

// The third line of a stage that starts with something that takes long.
void paint_work(const Pen& pen, std::string_view doing, const Rect& place) {
  const float x = place.x + pen.px(kTextLeft + 1);
  const Rect line{x, place.y + pen.px(kTrafficLine - 13), place.right() - pen.px(kSide) - x,
                  pen.px(20)};
  paint_doing(pen, doing, line);
  if (const auto share = told_progress(doing)) paint_progress(pen, *share, place);
}

// What runs there, where the state line had no room for it and no request passed yet.
void paint_idle(const Pen& pen, const emulator::StageStatus& status, const Rect& place) {
  const float x = place.x + pen.px(kTextLeft + 1);
  pen.text_within(
      pen.fonts().mono,
      {x, place.y + pen.px(kTrafficLine - 10), place.right() - pen.px(kSide) - x, pen.px(20)},
      Role::TextFaint, status.description);
}

// `right`: where the room for it ends.
void paint_traffic(const Pen& pen, const std::optional<CardTraffic>& traffic, const Rect& place,
                   float right) {
  const float middle = place.y + pen.px(kTrafficLine);
  const float x = place.x + pen.px(kTextLeft + 1);
  const float room = right - x;
  const std::string sizes = traffic ? traffic->in + " → " + traffic->out : "";
  std::string text = traffic ? traffic->duration + "   " + sizes : "–";
  if (traffic && Pen::width(pen.fonts().mono, text) > room) text = traffic->duration + " " + sizes;
  pen.text_within(pen.fonts().mono, {x, middle - pen.px(10), room, pen.px(20)},
                  traffic ? Role::TextDim : Role::TextFaint, text);
}

const emulator::Breakpoint* breakpoint_of(const StageCard& card, const PanelInput& in) {
  const auto& all = in.now.debug->breakpoints;
  const auto found = std::ranges::find(all, card.stage.id, &emulator::Breakpoint::stage);
  return found == all.end() ? nullptr : &*found;
}

bool is_held_at(const StageCard& card, const PanelInput& in) {
  return std::ranges::any_of(in.now.debug->held, [&](const emulator::HeldHop& held) {
    return held.stage == card.stage.id;
  });
}

// A bar along the lower edge that says in a word what the stage is not.
void paint_rehearsal(const Pen& pen, std::string_view mark, const Rect& place) {
  const float width = chip_width(pen, mark);
  draw_chip(pen, place.right() - pen.px(kSide) - width, place.y + pen.px(kTrafficLine), mark,
            ChipTone::Caution);
}

void paint_held(const Pen& pen, const Rect& place) {
  pen.frame(place, Role::Warning, pen.px(2), pen.px(kRounding));
  const float x = place.center_x();
  const float middle = place.bottom();
  const Rect disc{x - pen.px(11), middle - pen.px(11), pen.px(22), pen.px(22)};
  pen.fill(disc, Role::Card, 1.0f, pen.px(11));
  pen.frame(disc, Role::Warning, pen.px(2), pen.px(11));
  for (const float at : {-4.0f, 1.5f})
    pen.fill({x + pen.px(at), middle - pen.px(4.5f), pen.px(2.5f), pen.px(9)}, Role::Warning);
}

void tooltip_line(const Style& style, Role role, const std::string& text) {
  if (text.empty()) return;
  ImGui::PushStyleColor(ImGuiCol_Text, style.color(role));
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopStyleColor();
}

}  // namespace

void paint_stage_card(const Pen& pen, const StageCard& card, const PanelInput& in,
                      const Rect& place) {
  const float rounding = pen.px(kRounding);
  if (card.dragged) {  // lifted above its neighbours
    const Rect shadow{place.x - pen.px(3), place.y, place.w + pen.px(6), place.h + pen.px(5)};
    pen.fill(shadow, Role::Window, 0.6f, rounding);
  }
  pen.fill(place, card.hovered ? Role::Hover : Role::Card, 1.0f, rounding);
  const emulator::Rehearsal* rehearsal = in.now.debug->rehearsal_of(card.stage.id);
  if (card.stage.bypassed()) pen.hatch(place, Role::Border, pen.px(9));
  if (rehearsal != nullptr) {
    const Rect strip{place.x, place.y, pen.px(22), place.h};
    pen.fill(strip, Role::Warning, 0.10f, rounding);
    pen.hatch(place, Role::Warning, pen.px(14));
    pen.fill(place, card.hovered ? Role::Hover : Role::Card, 0.72f, rounding);
  }
  if (card.selected || card.dragged) {
    pen.frame(place, Role::Accent, pen.px(2), rounding);
  } else {
    pen.frame(place, Role::Border, pen.hairline(), rounding);
  }
  if (is_held_at(card, in)) paint_held(pen, place);
  paint_handle(pen, place);
  paint_title(pen, card, place);
  const StatusWords words = words_of(card, in);
  const emulator::StageStatus* status = status_of(card, in);
  paint_state(pen, words, status, place);
  const std::string_view doing = status != nullptr ? doing_of(*status) : "";
  if (!doing.empty()) return paint_work(pen, doing, place);
  if (rehearsal != nullptr) paint_rehearsal(pen, rehearsal_mark(*rehearsal), place);
  const auto traffic = card_traffic(*in.now.trace, card.stage.id);
  if (!traffic && shows_usage(status)) return paint_idle(pen, *status, place);
  const bool marked = words.glyph == Glyph::Error && rehearsal == nullptr;
  float right = marked ? trouble_place(pen, place).x - pen.px(8) : place.right() - pen.px(kSide);
  if (rehearsal != nullptr) right -= chip_width(pen, rehearsal_mark(*rehearsal)) + pen.px(8);
  paint_traffic(pen, traffic, place, right);
  if (marked) {
    const Rect mark = trouble_place(pen, place);
    draw_chip(pen, mark.x, mark.center_y(), kTrouble, ChipTone::Bad);
  }
}

bool draw_breakpoint_dot(const Pen& pen, const StageCard& card, const PanelInput& in,
                         const Rect& place) {
  const Rect area{place.x + pen.px(2), place.y + pen.px(kTopLine - 10), pen.px(20), pen.px(20)};
  const bool clicked = hit(("breakpoint:" + card.name).c_str(), area);
  const emulator::Breakpoint* set = breakpoint_of(card, in);
  const bool hovered = ImGui::IsItemHovered();
  const std::string words =
      set != nullptr ? "Holds invocations " + breakpoint_words(*set) : "Hold invocations here";
  ImGui::SetItemTooltip("%s (%s)", words.c_str(),
                        chord_text(action(ActionId::ToggleBreakpoint).chord).c_str());
  const ImVec2 center{area.center_x(), area.center_y()};
  const ImU32 color = pen.style().color(Role::Error);
  if (set != nullptr && set->enabled)
    pen.list().AddCircleFilled(center, pen.px(6), color, 24);
  else if (set != nullptr || hovered)
    pen.list().AddCircle(center, pen.px(5.5f), color, 24, pen.px(1.5f));
  return clicked;
}

bool draw_trouble_mark(const Pen& pen, const StageCard& card, const PanelInput& in,
                       const Rect& place) {
  if (words_of(card, in).glyph != Glyph::Error) return false;
  if (in.now.debug->rehearsal_of(card.stage.id) != nullptr) return false;
  const bool clicked = hit(("trouble:" + card.name).c_str(), trouble_place(pen, place));
  ImGui::SetItemTooltip("Last log lines; %s restarts it",
                        chord_text(action(ActionId::RestartStage).chord).c_str());
  return clicked;
}

void stage_tooltip(const StageCard& card, const PanelInput& in, const Style& style) {
  if (!ImGui::BeginTooltip()) return;
  const emulator::StageStatus* status = in.now.status_of(card.stage.id);
  const StatusWords words = stage_words(status, in.time);
  ImGui::PushFont(style.fonts.strong);
  tooltip_line(style, Role::Text, card.name);
  ImGui::PopFont();
  const bool built = card.stage.runtime() == emulator::RuntimeKind::Docker && card.stage.launch &&
                     card.stage.launch->build;
  tooltip_line(style, Role::TextDim,
               built ? "built from " + *card.stage.launch->build : stage_origin(card.stage));
  if (words.glyph == Glyph::Error) {
    write_stage_trouble(in, card.stage.id, style);
  } else {
    tooltip_line(style, Role::TextDim,
                 words.detail.empty() ? words.text : words.text + ", " + words.detail);
  }
  if (const std::string health = status ? health_words(*status) : ""; !health.empty())
    wrapped_lines(health);
  if (const auto* rehearsal = in.now.debug->rehearsal_of(card.stage.id))
    tooltip_line(style, Role::Warning,
                 rehearsal_mark(*rehearsal) + ": " + rehearsal_sentence(*rehearsal));
  if (status && status->usage) tooltip_line(style, Role::TextDim, usage_sentence(*status->usage));
  if (card.stage.runtime() == emulator::RuntimeKind::Docker && in.now.docker)
    tooltip_line(style, Role::TextDim, docker_line(*in.now.docker));
  if (status && status->address.port > 0)
    tooltip_line(style, Role::TextDim,
                 status->address.host + ":" + std::to_string(status->address.port));
  ImGui::EndTooltip();
}

}  // namespace app
