#include <algorithm>
#include <set>

#include "emulator/validate/patterns.h"
#include "emulator/validate/rules.h"

// contract 1.7–1.9: names of containers. The service's own texts are not known (1.20).
namespace emulator {
namespace {

constexpr TextLimits kHostname{1, 63, is_name, "^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"};

bool names_itself(const Stage& stage) { return stage.container.container_hostname.has_value(); }

std::size_t named_count(const Pipeline& pipeline) {
  return static_cast<std::size_t>(std::ranges::count_if(pipeline.stages, names_itself));
}

bool is_direct(const Pipeline& pipeline) {
  const auto& config = pipeline.model.inference_execution_config;
  return config && config->mode == "Direct";
}

}  // namespace

void check_hostname_limits(const Pipeline& pipeline, Findings& out) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const auto& hostname = pipeline.stages[i].container.container_hostname;
    if (!hostname) continue;
    if (const auto broken = broken_limit(*hostname, kHostname)) {
      const std::string path = aws_path(pipeline, i, "containerHostname");
      out.push_back(
          container_finding(pipeline, i, "ContainerHostname",
                            finding_of(Severity::Error, constraint_text(*hostname, path, *broken),
                                       "Use at most 63 letters, digits and inner hyphens")));
    }
  }
}

void check_hostnames_all_or_none(const Pipeline& pipeline, Findings& out) {
  const std::size_t named = named_count(pipeline);
  if (named == 0 || named == pipeline.stages.size()) return;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    if (names_itself(pipeline.stages[i])) continue;
    out.push_back(container_finding(
        pipeline, i, "",
        finding_of(Severity::Error,
                   "Container " + std::to_string(i + 1) +
                       " has no ContainerHostname, but others of the pipeline have one",
                   "Give every container a ContainerHostname, or none")));
  }
}

void check_hostnames_unique(const Pipeline& pipeline, Findings& out) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i) {
    const auto& hostname = pipeline.stages[i].container.container_hostname;
    if (!hostname || seen.insert(*hostname).second) continue;
    out.push_back(container_finding(
        pipeline, i, "ContainerHostname",
        finding_of(Severity::Error,
                   "ContainerHostname " + *hostname + " stands on more than one container",
                   "Give each container a name of its own")));
  }
}

void check_direct_hostnames(const Pipeline& pipeline, Findings& out) {
  if (!is_direct(pipeline) || named_count(pipeline) > 0) return;
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    out.push_back(container_finding(
        pipeline, i, "",
        finding_of(Severity::Error, "Direct mode needs a ContainerHostname on every container",
                   "Name the container, or use Serial mode")));
}

void check_hostname_ignored(const Pipeline& pipeline, Findings& out) {
  if (!uses_primary_container(pipeline) || !names_itself(pipeline.stages.front())) return;
  out.push_back(container_finding(
      pipeline, 0, "ContainerHostname",
      finding_of(Severity::Info, "SageMaker ignores the ContainerHostname of a PrimaryContainer",
                 "Use Containers where the name matters")));
}

}  // namespace emulator
