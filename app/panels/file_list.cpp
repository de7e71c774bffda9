#include "app/panels/file_list.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/widgets/empty_state.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kIcon = 28, kSides = 10;
constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoNavInputs | ImGuiWindowFlags_NoNavFocus;

FileRowsInput wanted_rows(const FileDialogState& state) {
  FileRowsInput input;
  const FileMode mode = state.question.mode;
  if (!state.all_files) input.endings = state.question.endings;
  if (mode != FileMode::Save) input.typed = state.typed;
  input.hidden = state.hidden;
  input.folders_only = mode == FileMode::Folder;
  input.order = state.order;
  input.backwards = state.backwards;
  return input;
}

void paint_folder(const Pen& pen, float x, float middle) {
  const ImU32 color = pen.style().color(Role::Accent);
  const ImVec2 tab{x + pen.px(1), middle - pen.px(5)};
  pen.list().AddRectFilled(tab, {x + pen.px(7), middle}, color, pen.px(1));
  pen.list().AddRectFilled({x + pen.px(1), middle - pen.px(3.5f)},
                           {x + pen.px(15), middle + pen.px(5.5f)}, color, pen.px(1.5f));
}

void paint_sheet(const Pen& pen, float x, float middle) {
  const ImU32 color = pen.style().color(Role::TextFaint);
  const float left = x + pen.px(3), right = x + pen.px(13);
  const float top = middle - pen.px(6), bottom = middle + pen.px(6);
  const float fold = pen.px(3.5f);
  const std::array<ImVec2, 5> outline = {ImVec2{left, top}, ImVec2{right - fold, top},
                                         ImVec2{right, top + fold}, ImVec2{right, bottom},
                                         ImVec2{left, bottom}};
  pen.list().AddPolyline(outline.data(), static_cast<int>(outline.size()), color,
                         ImDrawFlags_Closed, pen.hairline());
}

void order_by(FileDialogState& state, FileOrder order) {
  state.backwards = state.order == order ? !state.backwards : order != FileOrder::Name;
  state.order = order;
  state.chosen = 0;
  state.reveal = true;
}

struct Head {
  const char* name;
  FileOrder order;
  float left, right;  // x
  bool to_the_right = false;
};

void draw_head(const Pen& pen, FileDialogState& state, const Rect& heads, const Head& head) {
  const Rect place{head.left, heads.y, head.right - head.left, heads.h};
  if (hit((std::string("order:") + head.name).c_str(), place)) order_by(state, head.order);
  const bool ordered = state.order == head.order;
  const Role role = ImGui::IsItemHovered() ? Role::Text : ordered ? Role::TextDim : Role::TextFaint;
  ImFont* font = pen.fonts().caption;
  const float middle = heads.center_y();
  const float width = Pen::width(font, head.name);
  const float x = head.to_the_right ? head.right - width : head.left;
  pen.text(font, x, middle, role, head.name);
  if (!ordered) return;
  const float arrow = head.to_the_right ? x - pen.px(9) : x + width + pen.px(9);
  const float up = state.backwards ? -1.0f : 1.0f;
  pen.list().AddTriangleFilled({arrow - pen.px(3), middle + up * pen.px(2)},
                               {arrow + pen.px(3), middle + up * pen.px(2)},
                               {arrow, middle - up * pen.px(2.5f)}, pen.style().color(role));
}

void draw_heads(const Pen& pen, FileDialogState& state, const Rect& heads) {
  const FileColumns at = file_columns(heads, pen.style().scale);
  const float sides = pen.px(kSides);
  draw_head(pen, state, heads, {"Name", FileOrder::Name, heads.x + sides, at.name_end});
  draw_head(pen, state, heads, {"Size", FileOrder::Size, at.name_end + sides, at.size_end, true});
  if (at.time_end > 0)
    draw_head(pen, state, heads,
              {"Changed", FileOrder::Time, at.size_end + sides, at.time_end, true});
  pen.horizontal(heads.x, heads.right(), heads.bottom() - 1, Role::Border);
}

void paint_row(const Pen& pen, const FolderEntry& entry, const Rect& row, emulator::WallTime now) {
  const float middle = row.center_y();
  const float left = row.x + pen.px(kSides);
  if (entry.folder) {
    paint_folder(pen, left, middle);
  } else {
    paint_sheet(pen, left, middle);
  }
  const FileColumns at = file_columns(row, pen.style().scale);
  const float name = left + pen.px(kIcon - kSides + 6);
  pen.text_middle_elided(pen.fonts().body, {name, row.y, at.name_end - name, row.h}, Role::Text,
                         entry.name);
  if (!entry.folder)
    pen.text_right(pen.fonts().mono, at.size_end, middle, Role::TextDim,
                   emulator::format_size(entry.bytes));
  if (at.time_end > 0 && entry.modified != emulator::WallTime{})
    pen.text_right(pen.fonts().mono, at.time_end, middle, Role::TextDim,
                   file_time_text(entry.modified, now));
}

void choose(FileDialogState& state, std::size_t row) {
  state.chosen = row;
  state.moved_in_list = true;
  state.problem.reset();
  const FolderEntry* entry = chosen_entry(state);
  if (state.question.mode == FileMode::Save && entry != nullptr && !entry->folder)
    state.retyped = entry->name;
}

