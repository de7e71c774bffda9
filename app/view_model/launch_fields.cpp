#include <algorithm>
#include <array>
#include <charconv>

#include "app/view_model/definition_fields.h"
#include "app/view_model/edit_field_makers.h"
#include "emulator/base/text.h"

namespace app {
namespace {

using emulator::RuntimeKind;
using emulator::StageLaunch;

constexpr std::array kRuntimes{RuntimeKind::Docker, RuntimeKind::Process, RuntimeKind::Url};

EditField runtime_of(StageLaunch& launch) {
  EditField field;
  field.path = field.label = "Runtime";
  field.hint = "How it is started here; docker where nothing is said";
  field.kind = FieldKind::Choice;
  for (const RuntimeKind kind : kRuntimes) field.options.push_back(emulator::to_text(kind));
  field.get = [&launch] {
    return launch.runtime ? std::string(emulator::to_text(*launch.runtime)) : std::string();
  };
  field.set = [&launch](const std::string& text) {
    launch.runtime.reset();
    for (const RuntimeKind kind : kRuntimes)
      if (emulator::to_text(kind) == text) launch.runtime = kind;
    return std::string();
  };
  return field;
}

EditField additional_model_data_of(StageLaunch& launch) {
  EditField field;
  field.path = field.label = "AdditionalModelData";
  field.hint = "For each ChannelName a folder or a tar.gz, in place of S3";
  field.kind = FieldKind::Table;
  field.rows = [&launch] { return launch.additional_model_data.value_or(NameValues{}); };
  field.set_rows = [&launch](NameValues rows) {
    launch.additional_model_data =
        rows.empty() ? std::nullopt : std::optional<NameValues>(std::move(rows));
  };
  return field;
}

EditField environment_of(StageLaunch& launch) {
  EditField field;
  field.path = field.label = "Environment";
  field.hint = "Only here, never exported; wins over the container's";
  field.kind = FieldKind::Table;
  field.rows = [&launch] { return *launch.environment; };
  field.set_rows = [&launch](NameValues rows) { launch.environment = std::move(rows); };
  field.masks_secrets = true;
  return field;
}

bool is_container(const StageLaunch& launch) {
  return launch.runtime.value_or(RuntimeKind::Docker) == RuntimeKind::Docker;
}

EditField port_of(StageLaunch& launch) {
  return whole_number_of(
      "Port",
      is_container(launch) ? "It listens there in its container; without one it is given a port"
                           : "It listens there; without one it is given a free port",
      [&launch] { return launch.port ? std::optional<std::int64_t>(*launch.port) : std::nullopt; },
      [&launch](std::optional<std::int64_t> value) {
        constexpr std::int64_t kMost = 1'000'000;  // beyond ports; validation says the rest
        launch.port = value ? std::optional(static_cast<int>(std::clamp(*value, -kMost, kMost)))
                            : std::nullopt;
      });
}

EditField memory_of(StageLaunch& launch) {
  return whole_number_of(
      "MemoryBytes", "Containers: at most so many bytes, without swap on top",
      [&launch] { return launch.memory_bytes; },
      [&launch](std::optional<std::int64_t> value) { launch.memory_bytes = value; });
}

EditField stop_timeout_of(StageLaunch& launch) {
  return whole_number_of(
      "StopTimeoutSeconds", "From SIGTERM to SIGKILL; 30 by default",
      [&launch] {
        return launch.stop_timeout ? std::optional<std::int64_t>(launch.stop_timeout->count())
                                   : std::nullopt;
      },
      [&launch](std::optional<std::int64_t> value) {
        launch.stop_timeout = value ? std::optional(std::chrono::seconds{*value}) : std::nullopt;
      });
}

EditField cpus_of(StageLaunch& launch) {
  EditField field;
  field.path = field.label = "Cpus";
  field.hint = "Containers: at most so many processors, such as 1.5";
  field.kind = FieldKind::Number;
  field.get = [&launch]() -> std::string {
    if (!launch.cpus) return "";
    std::array<char, 32> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), *launch.cpus);
    return {text.data(), end};
  };
  field.set = [&launch](const std::string& text) -> std::string {
    const std::string_view digits = emulator::trim(text);
    if (digits.empty()) return launch.cpus.reset(), "";
    double value = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc{} || stop != end) return "Not a number: write it like 1.5";
    launch.cpus = value;
    return "";
  };
  return field;
}

