#include "emulator/validate/fixes.h"

#include <algorithm>
#include <array>
#include <set>

#include "emulator/base/text.h"
#include "emulator/model/aws_values.h"
#include "emulator/model/file_pointer.h"
#include "emulator/validate/patterns.h"

namespace emulator {
namespace {

using MaybeEdit = std::optional<Edit>;
using Options = std::span<const std::string_view>;

constexpr std::size_t kMostName = 63;  // contract 1.2

// Where a finding stands: the stage it is about, and the member below its container or its entry
// of Local.Stages.
struct Place {
  const Pipeline& pipeline;
  const Finding& finding;
  std::size_t stage;  // as many as there are stages: none
  std::string member;

  bool about_stage() const { return stage < pipeline.stages.size(); }
  Stage copy() const { return pipeline.stages[stage]; }
};

std::string below(const std::string& base, const std::string& pointer) {
  return pointer.starts_with(base + "/") ? pointer.substr(base.size() + 1) : "";
}

Place place_of(const Pipeline& pipeline, const Finding& finding) {
  Place place{pipeline, finding, index_of(pipeline, finding.stage), ""};
  if (!place.about_stage()) return place;
  place.member = below(container_pointer(pipeline, place.stage), finding.pointer);
  if (place.member.empty())
    place.member = below(launch_pointer(pipeline, place.stage), finding.pointer);
  return place;
}

MaybeEdit change(const Place& at, Stage stage) {
  if (stage == at.pipeline.stages[at.stage]) return std::nullopt;
  return ChangeStage{at.stage, std::move(stage)};
}

bool is_taken(const Place& at, const std::string& name) {
  const auto owner = find_container(at.pipeline, name);
  return owner && *owner != at.stage;
}

std::string unique_name(const Place& at, const std::string& wish) {
  std::string name = wish;
  for (int n = 2; is_taken(at, name); ++n) {
    const std::string number = "-" + std::to_string(n);
    name = wish.substr(0, kMostName - number.size()) + number;
  }
  return name;
}

// The nearest name that follows AWS's pattern; "" where nothing is left of it.
std::string as_name(std::string text) {
  for (char& c : text) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!good) c = '-';
  }
  text.resize(std::min(text.size(), kMostName));
  const std::size_t first = text.find_first_not_of('-');
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of('-') + 1 - first);
}

// The option that differs from the value in case or blanks only.
bool settle_on(std::string& value, Options options) {
  for (const std::string_view option : options) {
    if (!equals_ignoring_case(trim(value), option)) continue;
    value = option;
    return true;
  }
  return false;
}
bool settle_on(std::optional<std::string>& value, Options options) {
  return value && settle_on(*value, options);
}

bool trim_to(std::string& value, bool (*good)(std::string_view)) {
  const std::string trimmed(trim(value));
  if (trimmed == value || !good(trimmed)) return false;
  value = trimmed;
  return true;
}

MaybeEdit fix_hostname(const Place& at) {
  Stage stage = at.copy();
  auto& name = stage.container.container_hostname;
  if (!name) {
    name = unique_name(at, "container-" + std::to_string(at.stage + 1));
  } else if (is_taken(at, *name)) {
    name = unique_name(at, *name);
  }
  return change(at, std::move(stage));
}

MaybeEdit fix_hostname_limits(const Place& at) {
  Stage stage = at.copy();
  auto& name = stage.container.container_hostname;
  if (!name) return std::nullopt;
  const std::string good = as_name(*name);
  if (good.empty()) return std::nullopt;
  name = unique_name(at, good);
  return change(at, std::move(stage));
}

MaybeEdit fix_hostname_ignored(const Place& at) {
  Stage stage = at.copy();
  stage.container.container_hostname.reset();
  return change(at, std::move(stage));
}

MaybeEdit fix_image(const Place& at) {
  Stage stage = at.copy();
  auto& image = stage.container.image;
  if (!image || !trim_to(*image, is_image)) return std::nullopt;
  return change(at, std::move(stage));
}

