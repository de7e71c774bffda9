#include "app/panels/welcome.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/errands/pipeline_errands.h"
#include "app/view_model/docker_words.h"
#include "app/view_model/elide.h"
#include "app/view_model/welcome_layout.h"
#include "app/widgets/button.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

constexpr float kDisc = 15, kCard = 62, kCardHeight = 40, kGap = 46;

// A small pipeline: client, three stages, answer.
void paint_chain(const Pen& pen, float x, float middle) {
  const ImU32 line = pen.style().color(Role::TextFaint);
  constexpr std::array kStages = {Role::Stage1, Role::Stage2, Role::Stage3};
  const float width = pen.px(3 * kCard + 4 * kGap);
  x -= width / 2;
  pen.list().AddCircleFilled({x, middle}, pen.px(kDisc), pen.style().color(Role::Card), 32);
  pen.list().AddTriangleFilled({x - pen.px(4), middle - pen.px(6)}, {x + pen.px(7), middle},
                               {x - pen.px(4), middle + pen.px(6)},
                               pen.style().color(Role::TextDim));
  const auto arrow = [&](float from, float to) {
    pen.list().AddLine({from, middle}, {to - pen.px(6), middle}, line, pen.px(1.5f));
    pen.list().AddTriangleFilled({to, middle}, {to - pen.px(8), middle - pen.px(4.5f)},
                                 {to - pen.px(8), middle + pen.px(4.5f)}, line);
  };
  float from = x + pen.px(kDisc + 4);
  float left = x + pen.px(kGap);
  for (const Role role : kStages) {
    arrow(from, left - pen.px(4));
    const Rect card{left, middle - pen.px(kCardHeight / 2), pen.px(kCard), pen.px(kCardHeight)};
    pen.fill(card, Role::Card, 1, pen.px(5));
    pen.frame(card, Role::Border, pen.hairline(), pen.px(5));
    pen.fill({card.x + pen.px(10), card.y + pen.px(12), pen.px(3), pen.px(16)}, role);
    pen.fill({card.x + pen.px(20), card.y + pen.px(14), pen.px(30), pen.px(3)}, Role::TextFaint,
             0.7f);
    pen.fill({card.x + pen.px(20), card.y + pen.px(23), pen.px(20), pen.px(3)}, Role::TextFaint,
             0.4f);
    from = card.right() + pen.px(4);
    left = card.right() + pen.px(kGap);
  }
  const float answer = left;
  arrow(from, answer - pen.px(kDisc + 3));
  pen.list().AddCircleFilled({answer, middle}, pen.px(kDisc), pen.style().color(Role::Card), 32);
  pen.list().AddCircle({answer, middle}, pen.px(5), pen.style().color(Role::TextDim), 24,
                       pen.px(1.6f));
}

constexpr float kButtonSides = 20, kSides = 10, kDockerLine = 24;
constexpr std::array kButtons = {ActionId::OpenDemo,    ActionId::OpenDemoOnDocker,
                                 ActionId::NewPipeline, ActionId::OpenFile,
                                 ActionId::StartTour,   ActionId::ShowLessons};
// Given up in this order where the row has no room; the menu has them, too.
constexpr std::array kGivenUp = {ActionId::OpenDemoOnDocker, ActionId::StartTour};
constexpr std::array kKeys = {ActionId::OpenFile, ActionId::NewPipeline, ActionId::ShowPalette,
                              ActionId::ShowKeys};

float button_width(const Pen& pen, ActionId id) {
  return std::floor(Pen::width(pen.fonts().strong, action(id).label) + pen.px(2 * kButtonSides));
}

float row_width(const Pen& pen, const std::vector<ActionId>& ids) {
  float width = pen.px(2 * kSides);
  for (const ActionId id : ids) width += button_width(pen, id) + pen.px(kSides);
  return width;
}

std::vector<ActionId> offered(const Pen& pen, const PanelInput& in) {
  std::vector<ActionId> ids(kButtons.begin(), kButtons.end());
  std::erase_if(ids, [&](ActionId id) { return !in.can[id]; });
  for (const ActionId id : kGivenUp)
    if (row_width(pen, ids) > panel_area().w) std::erase(ids, id);
  return ids;
}

