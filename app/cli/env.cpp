#include <array>
#include <cstdlib>

#include "app/cli/arguments.h"
#include "app/cli/exit_code.h"
#include "app/cli/printable.h"
#include "app/cli/subcommands.h"
#include "app/view_model/client_lines.h"

namespace app::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  eval \"$(hoplens env)\"                          bash, zsh, sh\n"
    "  hoplens env --shell fish | source              fish\n"
    "  hoplens env --shell powershell | Invoke-Expression\n"
    "  hoplens env --shell boto3 --endpoint wine      lines of Python\n"
    "\n"
    "Sets AWS_ENDPOINT_URL_SAGEMAKER and AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME, and, only where "
    "nothing\n"
    "is set, keys that no AWS knows and the Region. The AWS CLI before 2.13 and boto3 before 1.28 "
    "do\n"
    "not read those: give them --endpoint-url or endpoint_url.";

struct EnvOptions {
  std::string shell;
  ClientTarget target{.url = "http://127.0.0.1:8089"};
};

// Shells that take the POSIX lines, under their own names.
constexpr std::array<std::string_view, 5> kPosixShells{"sh", "bash", "zsh", "dash", "ksh"};

std::vector<std::string> text_names() {
  std::vector<std::string> names;
  for (const ClientText& text : client_texts()) names.emplace_back(text.name);
  names.insert(names.end(), kPosixShells.begin(), kPosixShells.end());
  return names;
}

const ClientText& text_of(const std::string& name) {
  const ClientText* text = client_text(name);
  return text != nullptr ? *text : *client_text("posix");
}

// Where clients can be sent: nothing that a shell would take and an SDK would not.
std::string url_problem(const std::string& url) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (url.starts_with(scheme) && url.size() > scheme.size()) return "";
  return "\"" + url + "\" is no address; write it as http://127.0.0.1:8089";
}

// The caller's own shell, where it is one that needs other lines than POSIX ones.
std::string usual_shell() {
  const char* shell = std::getenv("SHELL");
  return shell != nullptr && std::string_view(shell).ends_with("/fish") ? "fish" : "posix";
}

int print_lines(Terminal& terminal, const EnvOptions& options) {
  const std::string name = options.shell.empty() ? usual_shell() : options.shell;
  terminal.result(text_of(name).lines(options.target));
  return kWell;
}

}  // namespace

Action add_env(CLI::App& root) {
  auto* app = root.add_subcommand("env", "Print the lines that point AWS clients at hoplens");
  app->footer(kExamples);
  auto options = std::make_shared<EnvOptions>();
  app->add_option("--shell", options->shell,
                  "posix (also sh, bash, zsh), fish, powershell, boto3, aws-cli or curl (default: "
                  "as $SHELL)")
      ->check(CLI::IsMember(text_names()).description(""))
      ->type_name("NAME");
  app->add_option("--url", options->target.url,
                  "Address that hoplens serve or the window has (default: http://127.0.0.1:8089)")
      ->check(CLI::Validator(url_problem, ""))
      ->type_name("URL");
  app->add_option("--endpoint", options->target.endpoint, "Endpoint that a call names")
      ->type_name("NAME");
  app->add_option("--region", options->target.region, "Region, where none is set")
      ->type_name("REGION");
  return [options](Terminal& terminal) { return print_lines(terminal, *options); };
}

}  // namespace app::cli
