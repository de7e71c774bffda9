#include <array>
#include <sstream>

#include "app/cli/arguments.h"
#include "app/cli/exit_code.h"
#include "app/cli/printable.h"
#include "app/cli/subcommands.h"
#include "emulator/base/text.h"
#include "emulator/codec/recordings/recording_formats.h"
#include "emulator/export/exporter.h"

// The scripts are written from the very tables that the arguments are parsed with, so they cannot
// fall behind.
namespace app::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  hoplens completion bash > ~/.local/share/bash-completion/completions/hoplens\n"
    "  hoplens completion zsh > \"${fpath[1]}/_hoplens\"\n"
    "  hoplens completion fish > ~/.config/fish/completions/hoplens.fish";

// An option as a completion shows it.
struct Choice {
  std::vector<std::string> names;  // "--json", "-o"
  std::string help;
  bool takes_value = false;
  std::vector<std::string> values;  // those that may follow; empty: a file or free text
};

struct Command {
  std::string name;
  std::string help;
  std::vector<Choice> options;
  bool takes_file = false;
  std::vector<std::string> words;  // what the argument may be, where it is no file
};

std::vector<std::string> values_of(const CLI::App& app, const std::string& option) {
  if (option == "--theme") return {"dark", "light"};
  std::vector<std::string> formats;
  if (option == "--to" && app.get_name() == "convert") {
    for (const auto& format : emulator::recording_formats()) formats.emplace_back(format.id);
    return formats;
  }
  if (option == "--to")
    for (const auto& exporter : emulator::exporters()) formats.emplace_back(exporter.id);
  return formats;
}

Choice choice_of(const CLI::App& app, const CLI::Option& option) {
  Choice choice;
  for (const auto& name : option.get_lnames()) choice.names.push_back("--" + name);
  for (const auto& name : option.get_snames()) choice.names.push_back("-" + name);
  choice.help = option.get_description();
  choice.takes_value = option.get_items_expected_max() > 0;
  if (!choice.names.empty()) choice.values = values_of(app, choice.names.front());
  return choice;
}

Command command_of(const CLI::App& app) {
  Command command{app.get_name(), app.get_description(), {}, false, {}};
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_positional()) {
      command.options.push_back(choice_of(app, *option));
    } else if (option->get_name(true) == "SHELL") {
      command.words = {"bash", "zsh", "fish"};
    } else {
      command.takes_file = true;
    }
  }
  return command;
}

std::vector<Command> commands_of(const CLI::App& root) {
  std::vector<Command> commands;
  for (const CLI::App* app : root.get_subcommands([](const CLI::App*) { return true; }))
    commands.push_back(command_of(*app));
  return commands;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string option_names(const Command& command) {
  std::string out;
  for (const auto& option : command.options) out += (out.empty() ? "" : " ") + joined(option.names);
  return out;
}

std::string command_names(const std::vector<Command>& commands) {
  std::string out;
  for (const auto& command : commands) out += (out.empty() ? "" : " ") + command.name;
  return out;
}

// In single quotes for every shell here.
std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// What may follow an option, as lines of a bash `case`.
void write_bash_values(std::ostream& out, const std::vector<Command>& commands) {
  for (const auto& command : commands)
    for (const auto& option : command.options) {
      if (option.values.empty()) continue;
      for (const auto& name : option.names)
        out << "    " << command.name << ":" << name << ") COMPREPLY=($(compgen -W '"
            << joined(option.values) << "' -- \"$cur\")); return ;;\n";
    }
}

std::string bash_script(const CLI::App& root) {
  const auto commands = commands_of(root);
  std::ostringstream out;
  out << "# bash completion for hoplens\n"
         "_hoplens() {\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
         "  local command=${COMP_WORDS[1]} options words\n"
         "  COMPREPLY=()\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
         "    COMPREPLY=($(compgen -W '"
      << command_names(commands) << " " << option_names(command_of(root))
      << "' -- \"$cur\") $(compgen -f -- \"$cur\"))\n"
         "    return\n"
         "  fi\n"
         "  case $command:$prev in\n";
  write_bash_values(out, commands);
  out << "  esac\n"
         "  case $command in\n";
  for (const auto& command : commands)
    out << "    " << command.name << ") options='" << option_names(command) << "' words='"
        << joined(command.words) << "' ;;\n";
  out << "    *) return ;;\n"
         "  esac\n"
         "  case $cur in\n"
         "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$cur\")) ;;\n"
         "    *) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
         "       [ -n \"$words\" ] || COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n"
         "  esac\n"
         "}\n"
         "complete -o filenames -F _hoplens hoplens\n";
  return out.str();
}

// Brackets and colons have a meaning in an _arguments specification.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':') out += '\\';
    out += c;
  }
  return out;
}

