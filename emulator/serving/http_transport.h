#pragma once

#include <memory>

#include "emulator/serving/hop_transport.h"

namespace emulator {

// HTTP/1.1 over plain sockets and llhttp: TCP_NODELAY, kept connections, header order and
// spelling as on the wire, exact phases, partial answers, no redirects, no retries.
std::unique_ptr<HopTransport> make_http_transport();

}  // namespace emulator
