#include <algorithm>
#include <array>
#include <cmath>

#include "app/actions/rows.h"

// What is on the screen, and how large.
namespace app {
namespace {

using emulator::EngineSnapshot;
using emulator::ServiceState;
using Id = ActionId;

constexpr float kLeastZoom = 0.75f, kMostZoom = 3.0f, kZoomStep = 0.25f;

void show_findings(const ActionContext& c) {
  c.state.drawer_shown = true;
  c.state.drawer.tab = DrawerTab::Findings;
}
void find_in_logs(const ActionContext& c) {
  c.state.drawer_shown = true;
  c.state.drawer.tab = DrawerTab::Logs;
  c.state.drawer.focus_search = true;
}
void toggle_drawer(const ActionContext& c) { c.state.drawer_shown = !c.state.drawer_shown; }
void toggle_left(const ActionContext& c) { c.state.left_shown = !c.state.left_shown; }
void show_palette(const ActionContext& c) {
  c.state.palette = {};
  c.state.dialogs.show(Dialog::Palette);
}
void show_keys(const ActionContext& c) { c.state.dialogs.show(Dialog::Keys); }

void zoom_by(AppState& state, float step) {
  state.settings.zoom = std::clamp(state.settings.zoom + step, kLeastZoom, kMostZoom);
}
void zoom_in(const ActionContext& c) { zoom_by(c.state, kZoomStep); }
void zoom_out(const ActionContext& c) { zoom_by(c.state, -kZoomStep); }
void zoom_reset(const ActionContext& c) { c.state.settings.zoom = 1.0f; }

constexpr std::array kRows = {
    Action{Id::ShowFindings, "show-findings", "Show findings", 0, 0, kNotTyping, kOnce, always,
           show_findings},
    Action{Id::FindInLogs, "find-in-logs", "Find in logs", kCtrl | ImGuiKey_F, 0, kTyping, kOnce,
           always, find_in_logs},
    Action{Id::ToggleDrawer, "toggle-drawer", "Show or hide the drawer", kCtrl | ImGuiKey_J, 0,
           kTyping, kOnce, always, toggle_drawer},
    Action{Id::ToggleLeftColumn, "toggle-left-column", "Show or hide the left column",
           kCtrl | ImGuiKey_Backslash, 0, kTyping, kOnce, always, toggle_left},
    Action{Id::ZoomIn, "zoom-in", "Zoom in", kCtrl | ImGuiKey_Equal, kCtrl | ImGuiKey_KeypadAdd,
           kTyping, kRepeats, always, zoom_in},
    Action{Id::ZoomOut, "zoom-out", "Zoom out", kCtrl | ImGuiKey_Minus,
           kCtrl | ImGuiKey_KeypadSubtract, kTyping, kRepeats, always, zoom_out},
    Action{Id::ZoomReset, "zoom-reset", "Normal size", kCtrl | ImGuiKey_0, kCtrl | ImGuiKey_Keypad0,
           kTyping, kOnce, always, zoom_reset},
    Action{Id::ShowPalette, "command-palette", "Find an action", kCtrl | ImGuiKey_K, 0, kTyping,
           kOnce, always, show_palette},
    Action{Id::ShowKeys, "show-keys", "Keys", ImGuiKey_F1, 0, kTyping, kOnce, always, show_keys},
};

}  // namespace

std::span<const Action> view_actions() { return kRows; }

}  // namespace app
