#pragma once

#include <imgui.h>

#include "app/theme/style.h"

// A small screen with a bit of everything: text of all fonts, buttons, fields, round shapes.
inline void draw_sample_screen(const app::Style& style) {
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(viewport->WorkPos);
  ImGui::SetNextWindowSize(viewport->WorkSize);
  ImGui::Begin("Main", nullptr, ImGuiWindowFlags_NoDecoration);
  ImGui::PushFont(style.fonts.title);
  ImGui::TextUnformatted("wine-pipeline");
  ImGui::PopFont();
  ImGui::SameLine(style.px(220));
  ImGui::PushFont(style.fonts.mono);
  ImGui::TextUnformatted("127.0.0.1:8089/endpoints → 98.6 ms");
  ImGui::PopFont();
  ImGui::Button("Send");
  ImGui::SameLine();
  ImGui::Button("Export…");
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw->AddRectFilled(at, {at.x + 200, at.y + 60}, style.color(app::Role::Card), 5.0f);
  draw->AddRect(at, {at.x + 200, at.y + 60}, style.color(app::Role::Accent), 5.0f, 0, 2.0f);
  draw->AddCircleFilled({at.x + 30, at.y + 30}, 8.0f, style.color(app::Role::Ok));
  draw->AddLine({at.x + 60, at.y + 10}, {at.x + 190, at.y + 50}, style.color(app::Role::Error), 2);
  draw->AddRectFilledMultiColor({at.x + 210, at.y}, {at.x + 300, at.y + 60}, IM_COL32(255, 0, 0, 255),
                                IM_COL32(0, 255, 0, 255), IM_COL32(0, 0, 255, 255),
                                IM_COL32(0, 0, 0, 0));
  ImGui::End();
}
