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

template <Region region>
void go_to(const ActionContext& c) {
  if (c.state.region.zoomed) c.state.region.zoomed = region;
  if (region == Region::Drawer) c.state.drawer_shown = true;
  if (region == Region::Invocations || region == Region::Request) c.state.left_shown = true;
  c.state.region.focused = region;
  c.state.region.wanted = region;
  c.state.region.ring = true;
}
bool is_open(const EngineSnapshot& now, const AppState&) { return now.open; }
void zoom_region(const ActionContext& c) {
  RegionState& region = c.state.region;
  region.zoomed = region.zoomed ? std::nullopt : std::optional(region.focused);
}
void filter_invocations(const ActionContext& c) {
  go_to<Region::Invocations>(c);
  c.state.list.focus_filter = true;
}

template <Settings::ThemeChoice theme>
void choose_theme(const ActionContext& c) {
  c.state.settings.theme = theme;
}
void show_settings(const ActionContext& c) {
  c.state.settings_dialog = {};
  c.state.dialogs.show(Dialog::Settings);
}
bool knows_docker(const EngineSnapshot& now, const AppState&) { return now.docker != nullptr; }
void show_docker(const ActionContext& c) { c.state.dialogs.show(Dialog::Docker); }
bool has_messages(const EngineSnapshot&, const AppState& state) {
  return !state.messages.all().empty();
}
void show_messages(const ActionContext& c) { c.state.dialogs.show(Dialog::Messages); }
void copy_screen(const ActionContext& c) { c.state.screen_copy_wanted = true; }
void show_menu(const ActionContext& c) { c.state.menu_wanted = true; }

constexpr std::array kRows = {
    Action{Id::ShowFindings, "show-findings", "Show findings", 0, 0, kNotTyping, kOnce, always,
           show_findings},
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
    Action{Id::GoToStrip, "go-to-stages", "Go to the stages", kCtrl | ImGuiKey_1, 0, kTyping, kOnce,
           is_open, go_to<Region::Strip>},
    Action{Id::GoToInvocations, "go-to-invocations", "Go to the invocations", kCtrl | ImGuiKey_2, 0,
           kTyping, kOnce, is_open, go_to<Region::Invocations>},
    Action{Id::GoToRequest, "go-to-request", "Go to the request", kCtrl | ImGuiKey_3, 0, kTyping,
           kOnce, is_open, go_to<Region::Request>},
    Action{Id::GoToWaterfall, "go-to-waterfall", "Go to the waterfall", kCtrl | ImGuiKey_4, 0,
           kTyping, kOnce, is_open, go_to<Region::Waterfall>},
    Action{Id::GoToInspector, "go-to-inspector", "Go to request and response", kCtrl | ImGuiKey_5,
           0, kTyping, kOnce, is_open, go_to<Region::Inspector>},
    Action{Id::GoToDrawer, "go-to-drawer", "Go to the drawer", kCtrl | ImGuiKey_6, 0, kTyping,
           kOnce, is_open, go_to<Region::Drawer>},
    Action{Id::ZoomRegion, "zoom-region", "Enlarge the region, or put it back", ImGuiKey_F11, 0,
           kTyping, kOnce, is_open, zoom_region},
    Action{Id::FilterInvocations, "filter-invocations", "Filter the invocations", ImGuiKey_Slash, 0,
           kNotTyping, kOnce, is_open, filter_invocations},
    Action{Id::ThemeDark, "theme-dark", "Dark theme", 0, 0, kNotTyping, kOnce, always,
           choose_theme<Settings::ThemeChoice::Dark>},
    Action{Id::ThemeLight, "theme-light", "Light theme", 0, 0, kNotTyping, kOnce, always,
           choose_theme<Settings::ThemeChoice::Light>},
    Action{Id::ThemeDesktop, "theme-desktop", "Theme as the desktop says", 0, 0, kNotTyping, kOnce,
           always, choose_theme<Settings::ThemeChoice::Desktop>},
    Action{Id::ShowSettings, "settings", "Settings…", kCtrl | ImGuiKey_Comma, 0, kTyping, kOnce,
           always, show_settings},
    Action{Id::ShowDocker, "show-docker", "Docker…", 0, 0, kNotTyping, kOnce, knows_docker,
           show_docker},
    Action{Id::ShowMessages, "show-messages", "Show past messages", 0, 0, kNotTyping, kOnce,
           has_messages, show_messages},
    Action{Id::CopyScreen, "copy-screen", "Copy the screen as text", kCtrl | kShift | ImGuiKey_U, 0,
           kTyping, kOnce, always, copy_screen},
    Action{Id::ShowMenu, "menu", "Menu", kAlt | ImGuiKey_M, 0, kTyping, kOnce, always, show_menu},
    Action{Id::ShowPalette, "command-palette", "Find an action", kCtrl | ImGuiKey_K, 0, kTyping,
           kOnce, always, show_palette},
    Action{Id::ShowKeys, "show-keys", "Keys", ImGuiKey_F1, kShift | ImGuiKey_Slash, kTyping, kOnce,
           always, show_keys},
};

}  // namespace

std::span<const Action> view_actions() { return kRows; }

}  // namespace app
