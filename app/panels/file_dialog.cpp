#include "app/panels/file_dialog.h"

#include <algorithm>
#include <set>
#include <utility>

#include "app/errands/folder_listing.h"
#include "app/panels/file_list.h"
#include "app/view_model/elide.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/overlay.h"
#include "app/widgets/path_field.h"
#include "app/widgets/status_glyph.h"

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr float kPadding = 16, kPlaceRow = 28, kHeading = 30, kGap = 8, kButtonSides = 16;
constexpr float kChip = 18;
constexpr std::size_t kMostRecent = 6, kMostFolders = 5;
constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoNavInputs | ImGuiWindowFlags_NoNavFocus;

// A proposed name stays; letters that were looked for here mean nothing there.
void go_to(FileDialogState& state, const fs::path& folder) {
  state.wanted_folder = folder;
  if (state.question.mode != FileMode::Save) state.retyped = "";
}

void go_up(FileDialogState& state) {
  if (state.folder.has_parent_path()) go_to(state, state.folder.parent_path());
}

void enter_wanted_folder(const PanelInput& in, FileDialogState& state) {
  if (state.wanted_folder.empty()) return;
  state.folder = std::exchange(state.wanted_folder, {});
  state.reading = ++state.asked;
  state.looking = 0;
  state.listing.reset();
  state.problem.reset();
  state.replacing.reset();
  state.chosen = 0;
  state.moved_in_list = false;
  in.errands.push_back(list_folder(state.folder, state.reading));
}

void look(const PanelInput& in, FileDialogState& state, const fs::path& path) {
  state.looking = ++state.asked;
  in.errands.push_back(look_at_choice(path, state.looking));
}

void open_row(FileDialogState& state, const FolderEntry& entry) {
  const fs::path path = state.folder / entry.name;
  if (entry.folder) return go_to(state, path);
  state.taken = path;
}

const FolderEntry* folder_named(const FileDialogState& state, const std::string& name) {
  if (!state.listing) return nullptr;
  const auto found = std::ranges::find_if(state.listing->entries, [&](const FolderEntry& entry) {
    return entry.folder && entry.name == name;
  });
  return found == state.listing->entries.end() ? nullptr : &*found;
}

void accept_save(const PanelInput& in, FileDialogState& state) {
  const FolderEntry* entry = chosen_entry(state);
  if (state.moved_in_list && entry != nullptr && entry->folder) return open_row(state, *entry);
  if (state.typed.empty()) {
    state.problem = {emulator::ErrorCode::InvalidInput, "The file has no name yet", "Type one"};
  } else if (const FolderEntry* folder = folder_named(state, state.typed)) {
    open_row(state, *folder);
    state.retyped = "";
  } else {
    look(in, state, state.folder / with_ending(state.typed, state.question.endings));
  }
}

void accept_open(const PanelInput& in, FileDialogState& state) {
  if (const FolderEntry* entry = chosen_entry(state)) return open_row(state, *entry);
  if (!state.typed.empty()) look(in, state, state.folder / state.typed);
}

void choose_folder(const PanelInput& in, FileDialogState& state) {
  const FolderEntry* entry = state.moved_in_list ? chosen_entry(state) : nullptr;
  look(in, state, entry == nullptr ? state.folder : state.folder / entry->name);
}

// What the button says.
void accept(const PanelInput& in, FileDialogState& state) {
  state.problem.reset();
  if (state.looking != 0) return;
  if (state.replacing) {
    state.taken = std::exchange(state.replacing, std::nullopt);
  } else if (state.question.mode == FileMode::Save) {
    accept_save(in, state);
  } else if (state.question.mode == FileMode::Folder) {
    choose_folder(in, state);
  } else {
    accept_open(in, state);
  }
}

// Enter: in a list of folders it goes into one, elsewhere it is the button.
void press_enter(const PanelInput& in, FileDialogState& state) {
  const bool into = state.question.mode == FileMode::Folder && ImGui::GetIO().KeyMods == 0 &&
                    (state.moved_in_list || !state.typed.empty());
  const FolderEntry* entry = into ? chosen_entry(state) : nullptr;
  if (entry != nullptr) return open_row(state, *entry);
  accept(in, state);
}

