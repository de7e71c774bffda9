#include "app/widgets/empty_state.h"

#include <algorithm>
#include <string>
#include <vector>

#include "emulator/base/text.h"

namespace app {
namespace {

// Words filled into lines no wider than `most`.
std::vector<std::string> filled(const ImFont* font, std::string_view text, float most) {
  std::vector<std::string> lines;
  for (const std::string& word : emulator::split(text, ' ')) {
    if (!lines.empty() && Pen::width(font, lines.back() + " " + word) <= most) {
      lines.back() += " " + word;
    } else {
      lines.push_back(word);
    }
  }
  return lines;
}

// As few lines as fit, of about equal length: no last line of one word.
std::vector<std::string> balanced(const Pen& pen, const ImFont* font, std::string_view text,
                                  float most) {
  auto lines = filled(font, text, most);
  for (float width = most - pen.px(12); lines.size() > 1 && width > most / 2; width -= pen.px(12)) {
    auto narrower = filled(font, text, width);
    if (narrower.size() > lines.size()) break;
    lines = std::move(narrower);
  }
  return lines;
}

}  // namespace

void draw_empty_state(const Pen& pen, const Rect& area, std::string_view title,
                      std::string_view how) {
  const float most = std::min(area.w - pen.px(32), pen.px(420));
  const auto titles = balanced(pen, pen.fonts().strong, title, most);
  const auto lines = balanced(pen, pen.fonts().body, how, most);
  const float pitch = pen.px(22);
  const float height = pitch * static_cast<float>(titles.size() + lines.size());
  float middle = std::max(area.center_y() - height / 2, area.y) - pitch / 2;
  const auto draw = [&](ImFont* font, Role role, const std::vector<std::string>& texts) {
    for (const std::string& text : texts)
      pen.text_centered(font, area.center_x(), middle += pitch, role, text);
  };
  draw(pen.fonts().strong, Role::TextDim, titles);
  draw(pen.fonts().body, Role::TextFaint, lines);
}

}  // namespace app
