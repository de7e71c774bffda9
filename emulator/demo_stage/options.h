#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>

#include "emulator/demo_stage/script.h"

namespace demo_stage {

// What one process was asked to do, from its arguments and its environment.
struct Options {
  std::optional<std::string> role;
  std::string host;
  int port = 8080;
  std::filesystem::path model_folder;
  std::string default_accept;  // SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT
  Script script;
};

// The options, or the exit code where there is nothing to serve (--help, wrong usage); what to
// say is then already printed.
std::variant<Options, int> read_options(int argc, char** argv);

}  // namespace demo_stage
