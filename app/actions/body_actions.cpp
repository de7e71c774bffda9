#include <array>

#include "app/actions/rows.h"
#include "app/view_model/bodies/json_tree.h"

// Looking through the bodies of the inspector.
namespace app {
namespace {

using emulator::EngineSnapshot;
using Id = ActionId;

// The pane whose body does what is asked for, the response first; null where none does.
template <typename Pane, typename Does>
Pane* pane_that(Pane& request, Pane& response, Does does) {
  for (Pane* pane : {&response, &request}) {
    const BodyLook* look = pane->bodies.newest();
    if (look != nullptr && does(*look)) return pane;
  }
  return nullptr;
}

bool is_tree(const BodyLook& look) {
  return look.form == BodyForm::Json || look.form == BodyForm::JsonLines ||
         look.form == BodyForm::SparkMl;
}
bool has_path(const BodyLook& look) {
  return look.tree && look.chosen && !look.grid.column && *look.chosen < look.tree->nodes.size() &&
         look.bytes != nullptr;
}
bool has_grid(const BodyLook& look) { return look.grid.grid != nullptr; }

template <bool (*Does)(const BodyLook&)>
MessagePane* pane_of(AppState& state) {
  return pane_that(state.inspector.request, state.inspector.response, Does);
}
template <bool (*Does)(const BodyLook&)>
bool any(const EngineSnapshot& now, const AppState& state) {
  return has_invocation(now, state) &&
         pane_that(state.inspector.request, state.inspector.response, Does) != nullptr;
}

void find_in_body(const ActionContext& c) {
  MessagePane& pane = *pane_of<is_tree>(c.state);
  BodyLook& look = *pane.bodies.newest();
  const bool table = pane.view == BodyView::Auto && look.form == BodyForm::SparkMl;
  if (pane.view != BodyView::Auto || table) {
    if (pane.view != BodyView::Tree) look.chosen.reset();
    pane.view = BodyView::Tree;
  }
  TreeSearch& search = look.search;
  search.shown = search.focus = true;
}

void copy_path(const ActionContext& c) {
  const BodyLook& look = *pane_of<has_path>(c.state)->bodies.newest();
  const std::string path = json_path(*look.tree, look.bytes->view(), *look.chosen);
  ImGui::SetClipboardText(path.c_str());
  c.state.messages.tell("Copied " + path.substr(0, 60));
}

void toggle_statistics(const ActionContext& c) {
  InspectorState& inspector = c.state.inspector;
  const bool on = !pane_of<has_grid>(c.state)->habits.statistics;
  inspector.request.habits.statistics = inspector.response.habits.statistics = on;
}

constexpr std::array kRows = {
    Action{Id::FindInBody, "find-in-body", "Find in the body", kCtrl | kShift | ImGuiKey_F, 0,
           kTyping, kOnce, any<is_tree>, find_in_body},
    Action{Id::CopyBodyPath, "copy-body-path", "Copy path of the chosen value", 0, 0, kNotTyping,
           kOnce, any<has_path>, copy_path},
    Action{Id::ToggleStatistics, "toggle-statistics", "Statistics of columns", 0, 0, kNotTyping,
           kOnce, any<has_grid>, toggle_statistics},
};

}  // namespace

std::span<const Action> body_actions() { return kRows; }

}  // namespace app
