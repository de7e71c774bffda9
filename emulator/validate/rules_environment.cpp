#include <nlohmann/json.hpp>

#include "emulator/base/text.h"
#include "emulator/validate/patterns.h"
#include "emulator/validate/rules.h"

// contract 1.3
namespace emulator {
namespace {

constexpr std::size_t kMaxVariables = 100;
constexpr std::size_t kMaxBytes = 1024;          // of each name and value
constexpr std::size_t kMaxSumBytes = 32 * 1024;  // of all maps of all containers together
constexpr std::string_view kNamePattern = "[a-zA-Z_][a-zA-Z0-9_]*";

const EnvironmentMap& environment_of(const Stage& stage) {
  static const EnvironmentMap none;
  return stage.container.environment ? *stage.container.environment : none;
}

// What is wrong with one variable, in AWS's words.
std::optional<std::string> broken_variable(const std::string& name, const std::string& value) {
  const std::string length = "Member must have length less than or equal to 1024";
  if (name.size() > kMaxBytes || value.size() > kMaxBytes) return length;
  if (is_variable_name(name)) return std::nullopt;
  return "Member must satisfy regular expression pattern: " + std::string(kNamePattern);
}

bool is_usable_name(std::string_view name) {
  return !name.empty() && name.find('=') == name.npos && name.find('\0') == name.npos;
}

}  // namespace

void check_environment_limits(const Pipeline& pipeline, Findings& out) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const EnvironmentMap& variables = environment_of(pipeline.stages[i]);
    const std::string path = aws_path(pipeline, i, "environment");
    if (variables.size() > kMaxVariables)
      out.push_back(container_finding(
          pipeline, i, "Environment",
          finding_of(
              Severity::Error,
              constraint_text("{…}", path, "Member must have length less than or equal to 100"),
              "Give at most 100 variables")));
    for (const auto& [name, value] : variables) {
      // The value may be a secret: only the name is shown.
      const auto broken = broken_variable(name, value);
      if (!broken) continue;
      Finding finding = finding_of(Severity::Error, constraint_text(name, path, *broken),
                                   "Shorten it, or rename it to letters, digits and _");
      finding = container_finding(pipeline, i, "Environment", std::move(finding));
      finding.pointer = pointer_step(finding.pointer, name);
      out.push_back(std::move(finding));
    }
  }
}

void check_environment_sum(const Pipeline& pipeline, Findings& out) {
  std::size_t sum = 0;
  for (const Stage& stage : pipeline.stages)
    for (const auto& [name, value] : environment_of(stage)) sum += name.size() + value.size();
  if (sum <= kMaxSumBytes) return;
  Finding finding = finding_of(Severity::Error,
                               "Environment of all containers together is " + format_count(sum) +
                                   " bytes; at most " + format_count(kMaxSumBytes) + " are allowed",
                               "Shorten the variables, or read the values from the model data");
  finding.pointer = model_pointer(pipeline) + "/Containers";
  out.push_back(std::move(finding));
}

// contract 7.2 D29: a schema that is not JSON fails at the first request only.
void check_sparkml_schema(const Pipeline& pipeline, Findings& out) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    for (const auto& [name, value] : environment_of(pipeline.stages[i])) {
      if (name != "SAGEMAKER_SPARKML_SCHEMA" || nlohmann::json::accept(value)) continue;
      out.push_back(container_finding(
          pipeline, i, "Environment/" + name,
          finding_of(Severity::Error, "SAGEMAKER_SPARKML_SCHEMA is not JSON",
                     "Write the schema as JSON text: {\"input\":[…],\"output\":{…}}")));
    }
}

void check_local_environment(const Pipeline& pipeline, Findings& out) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const auto& launch = pipeline.stages[i].launch;
    if (!launch || !launch->environment) continue;
    for (const auto& [name, value] : *launch->environment) {
      if (is_usable_name(name) && value.find('\0') == value.npos) continue;
      Finding finding = container_finding(
          pipeline, i, "",
          finding_of(Severity::Error, "\"" + name + "\" cannot be a variable of a process",
                     "Use a name without =, and no NUL character"));
      finding.pointer = pointer_step(launch_pointer(pipeline, i) + "/Environment", name);
      out.push_back(std::move(finding));
    }
  }
}

}  // namespace emulator
