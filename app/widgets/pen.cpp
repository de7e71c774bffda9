#include "app/widgets/pen.h"

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "app/theme/glyph_wishes.h"
#include "app/view_model/elide.h"

namespace app {
namespace {

MeasureText measured_by(const ImFont* font) {
  return [font](std::string_view text) { return Pen::width(font, text); };
}

float top_of_line(const ImFont* font, float middle) {
  return std::floor(middle - font->FontSize / 2);
}

}  // namespace

Rect panel_area() {
  const ImVec2 at = ImGui::GetWindowPos();
  const ImVec2 size = ImGui::GetWindowSize();
  return {at.x, at.y, size.x, size.y};
}

float Pen::width(const ImFont* font, std::string_view text) {
  return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, text.data(), text.data() + text.size()).x;
}

float Pen::text(ImFont* font, float x, float middle, Role role, std::string_view text) const {
  if (text.empty()) return x;
  notice(font, text);
  const ImVec2 at{std::round(x), top_of_line(font, middle)};
  list_->AddText(font, font->FontSize, at, style_.color(role), text.data(),
                 text.data() + text.size());
  return x + width(font, text);
}

void Pen::notice(const ImFont* font, std::string_view text) const {
  if (style_.glyph_wishes != nullptr) style_.glyph_wishes->look_at(*font, text);
}

float Pen::text_right(ImFont* font, float right, float middle, Role role,
                      std::string_view value) const {
  const float x = right - width(font, value);
  text(font, x, middle, role, value);
  return x;
}

float Pen::text_centered(ImFont* font, float x, float middle, Role role,
                         std::string_view value) const {
  return text(font, x - width(font, value) / 2, middle, role, value);
}

float Pen::text_within(ImFont* font, const Rect& line, Role role, std::string_view value) const {
  if (line.w <= 0) return line.x;
  return text(font, line.x, line.center_y(), role, elide_end(value, line.w, measured_by(font)));
}

float Pen::text_middle_elided(ImFont* font, const Rect& line, Role role,
                              std::string_view value) const {
  if (line.w <= 0) return line.x;
  return text(font, line.x, line.center_y(), role, elide_middle(value, line.w, measured_by(font)));
}

void Pen::fill(const Rect& r, Role role, float alpha, float rounding) const {
  list_->AddRectFilled(top_left(r), bottom_right(r), style_.color(role, alpha), rounding);
}

void Pen::frame(const Rect& r, Role role, float thickness, float rounding) const {
  const float inset = thickness / 2;  // the border lies inside the rectangle, on whole pixels
  list_->AddRect({r.x + inset, r.y + inset}, {r.right() - inset, r.bottom() - inset},
                 style_.color(role), rounding, 0, thickness);
}

void Pen::horizontal(float x0, float x1, float y, Role role, float alpha) const {
  fill({x0, std::floor(y), x1 - x0, hairline()}, role, alpha);
}

void Pen::vertical(float x, float y0, float y1, Role role, float alpha) const {
  fill({std::floor(x), y0, hairline(), y1 - y0}, role, alpha);
}

void Pen::hatch(const Rect& r, Role role, float step) const {
  list_->PushClipRect(top_left(r), bottom_right(r), true);
  for (float x = r.x - r.h; x < r.right(); x += step)
    list_->AddLine({x, r.bottom()}, {x + r.h, r.y}, style_.color(role), px(1.3f));
  list_->PopClipRect();
}

bool hit(const char* name, const Rect& r) {
  ImGui::SetCursorScreenPos(top_left(r));
  return ImGui::InvisibleButton(name, {std::max(r.w, 1.0f), std::max(r.h, 1.0f)});
}

}  // namespace app
