#pragma once

#include <chrono>
#include <stop_token>
#include <string>

#include "emulator/base/result.h"
#include "emulator/docker/docker_config.h"
#include "emulator/docker/image_reference.h"

namespace emulator {

// The value of the X-Registry-Auth header to pull `image` with, from what the Docker configuration
// knows: credHelpers before credsStore before auths. "": nothing, pull as nobody. May run a
// credential helper (docker-credential-…), for at most `patience`. Errors: a helper that is not
// installed, fails or does not answer, a login that cannot be read, Cancelled. What is secret is in
// no error.
[[nodiscard]] Result<std::string> registry_auth(
    const DockerConfig& config, const ImageReference& image, std::stop_token cancel = {},
    std::chrono::milliseconds patience = std::chrono::seconds{30});

// The command to log in to an image's registry with:
// "aws ecr get-login-password --region R | docker login --username AWS --password-stdin HOST".
std::string login_advice(const ImageReference& image);

}  // namespace emulator
