#include "app/view_model/definition_draft.h"

#include <algorithm>

#include "emulator/model/file_pointer.h"
#include "emulator/validate/validate.h"

namespace app {
namespace {

using emulator::ContainerDefinition;
using emulator::Edit;
using emulator::ModelMembers;
using emulator::Pipeline;
using emulator::S3ModelDataSource;
using emulator::Stage;
using Subject = DefinitionDraft::Subject;

template <typename T>
void make(std::optional<T>& value) {
  if (!value) value.emplace();
}

// Absent where nothing is in it, unless it was written empty on purpose.
template <typename T>
void drop_empty(std::optional<T>& value, const std::optional<T>& before) {
  if (value && *value == T{}) value = before == value ? before : std::nullopt;
}

void drop_blank_rows(std::optional<emulator::EnvironmentMap>& rows) {
  if (rows)
    std::erase_if(*rows, [](const auto& row) { return row.first.empty() && row.second.empty(); });
}

void inflate(ContainerDefinition& c) {
  make(c.environment);
  make(c.image_config);
  make(c.image_config->repository_auth_config);
  make(c.model_data_source);
  make(c.model_data_source->s3_data_source);
  make(c.additional_model_data_sources);
  for (auto& source : *c.additional_model_data_sources) make(source.s3_data_source);
  make(c.multi_model_config);
  make(c.container_metrics_config);
}

void inflate(Stage& stage) {
  inflate(stage.container);
  make(stage.launch);
  make(stage.launch->environment);
}

void inflate(ModelMembers& model) {
  make(model.inference_execution_config);
  make(model.tags);
  make(model.vpc_config);
}

void deflate(ContainerDefinition& c, const ContainerDefinition& before) {
  drop_blank_rows(c.environment);
  drop_empty(c.environment, before.environment);
  const auto no_auth = std::optional<emulator::RepositoryAuthConfig>();
  drop_empty(c.image_config->repository_auth_config,
             before.image_config ? before.image_config->repository_auth_config : no_auth);
  drop_empty(c.image_config, before.image_config);
  const auto no_source = std::optional<S3ModelDataSource>();
  drop_empty(c.model_data_source->s3_data_source,
             before.model_data_source ? before.model_data_source->s3_data_source : no_source);
  drop_empty(c.model_data_source, before.model_data_source);
  for (auto& source : *c.additional_model_data_sources)
    drop_empty(source.s3_data_source, no_source);
  drop_empty(c.additional_model_data_sources, before.additional_model_data_sources);
  drop_empty(c.multi_model_config, before.multi_model_config);
  drop_empty(c.container_metrics_config, before.container_metrics_config);
}

Stage deflated(Stage stage, const Stage& before) {
  deflate(stage.container, before.container);
  const auto no_environment = std::optional<emulator::EnvironmentMap>();
  drop_blank_rows(stage.launch->environment);
  if (stage.launch->additional_model_data) {
    drop_blank_rows(stage.launch->additional_model_data);
    drop_empty(stage.launch->additional_model_data,
               before.launch ? before.launch->additional_model_data : no_environment);
  }
  drop_empty(stage.launch->environment,
             before.launch ? before.launch->environment : no_environment);
  drop_empty(stage.launch, before.launch);
  return stage;
}

ModelMembers deflated(ModelMembers model, const ModelMembers& before) {
  drop_empty(model.inference_execution_config, before.inference_execution_config);
  std::erase_if(*model.tags, [](const auto& tag) { return tag.key.empty() && tag.value.empty(); });
  drop_empty(model.tags, before.tags);
  drop_empty(model.vpc_config, before.vpc_config);
  return model;
}

constexpr std::string_view page_name(FieldPage page) {
  return page == FieldPage::Container ? "container" : page == FieldPage::Local ? "local" : "model";
}

std::string typed_key(FieldPage page, const EditField& field) {
  return std::string(page_name(page)) + ":" + field.path;
}

// The text of numbers and lines says more than their value: "1." and empty lines at the end.
bool keeps_text(const EditField& field) {
  return field.kind == FieldKind::Number || field.kind == FieldKind::Lines;
}

// What follows `base` in a pointer; none where the pointer leads elsewhere.
std::optional<std::string> below(const std::string& base, const std::string& pointer) {
  if (!pointer.starts_with(base)) return std::nullopt;
  if (pointer.size() == base.size()) return "";
  if (pointer[base.size()] != '/') return std::nullopt;
  return pointer.substr(base.size() + 1);
}

}  // namespace

DefinitionDraft draft_of_stage(const Stage& stage) {
  DefinitionDraft draft;
  draft.stage = draft.stage_before = stage;
  inflate(draft.stage);
  return draft;
}

DefinitionDraft draft_of_new_stage(const Pipeline& pipeline, std::size_t at) {
  Stage stage;
  stage.id = emulator::new_stage_id();
  stage.container.container_hostname = unique_hostname(pipeline, "stage");
  stage.launch.emplace();
  stage.launch->runtime = emulator::RuntimeKind::Process;
  DefinitionDraft draft = draft_of_stage(stage);
  draft.subject = Subject::NewStage;
  draft.at = std::min(at, pipeline.stages.size());
  return draft;
}

DefinitionDraft draft_of_model(const ModelMembers& model) {
  DefinitionDraft draft;
  draft.subject = Subject::Model;
  draft.model = draft.model_before = model;
  inflate(draft.model);
  return draft;
}

std::vector<FieldGroup> groups_of(DefinitionDraft& draft, FieldPage page) {
  if (page == FieldPage::Container) return container_groups(draft.stage.container);
  if (page == FieldPage::Local) return launch_groups(*draft.stage.launch);
  return model_groups(draft.model);
}

void type_into(DefinitionDraft& draft, FieldPage page, const EditField& field, std::string text) {
  ++draft.version;
  std::string problem = field.set(text);
  const std::string key = typed_key(page, field);
  if (keeps_text(field)) {
    draft.typed[key] = {std::move(text), std::move(problem)};
  } else {
    draft.typed.erase(key);
  }
}

DefinitionDraft::Typed shown_in(const DefinitionDraft& draft, FieldPage page,
                                const EditField& field) {
  const auto typed = draft.typed.find(typed_key(page, field));
  if (typed != draft.typed.end()) return typed->second;
  return {field.get(), ""};
}

void put_rows(DefinitionDraft& draft, const EditField& field, NameValues rows) {
  ++draft.version;
  field.set_rows(std::move(rows));
}

void regrouped(DefinitionDraft& draft) { ++draft.version; }

Edit edit_of(const DefinitionDraft& draft, const Pipeline& pipeline) {
  if (draft.subject == Subject::Model)
    return emulator::ChangeModel{deflated(draft.model, draft.model_before)};
  Stage stage = deflated(draft.stage, draft.stage_before);
  if (draft.subject == Subject::NewStage) return emulator::InsertStage{draft.at, std::move(stage)};
  return emulator::ChangeStage{emulator::index_of(pipeline, stage.id), std::move(stage)};
}

bool is_changed(const DefinitionDraft& draft) {
  if (draft.subject == Subject::Model)
    return deflated(draft.model, draft.model_before) != draft.model_before || has_problems(draft);
  return deflated(draft.stage, draft.stage_before) != draft.stage_before || has_problems(draft);
}

bool has_problems(const DefinitionDraft& draft) {
  return std::ranges::any_of(draft.typed,
                             [](const auto& entry) { return !entry.second.problem.empty(); });
}

std::vector<DraftFinding> check_draft(const DefinitionDraft& draft, const Pipeline& pipeline) {
  const auto edited = emulator::apply(pipeline, edit_of(draft, pipeline));
  if (!edited) return {};
  std::vector<DraftFinding> out;
  const Pipeline& next = edited->pipeline;
  const bool is_model = draft.subject == Subject::Model;
  const std::size_t at = is_model ? 0 : emulator::index_of(next, draft.stage.id);
  for (emulator::Finding& finding : emulator::validate(next)) {
    const bool about_model = !finding.stage && !finding.pointer.starts_with("/Local") &&
                             !finding.pointer.starts_with("/Requests");
    if (is_model ? !about_model : finding.stage != draft.stage.id) continue;
    FieldPlace place =
        is_model ? model_field_at(next, finding.pointer) : field_at(next, at, finding.pointer);
    out.push_back({place.page, std::move(place.path), finding.severity, std::move(finding.message),
                   std::move(finding.fix)});
  }
  std::ranges::stable_sort(out, {}, &DraftFinding::severity);
  return out;
}

std::vector<const DraftFinding*> findings_under(const std::vector<DraftFinding>& findings,
                                                FieldPage page, const std::string& path) {
  std::vector<const DraftFinding*> out;
  for (const DraftFinding& finding : findings)
    if (finding.page == page && below(path, finding.path)) out.push_back(&finding);
  return out;
}

FieldPlace field_at(const Pipeline& pipeline, std::size_t stage, const std::string& pointer) {
  if (auto path = below(emulator::container_pointer(pipeline, stage), pointer))
    return {FieldPage::Container, std::move(*path)};
  if (auto path = below(emulator::launch_pointer(pipeline, stage), pointer))
    return {FieldPage::Local, std::move(*path)};
  return {};
}

FieldPlace model_field_at(const Pipeline& pipeline, const std::string& pointer) {
  return {FieldPage::Model, below(emulator::model_pointer(pipeline), pointer).value_or("")};
}

std::string unique_hostname(const Pipeline& pipeline, const std::string& wish) {
  constexpr std::size_t kMost = 63;  // contract 1.2
  std::string name = wish;
  for (int n = 2; emulator::find_container(pipeline, name); ++n) {
    const std::string number = "-" + std::to_string(n);
    name = wish.substr(0, kMost - number.size()) + number;
  }
  return name;
}

Stage duplicate_of(const Pipeline& pipeline, std::size_t at) {
  Stage stage = pipeline.stages[at];
  stage.id = emulator::new_stage_id();
  auto& hostname = stage.container.container_hostname;
  if (hostname) hostname = unique_hostname(pipeline, *hostname);
  if (stage.launch) stage.launch->port.reset();  // one stage only can have it
  return stage;
}

std::string path_from(const std::filesystem::path& folder, const std::filesystem::path& chosen) {
  const std::filesystem::path relative = chosen.lexically_relative(folder);
  const bool below_it = !relative.empty() && *relative.begin() != "..";
  return below_it ? relative.generic_string() : chosen.generic_string();
}

}  // namespace app