// A number, or a word in quotes, as in the file.
EditField gpus_of(StageLaunch& launch) {
  EditField field;
  field.path = field.label = "Gpus";
  field.hint = "Containers: how many, or all; none without";
  field.kind = FieldKind::Number;
  field.get = [&launch] {
    std::string text = launch.gpus.value_or("");
    std::erase(text, '"');
    return text;
  };
  field.set = [&launch](const std::string& text) -> std::string {
    const std::string word(emulator::trim(text));
    const bool digits = std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits && word != "all") return "Write a whole number, or all";
    launch.gpus = word.empty() ? std::nullopt : std::optional(digits ? word : "\"" + word + "\"");
    return "";
  };
  return field;
}

struct RuntimeField {
  EditField field;
  std::vector<RuntimeKind> used_by;
};

std::vector<RuntimeField> start_fields(StageLaunch& l) {
  constexpr auto D = RuntimeKind::Docker, P = RuntimeKind::Process, U = RuntimeKind::Url;
  return {
      {text_field_of("Url", "http://127.0.0.1:9000, where it runs already", l.url), {U}},
      {lines_of("Command",
                is_container(l) ? "In place of the one word serve, an argument a line"
                                : "The program and its arguments, one a line",
                l.command),
       {P, D}},
      {as(FieldKind::Folder,
          text_field_of("WorkingDirectory", "Where it is started, from the file's folder",
                        l.working_directory)),
       {P}},
      {text_field_of("Image", "A name here, instead of the container's Image; pulled if absent",
                     l.image),
       {D}},
      {as(FieldKind::Folder,
          text_field_of("Build", "A folder with a Dockerfile: built first, anew when it changed",
                        l.build)),
       {D}},
      {as(FieldKind::File,
          text_field_of("ModelData", "A model.tar.gz or a folder, in place of S3", l.model_data)),
       {P, D}},
      {additional_model_data_of(l), {D}},
  };
}

}  // namespace

std::vector<FieldGroup> launch_groups(StageLaunch& launch) {
  const RuntimeKind runtime = launch.runtime.value_or(RuntimeKind::Docker);
  FieldGroup start{"How it runs here", {}, "", {}, "", {}};
  FieldGroup unused{"Without effect on a " + std::string(emulator::to_text(runtime)) + " stage",
                    {},
                    "",
                    {},
                    "",
                    {}};
  start.fields.push_back(runtime_of(launch));
  for (RuntimeField& row : start_fields(launch)) {
    const bool used = std::ranges::find(row.used_by, runtime) != row.used_by.end();
    (used ? start : unused).fields.push_back(std::move(row.field));
  }
  FieldGroup environment{"Environment", {}, "", {}, "", {}};
  environment.fields = {
      environment_of(launch),
      as(FieldKind::File, text_field_of("EnvironmentFile", "NAME=value lines, kept out of the file",
                                        launch.environment_file)),
      lines_of("PassEnvironment", "Names taken over from your own environment, one a line",
               launch.pass_environment)};
  FieldGroup limits{"Port and limits", {}, "", {}, "", {}};
  limits.fields = {
      port_of(launch),         cpus_of(launch),
      memory_of(launch),       gpus_of(launch),
      stop_timeout_of(launch), choice_of("Bypassed", "true: invocations skip it", launch.bypassed)};
  return {std::move(start), std::move(environment), std::move(limits), std::move(unused)};
}

}  // namespace app
