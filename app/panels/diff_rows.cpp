#include "app/panels/diff_rows.h"

#include <algorithm>
#include <utility>

#include "app/errands/body_errands.h"
#include "app/item_registry.h"
#include "app/view_model/bodies/visible_text.h"
#include "app/view_model/humanise.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

using Kind = DiffRow::Kind;

constexpr float kRow = 22, kMark = 18, kNumber = 46, kScrollRoom = 12, kTint = 0.12f, kWord = 0.32f;
constexpr std::size_t kMostHeader = 400;

struct Part {
  enum class Kind { Outcome, Remark, Status, HeaderHeading, Header, BodyHeading, Body };
  Kind kind = Kind::Outcome;
  std::size_t at = 0;  // header or row of the body
};

// The rows of the list: first a few, then those of the body.
struct Parts {
  std::vector<Part> head;
  std::vector<std::size_t> stops;  // rows at which differences begin
};

Parts parts_of(const MessageDiff& diff) {
  Parts parts;
  const auto add = [&](Part::Kind kind, std::size_t at = 0) { parts.head.push_back({kind, at}); };
  const auto stop = [&] { parts.stops.push_back(parts.head.size()); };
  add(Part::Kind::Outcome);
  if (!diff.body.remark.empty()) add(Part::Kind::Remark);
  if (diff.status_differs()) stop(), add(Part::Kind::Status);
  add(Part::Kind::HeaderHeading);
  for (std::size_t i = 0; i < diff.headers.rows.size(); ++i) {
    const HeaderDiffRow& row = diff.headers.rows[i];
    if (row.same()) continue;
    if (!row.passing) stop();
    add(Part::Kind::Header, i);
  }
  if (!diff.body.rows.empty()) add(Part::Kind::BodyHeading);
  for (const std::uint32_t at : diff.body.stops) parts.stops.push_back(parts.head.size() + at);
  return parts;
}

struct Look {
  Role role;
  const char* mark;
};
Look look_of(Kind kind) {
  switch (kind) {
    case Kind::Added:
      return {Role::Ok, "+"};
    case Kind::Removed:
      return {Role::Error, "−"};
    case Kind::Changed:
      return {Role::Warning, "~"};
    default:
      return {Role::TextDim, ""};
  }
}

class Rows {
 public:
  Rows(const Pen& pen, const DiffShown& shown, float width)
      : pen_(pen), diff_(shown.diff), shown_(shown), width_(width) {
    for (std::size_t i = 0; i < std::min<std::size_t>(diff_.body.rows.size(), 300); ++i)
      place_ = std::max(place_, Pen::width(mono(), diff_.body.rows[i].place));
    for (const HeaderDiffRow& row : diff_.headers.rows)
      if (!row.same()) place_ = std::max(place_, Pen::width(mono(), row.name));
    place_ = std::min(place_ + pen.px(24), width * 0.42f);
  }

  void draw(const Part& part, const Rect& row) const {
    switch (part.kind) {
      case Part::Kind::Outcome:
        return outcome(row);
      case Part::Kind::Remark:
        return text(row, Role::Warning, diff_.body.remark);
      case Part::Kind::Status:
        return pair(row, {Kind::Changed, "Status", diff_.status_before, diff_.status_after, {}});
      case Part::Kind::HeaderHeading:
        return text(row, Role::TextDim, headers_text());
      case Part::Kind::Header:
        return header(row, diff_.headers.rows[part.at]);
      case Part::Kind::BodyHeading:
        return heading(row);
      case Part::Kind::Body:
        break;
    }
    const DiffRow& line = diff_.body.rows[part.at];
    if (diff_.body.form == DiffForm::Lines) {
      draw_line(row, line);
    } else {
      pair(row, line);
    }
  }

  // What a row says, to copy.
  std::string text_of(const Part& part) const {
    if (part.kind == Part::Kind::Header) {
      const HeaderDiffRow& row = diff_.headers.rows[part.at];
      return row.name + ": " + row.before.value_or("–") + " → " + row.after.value_or("–");
    }
    if (part.kind != Part::Kind::Body) return "";
    const DiffRow& row = diff_.body.rows[part.at];
    if (row.kind == Kind::Changed) return row.place + ": " + row.before + " → " + row.after;
    return row.kind == Kind::Added ? row.after : row.before;
  }

 private:
  ImFont* mono() const { return pen_.fonts().mono; }

