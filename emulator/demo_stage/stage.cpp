#include "emulator/demo_stage/stage.h"

#include <algorithm>
#include <array>
#include <fstream>

#include <nlohmann/json.hpp>

#include "emulator/base/text.h"
#include "emulator/demo_stage/roles.h"

namespace demo_stage {
namespace {

struct RoleRow {
  std::string_view name;
  Stage (*make)(const nlohmann::json& settings);
};

constexpr std::array kRoles = {
    RoleRow{"echo", make_echo},
    RoleRow{"preprocess", make_preprocess},
    RoleRow{"model", make_model},
    RoleRow{"postprocess", make_postprocess},
};

nlohmann::json read_settings(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::runtime_error("There is no such file");
  return nlohmann::json::parse(stream);
}

Outcome<std::string> choose_accept(const Stage& stage, std::string_view asked,
                                   std::string_view default_accept) {
  // contract 3.5: empty and */* mean SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT, else the own default.
  std::string_view accept = asked;
  if (accept.empty() || accept == "*/*") accept = default_accept;
  if (accept.empty()) accept = stage.accepts.front();
  if (std::ranges::find(stage.accepts, accept) != stage.accepts.end()) return std::string(accept);
  return refuse(406, "UnsupportedAcceptError",
                "Accept type " + std::string(accept) + " is not supported");
}

}  // namespace

std::vector<std::string_view> role_names() {
  std::vector<std::string_view> names;
  names.reserve(kRoles.size());
  for (const RoleRow& row : kRoles) names.push_back(row.name);
  return names;
}

emulator::Result<Stage> load_stage(const std::optional<std::string>& role,
                                   const std::filesystem::path& model_folder) {
  const std::filesystem::path file = model_folder / "stage.json";
  try {
    const bool needs_file = role != "echo";
    const nlohmann::json settings = needs_file ? read_settings(file) : nlohmann::json::object();
    const std::string name = role ? *role : settings.at("Role").get<std::string>();
    for (const RoleRow& row : kRoles) {
      if (row.name == name) return row.make(settings);
    }
    const std::string near = emulator::nearest(name, role_names());
    return emulator::fail(emulator::ErrorCode::InvalidInput, "There is no role named " + name,
                          near.empty() ? "" : "Did you mean " + near + "?");
  } catch (const std::exception& problem) {
    return emulator::fail(emulator::ErrorCode::InvalidInput,
                          "Cannot use " + file.string() + ": " + problem.what(),
                          "Give the stage its model data, or start it with --role echo");
  }
}

Answer invoke(const Stage& stage, const Request& request, std::string_view default_accept) {
  std::string content_type(header_value(request.headers, "Content-Type"));
  if (stage.content_types.empty()) return {200, content_type, request.body, {}};

  // contract 8.3: a missing type counts as JSON; types are compared as whole strings, so
  // "text/csv; charset=utf-8" is not "text/csv".
  if (content_type.empty()) content_type = "application/json";
  if (std::ranges::find(stage.content_types, content_type) == stage.content_types.end()) {
    return to_answer({415, "UnsupportedFormatError",
                      "Content type " + content_type + " is not supported by this framework."});
  }
  const Outcome<std::string> accept =
      choose_accept(stage, header_value(request.headers, "Accept"), default_accept);
  if (!accept) return to_answer(accept.error());
  Outcome<std::string> body = stage.transform(request.body, content_type, *accept);
  if (!body) return to_answer(body.error());
  return {200, *accept, std::move(*body), {}};
}

}  // namespace demo_stage