MaybeEdit fix_image_config(const Place& at) {
  Stage stage = at.copy();
  auto& config = stage.container.image_config;
  if (!config || !settle_on(config->repository_access_mode, kRepositoryAccessModes))
    return std::nullopt;
  return change(at, std::move(stage));
}

MaybeEdit fix_container_mode(const Place& at) {
  Stage stage = at.copy();
  if (!settle_on(stage.container.mode, kContainerModes)) return std::nullopt;
  return change(at, std::move(stage));
}

// One container may be MultiModel; the rule complains about those behind the first.
MaybeEdit fix_one_multi_model(const Place& at) {
  Stage stage = at.copy();
  if (stage.container.mode != "MultiModel") return std::nullopt;
  stage.container.mode = "SingleModel";
  return change(at, std::move(stage));
}

MaybeEdit fix_multi_model_config(const Place& at) {
  Stage stage = at.copy();
  auto& config = stage.container.multi_model_config;
  if (!config || !settle_on(config->model_cache_setting, kModelCacheSettings)) return std::nullopt;
  return change(at, std::move(stage));
}

MaybeEdit fix_model_data_url(const Place& at) {
  Stage stage = at.copy();
  auto& url = stage.container.model_data_url;
  if (!url || !trim_to(*url, is_data_url)) return std::nullopt;
  return change(at, std::move(stage));
}

// The S3DataSource that a member path leads into; null where it leads to none.
S3ModelDataSource* source_at(ContainerDefinition& container, const std::string& member) {
  if (member.starts_with("ModelDataSource/") && container.model_data_source &&
      container.model_data_source->s3_data_source)
    return &*container.model_data_source->s3_data_source;
  if (!container.additional_model_data_sources) return nullptr;
  auto& all = *container.additional_model_data_sources;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (member.starts_with("AdditionalModelDataSources/" + std::to_string(i) + "/"))
      return all[i].s3_data_source ? &*all[i].s3_data_source : nullptr;
  return nullptr;
}

MaybeEdit fix_model_data_source(const Place& at) {
  Stage stage = at.copy();
  S3ModelDataSource* source = source_at(stage.container, at.member);
  if (!source) return std::nullopt;
  bool fixed = false;
  if (at.member.ends_with("/S3DataType")) fixed = settle_on(source->s3_data_type, kS3DataTypes);
  if (at.member.ends_with("/CompressionType"))
    fixed = settle_on(source->compression_type, kCompressionTypes);
  if (at.member.ends_with("/S3Uri")) fixed = trim_to(source->s3_uri, is_data_url);
  return fixed ? change(at, std::move(stage)) : std::nullopt;
}

MaybeEdit fix_model_data_prefix(const Place& at) {
  Stage stage = at.copy();
  S3ModelDataSource* source = source_at(stage.container, at.member);
  if (!source || source->s3_uri.ends_with('/')) return std::nullopt;
  source->s3_uri += '/';
  return change(at, std::move(stage));
}

// Blanks around a variable's name.
MaybeEdit fix_environment(const Place& at) {
  Stage stage = at.copy();
  if (!stage.container.environment) return std::nullopt;
  for (auto& [name, value] : *stage.container.environment) {
    const std::string good(trim(name));
    if (at.member != below("", pointer_step("/Environment", name)) || !is_variable_name(good))
      continue;
    const auto taken = [&](const auto& row) { return row.first == good; };
    if (std::ranges::any_of(*stage.container.environment, taken)) return std::nullopt;
    name = good;
    return change(at, std::move(stage));
  }
  return std::nullopt;
}

MaybeEdit drop_local_member(const Place& at) {
  Stage stage = at.copy();
  if (!stage.launch) return std::nullopt;
  StageLaunch& launch = *stage.launch;
  if (at.member == "Url") launch.url.reset();
  if (at.member == "Command") launch.command.reset();
  if (at.member == "Image") launch.image.reset();
  if (at.member == "Build") launch.build.reset();
  if (at.member == "Port") launch.port.reset();
  if (at.member == "Cpus") launch.cpus.reset();
  if (at.member == "MemoryBytes") launch.memory_bytes.reset();
  return change(at, std::move(stage));
}