  void text(const Rect& row, Role role, const std::string& words) const {
    pen_.text_within(pen_.fonts().body, row, role, words);
  }

  void outcome(const Rect& row) const {
    const bool same = diff_.same();
    draw_glyph(pen_, same ? Glyph::Ok : Glyph::Warning, row.x + pen_.px(6), row.center_y());
    const std::string words = diff_.body_unknown.empty()
                                  ? "Body: " + outcome_text(diff_.body, shown_.tolerance)
                                  : "Body: cannot be compared, " + diff_.body_unknown;
    pen_.text_within(pen_.fonts().strong, {row.x + pen_.px(22), row.y, row.w - pen_.px(22), row.h},
                     Role::Text, same ? "Nothing differs. " + words : words);
  }

  std::string headers_text() const {
    const std::size_t differing = diff_.headers.differences();
    const auto same = static_cast<std::size_t>(
        std::ranges::count_if(diff_.headers.rows, [](const auto& row) { return row.same(); }));
    std::string words = differing == 0   ? "Headers: no difference"
                        : differing == 1 ? "Headers: 1 differs"
                                         : "Headers: " + std::to_string(differing) + " differ";
    if (same > 0) words += same == 1 ? ", 1 is equal" : ", " + std::to_string(same) + " are equal";
    if (diff_.headers.order_differs) words += ", in another order";
    return words;
  }

  void header(const Rect& row, const HeaderDiffRow& header) const {
    DiffRow line;
    line.kind = !header.before ? Kind::Added : !header.after ? Kind::Removed : Kind::Changed;
    line.place = header.name;
    line.before = visible_text(header.before.value_or(""), kMostHeader);
    line.after = visible_text(header.after.value_or(""), kMostHeader);
    pair(row, line, header.passing);
  }

  void heading(const Rect& row) const {
    pen_.horizontal(row.x, row.x + width_, row.y + pen_.px(1), Role::Border);
    const bool lines = diff_.body.form == DiffForm::Lines;
    const float half = lines ? pen_.px(240) : values_width() / 2;
    const float x = row.x + pen_.px(kMark) + (lines ? pen_.px(kNumber) : place_);
    const auto name = [&](float from, const std::string& words) {
      pen_.text_within(pen_.fonts().caption, {from, row.y, half - pen_.px(12), row.h},
                       Role::TextFaint, words);
    };
    name(x, (lines ? "− " : "") + shown_.names.before);
    name(x + half, (lines ? "+ " : "") + shown_.names.after);
  }

  float values_width() const { return std::max(0.0f, width_ - pen_.px(kMark) - place_); }

  // Where, what was, what is.
  void pair(const Rect& row, const DiffRow& line, bool dim = false) const {
    const Look look = look_of(line.kind);
    const Rect whole{row.x, row.y, width_, row.h};
    if (!dim) pen_.fill(whole, look.role, kTint);
    const float middle = row.center_y();
    pen_.text(mono(), row.x + pen_.px(4), middle, dim ? Role::TextFaint : look.role, look.mark);
    float x = row.x + pen_.px(kMark);
    const auto cell = [&](float width, Role role, const std::string& words) {
      pen_.text_within(mono(), {x, row.y, width - pen_.px(12), row.h}, dim ? Role::TextFaint : role,
                       words);
      x += width;
    };
    cell(place_, Role::TextDim, line.place);
    cell(values_width() / 2, line.kind == Kind::Added ? Role::TextFaint : Role::Text,
         line.kind == Kind::Added ? "–" : line.before);
    cell(values_width() / 2, line.kind == Kind::Removed ? Role::TextFaint : Role::Text,
         line.kind == Kind::Removed ? "–" : line.after);
  }

  // Words that changed stand on a stronger ground.
  void draw_line(const Rect& row, const DiffRow& line) const {
    const Look look = look_of(line.kind);
    const float middle = row.center_y();
    const float x = row.x + pen_.px(kNumber + kMark);
    const bool changed = line.kind == Kind::Added || line.kind == Kind::Removed;
    if (changed) pen_.fill(row, look.role, kTint);
    const std::string& words = line.kind == Kind::Added ? line.after : line.before;
    for (const TextPart& part : line.marks) {
      const std::string_view all = words;
      const float from = Pen::width(mono(), all.substr(0, part.from));
      const float to = Pen::width(mono(), all.substr(0, part.to));
      pen_.fill({x + from, row.y + pen_.px(1), to - from, row.h - pen_.px(2)}, look.role, kWord,
                pen_.px(2));
    }
    pen_.text_right(mono(), row.x + pen_.px(kNumber - 10), middle, Role::TextFaint, line.place);
    pen_.text(mono(), row.x + pen_.px(kNumber), middle, look.role, look.mark);
    const Role role = line.kind == Kind::Skipped ? Role::TextFaint
                      : changed                  ? Role::Text
                                                 : Role::TextDim;
    pen_.text(mono(), x, middle, role, line.kind == Kind::Skipped ? "⋯ " + words : words);
  }

