#include "app/widgets/overlay.h"

#include <imgui_internal.h>

namespace app {
namespace {

constexpr float kRounding = 6;
constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                    ImGuiWindowFlags_NoSavedSettings |
                                    ImGuiWindowFlags_NoScrollWithMouse;

}  // namespace

Overlay::Overlay(const Style& style, const char* name, const Rect& place, ImGuiWindowFlags flags) {
  if (!ImGui::IsPopupOpen(name)) ImGui::OpenPopup(name);
  ImGui::SetNextWindowPos(top_left(place));
  ImGui::SetNextWindowSize({place.w, place.h});
  ImGui::PushStyleColor(ImGuiCol_PopupBg, style.color(Role::Panel));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, style.scale < 1.5f ? 1.0f : 2.0f);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, style.px(kRounding));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  visible_ = ImGui::BeginPopupModal(name, nullptr, kFlags | flags);
  ImGui::PopStyleVar(3);
  ImGui::PopStyleColor();
  // ImGui fades the window behind over several frames; frames are only drawn for a cause, so the
  // fade would stop halfway.
  ImGui::GetCurrentContext()->DimBgRatio = 1.0f;
}

Overlay::~Overlay() {
  if (visible_) ImGui::EndPopup();
}

bool Overlay::appearing() const { return visible_ && ImGui::IsWindowAppearing(); }

bool Overlay::clicked_outside() const {
  return visible_ && !appearing() && ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
         !ImGui::IsWindowHovered(ImGuiHoveredFlags_RootAndChildWindows |
                                 ImGuiHoveredFlags_AllowWhenBlockedByActiveItem |
                                 ImGuiHoveredFlags_AllowWhenBlockedByPopup);
}

void Overlay::close() {
  ImGui::CloseCurrentPopup();
  ImGui::GetCurrentContext()->DimBgRatio = 0.0f;
}

}  // namespace app