void complete(FileDialogState& state) {
  const auto rows = state.question.mode == FileMode::Save && state.listing
                        ? file_rows(*state.listing, {.hidden = state.hidden})
                        : listed_rows(state);
  if (state.listing) state.retyped = completed_name(*state.listing, rows, state.typed);
}

void step_back(const PanelInput& in, FileDialogState& state) {
  if (state.replacing) {
    state.replacing.reset();
  } else {
    in.dialogs.close();
  }
}

bool pressed(ImGuiKeyChord chord) {
  return ImGui::GetIO().KeyMods == (chord & ImGuiMod_Mask_) &&
         ImGui::IsKeyPressed(static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_), false);
}

void follow_keys(const PanelInput& in, FileDialogState& state, bool nothing_typed) {
  if (pressed(ImGuiKey_Escape)) {
    step_back(in, state);
  } else if (pressed(ImGuiKey_Enter) || pressed(ImGuiKey_KeypadEnter) ||
             pressed(ImGuiMod_Ctrl | ImGuiKey_Enter)) {
    press_enter(in, state);
  } else if (pressed(ImGuiMod_Alt | ImGuiKey_UpArrow) ||
             (nothing_typed && pressed(ImGuiKey_Backspace))) {
    go_up(state);
  } else if (pressed(ImGuiKey_Tab)) {
    complete(state);
  } else if (pressed(ImGuiMod_Ctrl | ImGuiKey_H)) {
    state.hidden = !state.hidden;
  }
}

// Where to start, and what was open before.
class PlaceColumn {
 public:
  PlaceColumn(const Pen& pen, FileDialogState& state, const Rect& area)
      : pen_(pen), state_(state), area_(area), y_(area.y + pen.px(kGap)) {}

  void heading(std::string_view words) {
    if (!fits(kHeading + kPlaceRow)) return;
    pen_.text(pen_.fonts().caption, area_.x + pen_.px(kPadding), y_ + pen_.px(kHeading / 2),
              Role::TextFaint, words);
    y_ += pen_.px(kHeading);
  }
  // True when it is clicked.
  bool row(const std::string& name, const std::string& item, bool chosen, bool enabled = true) {
    if (!fits(kPlaceRow)) return false;
    const Rect row{area_.x + pen_.px(kGap), y_, area_.w - pen_.px(2 * kGap), pen_.px(kPlaceRow)};
    y_ += row.h;
    ImGui::BeginDisabled(!enabled);
    const bool clicked = hit(item.c_str(), row);
    ImGui::EndDisabled();
    if (chosen) pen_.fill(row, Role::Selection, 1.0f, pen_.px(4));
    if (!chosen && enabled && ImGui::IsItemHovered()) pen_.fill(row, Role::Hover, 1, pen_.px(4));
    pen_.text_middle_elided(pen_.fonts().body,
                            {row.x + pen_.px(kGap), row.y, row.w - pen_.px(2 * kGap), row.h},
                            enabled ? Role::Text : Role::TextFaint, name);
    return clicked;
  }
  void place(const std::string& name, const fs::path& folder) {
    if (folder.empty() || !seen_.insert(folder).second) return;
    if (row(name, "place:" + name, state_.folder == folder)) go_to(state_, folder);
    ImGui::SetItemTooltip("%s", folder.c_str());
  }

 private:
  bool fits(float points) const { return y_ + pen_.px(points) <= area_.bottom(); }

  const Pen& pen_;
  FileDialogState& state_;
  Rect area_;
  float y_;
  std::set<fs::path> seen_;
};

void draw_recent_folders(PlaceColumn& column, const FileDialogPlaces& places) {
  std::size_t shown = 0;
  for (const RecentFile& recent : places.recent) {
    if (shown++ == kMostFolders) return;
    const fs::path folder = recent.file.parent_path();
    column.place(folder.filename().string(), folder);
  }
}

void draw_recent_files(const PanelInput& in, PlaceColumn& column, FileDialogState& state,
                       const FileDialogPlaces& places) {
  const bool pipelines = state.question.mode == FileMode::Open && state.question.lists_recent;
  if (!pipelines || places.recent.empty()) return;
  column.heading("Recent pipelines");
  std::size_t shown = 0;
  for (const RecentFile& recent : places.recent) {
    if (shown++ == kMostRecent) return;
    const std::string name = recent.file.filename().string();
    if (column.row(name, "recent:" + name, false, !recent.missing)) look(in, state, recent.file);
    ImGui::SetItemTooltip("%s", recent.file.c_str());
  }
}