void write_zsh_arguments(std::ostream& out, const Command& command) {
  out << "    " << command.name << ")\n      _arguments";
  for (const auto& option : command.options) {
    const std::string values = option.values.empty() ? "_files" : "(" + joined(option.values) + ")";
    for (const auto& name : option.names)
      out << " \\\n        "
          << shell_quoted(name + "[" + zsh_text(option.help) + "]" +
                          (option.takes_value ? ":value:" + values : ""));
  }
  if (command.takes_file) out << " \\\n        '*:file:_files'";
  if (!command.words.empty())
    out << " \\\n        " << shell_quoted("1:word:(" + joined(command.words) + ")");
  out << " ;;\n";
}

std::string zsh_script(const CLI::App& root) {
  const auto commands = commands_of(root);
  std::ostringstream out;
  out << "#compdef hoplens\n"
         "_hoplens() {\n"
         "  local -a commands\n"
         "  commands=(\n";
  for (const auto& command : commands)
    out << "    " << shell_quoted(command.name + ":" + zsh_text(command.help)) << "\n";
  out << "  )\n"
         "  if (( CURRENT == 2 )); then\n"
         "    _describe command commands\n"
         "    _files\n"
         "    return\n"
         "  fi\n"
         "  local command=$words[2]\n"
         "  shift words; (( CURRENT-- ))\n"
         "  case $command in\n";
  for (const auto& command : commands) write_zsh_arguments(out, command);
  out << "  esac\n"
         "}\n"
         "_hoplens \"$@\"\n";
  return out.str();
}

void write_fish_options(std::ostream& out, const Command& command) {
  for (const auto& option : command.options) {
    out << "complete -c hoplens -n '__fish_seen_subcommand_from " << command.name << "'";
    for (const auto& name : option.names)
      out << (name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1));
    if (!option.values.empty()) out << " -x -a '" << joined(option.values) << "'";
    if (option.takes_value && option.values.empty()) out << " -r";
    out << " -d " << shell_quoted(option.help) << "\n";
  }
  if (!command.words.empty())
    out << "complete -c hoplens -f -n '__fish_seen_subcommand_from " << command.name << "' -a '"
        << joined(command.words) << "'\n";
}

std::string fish_script(const CLI::App& root) {
  std::ostringstream out;
  out << "# fish completion for hoplens\n";
  const auto commands = commands_of(root);
  for (const auto& command : commands)
    out << "complete -c hoplens -n '__fish_use_subcommand' -a " << command.name << " -d "
        << shell_quoted(command.help) << "\n";
  for (const auto& command : commands) write_fish_options(out, command);
  return out.str();
}

struct Shell {
  std::string_view name;
  std::string (*script)(const CLI::App&);
};
constexpr std::array kShells = {Shell{"bash", bash_script}, Shell{"zsh", zsh_script},
                                Shell{"fish", fish_script}};

int run_completion(Terminal& terminal, const CLI::App& root, const std::string& shell) {
  std::vector<std::string> names;
  for (const auto& [name, script] : kShells) {
    if (name == shell) return terminal.result(script(root)), kWell;
    names.emplace_back(name);
  }
  terminal.error({emulator::ErrorCode::InvalidInput, "There is no completion for " + shell,
                  "The shells are " + listed(names)});
  return kBadInput;
}

}  // namespace

Action add_completion(CLI::App& root) {
  auto* app = root.add_subcommand("completion", "Print a completion script for a shell");
  app->footer(kExamples);
  auto shell = std::make_shared<std::string>();
  app->add_option("SHELL", *shell, "bash, zsh or fish")->required()->type_name("");
  return [&root, shell](Terminal& terminal) { return run_completion(terminal, root, *shell); };
}

}  // namespace app::cli