// The stage with one more variable; none where it is set already.
MaybeEdit add_variable(const Pipeline& pipeline, std::size_t at, std::string_view name,
                       std::string_view value) {
  Stage stage = pipeline.stages[at];
  if (!stage.container.environment) stage.container.environment.emplace();
  auto& variables = *stage.container.environment;
  const auto has = [&](const auto& row) { return row.first == name; };
  if (std::ranges::any_of(variables, has)) return std::nullopt;
  variables.emplace_back(name, value);
  return ChangeStage{at, std::move(stage)};
}

// D04: the containers of AWS read a type from their environment where nobody asks for one. The
// finding is about who refused it; who sent it is the last one before that is called.
MaybeEdit fix_default_accept(const Place& at) {
  std::size_t sender = at.stage;
  while (sender > 0 && at.pipeline.stages[sender - 1].bypassed()) --sender;
  if (sender == 0) return std::nullopt;
  return add_variable(at.pipeline, sender - 1, "SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", "text/csv");
}

// D11 (contract 2.30, 3.6): XGBoost's limit is a variable; the value is the one that AWS's own
// pipelines set.
MaybeEdit fix_refused_size(const Place& at) {
  const auto& image = at.pipeline.stages[at.stage].container.image;
  if (!image || image->find("xgboost") == std::string::npos) return std::nullopt;
  return add_variable(at.pipeline, at.stage, "MAX_CONTENT_LENGTH", "20971520");
}

MaybeEdit change_profile(const Place& at, const ContractProfile& profile) {
  if (profile == at.pipeline.local.profile) return std::nullopt;
  return ChangeProfile{profile};
}

// D02, as an error: strict does not look at port 8080.
MaybeEdit fix_strict_port(const Place& at) {
  ContractProfile profile = at.pipeline.local.profile;
  if (at.finding.severity == Severity::Error) profile.port_binding = PortBinding::Lenient;
  return change_profile(at, profile);
}

// D10, D12, D14: a limit that was set lower than SageMaker's own.
MaybeEdit fix_hand_over_limit(const Place& at) {
  ContractProfile profile = at.pipeline.local.profile;
  profile.between_containers_bytes =
      std::max(profile.between_containers_bytes, ContractProfile{}.between_containers_bytes);
  return change_profile(at, profile);
}
MaybeEdit fix_invocation_timeout(const Place& at) {
  ContractProfile profile = at.pipeline.local.profile;
  if (profile.invocation_timeout.count() == 0) return std::nullopt;  // none
  profile.invocation_timeout =
      std::max(profile.invocation_timeout, ContractProfile{}.invocation_timeout);
  return change_profile(at, profile);
}
MaybeEdit fix_startup_timeout(const Place& at) {
  ContractProfile profile = at.pipeline.local.profile;
  if (profile.startup_timeout.count() == 0) return std::nullopt;
  profile.startup_timeout = std::max(profile.startup_timeout, ContractProfile{}.startup_timeout);
  return change_profile(at, profile);
}

// D31: with the header that SageMaker is thought to send (contract 3.4).
MaybeEdit fix_absent_accept(const Place& at) {
  ContractProfile profile = at.pipeline.local.profile;
  profile.inner_accept = InnerAccept::Any;
  return change_profile(at, profile);
}

MaybeEdit fix_model_name(const Place& at) {
  ModelMembers model = at.pipeline.model;
  std::string name = as_name(model.model_name);
  if (name.empty()) name = as_name(at.pipeline.file.stem().stem().string());
  model.model_name = name.empty() ? "pipeline" : name;
  return ChangeModel{std::move(model)};
}

MaybeEdit fix_execution_mode(const Place& at) {
  ModelMembers model = at.pipeline.model;
  if (!model.inference_execution_config) return std::nullopt;
  std::string& mode = model.inference_execution_config->mode;
  if (!settle_on(mode, kExecutionModes)) mode = "Serial";
  return ChangeModel{std::move(model)};
}

