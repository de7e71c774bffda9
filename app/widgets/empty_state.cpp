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
std::vector<std::string> balanced(const Pen& pen, std::string_view text, float most) {
  auto lines = filled(pen.fonts().body, text, most);
  for (float width = most - pen.px(12); lines.size() > 1 && width > most / 2; width -= pen.px(12)) {
    auto narrower = filled(pen.fonts().body, text, width);
    if (narrower.size() > lines.size()) break;
    lines = std::move(narrower);
  }
  return lines;
}

}  // namespace

void draw_empty_state(const Pen& pen, const Rect& area, std::string_view title,
                      std::string_view how) {
  const float most = std::min(area.w - pen.px(32), pen.px(420));
  const auto lines = balanced(pen, how, most);
  const float pitch = pen.px(22);
  const float height = pitch * static_cast<float>(lines.size() + 1);
  float middle = std::max(area.center_y() - height / 2, area.y) + pitch / 2;
  pen.text_centered(pen.fonts().strong, area.center_x(), middle, Role::TextDim, title);
  for (const std::string& line : lines) {
    middle += pitch;
    pen.text_centered(pen.fonts().body, area.center_x(), middle, Role::TextFaint, line);
  }
}

}  // namespace app
