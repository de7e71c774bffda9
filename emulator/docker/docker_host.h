#pragma once

#include <string>
#include <string_view>

#include "emulator/base/result.h"
#include "emulator/docker/docker_client.h"

namespace emulator {

// The endpoint that an address in the manner of DOCKER_HOST stands for: unix://, tcp://, http://,
// https://, or a bare host[:port]. `why` goes into the endpoint and into errors. Without a port it
// is 2375, with TLS 2376. https:// brings TLS with the system's authorities; other certificates
// are the caller's to fill in. InvalidInput, or Unsupported for ssh:// and its like.
[[nodiscard]] Result<DockerEndpoint> parse_docker_host(std::string_view address,
                                                       const std::string& why, bool tls = false);

}  // namespace emulator
