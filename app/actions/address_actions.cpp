#include <algorithm>
#include <array>

#include "app/actions/rows.h"
#include "app/view_model/address_words.h"
#include "app/view_model/export_text.h"

// The SageMaker address: what clients need of it, and the endpoints and models that are there.
namespace app {
namespace {

using emulator::EngineSnapshot;
using Id = ActionId;
using Kind = HostedRow::Kind;

bool has_address(const EngineSnapshot& now, const AppState&) {
  return now.address && !now.address->url.empty();
}

void put(const ActionContext& c, const std::string& text, const std::string& told) {
  ImGui::SetClipboardText(text.c_str());
  c.state.messages.tell(told);
}
void copy_address(const ActionContext& c) {
  put(c, address_chip(c.now)->url, "Copied the address");
}

// In the order of client_texts().
enum ClientTextAt : std::size_t { kPosix, kFish, kPowerShell, kBoto3, kAwsCli, kCurl };

template <ClientTextAt at>
void copy_lines(const ActionContext& c) {
  const ClientText& text = client_texts()[at];
  put(c, text.lines(client_target(c.now)), "Copied for " + std::string(text.label));
}

bool can_show_endpoints(const EngineSnapshot& now, const AppState&) {
  return now.open || has_guests(now);
}
bool shows_endpoints(const AppState& state) {
  return state.drawer_shown && state.drawer.tab == DrawerTab::Endpoints;
}
void show_endpoints(const ActionContext& c) {
  c.state.drawer_shown = true;
  c.state.drawer.tab = DrawerTab::Endpoints;
}
bool has_hosted(const EngineSnapshot& now, const AppState& state) {
  return can_show_endpoints(now, state) && chosen_hosted(now, state.endpoints).has_value();
}

// The first step only shows them.
void step(const ActionContext& c, bool forward) {
  const auto rows = hosted_rows(*c.now.address);
  const auto chosen = chosen_hosted(c.now, c.state.endpoints);
  const auto found = std::ranges::find_if(rows, [&](const HostedRow& row) {
    return row.kind == chosen->kind && row.name == chosen->name;
  });
  auto at = static_cast<std::size_t>(found - rows.begin());
  if (shows_endpoints(c.state))
    at = forward ? std::min(at + 1, rows.size() - 1) : at - std::min<std::size_t>(at, 1);
  c.state.endpoints.chosen = {rows[at].kind, rows[at].name};
  c.state.endpoints.reveal = true;
  show_endpoints(c);
}
void next(const ActionContext& c) { step(c, true); }
void previous(const ActionContext& c) { step(c, false); }

bool is_of_window(const EngineSnapshot& now, const HostedKey& key) {
  if (key.kind == Kind::Model) return find_model(*now.address, key.name)->of_window;
  return find_endpoint(*now.address, key.name)->of_window;
}

const emulator::ModelView* foreign_model(const EngineSnapshot& now, const AppState& state) {
  const emulator::ModelView* model = chosen_model(now, state.endpoints);
  return model && !model->of_window && model->pipeline ? model : nullptr;
}
bool can_open_model(const EngineSnapshot& now, const AppState& state) {
  return foreign_model(now, state) != nullptr;
}
// Its stages are others than those that run for its endpoints: both may run side by side.
void open_model(const ActionContext& c) {
  emulator::OpenPipeline open;
  emulator::Pipeline& pipeline = open.pipeline.pipeline;
  pipeline = *foreign_model(c.now, c.state)->pipeline;
  for (emulator::Stage& stage : pipeline.stages) stage.id = emulator::new_stage_id();
  pipeline.file.clear();
  pipeline.form = emulator::FileForm::Pipeline;
  if (pipeline.folder.empty())
    pipeline.folder = c.state.places.working.empty() ? "/" : c.state.places.working;
  open.unsaved = true;
  leave(c.now, c.state.leave, std::make_shared<const emulator::OpenPipeline>(std::move(open)));
}

bool can_delete(const EngineSnapshot& now, const AppState& state) {
  const auto chosen = chosen_hosted(now, state.endpoints);
  return chosen && !is_of_window(now, *chosen);
}
void ask_to_delete(const ActionContext& c) {
  c.state.endpoints.doomed = chosen_hosted(c.now, c.state.endpoints);
  c.state.dialogs.show(Dialog::DeleteHosted);
}

void copy_arn(const ActionContext& c) {
  const HostedKey key = *chosen_hosted(c.now, c.state.endpoints);
  const bool model = key.kind == Kind::Model;
  put(c,
      model ? find_model(*c.now.address, key.name)->arn
            : find_endpoint(*c.now.address, key.name)->arn,
      "Copied the ARN of " + key.name);
}
bool has_endpoint(const EngineSnapshot& now, const AppState& state) {
  return chosen_endpoint(now, state.endpoints) != nullptr;
}
void copy_url(const ActionContext& c) {
  const emulator::EndpointView& endpoint = *chosen_endpoint(c.now, c.state.endpoints);
  put(c, endpoint.url, "Copied the URL of " + endpoint.name);
}
bool has_model(const EngineSnapshot& now, const AppState& state) {
  const emulator::ModelView* model = chosen_model(now, state.endpoints);
  return model && model->pipeline;
}
void copy_create_model(const ActionContext& c) {
  const emulator::ModelView& model = *chosen_model(c.now, c.state.endpoints);
  const ExportText text = export_text(*model.pipeline, *emulator::find_exporter("createmodel"));
  if (text.problem) return c.state.messages.warn(text.problem->what);
  put(c, text.text, "Copied the CreateModel request of " + model.name);
}

bool is_open(const EngineSnapshot& now, const AppState&) { return now.open; }
void show_images(const ActionContext& c) {
  c.state.images = {};
  c.state.images.draft = images_draft(c.now.pipeline->local);
  c.state.dialogs.show(Dialog::Images);
}

std::optional<emulator::AddressOptions> way_out(const EngineSnapshot& now, bool any) {
  if (!now.address) return std::nullopt;
  for (const AddressWay& way : ways_out(*now.address))
    if ((way.options.port == 0) == any) return way.options;
  return std::nullopt;
}
template <bool any>
bool has_way_out(const EngineSnapshot& now, const AppState&) {
  return way_out(now, any).has_value();
}
template <bool any>
void take_way_out(const ActionContext& c) {
  c.commands.emplace_back(emulator::OpenAddress{*way_out(c.now, any)});
}

constexpr std::array kRows = {
    Action{Id::CopyAddress, "copy-address", "Copy the address", kCtrl | kShift | ImGuiKey_A, 0,
           kNotTyping, kOnce, has_address, copy_address},
    Action{Id::CopyPosixLines, "copy-posix-lines", "Copy for a POSIX shell", 0, 0, kNotTyping,
           kOnce, has_address, copy_lines<kPosix>},
    Action{Id::CopyFishLines, "copy-fish-lines", "Copy for fish", 0, 0, kNotTyping, kOnce,
           has_address, copy_lines<kFish>},
    Action{Id::CopyPowerShellLines, "copy-powershell-lines", "Copy for PowerShell", 0, 0,
           kNotTyping, kOnce, has_address, copy_lines<kPowerShell>},
    Action{Id::CopyBoto3, "copy-boto3", "Copy boto3 snippet", 0, 0, kNotTyping, kOnce, has_address,
           copy_lines<kBoto3>},
    Action{Id::CopyAwsCliCall, "copy-aws-cli-call", "Copy AWS CLI call", 0, 0, kNotTyping, kOnce,
           has_address, copy_lines<kAwsCli>},
    Action{Id::CopyCurlCall, "copy-curl-call", "Copy curl call", 0, 0, kNotTyping, kOnce,
           has_address, copy_lines<kCurl>},
    Action{Id::ShowEndpoints, "show-endpoints", "Show endpoints", kCtrl | kShift | ImGuiKey_E, 0,
           kTyping, kOnce, can_show_endpoints, show_endpoints},
    Action{Id::NextHosted, "next-endpoint", "Next endpoint or model", ImGuiKey_F7, 0, kNotTyping,
           kRepeats, has_hosted, next},
    Action{Id::PreviousHosted, "previous-endpoint", "Previous endpoint or model",
           kShift | ImGuiKey_F7, 0, kNotTyping, kRepeats, has_hosted, previous},
    Action{Id::OpenModel, "open-model", "Open model in this window", kCtrl | kShift | ImGuiKey_M, 0,
           kNotTyping, kOnce, can_open_model, open_model},
    Action{Id::DeleteHosted, "delete-endpoint", "Delete endpoint or model…",
           kShift | ImGuiKey_Delete, 0, kNotTyping, kOnce, can_delete, ask_to_delete},
    Action{Id::CopyArn, "copy-arn", "Copy ARN", kCtrl | kShift | ImGuiKey_R, 0, kNotTyping, kOnce,
           has_hosted, copy_arn},
    Action{Id::CopyEndpointUrl, "copy-endpoint-url", "Copy endpoint URL",
           kCtrl | kShift | ImGuiKey_L, 0, kNotTyping, kOnce, has_endpoint, copy_url},
    Action{Id::CopyCreateModel, "copy-create-model", "Copy CreateModel JSON",
           kCtrl | kShift | ImGuiKey_J, 0, kNotTyping, kOnce, has_model, copy_create_model},
    Action{Id::ShowImages, "images", "Images that run here…", kCtrl | ImGuiKey_I, 0, kTyping, kOnce,
           is_open, show_images},
    Action{Id::UseNextPort, "use-next-port", "Open the address on the next port", 0, 0, kNotTyping,
           kOnce, has_way_out<false>, take_way_out<false>},
    Action{Id::UseAnyPort, "use-any-port", "Open the address on any free port", 0, 0, kNotTyping,
           kOnce, has_way_out<true>, take_way_out<true>},
};

}  // namespace

std::span<const Action> address_actions() { return kRows; }

}  // namespace app
