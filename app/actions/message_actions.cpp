#include <array>

#include "app/actions/rows.h"
#include "app/view_model/curl_command.h"

// What can be taken out of a message: its body, and a command that sends it again.
namespace app {
namespace {

using emulator::BodyPtr;
using emulator::EngineSnapshot;
using Id = ActionId;

// The hop on the screen; null on the client's side and where there was none.
emulator::HopPtr hop_on_screen(const EngineSnapshot& now, const AppState& state) {
  const auto invocation = selected_invocation(now, state.selection);
  if (!invocation || state.inspector.tab == InspectorTab::Client) return nullptr;
  const auto hop = static_cast<std::size_t>(shown_hop(*invocation, state.selection));
  return hop >= 1 && hop <= invocation->hops.size() ? invocation->hops[hop - 1] : nullptr;
}

BodyPtr request_body(const EngineSnapshot& now, const AppState& state) {
  if (const auto hop = hop_on_screen(now, state)) return hop->request.body;
  const auto invocation = selected_invocation(now, state.selection);
  const bool client = state.inspector.tab == InspectorTab::Client;
  return invocation && client ? invocation->request.body : nullptr;
}

BodyPtr response_body(const EngineSnapshot& now, const AppState& state) {
  if (const auto hop = hop_on_screen(now, state)) {
    if (const auto* response = hop->response()) return response->body;
    const auto& partial = hop->error()->partial;
    return partial ? partial->body : nullptr;
  }
  const auto invocation = selected_invocation(now, state.selection);
  const bool client = state.inspector.tab == InspectorTab::Client;
  return invocation && client && invocation->response ? invocation->response->body : nullptr;
}

bool has_bytes(const BodyPtr& body) {
  return body && body->size() > 0 && body->place() != emulator::BodyPlace::NotKept;
}
bool has_request(const EngineSnapshot& now, const AppState& state) {
  return has_bytes(request_body(now, state));
}
bool has_response(const EngineSnapshot& now, const AppState& state) {
  return has_bytes(response_body(now, state));
}
void copy_request(const ActionContext& c) {
  c.state.inspector.wishes.push_back({request_body(c.now, c.state), {}});
}
void copy_response(const ActionContext& c) {
  c.state.inspector.wishes.push_back({response_body(c.now, c.state), {}});
}

void ask_where(const ActionContext& c, BodyPtr body, const char* name) {
  FileQuestion question;
  question.title = std::string("Save the ") + name;
  question.button = "Save";
  question.mode = FileMode::Save;
  question.start = c.now.pipeline->folder / (std::string(name) + ".bin");
  question.then = [body = std::move(body)](const ActionContext& then,
                                           const std::filesystem::path& file) {
    then.state.inspector.wishes.push_back({body, file});
  };
  ask_for_file(c.state, std::move(question));
}
void save_request(const ActionContext& c) { ask_where(c, request_body(c.now, c.state), "request"); }
void save_response(const ActionContext& c) {
  ask_where(c, response_body(c.now, c.state), "response");
}

bool has_hop(const EngineSnapshot& now, const AppState& state) {
  return hop_on_screen(now, state) != nullptr;
}
void copy_as_curl(const ActionContext& c) {
  const auto hop = hop_on_screen(c.now, c.state);
  const auto bytes = hop->request.body ? hop->request.body->in_memory() : nullptr;
  const CurlCommand command = curl_command(hop->request, hop->url, bytes.get());
  ImGui::SetClipboardText(command.text.c_str());
  c.state.messages.tell(command.hint.empty() ? "Copied as curl"
                                             : "Copied as curl — " + command.hint);
}

constexpr std::array kRows = {
    Action{Id::CopyRequestBody, "copy-request-body", "Copy request body", 0, 0, kNotTyping, kOnce,
           has_request, copy_request},
    Action{Id::CopyResponseBody, "copy-response-body", "Copy response body", 0, 0, kNotTyping,
           kOnce, has_response, copy_response},
    Action{Id::SaveRequestBody, "save-request-body", "Save request body…", 0, 0, kNotTyping, kOnce,
           has_request, save_request},
    Action{Id::SaveResponseBody, "save-response-body", "Save response body…", 0, 0, kNotTyping,
           kOnce, has_response, save_response},
    Action{Id::CopyAsCurl, "copy-as-curl", "Copy as curl", kCtrl | kShift | ImGuiKey_C, 0,
           kNotTyping, kOnce, has_hop, copy_as_curl},
};

}  // namespace

std::span<const Action> message_actions() { return kRows; }

}  // namespace app
