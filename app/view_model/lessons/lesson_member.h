#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "emulator/model/edit.h"

// Members of the pipeline file by JSON pointer, as lessons name them:
//   /CreateModel/Containers/0/Environment/NAME   of a container, from its position
//   /Local/Stages/model/Command                  words with blanks between
//   /Local/Limits/NAME and /Local/Switches/NAME
//   /CreateModel/Containers                      the container names in order, commas between
namespace app {

// What stands there; "" where the member is absent; nothing where no such place exists.
std::optional<std::string> member_of(const emulator::Pipeline& pipeline, std::string_view pointer);

// The edit that puts it there; nothing where that is not possible.
std::optional<emulator::Edit> member_edit(const emulator::Pipeline& pipeline,
                                          std::string_view pointer, const std::string& value);

// "SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT"
std::string last_step_of(std::string_view pointer);

}  // namespace app
