#include "app/panels/filter_bar.h"

#include <utility>

#include "app/errands/filter_errands.h"
#include "app/view_model/filter/filter_offers.h"
#include "app/widgets/button.h"
#include "app/widgets/chip.h"
#include "app/widgets/query_field.h"
#include "emulator/base/text.h"

namespace app {
namespace {

constexpr float kLine = 26;

// Chips from left to right as far as they fit; a click takes the term away. Where they do not all
// fit, the last place says how many are left out.
void draw_terms(const Pen& pen, const Rect& line, const std::vector<std::string>& words,
                InvocationListState& state) {
  float x = line.x;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string shown = words[i] + " ×";
    const float width = chip_width(pen, shown);
    if (x + width > line.right()) {
      pen.text_within(pen.fonts().caption, {x, line.y, line.right() - x, line.h}, Role::TextDim,
                      "+" + std::to_string(words.size() - i));
      return;
    }
    const Rect place{x, line.y, width, line.h};
    if (chip_button(pen, ("term:" + words[i]).c_str(), place, shown, ChipTone::Accent))
      state.filter = without_word(state.filter, words[i]);
    ImGui::SetItemTooltip("Take this term away");
    x += width + pen.px(6);
  }
}

std::string search_text(const BodySearchProgress& progress) {
  const std::string of =
      emulator::format_count(progress.searched) + " of " + emulator::format_count(progress.all);
  if (progress.stopped && !progress.done()) return "Stopped at " + of;
  if (!progress.done()) return "Searching bodies " + of;
  return emulator::format_count(progress.unread) +
         (progress.unread == 1 ? " body is" : " bodies are") + " not kept any more";
}

// How far the search of bodies has come, over a line that fills up; Stop, or Go on.
void draw_search(const Pen& pen, const BodySearchProgress& progress, const Rect& line,
                 InvocationListState& state) {
  const char* label = progress.stopped ? "Go on" : "Stop";
  const float width = progress.done() ? 0 : pen.px(52);
  const Rect room{line.x, line.y, line.w - width - pen.px(6), line.h};
  pen.text_within(pen.fonts().caption, room, progress.done() ? Role::Warning : Role::TextDim,
                  search_text(progress));
  if (progress.done()) return;
  const float share = static_cast<float>(progress.searched) / static_cast<float>(progress.all);
  pen.fill({line.x, line.bottom() + pen.px(2), room.w, pen.px(2)}, Role::Border);
  pen.fill({line.x, line.bottom() + pen.px(2), room.w * share, pen.px(2)}, Role::Accent);
  const Rect place{line.right() - width, line.y - pen.px(2), width, line.h + pen.px(4)};
  if (!button(pen, label, place, ButtonLook::Quiet)) return;
  if (progress.stopped) {
    state.matches.go_on();
  } else {
    state.matches.stop();
  }
}

// What to do goes to a line of its own where all does not fit on one.
std::vector<std::string> lines_of(const Pen& pen, const std::string& text, float room) {
  constexpr std::string_view kDash = " — ";
  const std::size_t dash = text.find(kDash);
  if (dash == text.npos || Pen::width(pen.fonts().caption, text) <= room) return {text};
  return {text.substr(0, dash), text.substr(dash + kDash.size())};
}

// Cheap where nothing changed: offers are made for whoever types.
std::vector<std::string> offers_for(const PanelInput& in, const InvocationListState& state) {
  const bool typing = state.completion.shown || ImGui::GetIO().WantTextInput;
  return typing ? invocation_offers(in.now) : std::vector<std::string>{};
}

}  // namespace

float draw_filter_bar(const Pen& pen, const PanelInput& in, InvocationListState& state,
                      const Rect& place) {
  if (std::exchange(state.focus_filter, false)) {
    ImGui::SetWindowFocus();  // ImGui 1.90 looks for the item in the scope of the focused window
    ImGui::SetKeyboardFocusHere();
  }
  const auto offers = offers_for(in, state);
  const auto problem = InvocationFilter(state.filter).problem();
  query_field(pen, "filter", place,
              {state.filter, state.completion, "status:>=400 stage:model", offers, problem});
  if (!state.filter.empty()) {
    state.matches.update(*in.now.trace, state.filter);
  } else if (!state.matches.filter().empty()) {
    state.matches.clear();
  }
  state.looking = !state.filter.empty() && state.matches.pending(*in.now.trace);
  if (auto part = state.matches.next_part(*in.now.trace))
    in.errands.push_back(search_bodies(std::move(*part), in.outside.load_body));

  Rect line{place.x + pen.px(2), place.bottom() + pen.px(6), place.w - pen.px(4), pen.px(18)};
  float used = 0;
  const auto next_line = [&] {
    used += pen.px(kLine);
    line.y += pen.px(kLine);
  };
  const auto words = term_words(state.filter);
  if (problem) {
    if (hit("filter problem", line)) state.focus_filter = true;
    ImGui::SetItemTooltip("%s", problem->text.c_str());
    for (const std::string& part : lines_of(pen, problem->text, line.w)) {
      pen.text_within(pen.fonts().caption, line, Role::Error, part);
      next_line();
    }
  } else if (!words.empty()) {
    draw_terms(pen, line, words, state);
    next_line();
  }
  const BodySearchProgress progress = state.matches.progress();
  const bool tells = !progress.done() || progress.unread > 0;
  if (state.matches.filter().searches_bodies() && !state.filter.empty() && tells) {
    draw_search(pen, progress, line, state);
    next_line();
  }
  return used;
}

}  // namespace app
