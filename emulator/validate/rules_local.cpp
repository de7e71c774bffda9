#include <algorithm>
#include <map>
#include <set>

#include "emulator/validate/rules.h"

// Local and Requests: ours, so the words are ours too.
namespace emulator {
namespace {

constexpr std::size_t kMaxHeader = 1024;  // contract 4.1

Finding launch_finding(const Pipeline& pipeline, std::size_t index, std::string_view key,
                       Finding finding) {
  finding = container_finding(pipeline, index, "", std::move(finding));
  finding.pointer = launch_pointer(pipeline, index);
  if (!key.empty()) finding.pointer.append("/").append(key);
  return finding;
}

// Calls `check(index, launch)` for every stage with an entry in Local.Stages.
template <typename Check>
void each_launch(const Pipeline& pipeline, Check check) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    if (pipeline.stages[i].launch) check(i, *pipeline.stages[i].launch);
}

// "http://host…" with a host.
bool is_http_address(std::string_view url) {
  constexpr std::string_view kScheme = "http://";
  if (!url.starts_with(kScheme)) return false;
  const std::string_view rest = url.substr(kScheme.size());
  return !rest.empty() && std::string_view("/:?#").find(rest.front()) == std::string_view::npos &&
         std::ranges::none_of(rest, [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

void report_request(std::size_t index, std::string_view key, Finding finding, Findings& out) {
  finding.pointer = request_pointer(index);
  if (!key.empty()) finding.pointer.append("/").append(key);
  out.push_back(std::move(finding));
}

bool is_header_text(std::string_view text) {
  return text.size() <= kMaxHeader &&
         std::ranges::all_of(text, [](char c) { return c == '\t' || (c >= ' ' && c <= '~'); });
}

}  // namespace

void check_process_command(const Pipeline& pipeline, Findings& out) {
  each_launch(pipeline, [&](std::size_t i, const StageLaunch& launch) {
    if (launch.runtime != RuntimeKind::Process) return;
    if (launch.command && !launch.command->empty() && !launch.command->front().empty()) return;
    out.push_back(launch_finding(
        pipeline, i, launch.command ? "Command" : "",
        finding_of(Severity::Error, "A process stage needs a Command",
                   R"(Give the program and its arguments: ["python3", "serve.py", "serve"])")));
  });
}

void check_stage_url(const Pipeline& pipeline, Findings& out) {
  each_launch(pipeline, [&](std::size_t i, const StageLaunch& launch) {
    if (launch.runtime != RuntimeKind::Url) return;
    if (launch.url && is_http_address(*launch.url)) return;
    const std::string what =
        launch.url ? "Url is not an http:// address: " + *launch.url : "A url stage needs a Url";
    out.push_back(launch_finding(pipeline, i, launch.url ? "Url" : "",
                                 finding_of(Severity::Error, what,
                                            "Give the address of the running server, for example "
                                            "http://127.0.0.1:9000")));
  });
}

void check_ignored_members(const Pipeline& pipeline, Findings& out) {
  each_launch(pipeline, [&](std::size_t i, const StageLaunch& launch) {
    const RuntimeKind runtime = pipeline.stages[i].runtime();
    const auto ignored = [&](std::string_view key, std::string_view needs) {
      out.push_back(launch_finding(
          pipeline, i, key,
          finding_of(
              Severity::Warning,
              std::string(key) + " has no effect on a " + std::string(to_text(runtime)) + " stage",
              "Remove it, or set Runtime to " + std::string(needs))));
    };
    if (launch.url && runtime != RuntimeKind::Url) ignored("Url", "url");
    if (launch.command && runtime == RuntimeKind::Url) ignored("Command", "process");
    if (launch.image && runtime != RuntimeKind::Docker) ignored("Image", "docker");
    if (launch.build && runtime != RuntimeKind::Docker) ignored("Build", "docker");
    if (launch.additional_model_data && runtime != RuntimeKind::Docker)
      ignored("AdditionalModelData", "docker");
  });
}

void check_port_range(const Pipeline& pipeline, Findings& out) {
  each_launch(pipeline, [&](std::size_t i, const StageLaunch& launch) {
    if (!launch.port || (*launch.port >= 1 && *launch.port <= 65535)) return;
    out.push_back(launch_finding(
        pipeline, i, "Port",
        finding_of(Severity::Error, "Port " + std::to_string(*launch.port) + " does not exist",
                   "Use a port from 1 to 65535, or leave it out for a free one")));
  });
}

void check_port_unique(const Pipeline& pipeline, Findings& out) {
  std::map<int, std::string> owners;
  each_launch(pipeline, [&](std::size_t i, const StageLaunch& launch) {
    if (!launch.port || launch.runtime == RuntimeKind::Url) return;
    const auto [owner, first] = owners.emplace(*launch.port, container_name(pipeline, i));
    if (first) return;
    out.push_back(launch_finding(
        pipeline, i, "Port",
        finding_of(Severity::Error,
                   "Port " + std::to_string(*launch.port) + " is also that of " + owner->second,
                   "Give each stage a port of its own, or leave it out for a free one")));
  });
}

void check_resources(const Pipeline& pipeline, Findings& out) {
  each_launch(pipeline, [&](std::size_t i, const StageLaunch& launch) {
    const auto must_be_positive = [&](std::string_view key) {
      out.push_back(
          launch_finding(pipeline, i, key,
                         finding_of(Severity::Error, std::string(key) + " must be more than 0",
                                    "Give a positive number, or leave it out for no limit")));
    };
    if (launch.cpus && *launch.cpus <= 0) must_be_positive("Cpus");
    if (launch.memory_bytes && *launch.memory_bytes <= 0) must_be_positive("MemoryBytes");
  });
}

void check_some_stage_runs(const Pipeline& pipeline, Findings& out) {
  if (pipeline.stages.empty() || !std::ranges::all_of(pipeline.stages, &Stage::bypassed)) return;
  Finding finding = finding_of(Severity::Error, "Every stage is bypassed, so nothing would run",
                               "Take Bypassed off at least one stage");
  finding.pointer = "/Local/Stages";
  out.push_back(std::move(finding));
}

void check_limits(const Pipeline& pipeline, Findings& out) {
  const ContractProfile& profile = pipeline.local.profile;
  const std::pair<std::string_view, std::chrono::nanoseconds> needed[] = {
      {"StartupHealthCheckTimeoutSeconds", profile.startup_timeout},
      {"PingTimeoutSeconds", profile.ping_timeout}};
  for (const auto& [name, value] : needed) {
    if (value.count() > 0) continue;
    Finding finding = finding_of(Severity::Error, std::string(name) + " must be more than 0",
                                 "Give some seconds, or leave it out for the default");
    finding.pointer = "/Local/Limits/" + std::string(name);
    out.push_back(std::move(finding));
  }
}

void check_request_names(const Pipeline& pipeline, Findings& out) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < pipeline.requests.size(); ++i) {
    const std::string& name = pipeline.requests[i].name;
    if (name.empty())
      report_request(
          i, "",
          finding_of(Severity::Warning, "A saved request without a Name cannot be chosen",
                     "Give it a Name"),
          out);
    else if (!seen.insert(name).second)
      report_request(i, "Name",
                     finding_of(Severity::Error, "Two saved requests are named " + name,
                                "Give each a name of its own"),
                     out);
  }
}

void check_request_headers(const Pipeline& pipeline, Findings& out) {
  for (std::size_t i = 0; i < pipeline.requests.size(); ++i) {
    const SavedRequest& request = pipeline.requests[i];
    const std::pair<std::string_view, const std::optional<std::string>*> headers[] = {
        {"ContentType", &request.content_type},
        {"Accept", &request.accept},
        {"CustomAttributes", &request.custom_attributes}};
    for (const auto& [key, value] : headers)
      if (*value && !is_header_text(**value))
        report_request(i, key,
                       finding_of(Severity::Error,
                                  std::string(key) + " must be at most 1024 ASCII characters on "
                                                     "one line",
                                  "Shorten it, or encode it"),
                       out);
  }
}

}  // namespace emulator
