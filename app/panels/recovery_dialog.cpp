#include "app/panels/recovery_dialog.h"

#include <array>

#include "app/errands/recovery_errands.h"
#include "app/view_model/elide.h"
#include "app/view_model/file_rows.h"
#include "app/widgets/question.h"
#include "emulator/base/text.h"

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

// Edits were asked about before.
PanelResult draw_lost_session(const PanelInput& in, AppState& app, const Style& style) {
  auto& sessions = app.recovery.sessions;
  if (sessions.empty()) return in.dialogs.close(), std::nullopt;
  const std::shared_ptr<LostSession> lost = sessions.front();
  std::string when = "Last written " + file_time_text(lost->written, in.time);
  if (sessions.size() > 1) when += " · " + std::to_string(sessions.size() - 1) + " more after this";
  const QuestionText words{"Last session",
                           "Open what was recorded last?",
                           {"Hoplens ended before its invocations were saved",
                            emulator::format_size(lost->bytes), when}};
  constexpr std::array kAnswers = {"Open", "Discard", "Later"};
  const auto answer = draw_question(style, words, kAnswers);
  if (!answer) return std::nullopt;
  sessions.erase(sessions.begin());
  // Only one can be open; the rest is offered at the next start.
  if (*answer == 0) sessions.clear();
  if (sessions.empty()) in.dialogs.close();
  if (*answer == 0) app.share.wishes.emplace_back(OpenSessionWish{lost->file->path(), lost});
  if (*answer == 1) return discard_lost_session(lost);
  return std::nullopt;
}

}  // namespace

PanelResult draw_recovery_dialog(const PanelInput& in, AppState& app, const Style& style) {
  RecoveryState& state = app.recovery;
  if (state.offers.empty()) return draw_lost_session(in, app, style);
  constexpr std::array kAnswers = {"Restore", "Discard", "Later"};
  const auto answer = draw_question(style, words_for(in, state), kAnswers);
  if (!answer) return std::nullopt;
  const std::shared_ptr<LostEdits> lost = state.offers.front();
  state.offers.erase(state.offers.begin());
  // Only one can be open; the rest is offered at the next start.
  if (*answer == 0) state.offers.clear();
  if (state.offers.empty() && state.sessions.empty()) in.dialogs.close();
  if (*answer == 0) return restore_lost_edits(lost);
  if (*answer == 1) return discard_lost_edits(lost);
  return std::nullopt;
}

}  // namespace app
