#include "emulator/demo_stage/options.h"

#include <charconv>
#include <cstdlib>
#include <iostream>

#include <CLI/CLI.hpp>

#include "emulator/demo_stage/stage.h"

namespace demo_stage {
namespace {

constexpr int kWrongUsage = 2;

std::string environment(const char* name, const std::string& otherwise) {
  const char* const value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : otherwise;
}

std::optional<int> read_port(const std::string& text) {
  int port = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), port);
  const bool whole = problem == std::errc{} && end == text.data() + text.size();
  if (!whole || port < 1 || port > 65535) return std::nullopt;
  return port;
}

// In a container every address is its own; as a plain process (which gets SAGEMAKER_BASE_DIR) a
// stage is nobody's business but this machine's.
std::string default_host() {
  return std::getenv("SAGEMAKER_BASE_DIR") != nullptr ? "127.0.0.1" : "0.0.0.0";
}

int wrong_usage(const std::string& what, const std::string& next_step) {
  std::cerr << "hoplens-demo-stage: " << what << (next_step.empty() ? "" : ". ") << next_step
            << '\n';
  return kWrongUsage;
}

std::string roles_text() {
  std::string text;
  for (const std::string_view name : role_names())
    text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

}  // namespace

std::variant<Options, int> read_options(int argc, char** argv) {
  Options options{.host = default_host()};
  options.model_folder =
      std::filesystem::path(environment("SAGEMAKER_BASE_DIR", "/opt/ml")) / "model";
  options.default_accept = environment("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", "");

  CLI::App app{
      "A stage of an inference pipeline that behaves like a SageMaker container, "
      "and misbehaves as it is told."};
  std::string command;
  std::vector<std::string> faults;
  app.add_option("COMMAND", command, "serve, the one argument every container gets")
      ->required()
      ->check(CLI::IsMember({"serve"}));
  app.add_option("--role", options.role,
                 "One of: " + roles_text() + "; default: as stage.json says")
      ->envname("DEMO_STAGE_ROLE");
  app.add_option("--fault", faults, "What goes wrong, see below; may be repeated")
      ->envname("DEMO_STAGE_FAULTS")
      ->delimiter(',')
      ->allow_extra_args(false)  // else it would swallow a COMMAND behind it
      ->take_all();
  app.add_option("--model", options.model_folder, "Folder of stage.json")->capture_default_str();
  app.add_option("--host", options.host, "IPv4 address to listen on")->capture_default_str();
  app.footer(fault_help() +
             "\nENVIRONMENT\n  SAGEMAKER_BIND_TO_PORT (8080), SAGEMAKER_BASE_DIR (/opt/ml; where "
             "it is set, only\n  127.0.0.1 is listened on), SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT, "
             "DEMO_STAGE_ROLE,\n  DEMO_STAGE_FAULTS\n");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : kWrongUsage;
  }

  auto script = Script::parse(faults);
  if (!script) return wrong_usage(script.error().what, script.error().next_step);
  options.script = std::move(*script);
  // contract 2.7: 8080 where SAGEMAKER_BIND_TO_PORT is not set.
  const std::string bind_to = environment("SAGEMAKER_BIND_TO_PORT", "8080");
  const auto port = read_port(options.script.text(Fault::Port).value_or(bind_to));
  if (!port) return wrong_usage("SAGEMAKER_BIND_TO_PORT is not a port: " + bind_to, "");
  options.port = *port;
  return options;
}

}  // namespace demo_stage
