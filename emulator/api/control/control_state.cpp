#include "emulator/api/control/control_state.h"

#include <algorithm>

#include "emulator/api/control/failure_reason.h"
#include "emulator/api/control/json_object.h"
#include "emulator/api/control/state_text.h"
#include "emulator/api/control/variant_pipeline.h"
#include "emulator/base/file_text.h"

namespace emulator {
namespace {

constexpr const char* kStateFile = "sagemaker.state.json";

std::shared_ptr<EndpointRecord> numbered(const Records& records, std::uint64_t number) {
  for (const auto& [name, endpoint] : records.endpoints)
    if (endpoint->number == number) return endpoint;
  return nullptr;
}

// What was started for one endpoint, before it is put into its record.
struct Starting {
  std::uint64_t deployment = 0;
  std::vector<std::shared_ptr<const Pipeline>> pipelines;
  std::vector<HostedPipelinePtr> hosted;
};

Starting to_start(const std::shared_ptr<EndpointRecord>& endpoint) {
  Starting out;
  if (!endpoint || !endpoint->next) return out;
  out.deployment = endpoint->next->number;
  for (const DeployedVariant& variant : endpoint->next->variants) {
    out.pipelines.push_back(variant.pipeline);
    if (variant.hosted) out.hosted.push_back(variant.hosted);
  }
  return out;
}

bool is_still(const std::shared_ptr<EndpointRecord>& endpoint, std::uint64_t deployment) {
  return endpoint && endpoint->next && endpoint->next->number == deployment;
}

std::string reason_of(const Deployment& deployment, const std::vector<HostedReport>& reports) {
  std::string out;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    if (reports[i].state != ServiceState::Failed) continue;
    const DeployedVariant& variant = deployment.variants[i];
    out += (out.empty() ? "" : " ") +
           failure_reason(variant.settings.name, *variant.pipeline, reports[i]);
  }
  return shortened_reason(std::move(out));
}

// Keeps the reports of a deployment and lets go of its pipelines.
void dismiss(ControlState::Access& access, Deployment& deployment,
             std::vector<HostedReport> reports) {
  for (std::size_t i = 0; i < deployment.variants.size(); ++i) {
    DeployedVariant& variant = deployment.variants[i];
    if (i < reports.size()) variant.report = std::move(reports[i]);
    access.let_go(std::move(variant.hosted));
    variant.hosted = nullptr;
  }
}

}  // namespace

ControlState::ControlState(const AddressOptions& options, Hosting& hosting, const Clock& clock,
                           std::function<void()> changed)
    : options_(options), hosting_(hosting), clock_(clock), changed_(std::move(changed)) {
  records_.images = options.images;
}

void ControlState::start(std::uint64_t endpoint) {
  Starting starting;
  {
    const Access access(*this);
    starting = to_start(numbered(access.records, endpoint));
  }
  const auto hear = [state = weak_from_this(), endpoint] {
    if (const auto alive = state.lock()) {
      alive->settle(endpoint);
      alive->notify();
    }
  };
  for (const auto& pipeline : starting.pipelines)
    starting.hosted.push_back(hosting_.host(pipeline, hear));
  {
    const Access access(*this);
    const auto record = numbered(access.records, endpoint);
    if (is_still(record, starting.deployment))
      for (std::size_t i = 0; i < starting.hosted.size(); ++i)
        record->next->variants[i].hosted = starting.hosted[i];
  }
  settle(endpoint);
  notify();
}

void ControlState::settle(std::uint64_t endpoint) {
  Starting starting;
  {
    const Access access(*this);
    starting = to_start(numbered(access.records, endpoint));
  }
  if (starting.hosted.empty() || starting.hosted.size() < starting.pipelines.size()) return;
  std::vector<HostedReport> reports;
  for (const HostedPipelinePtr& hosted : starting.hosted) reports.push_back(hosted->report());
  if (judge(endpoint, starting.deployment, std::move(reports))) keep();
}

bool ControlState::judge(std::uint64_t endpoint, std::uint64_t deployment,
                         std::vector<HostedReport> reports) {
  const auto is = [](ServiceState state) {
    return [state](const HostedReport& report) { return report.state == state; };
  };
  Access access(*this);
  const auto record = numbered(access.records, endpoint);
  if (!is_still(record, deployment)) return false;
  if (std::ranges::all_of(reports, is(ServiceState::InService))) {
    settle_promoted(access, *record);
    return true;
  }
  if (std::ranges::none_of(reports, is(ServiceState::Failed))) return false;
  std::string reason = reason_of(*record->next, reports);
  dismiss(access, *record->next, std::move(reports));
  settle_failed(access, *record, std::move(reason));
  return true;
}