void draw_places(const Pen& pen, const PanelInput& in, FileDialogState& state,
                 const FileDialogPlaces& places, const Rect& area) {
  pen.vertical(area.right() - 1, area.y, area.bottom(), Role::Border);
  PlaceColumn column(pen, state, area);
  column.heading("Places");
  column.place("Home", places.known.home);
  if (in.now.open) column.place("This pipeline", in.now.pipeline->folder);
  column.place("Started in", places.known.working);
  if (places.known.demo.has_parent_path()) column.place("Demo", places.known.demo.parent_path());
  draw_recent_folders(column, places);
  draw_recent_files(in, column, state, places);
}

void draw_title(const Pen& pen, const FileDialogState& state, const Rect& row) {
  if (row.h <= 0) return;
  pen.text(pen.fonts().title, row.x + pen.px(kPadding), row.center_y(), Role::Text,
           state.question.title);
  pen.horizontal(row.x, row.right(), row.bottom() - 1, Role::Border);
}

// The way to the folder, as much of its end as there is room for.
void draw_crumbs(const Pen& pen, FileDialogState& state, const fs::path& home, const Rect& line) {
  const auto crumbs = path_crumbs(state.folder, home);
  const float between = pen.px(14), sides = pen.px(6);
  const auto width = [&](const PathCrumb& crumb) {
    return Pen::width(pen.fonts().body, crumb.name) + 2 * sides;
  };
  float needed = 0;
  std::size_t first = crumbs.size();
  while (first > 0 && needed + width(crumbs[first - 1]) + between < line.w - pen.px(20))
    needed += width(crumbs[--first]) + between;
  float x = line.x;
  if (first > 0) x = pen.text(pen.fonts().body, x, line.center_y(), Role::TextFaint, "… ") + sides;
  for (std::size_t i = std::min(first, crumbs.empty() ? 0 : crumbs.size() - 1); i < crumbs.size();
       ++i) {
    const Rect place{x, line.y, std::min(width(crumbs[i]), line.right() - x), line.h};
    if (hit(("crumb:" + crumbs[i].name).c_str(), place)) go_to(state, crumbs[i].folder);
    const bool last = i + 1 == crumbs.size();
    if (ImGui::IsItemHovered()) pen.fill(place, Role::Hover, 1.0f, pen.px(4));
    pen.text_within(last ? pen.fonts().strong : pen.fonts().body,
                    {place.x + sides, place.y, place.w - sides, place.h},
                    last ? Role::Text : Role::TextDim, crumbs[i].name);
    x = place.right();
    if (!last)
      pen.text_centered(pen.fonts().body, x + between / 2, line.center_y(), Role::TextFaint, "›");
    x += between;
  }
}

void draw_field(const Pen& pen, FileDialogState& state, const fs::path& home, const Rect& place) {
  const bool save = state.question.mode == FileMode::Save;
  // Whoever types means the field, whatever was clicked before.
  if (!ImGui::IsAnyItemActive()) ImGui::SetKeyboardFocusHere();
  // Several parts of a path may come in one frame after another.
  const fs::path from = state.wanted_folder.empty() ? state.folder : state.wanted_folder;
  const char* hint = save ? "Name" : "Type a name, or a path such as ~/models/";
  const PathFieldChange change = path_field(pen, "name", place, {state.typed, state.retyped}, hint);
  if (!change.typed) return;
  state.chosen = 0;
  state.reveal = true;
  state.moved_in_list = false;
  state.problem.reset();
  state.replacing.reset();
  if (!change.way.empty()) state.wanted_folder = typed_folder(change.way, from, home);
}

