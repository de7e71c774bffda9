#include <algorithm>

#include "app/view_model/definition_fields.h"
#include "app/view_model/edit_field_makers.h"
#include "emulator/model/aws_values.h"

namespace app {
namespace {

using emulator::ModelMembers;
using emulator::Tag;

// What reading kept of a tag goes with its key.
std::vector<Tag> tags_of(const NameValues& rows, const std::vector<Tag>& before) {
  std::vector<Tag> tags;
  for (const auto& [key, value] : rows) {
    const auto old = std::ranges::find(before, key, &Tag::key);
    Tag tag = old == before.end() ? Tag{} : *old;
    tag.key = key;
    tag.value = value;
    tags.push_back(std::move(tag));
  }
  return tags;
}

EditField tags_field(ModelMembers& model) {
  EditField field;
  field.path = field.label = "Tags";
  field.hint = "Of the model, for bills and permissions";
  field.kind = FieldKind::Table;
  field.rows = [&model] {
    NameValues rows;
    for (const Tag& tag : *model.tags) rows.emplace_back(tag.key, tag.value);
    return rows;
  };
  field.set_rows = [&model](const NameValues& rows) { model.tags = tags_of(rows, *model.tags); };
  return field;
}

}  // namespace

std::vector<FieldGroup> model_groups(ModelMembers& m) {
  FieldGroup model{"Model", {}, "", {}, "", {}};
  model.fields = {
      text_field_of("ModelName", "Letters, digits and inner hyphens, at most 63", m.model_name),
      text_field_of("ExecutionRoleArn", "arn:aws:iam::<account>:role/<name>, to fill in for AWS",
                    m.execution_role_arn),
      choice_of("InferenceExecutionConfig/Mode",
                "Serial for a pipeline, also where nothing is said",
                m.inference_execution_config->mode, emulator::kExecutionModes),
      choice_of("EnableNetworkIsolation", "true: no container reaches the network",
                m.enable_network_isolation),
  };
  FieldGroup tags{"Tags", {tags_field(m)}, "", {}, "", {}};
  FieldGroup vpc{"VpcConfig", {}, "", {}, "", {}};
  vpc.fields = {lines_of("VpcConfig/SecurityGroupIds", "1 to 5, one a line",
                         m.vpc_config->security_group_ids),
                lines_of("VpcConfig/Subnets", "1 to 16, one a line", m.vpc_config->subnets)};
  return {std::move(model), std::move(tags), std::move(vpc)};
}

}  // namespace app
