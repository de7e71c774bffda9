#include "emulator/runtime/docker/image_findings.h"

namespace emulator {
namespace {

constexpr const char* kBindLabel = "com.amazonaws.sagemaker.capabilities.accept-bind-to-port";
constexpr const char* kMultiModelLabel = "com.amazonaws.sagemaker.capabilities.multi-models";

bool is_true(const DockerLabels& labels, const char* name) {
  const auto found = labels.find(name);
  return found != labels.end() && found->second == "true";
}

// The words of CreateModel itself (contract 1c).
Finding missing_label(const std::string& image, const std::string& label, std::string fix) {
  return {.id = "D01",
          .severity = Severity::Error,
          .message = "Your Ecr Image " + image + " does not contain required " + label +
                     "=true Docker label(s). It runs here; CreateModel would refuse it",
          .fix = std::move(fix)};
}

bool is_shell_form(const std::vector<std::string>& entrypoint) {
  return entrypoint.size() >= 2 && entrypoint[0].ends_with("sh") && entrypoint[1] == "-c";
}

std::string serve_advice() {
  return "Give the image an exec-form ENTRYPOINT, or a program named serve on its PATH, and try "
         "docker run IMAGE serve";
}

bool says(const std::string& text, std::string_view words) { return text.find(words) != text.npos; }

}  // namespace

std::vector<Finding> image_findings(const StageLaunchPlan& plan, const std::string& image,
                                    const ImageFacts& facts, const EngineFacts& engine) {
  std::vector<Finding> found;
  if (plan.in_pipeline && !is_true(facts.labels, kBindLabel))
    found.push_back(
        missing_label(image, kBindLabel,
                      std::string("Add LABEL ") + kBindLabel +
                          "=true to its Dockerfile, and listen on SAGEMAKER_BIND_TO_PORT"));
  if (plan.container.mode == "MultiModel" && !is_true(facts.labels, kMultiModelLabel))
    found.push_back(
        missing_label(image, kMultiModelLabel,
                      std::string("Add LABEL ") + kMultiModelLabel + "=true to its Dockerfile"));
  const bool own_command = plan.launch.command.has_value();
  if (facts.entrypoint.empty() && !own_command)
    found.push_back({.id = "D13",
                     .severity = Severity::Info,
                     .message = "The image " + image +
                                " has no ENTRYPOINT: SageMaker runs it with the one word serve, "
                                "which must be a program on its PATH",
                     .fix = serve_advice()});
  else if (is_shell_form(facts.entrypoint))
    found.push_back({.id = "D13",
                     .severity = Severity::Warning,
                     .message = "The image " + image +
                                " has a shell-form ENTRYPOINT, which neither sees the word serve "
                                "nor passes SIGTERM on",
                     .fix = "Write ENTRYPOINT [\"program\"] with brackets"});
  if (!facts.architecture.empty() && facts.architecture != engine.architecture)
    found.push_back({.id = "D34",
                     .severity = Severity::Warning,
                     .message = "The image " + image + " is built for " + facts.architecture +
                                " and this engine's processor is " + engine.architecture +
                                ": it fails with exec format error unless that is emulated",
                     .fix = "Build it with --platform linux/" + engine.architecture +
                            "; on AWS the instance family decides"});
  return found;
}

std::optional<Finding> start_failure_finding(const std::string& image, const std::string& said) {
  if (says(said, "exec format error"))
    return Finding{.id = "D34",
                   .severity = Severity::Error,
                   .message = "The image " + image +
                              " cannot be started: exec format error, it is built for another "
                              "processor",
                   .fix =
                       "Build it for this engine's processor: docker build --platform "
                       "linux/amd64, or linux/arm64"};
  const bool about_the_program = says(said, "exec: ") || says(said, "No command specified") ||
                                 says(said, "no command or entrypoint");
  const bool no_program = about_the_program || says(said, "executable file not found") ||
                          says(said, "executable file `");
  if (!no_program) return std::nullopt;
  // contract 2.2, in SageMaker's own words
  return Finding{
      .id = "D13",
      .severity = Severity::Error,
      .message = "The image " + image +
                 " cannot be started with serve (SageMaker: CannotStartContainerError): " + said,
      .fix = serve_advice()};
}

}  // namespace emulator
