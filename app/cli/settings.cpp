#include <array>
#include <charconv>
#include <optional>

#include "app/cli/arguments.h"
#include "app/cli/exit_code.h"
#include "app/cli/pipeline_input.h"
#include "app/cli/subcommands.h"
#include "emulator/base/text.h"
#include "emulator/model/contract_profile.h"

namespace app::cli {
namespace {

using emulator::ContractProfile;

constexpr const char* kExamples =
    "Examples:\n"
    "  hoplens settings\n"
    "  hoplens settings wine.pipeline.json\n"
    "\n"
    "Each is a member of Local.Limits or Local.Switches in the pipeline file. The tag says what "
    "the\n"
    "rule rests on: [D] documented by AWS, [C] seen in public code or output, [U] reported by\n"
    "users, [I] inferred; SILENT where nothing is said, CONFLICT where sources disagree.";

// "60", "5,000,000", "0.5".
std::string number_text(double value) {
  if (value == static_cast<double>(static_cast<std::uint64_t>(value)))
    return emulator::format_count(static_cast<std::uint64_t>(value));
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

std::string options_text(const emulator::SwitchSetting& setting) {
  std::string out;
  for (const auto option : setting.options) out += (out.empty() ? "" : " | ") + std::string(option);
  return out;
}

// One setting over two lines: name, value and evidence, then what it means.
std::string row(Paint paint, std::string_view name, const std::string& value, bool changed,
                const std::string& rest) {
  std::string line = "  " + paint(Ink::Bold, name);
  line.append(name.size() < 34 ? 34 - name.size() : 1, ' ');
  line += changed ? paint(Ink::Yellow, value + " (changed)") : value;
  return line + "\n    " + rest + "\n";
}

std::string settings_text(const ContractProfile& profile, Paint paint) {
  const ContractProfile defaults;
  std::string out = paint(Ink::Bold, "Local.Limits") + "\n";
  for (const auto& limit : emulator::limit_settings()) {
    const double value = limit.get(profile);
    out += row(
        paint, limit.name, number_text(value) + " " + std::string(limit.unit),
        value != limit.get(defaults),
        std::string(limit.meaning) + ". " +
            paint(Ink::Dim, std::string(limit.evidence) + " contract " + std::string(limit.fact)));
  }
  out += "\n" + paint(Ink::Bold, "Local.Switches") + "\n";
  for (const auto& setting : emulator::switch_settings()) {
    const int value = setting.get(profile);
    out += row(paint, setting.name, std::string(setting.options[static_cast<std::size_t>(value)]),
               value != setting.get(defaults),
               std::string(setting.meaning) + ". " +
                   paint(Ink::Dim, options_text(setting) + "  " + std::string(setting.evidence) +
                                       " contract " + std::string(setting.fact)));
  }
  return out;
}

int run_settings(Terminal& terminal, const std::optional<std::string>& file) {
  ContractProfile profile;
  if (file) {
    const auto read = read_input({*file, {}, {}});
    if (!read) return terminal.error(read.error()), exit_code(read.error().code);
    profile = read->pipeline.local.profile;
  }
  terminal.result(settings_text(profile, terminal.out()));
  return kWell;
}

}  // namespace

Action add_settings(CLI::App& root) {
  auto* app = root.add_subcommand(
      "settings", "Show every limit and switch, with its value and what it rests on");
  app->footer(kExamples);
  auto file = std::make_shared<std::optional<std::string>>();
  app->add_option_function<std::string>(
         "FILE", [file](const std::string& value) { *file = value; },
         "Pipeline file whose values to show (default: the defaults)")
      ->type_name("");
  return [file](Terminal& terminal) { return run_settings(terminal, *file); };
}

}  // namespace app::cli
