#include <array>

#include "app/actions/rows.h"

// Recordings on their way to and from files.
namespace app {
namespace {

using emulator::EngineSnapshot;
using Id = ActionId;

bool has_recording(const EngineSnapshot& now, const AppState&) { return now.trace->size() > 0; }

template <ShareFormat format>
void save_as_format(const ActionContext& c) {
  c.state.share.format = format;
  c.state.share.which = ShareWhich::All;
  c.state.dialogs.show(Dialog::Share);
}

void ask_to_open(const ActionContext& c, const char* title, const char* ending,
                 ShareWish (*wish)(const std::filesystem::path&)) {
  FileQuestion question;
  question.title = title;
  question.button = "Open";
  question.start = c.now.open ? c.now.pipeline->folder : c.state.places.working;
  question.endings = {ending};
  question.then = [wish](const ActionContext& then, const std::filesystem::path& file) {
    then.state.share.wishes.push_back(wish(file));
  };
  ask_for_file(c.state, std::move(question));
}

void open_session(const ActionContext& c) {
  ask_to_open(c, "Open a session", ".hoplens-session",
              [](const std::filesystem::path& file) -> ShareWish {
                return OpenSessionWish{file, nullptr};
              });
}

bool can_import(const EngineSnapshot& now, const AppState&) { return now.open; }
void import_har(const ActionContext& c) {
  ask_to_open(c, "Import a HAR", ".har",
              [](const std::filesystem::path& file) -> ShareWish { return ImportHarWish{file}; });
}

bool has_jobs(const EngineSnapshot&, const AppState& state) { return !state.share.jobs.empty(); }
void stop_jobs(const ActionContext& c) {
  for (const auto& job : c.state.share.jobs) job->stopped = true;
}

constexpr std::array kRows = {
    Action{Id::SaveSession, "save-session", "Save session…", kCtrl | kAlt | ImGuiKey_E, 0, kTyping,
           kOnce, has_recording, save_as_format<ShareFormat::Session>},
    Action{Id::OpenSession, "open-session", "Open session…", kCtrl | kAlt | ImGuiKey_O, 0, kTyping,
           kOnce, always, open_session},
    Action{Id::SaveHar, "save-har", "Save as HAR…", 0, 0, kNotTyping, kOnce, has_recording,
           save_as_format<ShareFormat::Har>},
    Action{Id::SaveOtlp, "save-otlp", "Save as OTLP…", 0, 0, kNotTyping, kOnce, has_recording,
           save_as_format<ShareFormat::Otlp>},
    Action{Id::SaveChromeTrace, "save-chrome-trace", "Save as Chrome trace…", 0, 0, kNotTyping,
           kOnce, has_recording, save_as_format<ShareFormat::ChromeTrace>},
    Action{Id::ImportHar, "import-har", "Import HAR…", 0, 0, kNotTyping, kOnce, can_import,
           import_har},
    Action{Id::StopSharing, "stop-sharing", "Stop saving and opening", 0, 0, kNotTyping, kOnce,
           has_jobs, stop_jobs},
};

}  // namespace

std::span<const Action> share_actions() { return kRows; }

}  // namespace app
