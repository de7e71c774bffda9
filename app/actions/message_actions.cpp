#include <array>

#include "app/actions/rows.h"
#include "app/view_model/copy_as.h"
#include "app/view_model/curl_command.h"
#include "emulator/codec/recordings/redaction.h"

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
void show_copy_menu(const ActionContext& c) { c.state.share.copy_menu_wanted = true; }

// Secrets stay here: what is pasted goes who knows where.
emulator::Redactor redactor_for(const ActionContext& c) {
  return {*c.now.pipeline, emulator::redaction_wishes(c.state.share.also_hidden)};
}

void put(const ActionContext& c, const std::string& text, std::string told, const std::string& hint,
         std::size_t hidden) {
  ImGui::SetClipboardText(text.c_str());
  if (hidden > 0) told += " — " + emulator::hidden_text(hidden);
  if (!hint.empty()) told += " — " + hint;
  c.state.messages.tell(std::move(told));
}

void copy_as_curl(const ActionContext& c) {
  const auto hop = hop_on_screen(c.now, c.state);
  emulator::Redactor redactor = redactor_for(c);
  const emulator::HttpRequest request = redactor.redacted(hop->request, {});
  const std::string url = redactor.redacted(hop->url);
  const auto bytes = request.body ? request.body->in_memory() : nullptr;
  const CurlCommand command = curl_command(request, url, bytes.get());
  put(c, command.text, "Copied as curl", command.hint, redactor.hidden());
}

using MakeCall = CopiedCall (*)(const emulator::InvokeRequest&, const CallPlace&,
                                const emulator::Bytes*);

// Nobody but the endpoint calls a stage: what can be called again is the invocation.
void copy_call(const ActionContext& c, MakeCall make, const char* told) {
  emulator::Redactor redactor = redactor_for(c);
  const auto invocation = redactor.redacted(selected_invocation(c.now, c.state.selection), {});
  CallPlace place;
  place.endpoint = invocation->endpoint.endpoint;
  if (c.now.address) {
    place.url = c.now.address->url;
    place.region = c.now.address->options.region;
  }
  const emulator::BodyPtr& body = invocation->request.body;
  const auto bytes = body ? body->in_memory() : nullptr;
  const CopiedCall call = make(invocation->request, place, bytes.get());
  put(c, call.text, told, call.hint, redactor.hidden());
}
void copy_as_aws_cli(const ActionContext& c) { copy_call(c, aws_cli_call, "Copied for AWS CLI"); }
void copy_as_boto3(const ActionContext& c) { copy_call(c, boto3_call, "Copied for boto3"); }

constexpr std::array kRows = {
    Action{Id::CopyRequestBody, "copy-request-body", "Copy request body", 0, 0, kNotTyping, kOnce,
           has_request, copy_request},
    Action{Id::CopyResponseBody, "copy-response-body", "Copy response body", 0, 0, kNotTyping,
           kOnce, has_response, copy_response},
    Action{Id::SaveRequestBody, "save-request-body", "Save request body…", 0, 0, kNotTyping, kOnce,
           has_request, save_request},
    Action{Id::SaveResponseBody, "save-response-body", "Save response body…", 0, 0, kNotTyping,
           kOnce, has_response, save_response},
    Action{Id::CopyAs, "copy-as", "Copy as…", kCtrl | kShift | ImGuiKey_C, 0, kNotTyping, kOnce,
           has_invocation, show_copy_menu},
    Action{Id::CopyAsCurl, "copy-as-curl", "Copy hop as curl", 0, 0, kNotTyping, kOnce, has_hop,
           copy_as_curl},
    Action{Id::CopyAsAwsCli, "copy-as-aws-cli", "Copy invocation as AWS CLI", 0, 0, kNotTyping,
           kOnce, has_invocation, copy_as_aws_cli},
    Action{Id::CopyAsBoto3, "copy-as-boto3", "Copy invocation as boto3", 0, 0, kNotTyping, kOnce,
           has_invocation, copy_as_boto3},
};

}  // namespace

std::span<const Action> message_actions() { return kRows; }

}  // namespace app
