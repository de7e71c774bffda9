#include "app/panels/body_views/tree_search.h"

#include <algorithm>
#include <utility>

#include "app/errands/body_errands.h"
#include "app/widgets/button.h"
#include "app/widgets/query_field.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kRow = 30, kField = 220, kButton = 24;
constexpr int kFromHere = 2;  // a step that may stay where it is

void look_for_matches(const BodyPart& part) {
  TreeSearch& search = part.look.search;
  const bool known = search.matches && search.matches->query == search.query;
  if (known || search.waiting) return;
  search.step = kFromHere;
  if (is_small(*part.look.bytes)) {
    search.matches =
        std::make_shared<const JsonMatches>(find_in_tree(*part.look.tree, part.text, search.query));
    return;
  }
  search.waiting = true;
  part.in.errands.push_back(
      search_tree(part.look.id, part.look.bytes, part.look.tree, search.query));
}

void take_step(BodyLook& look) {
  TreeSearch& search = look.search;
  if (!search.matches || search.matches->query != search.query) return;
  const int step = std::exchange(search.step, 0);
  if (step == 0 || search.matches->nodes.empty()) return;
  std::uint32_t from = look.chosen.value_or(0);
  if (step == kFromHere && from > 0) --from;
  choose_match(look, search.matches->nodes[next_match(*search.matches, from, step < 0)]);
}

std::string count_text(const BodyLook& look) {
  const TreeSearch& search = look.search;
  if (search.query.empty()) return "";
  if (!search.matches || search.matches->query != search.query) return "Looking…";
  const auto& nodes = search.matches->nodes;
  if (nodes.empty()) return "No match";
  const std::string all = emulator::format_count(nodes.size()) + (search.matches->more ? "+" : "");
  const auto at = std::ranges::lower_bound(nodes, look.chosen.value_or(0));
  const bool on_one = at != nodes.end() && look.chosen == *at;
  if (!on_one) return all + (nodes.size() == 1 ? " match" : " matches");
  return emulator::format_count(static_cast<std::uint64_t>(at - nodes.begin()) + 1) + " of " + all;
}

void draw_steps(const BodyPart& part, float x, float y) {
  const Pen& pen = part.pen;
  TreeSearch& search = part.look.search;
  const auto press = [&](const char* label, const char* tooltip, int step) {
    const Rect place{x, y + pen.px(1), pen.px(kButton), pen.px(kButton)};
    x = place.right() + pen.px(2);
    if (button(pen, label, place, ButtonLook::Quiet)) search.step = step;
    ImGui::SetItemTooltip("%s", tooltip);
  };
  press("↑", "Previous match (Shift+Enter)", -1);
  press("↓", "Next match (Enter)", 1);
  pen.text(pen.fonts().body, x + pen.px(8), y + pen.px(13), Role::TextDim, count_text(part.look));
}

}  // namespace

bool is_match(const TreeSearch& search, std::uint32_t node) {
  return search.shown && search.matches && std::ranges::binary_search(search.matches->nodes, node);
}

void draw_tree_search(const BodyPart& part) {
  const Pen& pen = part.pen;
  TreeSearch& search = part.look.search;
  if (!search.shown) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect field{at.x, at.y + pen.px(1), std::min(pen.px(kField), part.width * 0.5f), pen.px(24)};
  if (std::exchange(search.focus, false)) ImGui::SetKeyboardFocusHere();
  const QueryKeys keys = query_field(pen, "find", field, {search.query, search.completion, "Key or value", {}, {}});
  if (keys.entered) {
    search.step = ImGui::GetIO().KeyShift ? -1 : 1;
    search.focus = true;
  }
  draw_steps(part, field.right() + pen.px(4), at.y);
  if (!search.query.empty()) look_for_matches(part);
  take_step(part.look);
  ImGui::SetCursorScreenPos({at.x, at.y + pen.px(kRow)});
}

}  // namespace app