// The route is switched in one step; the old pipelines stop once no invocation holds them.
void ControlState::settle_promoted(Access& access, EndpointRecord& endpoint) {
  if (endpoint.live) access.let_go(std::make_shared<Deployment>(std::move(*endpoint.live)));
  endpoint.live = std::move(endpoint.next);
  endpoint.next.reset();
  endpoint.status = "InService";
  endpoint.failure_reason.clear();
  endpoint.modified = now();
  renew_route(access, endpoint);
}

// contract 4.22: without anything to fall back on it is Failed.
void ControlState::settle_failed(Access& access, EndpointRecord& endpoint, std::string reason) {
  endpoint.status = endpoint.live ? "InService" : "Failed";
  endpoint.failure_reason = std::move(reason);
  endpoint.modified = now();
  if (endpoint.live) endpoint.next.reset();
  renew_route(access, endpoint);
}

void ControlState::sweep(Access& access) {
  const auto in_use = [](const std::weak_ptr<HostedPipeline>& one) { return !one.expired(); };
  std::erase_if(access.records.endpoints, [&](const auto& entry) {
    const EndpointRecord& endpoint = *entry.second;
    if (endpoint.status != "Deleting" || std::ranges::any_of(endpoint.going, in_use)) return false;
    access.records.tags.erase(endpoint.arn);
    return true;
  });
}

void ControlState::load() {
  if (options_.state_folder.empty()) return;
  const std::filesystem::path file = options_.state_folder / kStateFile;
  std::error_code error;
  // Environments may hold secrets: what is made here is the user's alone.
  if (std::filesystem::create_directories(options_.state_folder, error))
    std::filesystem::permissions(options_.state_folder, std::filesystem::perms::owner_all, error);
  if (error) {
    state_error_ = Error{
        ErrorCode::IoFailed,
        "There can be no state folder " + options_.state_folder.string() + ": " + error.message(),
        "Name another folder, or one that can be made"};
    return;
  }
  if (std::filesystem::exists(file, error)) {
    const auto text = read_file_text(file);
    const auto read = text ? read_state(*text, file.string(), records_) : fail(text.error());
    if (!read) {
      state_error_ = read.error();
      return;
    }
  }
  file_ = std::make_unique<StateFile>(file);
  std::vector<std::uint64_t> numbers;
  {
    Access access(*this);
    for (const auto& [name, endpoint] : access.records.endpoints) {
      renew_route(access, *endpoint);
      numbers.push_back(endpoint->number);
    }
  }
  std::ranges::sort(numbers);
  for (const std::uint64_t number : numbers) start(number);
}

std::optional<Error> ControlState::state_error() const {
  return file_ ? file_->error() : state_error_;
}

void ControlState::keep() {
  std::uint64_t number = 0;
  std::string text;
  {
    const Access access(*this);
    if (!file_ || closed_) return;
    number = ++texts_;
    text = state_text(access.records);
  }
  file_->write(number, std::move(text));
}

void ControlState::notify() {
  std::function<void()> changed;
  {
    const std::lock_guard lock(notify_mutex_);
    if (!changed_) return;
    changed = changed_;
    ++notifying_;
  }
  changed();
  const std::lock_guard lock(notify_mutex_);
  --notifying_;
  notified_.notify_all();
}

void ControlState::close() {
  {
    std::unique_lock lock(notify_mutex_);
    changed_ = nullptr;
    notified_.wait(lock, [this] { return notifying_ == 0; });
  }
  {
    Access access(*this);
    closed_ = true;
    access.let_go(std::make_shared<Records>(std::exchange(records_, {})));
  }
  if (file_) file_->finish();
}

WallTime ControlState::now() const { return to_milliseconds(clock_.wall()); }

void renew_route(ControlState::Access& access, EndpointRecord& endpoint) {
  auto route = std::make_shared<EndpointRoute>();
  route->name = endpoint.name;
  route->region = endpoint.scope.region;
  route->account = endpoint.scope.account;
  route->status = endpoint.status;
  if (endpoint.live)
    for (const DeployedVariant& variant : endpoint.live->variants)
      route->variants.push_back({variant.settings.name, variant.current_weight, variant.hosted});
  access.let_go(std::move(endpoint.route));
  endpoint.route = std::move(route);
}

tl::expected<Deployment, ServiceError> deployment_of(Records& records, const ConfigPtr& config,
                                                     const CallScope& scope, WallTime now) {
  Deployment out;
  out.number = ++records.numbers;
  out.config = config;
  out.started = now;
  for (const VariantSettings& settings : config->variants) {
    const ModelPtr model = records.find_model(settings.model_name);
    if (!model) return not_found("model", resource_arn(scope, "model", settings.model_name));
    DeployedVariant variant;
    variant.settings = settings;
    variant.pipeline = variant_pipeline(*model->pipeline, settings);
    variant.model_origin = model->origin;
    variant.current_weight = settings.weight;
    variant.desired_weight = settings.weight;
    variant.instance_count = settings.instance_count;
    out.variants.push_back(std::move(variant));
  }
  return out;
}

}  // namespace emulator
