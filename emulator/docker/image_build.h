#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "emulator/docker/docker_client.h"

namespace emulator {

struct StageImageBuild {
  std::filesystem::path folder;        // holds the Dockerfile
  std::string tag_prefix = "hoplens";  // the image is <prefix>/<folder's name>:<12 hex digits>
  // Brings an image that the Dockerfile begins with and that is not here, with the user's login;
  // for the classic builder, which knows none. Empty: the engine pulls it as nobody.
  std::function<Result<void>(const std::string& image)> pull;
  std::string docker_program = "docker";  // looked for on PATH; used if it has buildx
};

// The name of an image that is made from the folder as it is. Builds nothing where that image is
// here (its label hoplens.context holds the folder's fingerprint). Else through docker buildx,
// where that is, else through the engine's classic builder. `line` gets what the builder says, on
// this thread. Whoever asks for the same folder at the same time waits, and gets the same image.
// Errors: no Dockerfile; a step that failed, with its last lines; Unsupported: something that the
// classic builder cannot do; Cancelled.
[[nodiscard]] Result<std::string> build_stage_image(const DockerClient&, const StageImageBuild&,
                                                    const std::function<void(std::string)>& line,
                                                    std::stop_token cancel = {});

// "Wine Model" → "wine-model": what may stand in an image's name. Pure.
std::string image_name_of(const std::string& folder_name);

}  // namespace emulator
