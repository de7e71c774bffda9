#pragma once

#include <vector>

#include "emulator/base/result.h"
#include "emulator/docker/docker_client.h"
#include "emulator/docker/docker_surroundings.h"

namespace emulator {

// Where an engine may answer, in the order to try. Exactly the one that the user named, in the
// order of the Docker CLI: DOCKER_HOST, DOCKER_CONTEXT, the current context of config.json,
// DOCKER_TLS or DOCKER_TLS_VERIFY alone (localhost:2376). Else the usual sockets that are there;
// none where there are none. Looks at files and asks nobody. Errors: an address that cannot be
// understood or is not served (ssh://), a context or certificate that is missing, a file that
// cannot be read.
[[nodiscard]] Result<std::vector<DockerEndpoint>> docker_endpoints(
    const DockerSurroundings& around);

// What to say when none of `tried` answered, or there was none to try.
Error no_docker_engine(const std::vector<DockerEndpoint>& tried);

// What to say when the system does not let us use an endpoint's socket.
Error socket_permission_denied(const DockerEndpoint& endpoint);

}  // namespace emulator