PanelResult draw_buttons(const Pen& pen, const PanelInput& in, const std::vector<ActionId>& ids,
                         const std::vector<Rect>& places) {
  PanelResult wish;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const ButtonLook look = i == 0 ? ButtonLook::Primary : ButtonLook::Flat;
    if (action_button(pen, ids[i], places[i], in.can, look)) wish = ids[i];
  }
  return wish;
}

// A name, and the folder behind it.
PanelResult draw_recent(const Pen& pen, const PanelInput& in, const RecentFile& recent,
                        const Rect& row) {
  const std::string name = recent.file.filename().string();
  ImGui::BeginDisabled(recent.missing);
  const bool clicked = hit(("recent:" + name).c_str(), row);
  ImGui::EndDisabled();
  const bool lit = !recent.missing && ImGui::IsItemHovered();
  if (lit) pen.fill(row, Role::Hover, 1.0f, pen.px(4));
  ImGui::SetItemTooltip("%s", recent.file.c_str());
  const Rect line{row.x + pen.px(kSides), row.y, row.w - pen.px(2 * kSides), row.h};
  const Role role = recent.missing ? Role::TextFaint : lit ? Role::Text : Role::Accent;
  const float x = pen.text_middle_elided(pen.fonts().body, {line.x, line.y, line.w * 0.55f, line.h},
                                         role, name) +
                  pen.px(16);
  const std::string folder =
      recent.missing ? "not there any more"
                     : short_path(recent.file.parent_path().string(), in.outside.home_folder);
  const float width = std::min(Pen::width(pen.fonts().mono, folder), line.right() - x);
  pen.text_middle_elided(pen.fonts().mono, {line.right() - width, line.y, width + 1, line.h},
                         recent.missing ? Role::TextFaint : Role::TextDim, folder);
  return clicked ? PanelResult{open_pipeline(recent.file)} : std::nullopt;
}

PanelResult draw_recents(const Pen& pen, const PanelInput& in, std::span<const RecentFile> recent,
                         const WelcomeLayout& at) {
  if (at.recent.empty()) return std::nullopt;
  pen.text(pen.fonts().strong, at.heading.x + pen.px(kSides), at.heading.center_y(), Role::TextDim,
           "Recent pipelines");
  pen.horizontal(at.heading.x, at.heading.right(), at.heading.bottom() - 1, Role::Border);
  PanelResult wish;
  for (std::size_t i = 0; i < at.recent.size(); ++i)
    wish = either(std::move(wish), draw_recent(pen, in, recent[i], at.recent[i]));
  return wish;
}

// "Ctrl+O Open…    Ctrl+N New pipeline", in the middle of the line.
void draw_keys(const Pen& pen, const Rect& line) {
  const float gap = pen.px(6), between = pen.px(24);
  float width = -between;
  for (const ActionId id : kKeys)
    width += Pen::width(pen.fonts().mono, chord_text(action(id).chord)) + gap + between +
             Pen::width(pen.fonts().caption, action(id).label);
  if (line.w <= 0 || width > line.w) return;
  float x = line.center_x() - width / 2;
  for (const ActionId id : kKeys) {
    x = pen.text(pen.fonts().mono, x, line.center_y(), Role::TextDim,
                 chord_text(action(id).chord)) +
        gap;
    x = pen.text(pen.fonts().caption, x, line.center_y(), Role::TextFaint, action(id).label) +
        between;
  }
}

void draw_hint(const Pen& pen, const Rect& line, bool demo) {
  const std::string_view whole =
      "The demo runs at once and needs no Docker. Or drop a pipeline file here";
  const bool room = Pen::width(pen.fonts().body, whole) < line.w;
  pen.text_centered(pen.fonts().body, line.center_x(), line.center_y(), Role::TextDim,
                    demo && room ? whole : "Or drop a pipeline file here");
}

