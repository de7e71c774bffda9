#include "app/panels/recovery_dialog.h"

#include <array>

#include "app/errands/recovery_errands.h"
#include "app/view_model/elide.h"
#include "app/view_model/file_rows.h"
#include "app/widgets/question.h"

namespace app {
namespace {

QuestionText words_for(const PanelInput& in, const RecoveryState& state) {
  const LostEdits& lost = *state.offers.front();
  const std::string file = lost.unsaved.file.empty()
                               ? "It was never saved to a file"
                               : short_path(lost.unsaved.file.string(), in.outside.home_folder);
  std::string when = "Last edited " + file_time_text(lost.written, in.time);
  if (state.offers.size() > 1)
    when += " · " + std::to_string(state.offers.size() - 1) + " more after this";
  return {"Unsaved edits",
          "Restore the edits of " + lost.unsaved.model_name + "?",
          {"Hoplens ended before they were saved", file, when}};
}

}  // namespace

PanelResult draw_recovery_dialog(const PanelInput& in, RecoveryState& state, const Style& style) {
  if (state.offers.empty()) return in.dialogs.close(), std::nullopt;
  constexpr std::array kAnswers = {"Restore", "Discard", "Later"};
  const auto answer = draw_question(style, words_for(in, state), kAnswers);
  if (!answer) return std::nullopt;
  const std::shared_ptr<LostEdits> lost = state.offers.front();
  state.offers.erase(state.offers.begin());
  // Only one can be open; the rest is offered at the next start.
  if (*answer == 0) state.offers.clear();
  if (state.offers.empty()) in.dialogs.close();
  if (*answer == 0) return restore_lost_edits(lost);
  if (*answer == 1) return discard_lost_edits(lost);
  return std::nullopt;
}

}  // namespace app
