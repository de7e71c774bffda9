#include "emulator/runtime/stage_environment.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <string_view>

#include <unistd.h>

#include "emulator/base/text.h"

namespace emulator {
namespace {

// All that a process stage inherits without being asked.
constexpr std::array<std::string_view, 8> kInherited{
    "PATH", "HOME", "USER", "LANG", "TMPDIR", "VIRTUAL_ENV", "CONDA_PREFIX", "CONDA_DEFAULT_ENV"};
constexpr std::string_view kInheritedPrefix = "LC_";

bool is_inherited(std::string_view name) {
  return name.starts_with(kInheritedPrefix) ||
         std::ranges::find(kInherited, name) != kInherited.end();
}

void assign(EnvironmentMap& environment, const std::string& name, std::string value) {
  const auto at = std::ranges::find(environment, name, &EnvironmentMap::value_type::first);
  if (at != environment.end())
    at->second = std::move(value);
  else
    environment.emplace_back(name, std::move(value));
}

void assign_all(EnvironmentMap& environment, const EnvironmentMap& more) {
  for (const auto& [name, value] : more) assign(environment, name, value);
}

EnvironmentMap inherited(const EnvironmentSources& sources) {
  EnvironmentMap environment;
  for (const auto& [name, value] : sources.caller)
    if (is_inherited(name)) assign(environment, name, value);
  std::string path = value_of(sources.caller, "PATH");
  if (!sources.program_folder.empty())
    path += (path.empty() ? "" : ":") + sources.program_folder.string();
  if (!path.empty()) assign(environment, "PATH", path);
  return environment;
}

// Names and values end at a NUL and a name ends at '=', for every program in the world.
Result<void> check(const EnvironmentMap& environment, const std::string& stage) {
  for (const auto& [name, value] : environment) {
    const bool name_good =
        !name.empty() && name.find_first_of(std::string_view("=\0", 2)) == name.npos;
    if (name_good && value.find('\0') == value.npos) continue;
    return fail(ErrorCode::InvalidInput,
                "Environment of stage " + stage +
                    " cannot be handed to a process: a name is empty or holds '=', or a value "
                    "holds a NUL",
                "Correct the variable named " + name.substr(0, name.find('\0')));
  }
  return {};
}

}  // namespace

EnvironmentMap caller_environment() {
  EnvironmentMap environment;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (equals == 0 || equals == text.npos) continue;
    environment.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return environment;
}

std::string value_of(const EnvironmentMap& environment, std::string_view name) {
  const auto at = std::ranges::find(environment, name, &EnvironmentMap::value_type::first);
  return at == environment.end() ? std::string{} : at->second;
}

Result<EnvironmentMap> stage_environment(const StageLaunchPlan& plan,
                                         const EnvironmentSources& sources) {
  EnvironmentMap environment = sources.container ? EnvironmentMap{} : inherited(sources);
  // contract 2.7: the port to listen on, and "first-last", inclusive, for any others. A container
  // that is alone listens on 8080; a process shares its ports with the machine and must be told.
  if (plan.in_pipeline || !sources.container) {
    assign(environment, "SAGEMAKER_BIND_TO_PORT", std::to_string(plan.ports.bind_port));
    assign(environment, "SAGEMAKER_SAFE_PORT_RANGE",
           std::to_string(plan.ports.safe_first) + "-" + std::to_string(plan.ports.safe_last));
  }
  if (plan.container.mode == "MultiModel") assign(environment, "SAGEMAKER_MULTI_MODEL", "true");
  if (!sources.container) assign(environment, "SAGEMAKER_BASE_DIR", sources.base_folder.string());
  assign_all(environment, plan.container.environment.value_or(EnvironmentMap{}));
  if (plan.launch.environment_file) {
    const auto file = read_environment_file(plan.folder / *plan.launch.environment_file);
    if (!file) return fail(file.error());
    assign_all(environment, *file);
  }
  assign_all(environment, plan.launch.environment.value_or(EnvironmentMap{}));
  for (const auto& name : plan.launch.pass_environment.value_or(std::vector<std::string>{})) {
    const auto at = std::ranges::find(sources.caller, name, &EnvironmentMap::value_type::first);
    if (at != sources.caller.end()) assign(environment, name, at->second);
  }
  if (auto checked = check(environment, plan.container_name); !checked)
    return fail(checked.error());
  return environment;
}

Result<EnvironmentMap> read_environment_file(const std::filesystem::path& file) {
  std::ifstream input(file);
  std::error_code ignored;
  if (!input || !std::filesystem::is_regular_file(file, ignored))
    return fail(ErrorCode::NotFound, "EnvironmentFile " + file.string() + " cannot be read",
                "Correct EnvironmentFile, or create the file with one NAME=value a line");
  EnvironmentMap environment;
  std::string line;
  for (int number = 1; std::getline(input, line); ++number) {
    if (line.ends_with('\r')) line.pop_back();
    const std::string_view start = trim(line);
    if (start.empty() || start.front() == '#') continue;
    const std::size_t equals = line.find('=');
    const std::string_view name = trim(std::string_view(line).substr(0, equals));
    if (equals == line.npos || name.empty())
      return fail(ErrorCode::InvalidInput,
                  file.string() + ", line " + std::to_string(number) + ": no NAME=value",
                  "Write NAME=value, or begin the line with # for a comment");
    assign(environment, std::string(name), line.substr(equals + 1));
  }
  return environment;
}

}  // namespace emulator