// True when it is opened.
bool draw_row(const Pen& pen, FileDialogState& state, std::size_t at, emulator::WallTime now) {
  const FolderEntry& entry = state.listed.listing->entries[state.listed.rows[at]];
  const ImVec2 cursor = ImGui::GetCursorScreenPos();
  const Rect row{cursor.x, cursor.y, ImGui::GetContentRegionAvail().x, pen.px(kFileRow)};
  const bool clicked = hit(("file:" + entry.name).c_str(), row);
  const bool hovered = ImGui::IsItemHovered();
  if (clicked) choose(state, at);
  // Where a name is written, a row counts only once one went there.
  if (state.chosen == at && (state.moved_in_list || state.question.mode == FileMode::Open)) {
    pen.fill(row, Role::Selection, 1.0f, pen.px(4));
    pen.fill({row.x, row.y + pen.px(4), pen.px(3), row.h - pen.px(8)}, Role::Accent);
  } else if (hovered) {
    pen.fill(row, Role::Hover, 1.0f, pen.px(4));
  }
  paint_row(pen, entry, row, now);
  return hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
}

void follow_arrows(FileDialogState& state, std::size_t count, float page) {
  if (count == 0 || ImGui::GetIO().KeyMods != 0) return;
  const auto step = [&](ImGuiKey key, std::size_t to) {
    if (!ImGui::IsKeyPressed(key)) return;
    choose(state, to);
    state.reveal = true;
  };
  const auto rows = static_cast<std::size_t>(std::max(page, 1.0f));
  const std::size_t at = state.chosen;
  // What is marked before anything was chosen is the first row: the first press goes there.
  const bool first = !state.moved_in_list && state.question.mode != FileMode::Open;
  step(ImGuiKey_DownArrow, first ? at : std::min(at + 1, count - 1));
  step(ImGuiKey_UpArrow, at - std::min<std::size_t>(at, 1));
  step(ImGuiKey_PageDown, std::min(at + rows, count - 1));
  step(ImGuiKey_PageUp, at - std::min(at, rows));
}

void reveal(const Rect& list, float top, float height) {
  if (top < ImGui::GetScrollY()) ImGui::SetScrollY(top);
  if (top + height > ImGui::GetScrollY() + list.h) ImGui::SetScrollY(top + height - list.h);
}

// What stands there instead of rows.
void draw_nothing(const Pen& pen, const FileDialogState& state, const Rect& list) {
  if (state.reading != 0)
    return draw_empty_state(pen, list, "Reading…", "You can go elsewhere meanwhile");
  if (!state.listing) return;
  if (const auto& problem = state.listing->problem)
    return draw_empty_state(pen, list, problem->what, problem->next_step);
  if (!state.typed.empty() && state.question.mode != FileMode::Save)
    return draw_empty_state(pen, list, "Nothing here has such a name",
                            "Type less of it, or a path such as ~/ or ../");
  const bool filtered = !state.all_files && !state.question.endings.empty();
  const bool empty = state.listing->entries.empty();
  draw_empty_state(pen, list, empty ? "This folder is empty" : "Nothing to choose here",
                   filtered && !empty ? "Show all files, or go up with Alt+↑"
                                      : "Go up with Alt+↑, or choose another place");
}

}  // namespace

const std::vector<std::size_t>& listed_rows(FileDialogState& state) {
  auto& listed = state.listed;
  if (state.reading != 0 || !state.listing) {
    listed = {};
    return listed.rows;
  }
  const FileRowsInput input = wanted_rows(state);
  if (listed.listing == state.listing && listed.input == input) return listed.rows;
  listed = {state.listing, input, file_rows(*state.listing, input)};
  return listed.rows;
}

const FolderEntry* chosen_entry(FileDialogState& state) {
  const auto& rows = listed_rows(state);
  return state.chosen < rows.size() ? &state.listed.listing->entries[rows[state.chosen]] : nullptr;
}

bool draw_file_list(const PanelInput& in, FileDialogState& state, const FileDialogLayout& at,
                    const Style& style) {
  draw_heads(Pen(style), state, at.heads);
  const std::size_t count = listed_rows(state).size();
  state.chosen = count == 0 ? 0 : std::min(state.chosen, count - 1);
  const float pitch = style.px(kFileRow);
  if (!state.replacing) follow_arrows(state, count, at.rows.h / pitch - 1);
  if (count == 0) return draw_nothing(Pen(style), state, at.rows), false;
  ImGui::SetCursorScreenPos(top_left(at.rows));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::BeginChild("files", {at.rows.w, at.rows.h}, 0, kFlags);
  if (std::exchange(state.reveal, false))
    reveal(at.rows, static_cast<float>(state.chosen) * pitch, pitch);
  bool opened = false;
  const Pen pen(style);
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(count), pitch);
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
      opened = draw_row(pen, state, static_cast<std::size_t>(i), in.time) || opened;
  ImGui::EndChild();
  ImGui::PopStyleVar();
  return opened;
}

}  // namespace app
