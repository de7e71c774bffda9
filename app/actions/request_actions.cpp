#include <array>
#include <memory>
#include <utility>

#include "app/actions/rows.h"
#include "app/errands/request_errands.h"
#include "app/file_question.h"

// The request being written, and the saved ones. All that is saved is an edit of the pipeline.
namespace app {
namespace {

using emulator::EngineSnapshot;
using Id = ActionId;

bool is_open(const EngineSnapshot& now, const AppState&) { return now.open; }
bool is_saved(const EngineSnapshot& now, const AppState& state) {
  return now.open && !state.composer.request_name.empty() &&
         find_request(now.pipeline->requests, state.composer.request_name).has_value();
}
std::size_t request_at(const ActionContext& c) {
  return *find_request(c.now.pipeline->requests, c.state.composer.request_name);
}
void change(const ActionContext& c, SavedRequests requests) {
  c.commands.emplace_back(emulator::ApplyEdit{emulator::ChangeRequests{std::move(requests)}});
}

void new_request(const ActionContext& c) { c.state.composer = {}; }

bool can_save_request(const EngineSnapshot& now, const AppState& state) {
  return is_saved(now, state) && is_changed(state.composer, now.pipeline->requests);
}
void save_request(const ActionContext& c) {
  SavedRequests requests = c.now.pipeline->requests;
  RequestDraft& draft = c.state.composer;
  draft.loaded = requests[request_at(c)] = saved_draft(draft);
  draft.body_as_read = draft.body;
  change(c, std::move(requests));
  c.state.messages.tell("Saved request " + draft.request_name);
}

void ask_for_name(const ActionContext& c, RequestNaming::Purpose purpose, std::string name) {
  c.state.composer.naming = {purpose, std::move(name)};
  c.state.dialogs.show(Dialog::NameRequest);
}
void save_request_as(const ActionContext& c) {
  ask_for_name(c, RequestNaming::Purpose::SaveAs,
               free_name(c.now.pipeline->requests, c.state.composer.request_name));
}
void rename_request(const ActionContext& c) {
  ask_for_name(c, RequestNaming::Purpose::Rename, c.state.composer.request_name);
}

// What was written stays in the composer, under no name.
void delete_request(const ActionContext& c) {
  SavedRequests requests = c.now.pipeline->requests;
  requests.erase(requests.begin() + static_cast<std::ptrdiff_t>(request_at(c)));
  change(c, std::move(requests));
  c.state.messages.tell("Deleted request " + c.state.composer.request_name +
                        " — undo brings it back");
  c.state.composer.request_name.clear();
}

void body_from_file(const ActionContext& c) {
  FileQuestion question;
  question.title = "Choose a body";
  question.button = "Use as body";
  question.start = c.now.pipeline->folder;
  question.then = [](const ActionContext& then, const std::filesystem::path& file) {
    then.errands.push_back(read_body_file(file));
  };
  ask_for_file(c.state, std::move(question));
}

bool has_body(const EngineSnapshot& now, const AppState& state) {
  const ComposerState& draft = state.composer;
  return now.open && (body_bytes(draft) > 0 || draft.problem || !body_file_of(draft).empty());
}
void remove_body(const ActionContext& c) {
  RequestDraft& draft = c.state.composer;
  draft = without_body(std::move(draft));
}

void more_fields(const ActionContext& c) {
  c.state.composer.more_shown = !c.state.composer.more_shown;
}

constexpr std::array kRows = {
    Action{Id::NewRequest, "new-request", "New request", 0, 0, kNotTyping, kOnce, is_open,
           new_request},
    Action{Id::SaveRequest, "save-request", "Save request", kCtrl | kAlt | ImGuiKey_S, 0, kTyping,
           kOnce, can_save_request, save_request},
    Action{Id::SaveRequestAs, "save-request-as", "Save as request…", 0, 0, kNotTyping, kOnce,
           is_open, save_request_as},
    Action{Id::RenameRequest, "rename-request", "Rename request…", 0, 0, kNotTyping, kOnce,
           is_saved, rename_request},
    Action{Id::DeleteRequest, "delete-request", "Delete request", 0, 0, kNotTyping, kOnce, is_saved,
           delete_request},
    Action{Id::BodyFromFile, "body-from-file", "Body from a file…", 0, 0, kNotTyping, kOnce,
           is_open, body_from_file},
    Action{Id::RemoveBody, "remove-body", "Remove the body", 0, 0, kNotTyping, kOnce, has_body,
           remove_body},
    Action{Id::MoreRequestFields, "more-request-fields", "Show or hide more request fields", 0, 0,
           kNotTyping, kOnce, is_open, more_fields},
};

}  // namespace

std::span<const Action> request_actions() { return kRows; }

}  // namespace app