void draw_status(const Pen& pen, const FileDialogState& state, const fs::path& home,
                 const Rect& line) {
  const auto say = [&](Glyph glyph, const std::string& what, const std::string& next) {
    draw_glyph(pen, glyph, line.x + pen.px(7), line.center_y());
    const float x = line.x + pen.px(22);
    const float end =
        pen.text_within(pen.fonts().body, {x, line.y, line.right() - x, line.h}, Role::Text, what);
    const float more = end + pen.px(12);
    pen.text_within(pen.fonts().body, {more, line.y, line.right() - more, line.h}, Role::TextDim,
                    next);
  };
  if (state.replacing)
    return say(Glyph::Warning, state.replacing->filename().string() + " is there already",
               "Replacing it loses what it holds");
  if (state.problem) return say(Glyph::Error, state.problem->what, state.problem->next_step);
  std::string words;
  if (state.question.mode == FileMode::Save && !state.typed.empty()) {
    const fs::path file = state.folder / with_ending(state.typed, state.question.endings);
    words = "Writes " + short_path(file.string(), home.string());
  }
  pen.text_middle_elided(pen.fonts().body, line, Role::TextDim, words);
}

bool button_at_end(const Pen& pen, const char* label, Rect& row, ButtonLook look) {
  const float width = Pen::width(pen.fonts().strong, label) + pen.px(2 * kButtonSides);
  const Rect place{row.right() - width, row.y, width, row.h};
  row.w -= width + pen.px(kGap);
  return button(pen, label, place, look);
}

// Moves `row` behind it.
void draw_toggle(const Pen& pen, const char* words, Rect& row, bool& on) {
  const float width = chip_width(pen, words);
  if (width > row.w) return;
  const Rect place{row.x, row.center_y() - pen.px(kChip / 2), width, pen.px(kChip)};
  if (chip_button(pen, words, place, words, on ? ChipTone::Accent : ChipTone::Neutral)) on = !on;
  row.x += width + pen.px(kGap);
  row.w -= width + pen.px(kGap);
}

void draw_buttons(const Pen& pen, const PanelInput& in, FileDialogState& state, Rect row) {
  const char* go = state.replacing ? "Replace" : state.question.button.c_str();
  const bool accepted = button_at_end(pen, go, row, ButtonLook::Primary);
  const bool cancelled = button_at_end(pen, "Cancel", row, ButtonLook::Flat);
  draw_toggle(pen, "hidden files", row, state.hidden);
  if (!state.question.endings.empty() && state.question.mode != FileMode::Folder)
    draw_toggle(pen, "all files", row, state.all_files);
  if (accepted) accept(in, state);
  if (cancelled) step_back(in, state);
}

// The answer goes back outside the dialog: whoever asked may want to show another one.
PanelResult answer(const FileDialogState& state) {
  if (!state.taken && !state.question.otherwise) return std::nullopt;
  return Errand{[question = state.question, path = state.taken]() -> AfterErrand {
    return [question, path](const ActionContext& c) {
      if (!path) return question.otherwise(c);
      if (question.then) question.then(c, *path);
    };
  }};
}

}  // namespace

PanelResult draw_file_dialog(const PanelInput& in, FileDialogState& state,
                             const FileDialogPlaces& places, const Style& style) {
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const FileDialogLayout at = file_dialog_layout(window.x, window.y, style.scale);
  enter_wanted_folder(in, state);
  Overlay card(style, "Files", at.dialog, kFlags);
  if (!card.visible()) return std::nullopt;
  const Pen pen(style);
  const bool nothing_typed = state.typed.empty();
  draw_title(pen, state, at.title);
  draw_field(pen, state, places.known.home, at.field);
  if (!card.appearing()) follow_keys(in, state, nothing_typed);
  draw_places(pen, in, state, places, at.places);
  draw_crumbs(pen, state, places.known.home, at.crumbs);
  if (draw_file_list(in, state, at, style))
    if (const FolderEntry* entry = chosen_entry(state)) {
      if (entry->folder || state.question.mode == FileMode::Open) {
        open_row(state, *entry);
      } else {
        accept(in, state);
      }
    }
  draw_status(pen, state, places.known.home, at.status);
  if (in.dialogs.shows(Dialog::File)) draw_buttons(pen, in, state, at.buttons);
  if (state.taken && in.dialogs.shows(Dialog::File)) in.dialogs.close();
  if (in.dialogs.shows(Dialog::File)) return std::nullopt;
  card.close();
  return answer(state);
}

}  // namespace app
