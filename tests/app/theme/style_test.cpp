#include "app/theme/style.h"

#include <tuple>

#include <catch2/catch_test_macros.hpp>

namespace {

struct Context {
  Context() : context(ImGui::CreateContext()) { ImGui::SetCurrentContext(context); }
  ~Context() { ImGui::DestroyContext(context); }
  ImGuiContext* context;
};

}  // namespace

TEST_CASE("applying a style twice is the same as once") {
  const Context context;
  app::Style style;
  style.theme = &app::dark_theme();
  style.scale = 1.5f;
  app::apply(style);
  const float padding = ImGui::GetStyle().WindowPadding.x;
  app::apply(style);
  CHECK(padding == 24.0f);
  CHECK(ImGui::GetStyle().WindowPadding.x == padding);
}

TEST_CASE("borders are whole pixels at every scale") {
  const Context context;
  app::Style style;
  style.theme = &app::light_theme();
  for (const auto& [scale, border] :
       {std::tuple{0.75f, 1.0f}, {1.0f, 1.0f}, {2.0f, 2.0f}, {3.0f, 3.0f}}) {
    style.scale = scale;
    app::apply(style);
    CHECK(ImGui::GetStyle().FrameBorderSize == border);
  }
}

TEST_CASE("ImGui's colours are those of the theme") {
  const Context context;
  for (const app::Theme* theme : {&app::dark_theme(), &app::light_theme()}) {
    app::Style style;
    style.theme = theme;
    app::apply(style);
    CHECK(ImGui::GetColorU32(ImGuiCol_WindowBg) == style.color(app::Role::Panel));
    CHECK(ImGui::GetColorU32(ImGuiCol_NavHighlight) == style.color(app::Role::Accent));
    CHECK(ImGui::GetStyleColorVec4(ImGuiCol_ChildBg).w == 0.0f);
  }
}