  const Pen& pen_;
  const MessageDiff& diff_;
  const DiffShown& shown_;
  float width_;
  float place_ = 0;
};

// Of lines: as wide as the longest one in the first few hundred; else the view.
float content_width(const Pen& pen, const BodyDiff& body, float view) {
  if (body.form != DiffForm::Lines) return view;
  std::size_t most = 0;
  for (const DiffRow& row : body.rows) most = std::max({most, row.before.size(), row.after.size()});
  const float advance = Pen::width(pen.fonts().mono, "0");
  return std::max(view, pen.px(kNumber + kMark + 16) + advance * static_cast<float>(most));
}

// Which stop a row belongs to: the last one that begins at it or above.
std::size_t stop_of(const Parts& parts, std::size_t row) {
  const auto after = std::ranges::upper_bound(parts.stops, row);
  return after == parts.stops.begin() ? 0
                                      : static_cast<std::size_t>(after - parts.stops.begin()) - 1;
}

void walk(const Parts& parts, DiffTabState& state, float pitch) {
  const int step = std::exchange(state.step, 0);
  if (parts.stops.empty()) return;
  state.chosen = std::min(state.chosen, parts.stops.size() - 1);
  if (step == 0) return;
  if (step > 0 && state.chosen + 1 < parts.stops.size()) ++state.chosen;
  if (step < 0 && state.chosen > 0) --state.chosen;
  const float top = static_cast<float>(parts.stops[state.chosen]) * pitch;
  const float view = ImGui::GetWindowHeight();
  if (top < ImGui::GetScrollY() || top + pitch > ImGui::GetScrollY() + view)
    ImGui::SetScrollY(std::max(0.0f, top - view / 3));
}

bool copy_pressed() {
  return ImGui::IsWindowFocused() && ImGui::GetIO().KeyMods == ImGuiMod_Ctrl &&
         ImGui::IsKeyPressed(ImGuiKey_C, false);
}

}  // namespace

std::size_t difference_count(const MessageDiff& diff) {
  return diff.headers.differences() + (diff.status_differs() ? 1 : 0) + diff.body.stops.size();
}

void draw_diff_rows(const Pen& pen, const PanelInput& in, const DiffShown& shown,
                    DiffTabState& state) {
  const Parts parts = parts_of(shown.diff);
  const float pitch = pen.px(kRow);
  const float view = ImGui::GetContentRegionAvail().x - pen.px(kScrollRoom);
  const float width = content_width(pen, shown.diff.body, view);
  walk(parts, state, pitch);
  const Rows rows(pen, shown, width);
  const std::size_t stop = parts.stops.empty() ? 0 : parts.stops[state.chosen];
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(parts.head.size() + shown.diff.body.rows.size()), pitch);
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto at = static_cast<std::size_t>(i);
      const Part part =
          at < parts.head.size() ? parts.head[at] : Part{Part::Kind::Body, at - parts.head.size()};
      const ImVec2 corner = ImGui::GetCursorScreenPos();
      const Rect row{corner.x, corner.y, width, pitch};
      ImGui::PushID(i);
      if (hit("row", row)) state.chosen = stop_of(parts, at);
      tag("difference row:" + std::to_string(i));
      const bool told = ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal);
      rows.draw(part, row);
      const bool chosen = !parts.stops.empty() && at == stop;
      if (chosen) pen.fill({row.x, row.y, pen.px(3), row.h}, Role::Accent);
      const std::string text = told || chosen ? rows.text_of(part) : "";
      if (told && !text.empty()) ImGui::SetTooltip("%s", text.c_str());
      if (chosen && !text.empty() && copy_pressed())
        in.errands.push_back(copy_text(text, "Copied the difference"));
      ImGui::PopID();
      ImGui::SetCursorScreenPos({corner.x, corner.y + pitch});
    }
}

}  // namespace app
