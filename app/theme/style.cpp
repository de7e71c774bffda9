#include "app/theme/style.h"

#include <array>
#include <cmath>

namespace app {
namespace {

struct ColorRow {
  ImGuiCol slot;
  Role role;
  float alpha = 1.0f;
};

// Which role paints each of ImGui's own colours.
constexpr std::array kColors = {
    ColorRow{ImGuiCol_Text, Role::Text},
    ColorRow{ImGuiCol_TextDisabled, Role::TextFaint},
    ColorRow{ImGuiCol_WindowBg, Role::Panel},
    ColorRow{ImGuiCol_ChildBg, Role::Panel, 0.0f},
    ColorRow{ImGuiCol_PopupBg, Role::Card},
    ColorRow{ImGuiCol_Border, Role::Border},
    ColorRow{ImGuiCol_BorderShadow, Role::Window, 0.0f},
    ColorRow{ImGuiCol_FrameBg, Role::Field},
    ColorRow{ImGuiCol_FrameBgHovered, Role::Hover},
    ColorRow{ImGuiCol_FrameBgActive, Role::Hover},
    ColorRow{ImGuiCol_TitleBg, Role::Window},
    ColorRow{ImGuiCol_TitleBgActive, Role::Window},
    ColorRow{ImGuiCol_TitleBgCollapsed, Role::Window},
    ColorRow{ImGuiCol_MenuBarBg, Role::Window},
    ColorRow{ImGuiCol_ScrollbarBg, Role::Panel, 0.0f},
    ColorRow{ImGuiCol_ScrollbarGrab, Role::Border},
    ColorRow{ImGuiCol_ScrollbarGrabHovered, Role::TextFaint},
    ColorRow{ImGuiCol_ScrollbarGrabActive, Role::TextDim},
    ColorRow{ImGuiCol_CheckMark, Role::Accent},
    ColorRow{ImGuiCol_SliderGrab, Role::Accent},
    ColorRow{ImGuiCol_SliderGrabActive, Role::Accent},
    ColorRow{ImGuiCol_Button, Role::Card},
    ColorRow{ImGuiCol_ButtonHovered, Role::Hover},
    ColorRow{ImGuiCol_ButtonActive, Role::Selection},
    ColorRow{ImGuiCol_Header, Role::Selection},
    ColorRow{ImGuiCol_HeaderHovered, Role::Hover},
    ColorRow{ImGuiCol_HeaderActive, Role::Selection},
    ColorRow{ImGuiCol_Separator, Role::Border},
    ColorRow{ImGuiCol_SeparatorHovered, Role::Accent},
    ColorRow{ImGuiCol_SeparatorActive, Role::Accent},
    ColorRow{ImGuiCol_ResizeGrip, Role::Border, 0.0f},
    ColorRow{ImGuiCol_ResizeGripHovered, Role::Accent},
    ColorRow{ImGuiCol_ResizeGripActive, Role::Accent},
    ColorRow{ImGuiCol_Tab, Role::Panel},
    ColorRow{ImGuiCol_TabHovered, Role::Hover},
    ColorRow{ImGuiCol_TabActive, Role::Card},
    ColorRow{ImGuiCol_TabUnfocused, Role::Panel},
    ColorRow{ImGuiCol_TabUnfocusedActive, Role::Card},
    ColorRow{ImGuiCol_PlotLines, Role::Accent},
    ColorRow{ImGuiCol_PlotLinesHovered, Role::Text},
    ColorRow{ImGuiCol_PlotHistogram, Role::Accent},
    ColorRow{ImGuiCol_PlotHistogramHovered, Role::Text},
    ColorRow{ImGuiCol_TableHeaderBg, Role::Panel},
    ColorRow{ImGuiCol_TableBorderStrong, Role::Border},
    ColorRow{ImGuiCol_TableBorderLight, Role::Border, 0.5f},
    ColorRow{ImGuiCol_TableRowBg, Role::Panel, 0.0f},
    ColorRow{ImGuiCol_TableRowBgAlt, Role::Card, 0.5f},
    ColorRow{ImGuiCol_TextSelectedBg, Role::Accent, 0.35f},
    ColorRow{ImGuiCol_DragDropTarget, Role::Accent},
    ColorRow{ImGuiCol_NavHighlight, Role::Accent},
    ColorRow{ImGuiCol_NavWindowingHighlight, Role::Accent},
    ColorRow{ImGuiCol_NavWindowingDimBg, Role::Window, 0.5f},
    ColorRow{ImGuiCol_ModalWindowDimBg, Role::Window, 0.6f},
};
static_assert(kColors.size() == ImGuiCol_COUNT, "every colour of ImGui has a role");

// Design points at scale 1 (spacing steps 2, 4, 8, 12, 16, 24, 32).
ImGuiStyle unscaled() {
  ImGuiStyle s;
  s.WindowPadding = {16, 12};
  s.FramePadding = {10, 6};  // with 14 em text a field is 28 to 30 high
  s.CellPadding = {8, 4};
  s.ItemSpacing = {8, 8};
  s.ItemInnerSpacing = {8, 4};
  s.IndentSpacing = 16;
  s.ScrollbarSize = 10;
  s.GrabMinSize = 12;
  s.WindowRounding = 0;
  s.ChildRounding = 0;
  s.FrameRounding = 4;
  s.PopupRounding = 5;
  s.ScrollbarRounding = 5;
  s.GrabRounding = 4;
  s.TabRounding = 4;
  s.SeparatorTextPadding = {16, 4};
  s.DisplaySafeAreaPadding = {4, 4};
  return s;
}

}  // namespace

void apply(const Style& style) {
  ImGuiStyle s = unscaled();
  s.ScaleAllSizes(style.scale);
  // Borders stay whole pixels at every scale: 1 up to 150 %, then 2, then 3.
  const float border = std::round(style.scale);
  const float line = border < 1.0f ? 1.0f : border;
  s.WindowBorderSize = 0.0f;
  s.ChildBorderSize = s.FrameBorderSize = s.PopupBorderSize = s.SeparatorTextBorderSize = line;
  s.TabBarBorderSize = line;
  s.DisabledAlpha = 0.5f;
  s.HoverDelayNormal = 0.4f;
  for (const ColorRow& row : kColors) {
    ImVec4 color = style.vec(row.role);
    color.w = row.alpha;
    s.Colors[row.slot] = color;
  }
  ImGui::GetStyle() = s;
}

}  // namespace app