MaybeEdit fix_role(const Place& at) {
  ModelMembers model = at.pipeline.model;
  if (!model.execution_role_arn || !trim_to(*model.execution_role_arn, is_role_arn))
    return std::nullopt;
  return ChangeModel{std::move(model)};
}

MaybeEdit fix_all_bypassed(const Place& at) {
  if (at.pipeline.stages.empty()) return std::nullopt;
  return BypassStage{0, false};
}

MaybeEdit fix_limit(const Place& at) {
  ContractProfile profile = at.pipeline.local.profile;
  if (at.finding.pointer.ends_with("/StartupHealthCheckTimeoutSeconds"))
    profile.startup_timeout = ContractProfile{}.startup_timeout;
  if (at.finding.pointer.ends_with("/PingTimeoutSeconds"))
    profile.ping_timeout = ContractProfile{}.ping_timeout;
  if (profile == at.pipeline.local.profile) return std::nullopt;
  return ChangeProfile{profile};
}

// Every request gets a name of its own: the finding may be about any of them.
MaybeEdit fix_request_names(const Place& at) {
  std::vector<SavedRequest> requests = at.pipeline.requests;
  std::set<std::string> taken;
  for (SavedRequest& request : requests) {
    const std::string wish = request.name.empty() ? "request" : request.name;
    std::string name = wish;
    for (int n = 2; taken.contains(name); ++n) name = wish + " " + std::to_string(n);
    taken.insert(name);
    request.name = std::move(name);
  }
  if (requests == at.pipeline.requests) return std::nullopt;
  return ChangeRequests{std::move(requests)};
}

struct Fix {
  std::string_view id;  // of the finding
  bool of_stage;        // the finding must be about a stage that is there
  MaybeEdit (*make)(const Place&);
};
constexpr std::array kFixes{
    Fix{"D19", true, fix_hostname},
    Fix{"container-hostname", true, fix_hostname_limits},
    Fix{"hostname-ignored", true, fix_hostname_ignored},
    Fix{"image", true, fix_image},
    Fix{"image-config", true, fix_image_config},
    Fix{"container-mode", true, fix_container_mode},
    Fix{"D18", true, fix_one_multi_model},
    Fix{"multi-model-config", true, fix_multi_model_config},
    Fix{"model-data-url", true, fix_model_data_url},
    Fix{"model-data-source", true, fix_model_data_source},
    Fix{"model-data-prefix", true, fix_model_data_prefix},
    Fix{"D22", true, fix_environment},
    Fix{"ignored-member", true, drop_local_member},
    Fix{"port-range", true, drop_local_member},
    Fix{"port-twice", true, drop_local_member},
    Fix{"resources", true, drop_local_member},
    Fix{"D02", true, fix_strict_port},
    Fix{"D04", true, fix_default_accept},
    Fix{"D10", true, fix_hand_over_limit},
    Fix{"D11", true, fix_refused_size},
    Fix{"D12", true, fix_invocation_timeout},
    Fix{"D14", true, fix_startup_timeout},
    Fix{"D31", true, fix_absent_accept},
    Fix{"model-name", false, fix_model_name},
    Fix{"execution-mode", false, fix_execution_mode},
    Fix{"execution-role", false, fix_role},
    Fix{"all-bypassed", false, fix_all_bypassed},
    Fix{"limit-range", false, fix_limit},
    Fix{"request-name", false, fix_request_names},
};

}  // namespace

std::optional<Edit> mechanical_fix(const Pipeline& pipeline, const Finding& finding) {
  const auto fix = std::ranges::find(kFixes, finding.id, &Fix::id);
  if (fix == kFixes.end()) return std::nullopt;
  const Place place = place_of(pipeline, finding);
  if (fix->of_stage && !place.about_stage()) return std::nullopt;
  return fix->make(place);
}

}  // namespace emulator
