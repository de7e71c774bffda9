#include "app/view_model/export_layout.h"

#include <algorithm>

namespace app {
namespace {

constexpr float kWidth = 880, kHeight = 600, kAround = 16;  // design points
constexpr float kTitle = 48, kFormats = 208, kNarrowFormats = 160, kNarrow = 760;
constexpr float kPadding = 16, kStatus = 32, kButtons = 28, kGap = 12;
constexpr std::size_t kMostFindings = 4;
constexpr float kFindingsShare = 0.4f;  // of what is left for them and the text

}  // namespace

ExportLayout export_layout(const ExportLayoutInput& input) {
  const auto px = [&](float points) { return points * input.scale; };
  ExportLayout at;
  at.dialog.w = std::min(px(kWidth), input.width - px(2 * kAround));
  at.dialog.h = std::min(px(kHeight), input.height - px(2 * kAround));
  at.dialog.x = (input.width - at.dialog.w) / 2;
  at.dialog.y = (input.height - at.dialog.h) / 2;
  at.title = {0, 0, at.dialog.w, px(kTitle)};
  const float list = px(at.dialog.w < px(kNarrow) ? kNarrowFormats : kFormats);
  at.formats = {0, at.title.bottom(), list, at.dialog.h - at.title.h};

  const float left = list + px(kPadding);
  const float width = at.dialog.w - left - px(kPadding);
  at.buttons = {left, at.dialog.h - px(kPadding + kButtons), width, px(kButtons)};
  at.status = {left, at.buttons.y - px(kGap + kStatus), width, px(kStatus)};
  const float top = at.title.bottom() + px(kGap);
  const auto rows = static_cast<float>(std::min(input.to_fill_in, kMostFindings));
  const float most = std::max(0.0f, kFindingsShare * (at.status.y - top));
  const float findings = std::min(rows * px(kExportFindingRow), most);
  at.findings = {left, at.status.y - findings, width, findings};
  at.text = {left, top, width, std::max(0.0f, at.findings.y - px(kGap / 2) - top)};
  return at;
}

}  // namespace app