// Which engine was found, at the foot of the window; a click tells more.
PanelResult draw_docker(const Pen& pen, const emulator::RuntimeCondition& condition,
                        const Rect& area) {
  const std::string line = docker_line(condition);
  const float glyph = pen.px(20);
  const float width = std::min(Pen::width(pen.fonts().caption, line) + glyph + pen.px(2),
                               area.w - pen.px(2 * kSides));
  const float height = pen.px(kDockerLine);
  const Rect place{std::floor(area.center_x() - width / 2), area.bottom() - height - pen.px(kSides),
                   width, height};
  const bool clicked = hit("docker", place);
  const bool lit = ImGui::IsItemHovered();
  ImGui::SetItemTooltip("%s", action_tooltip(action(ActionId::ShowDocker)).c_str());
  draw_glyph(pen, docker_words(condition).glyph, place.x + pen.px(6), place.center_y(),
             Role::Window);
  pen.text_middle_elided(pen.fonts().caption,
                         {place.x + glyph, place.y, place.w - glyph + 1, place.h},
                         lit ? Role::Text : Role::TextDim, line);
  return clicked ? PanelResult{ActionId::ShowDocker} : std::nullopt;
}

Rect moved(const Rect& part, const Rect& area) {
  return {area.x + part.x, area.y + part.y, part.w, part.h};
}

WelcomeLayout placed(const Pen& pen, const Rect& area, const std::vector<ActionId>& ids,
                     std::size_t recent) {
  WelcomeInput input{area.w, area.h, pen.style().scale, recent, {}};
  for (const ActionId id : ids) input.button_widths.push_back(button_width(pen, id));
  WelcomeLayout at = welcome_layout(input);
  for (Rect* part : {&at.chain, &at.title, &at.hint, &at.heading, &at.keys})
    *part = moved(*part, area);
  for (auto* parts : {&at.buttons, &at.recent})
    for (Rect& part : *parts) part = moved(part, area);
  return at;
}

}  // namespace

PanelResult draw_welcome(const PanelInput& in, std::span<const RecentFile> recent,
                         const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  Rect middle = area;
  if (in.now.docker) middle.h -= pen.px(kDockerLine + kSides);
  const std::vector<ActionId> ids = offered(pen, in);
  const WelcomeLayout at = placed(pen, middle, ids, recent.size());
  if (at.chain.w > 0) paint_chain(pen, at.chain.center_x(), at.chain.center_y());
  const std::string_view title = "Build a pipeline, send it a request, see every hop";
  const bool wide = Pen::width(style.fonts.hero, title) < at.title.w;
  pen.text_centered(wide ? style.fonts.hero : style.fonts.strong, at.title.center_x(),
                    at.title.center_y(), Role::Text, title);
  PanelResult wish = draw_buttons(pen, in, ids, at.buttons);
  if (at.hint.w > 0) draw_hint(pen, at.hint, in.can[ActionId::OpenDemo]);
  wish = either(std::move(wish), draw_recents(pen, in, recent, at));
  draw_keys(pen, at.keys);
  if (in.now.docker) wish = either(std::move(wish), draw_docker(pen, *in.now.docker, area));
  return wish;
}

PanelResult draw_nothing_open(const PanelInput& in, const Style& style) {
  const Pen pen(style);
  const Rect area = panel_area();
  const float left = area.x + pen.px(16);
  pen.text(pen.fonts().strong, left, area.y + pen.px(30), Role::Text, "No pipeline is open");
  pen.text_within(pen.fonts().body, {left, area.y + pen.px(42), area.w - pen.px(32), pen.px(22)},
                  Role::TextDim, "What clients of the SageMaker address do is shown all the same");
  constexpr std::array kWays = {ActionId::OpenModel, ActionId::OpenFile, ActionId::NewPipeline,
                                ActionId::OpenDemo};
  PanelResult wish;
  float x = left;
  for (const ActionId id : kWays) {
    if (!in.can[id]) continue;
    const Rect place{x, area.y + pen.px(72), action_button_width(pen, id), pen.px(28)};
    if (action_button(pen, id, place, in.can, ButtonLook::Flat)) wish = id;
    x = place.right() + pen.px(8);
  }
  return wish;
}

}  // namespace app
